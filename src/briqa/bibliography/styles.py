"""Works in a style: cites for the text, notes, and the bibliography.

The one thing to know: how a work is cited depends on the works beside it (numbers, letters behind
the year, initials, short notes), so a text's citations are formatted together, by `cite_all`. The
functions for one work are the same with nothing beside it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briqa.bibliography import markup
from briqa.bibliography.distinction import distinguish
from briqa.bibliography.locator import Locator
from briqa.bibliography.markup import Form, finish
from briqa.bibliography.mending import mended, mended_text
from briqa.bibliography.rendering import (
    Cite,
    Distinction,
    LocatorText,
    Position,
    Rendering,
    render,
    sort_key,
)
from briqa.bibliography.style_names import Kind, Style, find_style
from briqa.bibliography.stylesheet import StyleSheet, load_style_sheet
from briqa.bibliography.work import Work

NEAR_NOTES = 5  # how many notes back "near-note" reaches (CSL 1.0.2)
_ARTICLE = re.compile(r"^(?:an?|the) +")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A work where a text cites it, and the place in it that is meant.

    `narrative` is for a sentence that names the authors itself: "Smith (2020)". It counts where a
    style cites by author, and where no other work is cited at the same place.
    """

    work: Work
    locator: Locator | None = None
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class CitedText:
    """The citations of one text, formatted.

    Attributes:
        citations: what stands at each place of the text: "(Smith 2020)", "[1]", or a note.
        works: the works cited, in the order of the bibliography.
        bibliography: an entry for each of them.
    """

    citations: tuple[str, ...]
    works: tuple[Work, ...]
    bibliography: tuple[str, ...]


def in_text(
    work: Work,
    locator: Locator | None = None,
    *,
    style: str,
    form: Form = Form.PLAIN,
    narrative: bool = False,
) -> str:
    """How a text cites one work: in parentheses, by number, or by a full note.

    Raises:
        UnknownStyle: for a name that no style has.
    """
    return cite_all([[Mention(work, locator, narrative)]], style=style, form=form).citations[0]


def entry(work: Work, *, style: str, form: Form = Form.PLAIN) -> str:
    """One work as a bibliography lists it.

    Raises:
        UnknownStyle: for a name that no style has.
    """
    return bibliography([work], style=style, form=form)[0]


def bibliography(works: Sequence[Work], *, style: str, form: Form = Form.PLAIN) -> tuple[str, ...]:
    """The works in the order of the style; numbered styles keep the order given.

    Raises:
        UnknownStyle: for a name that no style has.
        ValueError: for two works of one id.
    """
    return cite_all([[Mention(work)] for work in works], style=style, form=form).bibliography


def cite_all(
    citations: Sequence[Sequence[Mention]], *, style: str, form: Form = Form.PLAIN
) -> CitedText:
    """Formats all citations of a text, and its bibliography.

    Args:
        citations: in the order of the text; works in one inner sequence are cited at one place.
        style: a name of `STYLES`.
        form: plain text, Markdown or HTML.

    Raises:
        UnknownStyle: for a name that no style has.
        ValueError: for two works of one id, or a citation without works.
    """
    return _Text(find_style(style), citations, form).formatted()


