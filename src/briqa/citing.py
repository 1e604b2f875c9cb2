"""From checked claims to finished citations: which source is cited, and how it is written.

The one thing to know: here the check of a claim meets the bibliography, and neither knows of the
other. A name in `FORMATS` is a citation style, or a format that reference managers read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from briqa.answer import Citation
from briqa.bibliography import (
    STYLES,
    ExportFormat,
    Library,
    Mention,
    Work,
    cite_all,
    export,
    find_style,
    find_work,
    locator_of,
)
from briqa.claims import ClaimCheck, Verdict
from briqa.claims.serialise import Json, claim_json
from briqa.errors import UnknownStyle
from briqa.permalink import link_to
from briqa.spans import Document

DEFAULT_STYLE: Final = "apa"
EXPORTS: Final[Mapping[str, ExportFormat]] = MappingProxyType(
    {"bibtex": ExportFormat.BIBTEX, "ris": ExportFormat.RIS, "csl-json": ExportFormat.CSL_JSON}
)
FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{style.name: style.title for style in STYLES.values()},
        "bibtex": "BibTeX",
        "ris": "RIS",
        "csl-json": "CSL-JSON",
    }
)
"""The names that users give them → their titles."""


def named_formats(written: str) -> tuple[str, ...]:
    """The formats that a list such as "apa, bibtex" names, each once.

    Raises:
        UnknownStyle: for a name that isn't in `FORMATS`, or when there is none at all.
    """
    names = dict.fromkeys(name.strip().lower() for name in written.split(",") if name.strip())
    for name in names or (written,):
        if name not in FORMATS:
            raise _unknown(name)
    return tuple(names)


def _unknown(name: str) -> UnknownStyle:
    try:
        find_style(name)
    except UnknownStyle as error:
        return UnknownStyle(error.name, tuple(FORMATS), error.nearest)
    return UnknownStyle(name, tuple(FORMATS))


def cited_source(check: ClaimCheck) -> Citation | None:
    """The sentence to cite: the one that bears the claim out, or says otherwise; else None."""
    if check.verdict is Verdict.NOT_IN_SOURCE or not check.evidence:
        return None
    return check.evidence[0].citation


class Works:
    """The works that documents are, each looked up once.

    Args:
        library: the user's bibliography; None to go by what the documents say of themselves.
    """

    def __init__(self, library: Library | None = None) -> None:
        self._library = library
        self._works: dict[str, Work] = {}
        self._notes: dict[str, None] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of the works looked up so far, a line each."""
        return tuple(self._notes)

    def of(self, document: Document) -> Work:
        """The work that a document is."""
        if document.docid not in self._works:
            found = find_work(document, self._library)
            self._works[document.docid] = found.work
            self._notes.update(dict.fromkeys(found.notes))
        return self._works[document.docid]

    def mention(self, citation: Citation) -> Mention:
        """A citation's work, with the place in it that is meant."""
        return Mention(self.of(citation.document), locator_of(citation))


@dataclass(frozen=True, slots=True)
class CitedSources:
    """Sources as one format writes them.

    Attributes:
        format: its name in `FORMATS`.
        in_text: for each source what stands in the text; empty for a format of reference managers.
        entries: an entry for each work, in the order of the style; of reference managers' formats
            one text with all of them.
    """

    format: str
    in_text: tuple[str, ...]
    entries: tuple[str, ...]

    def as_json(self) -> Json:
        """The same as plain values."""
        return {
            "style": self.format,
            "in_text": list(self.in_text),
            "entries": list(self.entries),
        }


def cite_sources(citations: Sequence[Citation], works: Works, format_name: str) -> CitedSources:
    """Writes the citations of one text in one format.

    Args:
        citations: in the order of the text; a source may come more than once.
        works: which works the documents are.
        format_name: a name in `FORMATS`.

    Raises:
        UnknownStyle: for another name.
    """
    if not citations:
        return CitedSources(format_name, (), ())
    mentions = [works.mention(citation) for citation in citations]
    if format_name in EXPORTS:
        distinct = {mention.work.id: mention.work for mention in mentions}
        exported = export(list(distinct.values()), EXPORTS[format_name]).strip("\n")
        return CitedSources(format_name, (), (exported,))
    text = cite_all([[mention] for mention in mentions], style=format_name)
    return CitedSources(format_name, text.citations, text.bibliography)


def cited_claim_json(check: ClaimCheck, works: Works, formats: Sequence[str]) -> Json:
    """A checked claim as plain values, with its source cited in each of the formats.

    Raises:
        UnknownStyle: for a format that isn't in `FORMATS`.
    """
    source = cited_source(check)
    cited = [cite_sources([source], works, name).as_json() for name in formats] if source else []
    return {
        **claim_json(check),
        "citations": cited,
        "permalink": None if source is None else str(link_to(source.document, source.span)),
        "notes": list(works.notes),
    }


class TextCiter:
    """Cites sources in the order in which a text uses them, as a draft's report asks for it.

    Args:
        works: which works the documents are.
        style: a citation style.

    Raises:
        UnknownStyle: when there is no such style.
    """

    def __init__(self, works: Works, style: str) -> None:
        self._works = works
        self._style = find_style(style).name
        self._first_uses: dict[str, Mention] = {}
        self._last: Mention | None = None

    def in_text(self, citation: Citation) -> str:
        """What stands in the text for a source."""
        mention = self._works.mention(citation)
        # A number counts first uses, and a note is short behind one of the same work: what stood
        # in between makes no difference, so it needn't be formatted again.
        before = [*self._first_uses.values(), *([self._last] if self._last else [])]
        self._first_uses.setdefault(mention.work.id, mention)
        self._last = mention
        cited = cite_all([[found] for found in (*before, mention)], style=self._style)
        return cited.citations[-1]

    def bibliography(self, cited: Sequence[Citation]) -> list[str]:
        """An entry for each work cited, in the order of the style."""
        return list(cite_sources(cited, self._works, self._style).entries)
