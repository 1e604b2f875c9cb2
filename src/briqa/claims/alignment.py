"""A claim beside one sentence of the source: every atom's finding, and what they add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.answer.rank import RankedSentence
from briqa.claims.claim import Claim
from briqa.claims.figures import FigureFault, FigureFinding
from briqa.claims.names import NameFinding
from briqa.claims.periods import periods_agree, periods_clash
from briqa.claims.result import AtomStatus
from briqa.claims.wording import Clash, clashes, negations, opposite_comparisons
from briqa.quantities import Quantity


@dataclass(frozen=True, slots=True)
class DateFinding:
    """A date of a claim, and the source's in its place; None where it has none."""

    claimed: Quantity
    status: AtomStatus
    found: Quantity | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A claim beside a sentence.

    Attributes:
        ranked: the sentence.
        figures: a finding for each figure of the claim.
        dates: the same for its dates.
        names: the same for its names.
        clashes: words of the claim whose opposites the sentence has.
        turned: whether both compare the same sides the opposite way round.
    """

    ranked: RankedSentence
    figures: tuple[FigureFinding, ...]
    dates: tuple[DateFinding, ...]
    names: tuple[NameFinding, ...]
    clashes: tuple[Clash, ...]
    turned: bool

    @property
    def candidate(self) -> Candidate:
        """The sentence as found."""
        return self.ranked.candidate

    def count(self, status: AtomStatus) -> int:
        """How many figures, dates and names have a status."""
        return sum(each.status is status for each in (*self.figures, *self.dates, *self.names))


def match_dates(
    claim: Claim, candidate: Candidate, figures: Sequence[FigureFinding]
) -> tuple[DateFinding, ...]:
    """Each date of a claim beside those of a sentence, of its headings and the sentences before.

    Args:
        claim: the claim.
        candidate: the sentence.
        figures: the findings of the claim's figures, whose periods count first.
    """
    own = [quantity for quantity in candidate.quantities if quantity.kind == "date"]
    periods = [
        finding.found
        for finding in figures
        if finding.found is not None
        and finding.found.period
        and finding.fault is not FigureFault.VALUE
    ]
    before = _dates_before(candidate)
    return tuple(_match_date(date, periods, own, before) for date in claim.dates)


def _dates_before(candidate: Candidate) -> tuple[Quantity, ...]:
    """The dates of the sentences before it in its passage, and of the headings around."""
    document, sentence = candidate.document, candidate.sentence.sentence
    first, _ = document.passages[candidate.hit.ordinal].passage.sentences
    start = document.sentences[first].sentence.span.start
    found = [
        quantity
        for quantity in document.quantities
        if start <= quantity.span.start < sentence.span.start and quantity.kind == "date"
    ]
    headings = [
        section.heading for section in document.outline.path(sentence.section) if section.heading
    ]
    found += [
        quantity
        for heading in headings
        for quantity in document.quantities_in(heading)
        if quantity.kind == "date"
    ]
    return tuple(found)


def _match_date(
    date: Quantity,
    figures: Sequence[Quantity],
    own: Sequence[Quantity],
    before: Sequence[Quantity],
) -> DateFinding:
    claimed = date.period or str(int(date.value))
    for figure in figures:
        if figure.period and periods_agree(claimed, figure.period):
            at = next((each for each in own if _agrees(claimed, each)), figure)
            return DateFinding(date, AtomStatus.CONFIRMED, at)
    clashing = [figure for figure in figures if figure.period and _clashes(claimed, figure)]
    agreeing = [each for each in own if _agrees(claimed, each)]
    if agreeing and not clashing:
        return DateFinding(date, AtomStatus.CONFIRMED, agreeing[0])
    against = [each for each in own if _clashes(claimed, each)]
    if against or clashing:
        return DateFinding(date, AtomStatus.CONTRADICTED, (against or clashing)[0])
    inherited = [each for each in before if _agrees(claimed, each)]
    if inherited:
        return DateFinding(date, AtomStatus.CONFIRMED, inherited[-1])
    against = [each for each in before if _clashes(claimed, each)]
    if against:
        return DateFinding(date, AtomStatus.NOT_FOUND, against[-1])
    return DateFinding(date, AtomStatus.NOT_FOUND, None)


def _agrees(claimed: str, date: Quantity) -> bool:
    return date.period is not None and periods_agree(claimed, date.period)


def _clashes(claimed: str, date: Quantity) -> bool:
    return date.period is not None and periods_clash(claimed, date.period)


def align(
    claim: Claim,
    ranked: RankedSentence,
    figures: tuple[FigureFinding, ...],
    names: tuple[NameFinding, ...],
) -> Alignment:
    """A claim beside a sentence, all findings together.

    Args:
        claim: the claim.
        ranked: the sentence.
        figures: the findings of the claim's figures.
        names: those of its names.
    """
    candidate = ranked.candidate
    reading = candidate.reading
    shared = [
        (name.name.name.text, reading[name.found.start : name.found.end])
        for name in names
        if name.status is AtomStatus.CONFIRMED and name.found
    ]
    opposite = opposite_comparisons(claim.text, reading, shared)
    found = tuple(
        clash
        for clash in clashes(claim.text, reading)
        # Both compare the same sides, so the opposite word may say the same.
        if not (clash.is_comparison and opposite is False)
    )
    return Alignment(
        ranked, figures, match_dates(claim, candidate, figures), names, found, opposite is True
    )


# Of each finding this much of the claim's weight in words counts as borne out when ranking.
_OF_FIGURES: Final = 0.5
_OF_NAMES: Final = 0.3


def bearing_score(alignment: Alignment) -> float:
    """How much a sentence is about what a claim says, whether it bears it out or not.

    Chosen by hand: what the question's ranking says of a sentence, and how many of the claim's
    figures, dates and names it holds.
    """
    figures = [
        1.0 if finding.status is AtomStatus.CONFIRMED else 0.5 * (finding.found is not None)
        for finding in alignment.figures
    ]
    names = [float(finding.status is AtomStatus.CONFIRMED) for finding in alignment.names]
    features = alignment.ranked.features
    words = features["words_own"] + 0.7 * features["words_inherited"]
    return (
        features["sentence_cosine"]
        + words
        + _OF_FIGURES * _mean(figures)
        + _OF_NAMES * _mean(names)
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def signs(claim: Claim, alignment: Alignment) -> dict[str, float]:
    """What speaks for and against a claim being borne out by a sentence, by name.

    Args:
        claim: the claim.
        alignment: the claim beside the sentence.
    """
    features: Mapping[str, float] = alignment.ranked.features
    figures, dates, names = alignment.figures, alignment.dates, alignment.names
    against = [each for each in figures if each.status is AtomStatus.CONTRADICTED]
    ours, theirs = negations(claim.text), negations(alignment.candidate.reading)
    return {
        "cosine": features["sentence_cosine"],
        "words_own": features["words_own"],
        "words_inherited": features["words_inherited"] + features["words_outer"],
        "words_before": features["words_before"],
        "words_missing": features["words_missing"],
        "unlike": features["unlike"],
        "alien": features["alien"],
        "pairs": features["pairs_own"],
        "figures_confirmed": _share(figures, AtomStatus.CONFIRMED),
        "figures_contradicted": float(bool(against)),
        "figures_missing": float(any(f.status is AtomStatus.NOT_FOUND for f in figures)),
        "contradiction_place": max((each.place for each in against), default=0.0),
        "contradiction_likeness": max((each.likeness for each in against), default=0.0),
        "likeness": min((f.likeness for f in figures if f.found), default=1.0),
        "no_figures": float(not figures),
        "dates_confirmed": _share(dates, AtomStatus.CONFIRMED),
        "dates_contradicted": _share(dates, AtomStatus.CONTRADICTED),
        "dates_missing": _share(dates, AtomStatus.NOT_FOUND),
        "names_confirmed": _share(names, AtomStatus.CONFIRMED),
        "names_contradicted": _share(names, AtomStatus.CONTRADICTED),
        "names_missing": _share(names, AtomStatus.NOT_FOUND),
        "name_unknown": features["name_unknown"],
        "clash_direction": float(any(clash.is_direction for clash in alignment.clashes)),
        "clash": float(any(not clash.is_direction for clash in alignment.clashes)),
        "turned": float(alignment.turned),
        "negation_added": float(bool(ours) and not theirs),
        "negation_lost": float(bool(theirs) and not ours),
    }


def _share(
    findings: Sequence[FigureFinding] | Sequence[DateFinding] | Sequence[NameFinding],
    status: AtomStatus,
) -> float:
    if not findings:
        return 0.0
    return sum(each.status is status for each in findings) / len(findings)