class _Text:
    """The citations of one text with all that is counted over them."""

    def __init__(self, style: Style, citations: Sequence[Sequence[Mention]], form: Form) -> None:
        if not all(citations):
            raise ValueError("a citation without works")
        self.style = style
        self.form = form
        self.citations = citations
        self.given = _distinct(mention.work for mentions in citations for mention in mentions)
        self.mended = {key: mended(work, style) for key, work in self.given.items()}
        first_use = list(self.mended.values())
        self.numbers = {work.id: number for number, work in enumerate(first_use, 1)}
        self.ordered = self._sorted(first_use)
        if style.kind is not Kind.NUMERIC:
            self.numbers = {work.id: number for number, work in enumerate(self.ordered, 1)}
        self.distinctions = self._distinctions()

    def formatted(self) -> CitedText:
        cites = list(self._positioned())
        return CitedText(
            citations=tuple(
                self._citation(group, narrative=len(mentions) == 1 and mentions[0].narrative)
                for group, mentions in zip(cites, self.citations, strict=True)
            ),
            works=tuple(self.given[work.id] for work in self.ordered),
            bibliography=tuple(self._bibliography()),
        )

    # -- order and distinction

    def _sheet(self, work: Work) -> StyleSheet:
        locale = self.style.east_asian_locale if work.is_east_asian else self.style.locale
        return load_style_sheet(self.style.file_name, locale)

    def _sorted(self, works: list[Work]) -> list[Work]:
        return self._sorted_by(
            [Cite(work, self.numbers[work.id]) for work in works], "bibliography"
        )

    def _sorted_by(self, cites: list[Cite], area: str) -> list[Work]:
        return [cite.work for cite in self._cites_sorted(cites, area)]

    def _cites_sorted(self, cites: list[Cite], area: str) -> list[Cite]:
        element = load_style_sheet(self.style.file_name, self.style.locale).area(area)
        sort = element.find("{*}sort") if element is not None else None
        if sort is None:
            return cites
        # Python's sort is stable, so the last key comes first.
        for key in reversed(list(sort.iterchildren())):
            values = {
                id(cite): _comparable(sort_key(self._sheet(cite.work), key, cite, area))
                for cite in cites
            }
            descending = key.get("sort") == "descending"
            filled = [cite for cite in cites if values[id(cite)]]
            empty = [cite for cite in cites if not values[id(cite)]]
            filled.sort(key=lambda cite: values[id(cite)], reverse=descending)
            cites = filled + empty
        return cites

    def _distinctions(self) -> Mapping[str, Distinction]:
        citation = load_style_sheet(self.style.file_name, self.style.locale).area("citation")
        if citation is None or self.style.kind is Kind.NUMERIC:
            return {work.id: Distinction() for work in self.ordered}
        # Notes are full at first and tell works apart by themselves; the short ones may not.
        position = Position.SUBSEQUENT if self.style.kind is Kind.NOTE else Position.FIRST

        def rendered(cite: Cite) -> str:
            cite = replace(cite, position=position)
            return markup.bare(render(self._sheet(cite.work), "citation", cite).text)

        return distinguish(self.ordered, citation, rendered)

    # -- cites

    def _positioned(self) -> Iterator[list[Cite]]:
        """The cites of each citation, with their position among those of the same work."""
        first: dict[str, int] = {}
        latest: dict[str, int] = {}
        before: list[Cite] = []
        for note, mentions in enumerate(self.citations, 1):
            group: list[Cite] = []
            for mention in mentions:
                cite = self._cite(mention)
                work_id = mention.work.id
                if work_id in first and self.style.kind is Kind.NOTE:
                    alone = group[-1:] or (before if len(before) == 1 else [])
                    cite = replace(
                        cite,
                        position=_position(cite, alone[0] if alone else None),
                        first_note=first[work_id],
                        is_near=note - latest[work_id] <= NEAR_NOTES,
                    )
                first.setdefault(work_id, note)
                latest[work_id] = note
                group.append(cite)
            before = group
            yield group

    def _cite(self, mention: Mention) -> Cite:
        work = self.mended[mention.work.id]
        return Cite(
            work,
            number=self.numbers[work.id],
            locator=_locator_text(mention.locator, self.style, work),
            distinction=self.distinctions[work.id],
        )

    def _citation(self, cites: list[Cite], *, narrative: bool) -> str:
        sheet = self._sheet(cites[0].work)
        area = sheet.area("citation")
        layout = area.find("{*}layout") if area is not None else None
        if area is None or layout is None:
            raise ValueError(f"{self.style.name} has no citation")
        cites = self._cites_sorted(cites, "citation")
        delimiter = layout.get("delimiter") or ""
        if self.style.kind is Kind.NUMERIC:
            text = self._numbers_text(cites, delimiter)
        elif narrative and self.style.kind in (Kind.AUTHOR_DATE, Kind.AUTHOR):
            text = self._narrative(cites[0], layout.get("prefix"), layout.get("suffix"))
        else:
            text = self._joined(cites, delimiter, collapses=bool(area.get("collapse")))
            text = (layout.get("prefix") or "") + text + (layout.get("suffix") or "")
        return self._finish(mended_text(text, self.style, cites[0].work), sheet)

    def _joined(self, cites: list[Cite], delimiter: str, *, collapses: bool) -> str:
        """Cites in a row; names that the cite before has already are left out."""
        text, names = "", ""
        for index, cite in enumerate(cites):
            whole = render(self._sheet(cite.work), "citation", cite)
            repeats = collapses and index > 0 and whole.names and whole.names == names
            if repeats and cite.locator is None and cites[index - 1].locator is None:
                hidden = render(self._sheet(cite.work), "citation", replace(cite, hides_names=True))
                text += ", " + hidden.text
            else:
                text += (delimiter if index else "") + whole.text
            names = whole.names
        return text

    def _narrative(self, cite: Cite, prefix: str | None, suffix: str | None) -> str:
        """The names in the sentence, and the rest in parentheses, if there is any."""
        sheet = self._sheet(cite.work)
        names = render(sheet, "citation", cite).names
        rest = render(sheet, "citation", replace(cite, hides_names=True)).text
        if self.style.name == "apa":
            names = names.replace(" & ", " and ")  # APA 7, 8.17
        return f"{names} {prefix or ''}{rest.lstrip(' ,')}{suffix or ''}" if rest else names

    def _numbers_text(self, cites: list[Cite], delimiter: str) -> str:
        if self.style.name != "gb7714":
            return delimiter.join(
                render(self._sheet(cite.work), "citation", cite).text for cite in cites
            )
        # The page stands behind the bracket (GB/T 7714-2015, 10.1.3), which the file leaves out.
        if any(cite.locator is not None for cite in cites):
            parts = [
                f"[{cite.number}]{cite.locator.prefix + cite.locator.value if cite.locator else ''}"
                for cite in cites
            ]
            return markup.RAISE + ",".join(parts) + markup.LOWER
        numbers = ",".join(_runs(sorted({cite.number for cite in cites})))
        return f"{markup.RAISE}[{numbers}]{markup.LOWER}"

    # -- bibliography

    def _bibliography(self) -> Iterator[str]:
        previous = ""
        for work in self.ordered:
            cite = Cite(work, self.numbers[work.id], distinction=self.distinctions[work.id])
            sheet = self._sheet(work)
            area = sheet.area("bibliography")
            layout = area.find("{*}layout") if area is not None else None
            if area is None or layout is None:
                raise ValueError(f"{self.style.name} has no bibliography")
            rendering = render(sheet, "bibliography", cite)
            text = _substituted(rendering, previous, area.get("subsequent-author-substitute"))
            previous = rendering.names
            text = (layout.get("prefix") or "") + text + (layout.get("suffix") or "")
            text = _with_remark(mended_text(text, self.style, work), work)
            yield self._finish(text, sheet)

    def _finish(self, text: str, sheet: StyleSheet) -> str:
        return finish(text, american=sheet.is_american, quotes=sheet.quotes, form=self.form)


