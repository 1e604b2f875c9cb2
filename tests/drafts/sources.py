"""A small source, a check of claims against it, and a citer with numbers: all small, all real."""

import re
from collections.abc import Sequence

from briqa.answer import Citation
from briqa.claims.result import (
    AtomCheck,
    AtomKind,
    AtomStatus,
    ClaimCheck,
    Evidence,
    Verdict,
)
from briqa.drafts import DraftReport, check_draft, draft_of
from briqa.spans import Document, Metadata, SourceFormat, Span, TextView

SOURCE = Document(
    "mill/history <1>.md",
    "The old mill on the Ilm ground 400 tonnes of spelt in 1911. Its wheel was made of *oak*.\n"
    "The cooperative has 38 members today.\n",
    SourceFormat.MARKDOWN,
    Metadata(title="The mill on the Ilm"),
)
_VIEW = TextView.identity(SOURCE.text)
_SENTENCES = [
    Span(match.start(), match.end()) for match in re.finditer(r"[A-Z][^.]*\.", SOURCE.text)
]
_FIGURE = re.compile(r"[0-9]+")


def citation_of(span: Span) -> Citation:
    """A citation of the source."""
    return Citation(SOURCE, _VIEW, span, ())


def check(claims: Sequence[str]) -> list[ClaimCheck]:
    """Compares words and figures with the nearest sentence of the source."""
    return [_check(claim) for claim in claims]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def _check(claim: str) -> ClaimCheck:
    shared = {span: len(_words(claim) & _words(SOURCE.quote(span))) for span in _SENTENCES}
    nearest = max(_SENTENCES, key=lambda span: shared[span])
    evidence = (Evidence(citation_of(nearest), citation_of(nearest), False, shared[nearest]),)  # noqa: FBT003
    if not _words(claim) or shared[nearest] < len(_words(claim)) / 2:
        return ClaimCheck(claim, Verdict.NOT_IN_SOURCE, 0.1, (), evidence)
    atoms = tuple(_atom(match, nearest) for match in _FIGURE.finditer(claim))
    good = all(atom.status is AtomStatus.CONFIRMED for atom in atoms)
    verdict = Verdict.SUPPORTED if good else Verdict.CONTRADICTED
    return ClaimCheck(claim, verdict, 0.9 if good else 0.2, atoms, evidence)


def _atom(match: re.Match[str], sentence: Span) -> AtomCheck:
    span = Span(match.start(), match.end())
    figures = list(_FIGURE.finditer(SOURCE.text, sentence.start, sentence.end))
    for figure in figures:
        place = citation_of(Span(figure.start(), figure.end()))
        if figure.group() == match.group():
            return AtomCheck(AtomKind.FIGURE, span, AtomStatus.CONFIRMED, place)
    if not figures:
        return AtomCheck(AtomKind.FIGURE, span, AtomStatus.NOT_FOUND, None)
    first = citation_of(Span(figures[0].start(), figures[0].end()))
    note = f"the source says {first.quote}"
    return AtomCheck(AtomKind.FIGURE, span, AtomStatus.CONTRADICTED, first, note)


class NumberedCiter:
    """Cites documents by numbers in the order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def in_text(self, citation: Citation) -> str:
        number = self._numbers.setdefault(citation.docid, len(self._numbers) + 1)
        return f"[{number}]"

    def bibliography(self, cited: Sequence[Citation]) -> list[str]:
        titles = {citation.docid: citation.document.metadata.title for citation in cited}
        return [f"[{number}] {titles[docid]}" for docid, number in self._numbers.items()]


def report_of(text: str) -> DraftReport:
    """The report of a pasted draft."""
    return check_draft(draft_of(text), check, NumberedCiter())
