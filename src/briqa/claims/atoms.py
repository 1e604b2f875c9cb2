"""The atoms of a claim as a writer sees them: each beside its span of the source, in words."""

from collections.abc import Iterator

from briqa.answer import Citation, cite
from briqa.answer.evidence import Candidate
from briqa.claims.alignment import Alignment
from briqa.claims.claim import Claim
from briqa.claims.dates import DateFinding
from briqa.claims.figures import FigureFault, FigureFinding
from briqa.claims.labels import LabelFinding
from briqa.claims.names import NameFinding
from briqa.claims.result import AtomCheck, AtomKind, AtomStatus
from briqa.spans import Span

_FAULTS = {
    FigureFault.VALUE: "the source says {}",
    FigureFault.SCALE: "the source says {}",
    FigureFault.UNIT: "the source says {}",
    FigureFault.MISPLACED: "the source has this figure for something else; here it says {}",
    FigureFault.DIRECTION: "the source has the opposite direction: {}",
    FigureFault.PERIOD: "the source has this figure for another time",
}

_OTHERWISE = "the source says the opposite"


def atom_checks(claim: Claim, alignment: Alignment) -> tuple[AtomCheck, ...]:
    """The atoms of a claim in its order, beside one sentence of the source.

    Args:
        claim: the claim.
        alignment: the claim beside the sentence.
    """
    candidate = alignment.candidate
    atoms = [
        *(_figure(finding, candidate) for finding in alignment.figures),
        *(_date(finding, candidate) for finding in alignment.dates),
        *(_name(finding, candidate) for finding in alignment.names),
        *(_label(finding, candidate) for finding in alignment.labels),
        *_relations(alignment),
    ]
    return tuple(sorted(atoms, key=lambda atom: (atom.span, atom.kind)))


def _figure(finding: FigureFinding, candidate: Candidate) -> AtomCheck:
    if finding.found is None:
        return AtomCheck(
            AtomKind.FIGURE, finding.claimed.span, finding.status, None, "not found in the source"
        )
    citation = _cite(finding.beside or candidate, finding.found.span)
    note = _FAULTS[finding.fault].format(citation.reading) if finding.fault else ""
    return AtomCheck(AtomKind.FIGURE, finding.claimed.span, finding.status, citation, note)


def _date(finding: DateFinding, candidate: Candidate) -> AtomCheck:
    citation = None
    if finding.found is not None:
        citation = _cite(finding.beside or candidate, finding.found.span)
    note = ""
    if finding.status is AtomStatus.CONTRADICTED and citation is not None:
        note = f"the source says {citation.reading}"
    elif finding.status is AtomStatus.NOT_FOUND:
        note = "not found in the source"
    return AtomCheck(AtomKind.PERIOD, finding.claimed.span, finding.status, citation, note)


def _name(finding: NameFinding, candidate: Candidate) -> AtomCheck:
    span = Span(finding.name.start, finding.name.end)
    citation = None
    if finding.found is not None:
        citation = _cite_reading(finding.beside or candidate, finding.found)
    if finding.status is AtomStatus.CONTRADICTED:
        note = f"the source says this of {finding.rival}"
    elif finding.status is AtomStatus.NOT_FOUND:
        note = "not found in the source"
    else:
        note = "by its heading or the sentences before" if finding.inherited else ""
    return AtomCheck(AtomKind.NAME, span, finding.status, citation, note)


def _label(finding: LabelFinding, candidate: Candidate) -> AtomCheck:
    citation = None
    if finding.found is not None:
        citation = _cite_reading(finding.beside or candidate, finding.found)
    note = ""
    if finding.status is AtomStatus.CONTRADICTED:
        note = f"the source says {finding.rival}"
    elif finding.status is AtomStatus.NOT_FOUND:
        note = "not found in the source"
    return AtomCheck(AtomKind.NAME, finding.label.span, finding.status, citation, note)


def _relations(alignment: Alignment) -> Iterator[AtomCheck]:
    for clash in alignment.clashes:
        citation = _cite_reading(alignment.candidate, clash.found)
        note = f'the source says "{citation.reading}"' if citation else _OTHERWISE
        yield AtomCheck(AtomKind.RELATION, clash.claimed, AtomStatus.CONTRADICTED, citation, note)
    told = [clash.claimed for clash in alignment.clashes]
    for finding in alignment.asserted:
        span = finding.assertion.span
        is_plain = finding.status is not AtomStatus.CONTRADICTED and not finding.assertion.is_needed
        if is_plain or any(span.overlaps(other) for other in told):
            continue
        citation = _cite_reading(alignment.candidate, finding.found) if finding.found else None
        note = ""
        if finding.status is AtomStatus.NOT_FOUND:
            note = "not found in the source"
        elif finding.status is AtomStatus.CONTRADICTED:
            note = f'the source says "{citation.reading}"' if citation else _OTHERWISE
        yield AtomCheck(AtomKind.RELATION, span, finding.status, citation, note)


def _cite(candidate: Candidate, span: Span) -> Citation:
    stored = candidate.document
    return cite(stored, span, stored.outline.innermost(span.start))


def _cite_reading(candidate: Candidate, place: Span) -> Citation | None:
    """The citation of a stretch of the sentence's reading; None where it maps to nothing."""
    stored = candidate.document
    sentence = stored.view.to_view(candidate.sentence.sentence.span)
    if sentence is None:
        return None
    inside = Span(sentence.start + place.start, sentence.start + place.end)
    return _cite(candidate, stored.view.to_canonical(inside))
