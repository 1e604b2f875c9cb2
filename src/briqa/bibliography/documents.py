"""From a document's metadata, and an entry of the user's library, to the work that is cited."""

import re
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import PurePath
from types import MappingProxyType

from briqa.bibliography.casing import is_title_case, sentence_case
from briqa.bibliography.dates import read_date
from briqa.bibliography.library import Library, Match, match
from briqa.bibliography.people import read_people
from briqa.bibliography.work import TYPES, Work
from briqa.spans import Document, Metadata, Publication, SourceFormat

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "article": "article-journal",
        "journal article": "article-journal",
        "paper": "article-journal",
        "magazine article": "article-magazine",
        "newspaper article": "article-newspaper",
        "conference paper": "paper-conference",
        "inproceedings": "paper-conference",
        "book chapter": "chapter",
        "incollection": "chapter",
        "techreport": "report",
        "technical report": "report",
        "working paper": "report",
        "phdthesis": "thesis",
        "mastersthesis": "thesis",
        "dissertation": "thesis",
        "web page": "webpage",
        "website": "webpage",
        "blog post": "post-weblog",
        "preprint": "article",
        "postprint": "article",
        "data set": "dataset",
        "law": "legislation",
        "act": "legislation",
    }
)
# Status words and phrases of notes, with what the bibliography says of such a text. English and
# Chinese, the latter for works in Chinese.
_REMARKS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(
            r"machine[- ]translat|translated by (?:a )?machine|auto-?translat|机器翻译",
            re.IGNORECASE,
        ),
        "Machine translation",
        "机器翻译",
    ),
    (
        re.compile(r"\brestate(?:d|ment)\b|in other words|reworded|paraphrase", re.IGNORECASE),
        "Restated text",
        "改写文本",
    ),
    (re.compile(r"\btranslat(?:ed|ion)\b", re.IGNORECASE), "Translation", "译文"),
    (re.compile(r"\bdraft\b", re.IGNORECASE), "Draft", "草稿"),
    (re.compile(r"\babridged\b|\bexcerpts?\b", re.IGNORECASE), "Abridged text", "节选"),
)
_URL = re.compile(r"https?://\S+$")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_BEFORE_CAPITAL = re.compile(r"[.!?:;>|#*“\"'(\[-]\s*$|^\s*$")


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """The work that a document is, and how it was found.

    Attributes:
        work: what is cited.
        matched: how the entry of the library was found, if one was.
        notes: what the user should know: no entry, several entries, no author, no date.
    """

    work: Work
    matched: Match
    notes: tuple[str, ...]


def work_of(document: Document, library: Library | None = None) -> Work:
    """The work that a document is: the library's entry, completed by the document's metadata."""
    return find_work(document, library).work


def find_work(document: Document, library: Library | None = None) -> DocumentWork:
    """The work that a document is, with what the user should know of it."""
    own = own_work(document)
    notes: list[str] = []
    matched = Match()
    if library is not None:
        matched = match(library, docid=document.docid, doi=own.doi, title=own.title)
        if matched.candidates:
            notes.append(
                f"{document.docid}: several entries of {library.path.name} fit "
                f"({', '.join(matched.candidates)}), so none is used; name the file in one of them"
            )
        elif matched.entry is None:
            notes.append(f"{document.docid}: no entry of {library.path.name} fits")
    work = own
    if matched.entry is not None:
        work = replace(matched.entry.work.completed_by(own), id=document.docid)
        # The text at hand is the document's, whatever the entry says of the original.
        work = replace(work, remark=own.remark or work.remark, note=own.note or work.note)
    lacks = [
        name
        for name, value in (("author", work.authors or work.editors), ("date", work.issued))
        if not value
    ]
    if lacks:
        notes.append(f"{document.docid}: nothing says its {' or '.join(lacks)}")
    return DocumentWork(work, matched, tuple(notes))


