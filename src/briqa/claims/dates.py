"""The dates of a claim beside those of a sentence, of its headings and the sentences before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briqa.answer.evidence import Candidate
from briqa.claims.claim import Claim
from briqa.claims.figures import FigureFinding
from briqa.claims.labels import read_labels, undated_days
from briqa.claims.periods import periods_agree, periods_clash
from briqa.claims.places import place_in
from briqa.claims.result import AtomStatus
from briqa.quantities import Quantity
from briqa.spans import Span


@dataclass(frozen=True, slots=True)
class DateFinding:
    """A date of a claim, and the source's in its place.

    Attributes:
        claimed: the claim's date.
        status: what the source says of it.
        found: the date that confirms or contradicts; None if there is none.
        is_inherited: whether it stands before the sentence or in a heading.
        displaced: how much better another date of the sentence stands in its place, from 0.
        beside: the further sentence that has it, where the first lacks it.
    """

    claimed: Quantity
    status: AtomStatus
    found: Quantity | None = None
    is_inherited: bool = False
    displaced: float = 0.0
    beside: Candidate | None = None


def match_dates(
    claim: Claim,
    candidate: Candidate,
    figures: Sequence[FigureFinding],
    places: Mapping[int, Mapping[int, float]],
) -> tuple[DateFinding, ...]:
    """Each date of a claim beside those of a sentence, of its headings and the sentences before.

    Args:
        claim: the claim.
        candidate: the sentence.
        figures: the findings of the claim's figures, whose periods count first.
        places: how well the sentence's dates stand in the place of each of the claim's.
    """
    own = _own_dates(candidate)
    periods = [
        finding.found
        for finding in figures
        if finding.found is not None and finding.found.period and not finding.has_other_value
    ]
    before = _dates_before(candidate)
    return tuple(
        _match_date(
            date,
            periods,
            own,
            before,
            places.get(date.span.start, {}),
            None if own else candidate,
        )
        for date in claim.dates
    )


def _own_dates(candidate: Candidate) -> list[Quantity]:
    """The dates of a sentence; "ASU 2016-18" is an identifier, no stretch of years."""
    labels = read_labels(candidate.reading)
    return [
        quantity
        for quantity in candidate.quantities
        if quantity.kind == "date"
        and not (
            (place := place_in(candidate, quantity)) is not None
            and any(label.holds(quantity, place) for label in labels)
        )
    ]


def _dates_before(candidate: Candidate) -> tuple[Quantity, ...]:
    """The dates before it in its section, and those of the headings around."""
    document, sentence = candidate.document, candidate.sentence.sentence
    path = document.outline.path(sentence.section)
    start = next((node.span.start for node in reversed(path) if not node.run_in), 0)
    before = (
        document.quantities_in(Span(start, sentence.span.start))
        if start < sentence.span.start
        else ()
    )
    headings = [
        quantity
        for node in path
        if node.heading
        for quantity in document.quantities_in(node.heading)
    ]
    return tuple(each for each in (*headings, *before) if each.kind == "date")


def _match_date(
    date: Quantity,
    figures: Sequence[Quantity],
    own: Sequence[Quantity],
    before: Sequence[Quantity],
    places: Mapping[int, float],
    undated: Candidate | None,
) -> DateFinding:
    claimed = date.period or str(int(date.value))
    agreeing = [each for each in own if _agrees(claimed, each)]
    for figure in figures:
        if figure.period and periods_agree(claimed, figure.period):
            at = agreeing[0] if agreeing else figure
            return DateFinding(date, AtomStatus.CONFIRMED, at)
    if agreeing:
        # Whether it is of the right figure is seen where the figures are compared.
        others = [places.get(each.span.start, 0.0) for each in own if each not in agreeing]
        mine = max(places.get(each.span.start, 0.0) for each in agreeing)
        displaced = max(0.0, max(others, default=0.0) - mine)
        return DateFinding(date, AtomStatus.CONFIRMED, agreeing[0], displaced=displaced)
    against = [
        each for each in (*own, *figures) if each.period is not None and _clashes(claimed, each)
    ]
    if not against and undated is not None and _is_without_year(claimed, undated):
        return DateFinding(date, AtomStatus.CONFIRMED, is_inherited=True)
    if against:
        return DateFinding(date, AtomStatus.CONTRADICTED, against[0])
    inherited = [each for each in before if _agrees(claimed, each)]
    if inherited:
        return DateFinding(date, AtomStatus.CONFIRMED, inherited[-1], is_inherited=True)
    against = [each for each in before if _clashes(claimed, each)]
    return DateFinding(
        date,
        AtomStatus.NOT_FOUND,
        against[-1] if against else None,
        is_inherited=bool(against),
    )


def _is_without_year(claimed: str, candidate: Candidate) -> bool:
    """Whether a sentence names the month, and the day, of a date, whose year its document has."""
    year, *day = claimed.split("-")
    return bool(
        day
        and "/" not in claimed
        and any(
            each.period is not None and each.period.startswith(year)
            for each in candidate.document.quantities
            if each.kind == "date"
        )
        and any(named[: len(day)] == [*map(int, day)] for named in undated_days(candidate.reading))
    )


def _agrees(claimed: str, date: Quantity) -> bool:
    return date.period is not None and periods_agree(claimed, date.period)


def _clashes(claimed: str, date: Quantity) -> bool:
    return date.period is not None and periods_clash(claimed, date.period)
