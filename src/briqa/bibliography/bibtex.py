"""BibTeX and biblatex: entries to works and back; the one door to bibtexparser.

The one thing to know: BibTeX titles are in title case with braces around what keeps its capitals,
while CSL wants sentence case. Reading lowers an English title in title case except in braces, as
pandoc does; writing puts braces around every word with a capital, so that nothing is lost.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from briqa.bibliography.casing import is_title_case, sentence_case
from briqa.bibliography.dates import month_number, read_date
from briqa.bibliography.people import read_person
from briqa.bibliography.work import TYPES, PartialDate, Person, Work
from briqa.errors import BibliographyError

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "article-journal",
        "book": "book",
        "mvbook": "book",
        "collection": "book",
        "proceedings": "book",
        "manual": "report",
        "booklet": "book",
        "inbook": "chapter",
        "incollection": "chapter",
        "inproceedings": "paper-conference",
        "conference": "paper-conference",
        "techreport": "report",
        "report": "report",
        "phdthesis": "thesis",
        "mastersthesis": "thesis",
        "thesis": "thesis",
        "online": "webpage",
        "electronic": "webpage",
        "www": "webpage",
        "dataset": "dataset",
        "software": "software",
        "standard": "standard",
        "legislation": "legislation",
        "patent": "patent",
        "inreference": "entry-encyclopedia",
        "unpublished": "manuscript",
        "misc": "document",
    }
)
# The entry type that each type is written as; others are @misc with an `entrysubtype`.
_ENTRY_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article-journal": "article",
        "article-magazine": "article",
        "article-newspaper": "article",
        "book": "book",
        "chapter": "incollection",
        "paper-conference": "inproceedings",
        "report": "techreport",
        "thesis": "phdthesis",
        "webpage": "online",
        "dataset": "dataset",
        "software": "software",
        "standard": "standard",
        "legislation": "legislation",
        "patent": "patent",
        "manuscript": "unpublished",
    }
)
_SUBTYPES: Mapping[str, str] = MappingProxyType(
    {"magazine": "article-magazine", "newspaper": "article-newspaper"}
)
_GENRES: Mapping[str, str] = MappingProxyType(
    {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
)
_THESIS_KINDS: Mapping[str, str] = MappingProxyType(
    {"phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "techreport": "Technical report"}
)
_PUBLISHERS = ("publisher", "school", "institution", "organization")
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle")
_PLACES = ("location", "address")
# Braces have names here, since BibTeX counts even escaped ones.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\lbrace{}", "}": r"\rbrace{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "–": "--", "—": "---", "“": "``", "”": "''", "\u00a0": "~",
}  # fmt: skip
_TAGGED = re.compile(r"<(i|b)>(.*?)</\1>")
_LIGATURE = re.compile(r"-(?=-)|'(?=')|`(?=`)|[!?](?=`)|<(?=<)|>(?=>)")
_EMPHASIS = re.compile(r"\\(?:emph|textit|textsl)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_STRONG = re.compile(r"\\textbf\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_URL_COMMAND = re.compile(r"\\url\s*\{([^{}]*)\}")
_URL_ESCAPE = re.compile(r"\\([_%&#~])")
_BRACED_WHOLE = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")
_SPACE = re.compile(r"[ \t\r\n]+")
_KEY = re.compile(r"\s*@\w+\s*[{(]\s*([^,\s={}]+)")
_COMMAND_BEFORE = re.compile(r"\\(?:[A-Za-z]+\s*|[^A-Za-z\s])$")
_KEEP, _RELEASE = "\ue010", "\ue011"
_KEPT = re.compile(f"{_KEEP}[^{_RELEASE}]*{_RELEASE}")
_CAPITAL_WORD = re.compile(r"[^\s\-–—/{}<>]*[^\W\d_][^\s\-–—/{}<>]*")
_LANGUAGES = {
    "english": "en", "american": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "usenglish": "en-US", "german": "de", "ngerman": "de", "french": "fr", "spanish": "es",
    "italian": "it", "dutch": "nl", "portuguese": "pt", "russian": "ru", "chinese": "zh",
    "japanese": "ja", "korean": "ko", "polish": "pl", "swedish": "sv", "danish": "da",
}  # fmt: skip


class BibtexEntry(NamedTuple):
    """A work, and the files that the entry names for it (`file`, `briqa`)."""

    work: Work
    files: tuple[str, ...]


def read_bibtex(text: str, path: Path) -> tuple[list[BibtexEntry], list[BibliographyError]]:
    """The entries that can be read, and one problem for each that can't.

    Args:
        text: the file's text.
        path: only for the problems.
    """
    from bibtexparser.entrypoint import parse_string

    # Without a handler the parser's warnings go to stderr; they are told as problems here.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    library = parse_string(text)
    problems = [
        _problem(
            path, block.start_line, block.raw, getattr(block.error, "abort_reason", block.error)
        )
        for block in library.failed_blocks
    ]
    found: list[BibtexEntry] = []
    for entry in library.entries:
        fields = {
            field.key.lower(): field.value.strip()
            for field in entry.fields
            if isinstance(field.value, str) and field.value.strip()
        }
        try:
            found.append(_entry(entry.key, entry.entry_type.lower(), fields))
        except ValueError as error:
            problems.append(_problem(path, entry.start_line, entry.raw, error))
    return found, problems


def _problem(
    path: Path, start_line: int | None, raw: str | None, reason: object
) -> BibliographyError:
    words = str(reason).replace("`", "'").partition(" Note: ")[0]
    words = " ".join(words.split()).rstrip(".")
    words = words[:1].lower() + words[1:]
    key = _KEY.match(raw or "")
    place = f"line {(start_line or 0) + 1}" + (f" ({key[1].strip()})" if key else "")
    remedy = "correct this entry; the others are used"
    return BibliographyError(path, place, f"can't be read: {words}", remedy)


def _entry(key: str, entry_type: str, fields: Mapping[str, str]) -> BibtexEntry:
    def first(names: Sequence[str]) -> str | None:
        return next((_decoded(fields[name]) for name in names if name in fields), None)

    kind = _type_of(entry_type, fields)
    is_article = kind.startswith("article")
    language = first(("langid", "language"))
    publishers = _PUBLISHERS if kind != "thesis" else ("school", "institution", "publisher")
    number = first(("number",))
    issue = first(("issue",)) or (number if is_article else None)
    work = Work(
        id=key,
        type=kind,
        title=_title(fields, language),
        authors=_people(fields.get("author")),
        editors=_people(fields.get("editor")),
        translators=_people(fields.get("translator")),
        issued=_issued(fields),
        accessed=read_date(first(("urldate",))),
        publisher=first(publishers),
        place=first(_PLACES),
        container_title=first(_CONTAINERS),
        collection_title=first(("series",)),
        event=first(("eventtitle",)),
        volume=first(("volume",)),
        issue=issue,
        pages=_pages(fields.get("pages")),
        edition=first(("edition",)),
        number=first(("eid",)) if is_article else number,
        genre=_genre(entry_type, first(("type",))),
        doi=_address(fields.get("doi")),
        url=_address(fields.get("url") or _howpublished(fields)),
        isbn=first(("isbn",)),
        language=_LANGUAGES.get((language or "").lower(), language),
        note=first(("note",)),
        remark=first(("addendum",)),
    )
    return BibtexEntry(work, tuple(_files(fields)))


def _type_of(entry_type: str, fields: Mapping[str, str]) -> str:
    subtype = fields.get("entrysubtype", "").lower()
    if subtype in _SUBTYPES or subtype in TYPES:
        return _SUBTYPES.get(subtype, subtype)
    kind = _TYPES.get(entry_type, "document")
    if kind == "document" and ("url" in fields or r"\url" in fields.get("howpublished", "")):
        return "webpage"
    return kind


def _genre(entry_type: str, given: str | None) -> str | None:
    if given is not None:
        return _THESIS_KINDS.get(given.lower(), given)
    return _GENRES.get(entry_type)


def _title(fields: Mapping[str, str], language: str | None) -> str | None:
    title, subtitle = fields.get("title"), fields.get("subtitle")
    if title is None:
        return None
    whole = f"{title}: {subtitle}" if subtitle else title
    marked = _decoded(_with_kept(whole)) or ""
    kept: list[tuple[int, int]] = []
    parts: list[str] = []
    length = end = 0
    for match in _KEPT.finditer(marked):
        before, inside = marked[end : match.start()], match[0][1:-1]
        kept.append((length + len(before), length + len(before) + len(inside)))
        parts += [before, inside]
        length += len(before) + len(inside)
        end = match.end()
    text = "".join([*parts, marked[end:]])
    # What is set off by its font (a species, another work's title) keeps its capitals too.
    kept += [match.span() for match in _TAGGED.finditer(text)]
    english = language is None or _LANGUAGES.get(language.lower(), language)[:2] == "en"
    return sentence_case(text, kept) if english and is_title_case(text, kept) else text or None


def _with_kept(latex: str) -> str:
    """Marks around what stands in braces of its own, not in those of a command or an accent."""
    parts: list[str] = []
    depths: list[bool] = []
    for at, character in enumerate(latex):
        escaped = at > 0 and latex[at - 1] == "\\" and not latex[:at].endswith("\\\\")
        if character == "{" and not escaped:
            command = _COMMAND_BEFORE.search(latex[:at]) is not None
            keeps = not command and latex[at + 1 : at + 2] != "\\" and not any(depths)
            depths.append(keeps)
            parts.append(_KEEP if keeps else character)
        elif character == "}" and not escaped and depths:
            parts.append(_RELEASE if depths.pop() else character)
        else:
            parts.append(character)
    return "".join(parts)


def _people(field: str | None) -> tuple[Person, ...]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    if field is None:
        return ()
    names = split_multiple_persons_names(_SPACE.sub(" ", field))
    people = (_person(name) for name in names if name.lower() != "others")
    return tuple(person for person in people if person is not None)


def _person(name: str) -> Person | None:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if _BRACED_WHOLE.fullmatch(name):
        literal = _decoded(name)
        return Person(literal=literal) if literal else None
    parts = parse_single_name_into_parts(name, strict=False)
    family, given, particle, suffix = (
        _decoded(" ".join(words)) for words in (parts.last, parts.first, parts.von, parts.jr)
    )
    if family and not given and not particle and not suffix:
        # One word, or a name in Chinese letters without a comma.
        return read_person(family)
    if not any((family, given, particle, suffix)):
        return None
    return Person(family=family, given=given, particle=particle, suffix=suffix)


def _issued(fields: Mapping[str, str]) -> PartialDate | None:
    if "date" in fields:
        # Of a range "2019/2020" the first date is the one of publication.
        return read_date((_decoded(fields["date"]) or "").split("/")[0].strip("~?% "))
    year = _decoded(fields.get("year", ""))
    if year is None:
        return None
    if not year.isdecimal():
        return read_date(year)
    month = month_number(_decoded(fields.get("month", "")) or "")
    day = fields.get("day", "")
    return PartialDate(int(year), month, int(day) if month and day.isdecimal() else None)


def _pages(field: str | None) -> str | None:
    pages = _decoded(field or "")
    return re.sub(r"\s*[–—-]+\s*", "-", pages) if pages else None


def _address(field: str | None) -> str | None:
    """A DOI or URL, which LaTeX reads letter by letter."""
    if not field:
        return None
    return _URL_ESCAPE.sub(r"\1", _URL_COMMAND.sub(r"\1", field)).strip().strip("{}") or None


def _howpublished(fields: Mapping[str, str]) -> str | None:
    match = _URL_COMMAND.search(fields.get("howpublished", ""))
    return match[0] if match else None


def _files(fields: Mapping[str, str]) -> Iterator[str]:
    """The paths in `briqa` and `file`; reference managers write ":path:type" and several by ";"."""
    if fields.get("briqa"):
        yield fields["briqa"]
    for part in fields.get("file", "").split(";"):
        pieces = [piece for piece in re.split(r"(?<!\\):(?!\\)", part) if piece]
        named = [piece for piece in pieces if "." in piece or "/" in piece]
        if named or pieces:
            yield (named or pieces)[0].replace("\\:", ":")


@cache
def _decoder() -> Callable[[str], str]:
    from pylatexenc.latex2text import LatexNodes2Text

    decoder = LatexNodes2Text(math_mode="verbatim", keep_comments=True)
    return lambda latex: str(decoder.latex_to_text(latex))


def _decoded(latex: str) -> str | None:
    """LaTeX as text with the tags of CSL, on one line; None when nothing is left."""
    latex = _URL_COMMAND.sub(r"\1", latex)
    latex = _STRONG.sub(r"<b>\1</b>", _EMPHASIS.sub(r"<i>\1</i>", latex))
    if any(mark in latex for mark in "\\{}~$`'-"):
        # The decoder makes a spacing accent of `\textasciicircum`.
        latex = _decoder()(latex).replace("\u02c6", "^")
    return _SPACE.sub(" ", latex).strip() or None


# -- writing


def write_bibtex(works: Sequence[Work], keys: Mapping[str, str]) -> str:
    """The works as BibTeX that biblatex reads too.

    Args:
        works: in the order in which they are written.
        keys: the key of each work by its id.
    """
    return "\n".join(_written(work, keys[work.id]) for work in works)


def _written(work: Work, key: str) -> str:
    entry_type = _ENTRY_TYPES.get(work.type, "misc")
    genre = work.genre
    if entry_type == "phdthesis" and genre is not None:
        known = {name: kind for kind, name in _GENRES.items()}
        entry_type, genre = (known[genre], None) if genre in known else ("thesis", genre)
    elif entry_type == "phdthesis":
        entry_type = "thesis"
    fields = {name: value for name, value in _fields(work, entry_type, genre) if value}
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{entry_type}{{{key},", *lines, "}", ""])


def _fields(work: Work, entry_type: str, genre: str | None) -> Iterator[tuple[str, str | None]]:
    is_article = work.type.startswith("article")
    yield "author", _names(work.authors)
    yield "editor", _names(work.editors)
    yield "translator", _names(work.translators)
    yield "title", _braced(work.title or "")
    if _type_of(entry_type, {"url": ""} if work.url else {}) != work.type:
        yield "entrysubtype", work.type.removeprefix("article-")
    yield from _dates(work.issued)
    yield "journal" if is_article else "booktitle", _encoded(work.container_title)
    yield "series", _encoded(work.collection_title)
    yield "eventtitle", _encoded(work.event)
    yield "volume", _encoded(work.volume)
    yield "number", _encoded(work.issue if is_article else work.number)
    yield "eid" if is_article else "issue", _encoded(work.number if is_article else work.issue)
    yield "pages", _encoded(work.pages and re.sub(r"\s*[-–—]+\s*", "–", work.pages))
    yield "edition", _encoded(work.edition)
    yield "type", _encoded(genre)
    yield _publisher_field(entry_type), _encoded(work.publisher)
    yield "address", _encoded(work.place)
    yield "isbn", _encoded(work.isbn)
    yield "doi", _verbatim(work.doi)
    yield "url", _verbatim(work.url)
    yield "urldate", str(work.accessed) if work.accessed else None
    yield "langid", _encoded(work.language)
    yield "note", _encoded(work.note)
    yield "addendum", _encoded(work.remark)


def _publisher_field(entry_type: str) -> str:
    if entry_type.endswith("thesis"):
        return "school"
    return "institution" if entry_type == "techreport" else "publisher"


def _dates(date: PartialDate | None) -> Iterator[tuple[str, str]]:
    """BibTeX knows year and month, biblatex `date`; a day is in the latter alone."""
    if date is None:
        return
    yield "year", str(date.year) if date.year is not None else _encoded(date.literal) or ""
    if date.month is not None:
        yield "month", str(date.month)
    if date.day is not None:
        yield "date", str(date)


def _names(people: Sequence[Person]) -> str:
    return " and ".join(_name(person) for person in people)


def _name(person: Person) -> str:
    if person.literal:
        return "{" + (_encoded(person.literal) or "") + "}"
    family = _grouped(person.family) if person.family else ""
    if person.particle:
        family = f"{_encoded(person.particle)} {family}".strip()
    parts = [family, *([_encoded(person.suffix)] if person.suffix else []), _encoded(person.given)]
    return ", ".join(part or "" for part in parts).strip()


def _grouped(family: str) -> str:
    """A family name; one with a word in lower case is braced, or it would be a particle."""
    encoded = _encoded(family) or ""
    starts_small = any(word[0].islower() for word in family.split())
    return f"{{{encoded}}}" if starts_small or "," in family else encoded


def _braced(title: str) -> str:
    """A title with every word that has a capital in braces."""
    parts: list[str] = []
    end = 0
    for word in _CAPITAL_WORD.finditer(title):
        # What is set off by its font keeps its capitals by that.
        tagged = any(pair.start() <= word.start() < pair.end() for pair in _TAGGED.finditer(title))
        if word[0] != word[0].lower() and not tagged:
            parts += [_encoded_part(title[end : word.start()]), "{", _encoded_part(word[0]), "}"]
            end = word.end()
    return "".join([*parts, _encoded_part(title[end:])])


def _verbatim(address: str | None) -> str | None:
    """An address as it is; braces would end the field, so they are percent-encoded."""
    return address.replace("{", "%7B").replace("}", "%7D") if address else None


def _encoded(text: str | None) -> str | None:
    return _encoded_part(text) if text else None


def _encoded_part(text: str) -> str:
    """Text in LaTeX; a tag without its partner is text, since its brace would be alone."""
    parts: list[str] = []
    end = 0
    for pair in _TAGGED.finditer(text):
        command = "emph" if pair[1] == "i" else "textbf"
        parts += [_escaped(text[end : pair.start()]), f"\\{command}{{{_encoded_part(pair[2])}}}"]
        end = pair.end()
    return "".join([*parts, _escaped(text[end:])])


def _escaped(text: str) -> str:
    """Text with LaTeX's characters escaped, and kept apart where two would join to one."""
    apart = _LIGATURE.sub("\\g<0>\ue012", text)
    escaped = "".join(_SPECIAL.get(mark, mark) for mark in apart)
    return escaped.replace("\ue012", "{}")