def own_work(document: Document) -> Work:
    """The work as the document itself declares it."""
    metadata = document.metadata
    publication = metadata.publication
    names = publication.authors or ((metadata.author,) if metadata.author else ())
    title = metadata.title or PurePath(document.docid).stem
    source = metadata.source or ""
    doi = _DOI.match(publication.doi or source)
    url = publication.url or (source if _URL.match(source) else None)
    kind = _type(document, publication)
    # A web page stands on the site of whoever publishes it, and sites are what styles print.
    site = publication.publisher if kind == "webpage" and not publication.container else None
    work = Work(
        id=document.docid,
        type=kind,
        title=_in_sentence_case(title, document.text) if metadata.title else title,
        authors=read_people(names),
        editors=read_people(publication.editors),
        issued=read_date(metadata.date),
        accessed=read_date(publication.accessed),
        publisher=None if site else publication.publisher,
        place=publication.place,
        container_title=publication.container or site,
        volume=publication.volume,
        issue=publication.issue,
        # Without something around it, "pages: 12" is how long the document is.
        pages=publication.pages if publication.container else None,
        number=publication.number,
        edition=publication.edition,
        doi=doi[1] if doi else None,
        url=None if url and doi and doi[1] in url else url,
        language=publication.language,
        note=metadata.note,
    )
    return replace(work, remark=_remark(metadata, work))


def _type(document: Document, publication: Publication) -> str:
    kind = (publication.kind or "").strip().lower()
    if kind in TYPES:
        return kind
    if kind in _KINDS:
        return _KINDS[kind]
    if publication.container and (publication.volume or publication.issue):
        return "article-journal"
    if publication.container and publication.pages:
        return "chapter"
    return "webpage" if document.format is SourceFormat.HTML else "report"


def _remark(metadata: Metadata, work: Work) -> str | None:
    """How the text at hand departs from the original, in a word or two for each way."""
    said = " ".join(filter(None, (metadata.status, metadata.note, metadata.source)))
    found: list[str] = []
    for pattern, english, chinese in _REMARKS:
        if pattern.search(said) and not (english == "Translation" and found):
            found.append(chinese if work.is_east_asian else english)
    if not found:
        return metadata.status
    if work.is_east_asian:
        return "，".join(found)
    return "; ".join([found[0], *(remark[0].lower() + remark[1:] for remark in found[1:])])


def _in_sentence_case(title: str, text: str) -> str:
    """An English title in title case, lowered but for the words that the text has capitals in.

    Styles ask for sentence case or make title case of it, but nothing in a title tells names from
    other words; the document itself does, where it writes them inside a sentence.
    """
    if not is_title_case(title):
        return title
    upper, lower = _casing(title, text)
    common = {word[0] for word in _WORD.finditer(text) if word[0].islower()}
    kept = [
        word.span()
        for word in _WORD.finditer(title)
        if _is_name(word[0].lower(), upper, lower, common)
    ]
    return sentence_case(title, kept)


def _casing(title: str, text: str) -> tuple[Counter[str], Counter[str]]:
    """How often the text writes the title's words with a capital, and without, inside sentences.

    Lines in title case, as the title itself and headings are, say nothing of names.
    """
    wanted = {word.lower() for word in _WORD.findall(title)}
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for line in text.splitlines():
        found = [word for word in _WORD.finditer(line) if word[0].lower() in wanted]
        if not found or is_title_case(line):
            continue
        for word in found:
            if word[0][0].islower():
                lower[word[0]] += 1
            elif not _BEFORE_CAPITAL.search(line[: word.start()]):
                upper[word[0].lower()] += 1
    return upper, lower


def _is_name(word: str, upper: Counter[str], lower: Counter[str], common: AbstractSet[str]) -> bool:
    """Whether the text writes a word with a capital.

    One that it doesn't have keeps its capital, unless the text has another form of it in lower
    case ("investigate" for "Investigation").
    """
    if upper[word] or lower[word]:
        return upper[word] > lower[word]
    stem = word[: max(6, len(word) - 4)]
    return len(word) < 7 or not any(other.startswith(stem) for other in common)