def _distinct(works: Iterator[Work]) -> dict[str, Work]:
    found: dict[str, Work] = {}
    for work in works:
        if found.setdefault(work.id, work) != work:
            raise ValueError(f"two works of the id {work.id!r}")
    return found


def _comparable(text: str) -> str:
    """Text as it is sorted: no case, no accents, no marks, no article in front."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).casefold()
    return " ".join(_WORD.findall(_ARTICLE.sub("", plain.lstrip(" \"“‘'"))))


def _position(cite: Cite, before: Cite | None) -> Position:
    if before is None or before.work.id != cite.work.id:
        return Position.SUBSEQUENT
    if cite.locator == before.locator:
        return Position.IBID
    return Position.IBID_WITH_LOCATOR if cite.locator else Position.SUBSEQUENT


def _locator_text(locator: Locator | None, style: Style, work: Work) -> LocatorText | None:
    """A locator in CSL's terms: a page by itself, a paragraph behind its section."""
    if locator is None:
        return None
    if locator.page is not None:
        # GB/T 7714-2015 has a hyphen where others have a dash.
        dash = "-" if style.name == "gb7714" else "–"
        pages = dash.join(page for page in (locator.page, locator.last_page) if page)
        return LocatorText("page", pages)
    prefix = ""
    if style.name == "gb7714":
        return _chinese_locator(locator) if work.is_east_asian else _plain_locator(locator)
    if locator.section_number:
        prefix = style.numbered_section.format(locator.section_number)
    elif locator.section_title:
        prefix = style.named_section.format(locator.section_title)
    if locator.paragraph is None:
        return LocatorText("section", prefix.rstrip(", ")) if prefix else None
    return LocatorText("paragraph", str(locator.paragraph), prefix)


def _chinese_locator(locator: Locator) -> LocatorText:
    section = f"第{locator.section_number}节" if locator.section_number else ""
    if not section and locator.section_title:
        section = f"“{locator.section_title}”"
    paragraph = f"第{locator.paragraph}段" if locator.paragraph else ""
    return LocatorText("section", section + paragraph)


def _plain_locator(locator: Locator) -> LocatorText:
    section = f"sec. {locator.section_number}" if locator.section_number else ""
    if not section and locator.section_title:
        section = f"“{locator.section_title}”"
    paragraph = f"para. {locator.paragraph}" if locator.paragraph else ""
    return LocatorText("section", ", ".join(filter(None, (section, paragraph))))


def _runs(numbers: list[int]) -> Iterator[str]:
    """Numbers with three and more in a row as a range."""
    start = 0
    for index in range(1, len(numbers) + 1):
        if index < len(numbers) and numbers[index] == numbers[index - 1] + 1:
            continue
        run = numbers[start:index]
        yield from ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else map(str, run))
        start = index


def _substituted(rendering: Rendering, previous: str, substitute: str | None) -> str:
    """The entry with a dash for names that the entry above has too."""
    text, names = rendering.text, rendering.names
    if substitute and names and names == previous and text.startswith(names):
        return substitute + text[len(names) :]
    return text


def _with_remark(text: str, work: Work) -> str:
    """What a reader has to know of the text at hand, in brackets at the end of the entry."""
    if work.remark is None:
        return text
    body = text.rstrip()
    ends = body.endswith(".")
    return f"{body.removesuffix('.')}{'.' if ends else ''} [{work.remark}]" + ("." if ends else "")
