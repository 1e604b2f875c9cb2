"""The figures of a claim beside those of a sentence: which one confirms, which one contradicts.

The one thing to know: where a claim's figure belongs is told without its value. It takes the place
of a question, and the sentence's figures are weighed as answers to that; a figure of another value
in that place contradicts, the right value in another place is misplaced.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.answer.features import Topic
from briqa.answer.figure_choice import FigureChooser
from briqa.claims.claim import Claim, counted_words
from briqa.claims.derived import derived
from briqa.claims.periods import periods_agree, periods_clash
from briqa.claims.result import AtomStatus
from briqa.claims.values import (
    UnitRelation,
    Written,
    bears_out,
    is_scale_slip,
    unit_relation,
)
from briqa.quantities import Quantity
from briqa.quantities.synonyms import are_synonyms
from briqa.retrieve.phrases import PhraseVectors

# What a figure's place is made of; chosen by hand, the verdict's weights are fitted on top.
_FIT: Final = 0.5
_NOUN: Final = 0.5
_PERIOD: Final = 0.3
# A figure this much better placed than the one of the right value makes that one misplaced.
_MISPLACED: Final = 0.45
# Less well placed figures contradict nothing.
_PLACED: Final = 0.55
_LIKE: Final = 0.4
_KINDS: Final = (
    frozenset({"money"}),
    frozenset({"percent", "ratio"}),
    frozenset({"count", "measure", "duration"}),
    frozenset({"ordinal"}),
)


class FigureFault(StrEnum):
    """Why a figure of the source contradicts one of the claim."""

    VALUE = "value"
    SCALE = "scale"
    UNIT = "unit"
    MISPLACED = "misplaced"
    DIRECTION = "direction"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class FigureFinding:
    """A figure of a claim, and the sentence's figure in its place.

    Attributes:
        claimed: the claim's figure.
        status: what the sentence says of it.
        found: the figure that confirms or contradicts; None if there is none.
        fault: why it contradicts; None unless it does.
        place: how well `found` stands in the claimed figure's place, from 0 to 1.3.
        likeness: how near in meaning they are in what they count, from 0 to 1.
        displaced: how much better another figure stands in that place, from 0.
        renamed: how unlike the nouns are that the two count, from 0 to 1; 0 for the same noun.
        contrasted: whether the document counts both things, so that they aren't the same.
        beside: the further sentence that has it, where the first lacks it.
        is_derived: whether it only follows from `found` and other figures.
    """

    claimed: Quantity
    status: AtomStatus
    found: Quantity | None = None
    fault: FigureFault | None = None
    place: float = 0.0
    likeness: float = 0.0
    displaced: float = 0.0
    renamed: float = 0.0
    contrasted: bool = False
    beside: Candidate | None = None
    is_derived: bool = False

    @property
    def has_other_value(self) -> bool:
        """Whether the sentence has another value in the figure's place."""
        return self.fault in (FigureFault.VALUE, FigureFault.SCALE)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure of the sentence in the place of one of the claim's."""

    quantity: Quantity
    place: float
    likeness: float
    units: UnitRelation
    holds: bool


class FigureMatcher:
    """Compares figures.

    Args:
        chooser: weighs figures as answers.
        phrases: likeness of words in meaning.
    """

    def __init__(self, chooser: FigureChooser, phrases: PhraseVectors) -> None:
        self._chooser = chooser
        self._phrases = phrases

    def match(self, claim: Claim, topic: Topic, candidate: Candidate) -> tuple[FigureFinding, ...]:
        """Each figure of a claim beside a sentence's.

        Args:
            claim: the claim.
            topic: its topic.
            candidate: the sentence.
        """
        placed = [self._placed(claim, topic, candidate, figure) for figure in claim.figures]
        holding = [{_start(each) for each in places if each.holds} for places in placed]
        first = []
        for at, (figure, places) in enumerate(zip(claim.figures, placed, strict=True)):
            # What another figure of the claim states isn't in this one's place.
            others = {
                start
                for further, (other, starts) in enumerate(zip(claim.figures, holding, strict=True))
                if further != at and other.period == figure.period
                for start in starts - holding[at]
            }
            free = [
                each
                for each in places
                if _start(each) not in others or _counts_the_same(figure, each.quantity)
            ]
            finding = _confirm(figure, free)
            if finding is None:
                first.append(self._derive(claim, figure, candidate))
            else:
                first.append(self._with_noun(finding, candidate))
        _join_ends(claim, placed, first)
        taken = {
            finding.found.span.start
            for finding in first
            if finding is not None and finding.found and finding.status is AtomStatus.CONFIRMED
        }
        return tuple(
            finding
            or _contradict(
                claim.written(figure),
                candidate,
                [each for each in places if _start(each) not in taken],
            )
            for figure, finding, places in zip(claim.figures, _in_order(first), placed, strict=True)
        )

    def date_places(
        self, claim: Claim, topic: Topic, candidate: Candidate
    ) -> dict[int, dict[int, float]]:
        """For each date of a claim how well each date of a sentence stands in its place.

        Args:
            claim: the claim.
            topic: its topic.
            candidate: the sentence.

        Returns:
            Where the claim's date begins → where the sentence's begins → from 0 to 1; empty for a
            sentence with less than two dates, where there is no choice.
        """
        if sum(quantity.kind == "date" for quantity in candidate.quantities) < 2:
            return {}
        sentence = (candidate.document, candidate.sentence)
        return {
            date.span.start: {
                each.quantity.span.start: each.probability
                for each in self._chooser.score(claim.blank(date), topic.every, [sentence])
                if each.quantity.kind == "date"
            }
            for date in claim.dates
        }

    def _placed(
        self, claim: Claim, topic: Topic, candidate: Candidate, figure: Quantity
    ) -> list[_Placed]:
        rivals = [quantity for quantity in candidate.quantities if _is_kin(figure, quantity)]
        if not rivals:
            return []
        sentence = (candidate.document, candidate.sentence)
        scored = self._chooser.score(claim.blank(figure), topic.every, [sentence])
        fits: dict[int, float] = {}
        for each in scored:
            start = each.quantity.span.start
            fits[start] = max(fits.get(start, 0.0), each.probability)
        best = max((fits.get(rival.span.start, 0.0) for rival in rivals), default=0.0) or 1.0
        likeness = self._likeness(figure, rivals)
        found = []
        for rival, alike in zip(rivals, likeness, strict=True):
            period = 0.0
            if figure.period and rival.period:
                period = _PERIOD if periods_agree(figure.period, rival.period) else -_PERIOD
            place = _FIT * fits.get(rival.span.start, 0.0) / best + _NOUN * alike + period
            text = candidate.document.document.quote(rival.span)
            holds = bears_out(claim.written(figure), Written(rival, text))
            found.append(_Placed(rival, place, alike, unit_relation(figure, rival), holds))
        return found

    def _with_noun(self, finding: FigureFinding, candidate: Candidate) -> FigureFinding:
        """The finding, with how unlike the nouns are that claim and sentence count."""
        found = finding.found
        if found is None or finding.status is not AtomStatus.CONFIRMED:
            return finding
        ours, theirs = finding.claimed.unit, found.unit
        if ours is None or theirs is None or _same_unit(finding.claimed, found):
            return finding
        if are_synonyms(ours, theirs):
            return finding
        near = max(0.0, float(self._phrases.similarity([ours], [theirs])[0, 0]))
        counted = {
            quantity.unit
            for quantity in candidate.document.quantities
            if quantity.kind in ("count", "measure")
        }
        return replace(finding, renamed=1.0 - near, contrasted=ours in counted)

    def _derive(self, claim: Claim, figure: Quantity, candidate: Candidate) -> FigureFinding | None:
        """The finding where the figure follows from others of the sentence."""
        source = derived(claim, figure, candidate)
        if source is None:
            return None
        return FigureFinding(figure, AtomStatus.CONFIRMED, source, None, 1.0, 0.5, is_derived=True)

    def _likeness(self, figure: Quantity, rivals: Sequence[Quantity]) -> list[float]:
        """How near each figure is to the claim's in what it counts or measures."""
        found = [1.0 if _same_unit(figure, rival) else 0.0 for rival in rivals]
        ours = _phrases_of(figure)
        for at, rival in enumerate(rivals):
            theirs = _phrases_of(rival)
            if ours and theirs:
                near = float(self._phrases.similarity(ours, theirs).max())
                found[at] = (
                    max(0.5 * found[at] + 0.5 * near, near)
                    if found[at] < 1
                    else (0.7 + 0.3 * max(0.0, near))
                )
            elif not found[at] and None in (figure.unit, rival.unit):
                found[at] = 0.5
        return found


def _phrases_of(quantity: Quantity) -> list[str]:
    """What a figure counts or measures, in words."""
    counted = " ".join(counted_words(quantity))
    found = [counted, quantity.measure or ""]
    if quantity.kind == "count" and quantity.unit:
        found.append(quantity.unit)
    return list(dict.fromkeys(filter(None, found)))


def _same_unit(one: Quantity, other: Quantity) -> bool:
    if one.unit is None or other.unit is None:
        return False
    return unit_relation(one, other) is UnitRelation.SAME or (
        one.kind == other.kind == "count" and are_synonyms(one.unit, other.unit)
    )


def _is_kin(one: Quantity, other: Quantity) -> bool:
    """Whether two figures could be the same thing said in two ways, a wrong unit included."""
    if one.unit == "times" or other.unit == "times":
        return one.unit == other.unit
    return any(one.kind in kinds and other.kind in kinds for kinds in _KINDS)


def _counts_the_same(figure: Quantity, other: Quantity) -> bool:
    """Whether two counts are of the very same noun."""
    return (
        figure.kind == other.kind == "count"
        and None not in (figure.unit, other.unit)
        and (figure.unit == other.unit)
    )


def _is_of_time(figure: Quantity, other: Quantity) -> bool:
    """Whether a figure is of the one time that the claim gives its own."""
    return bool(
        figure.period
        and "/" not in figure.period
        and other.period
        and periods_agree(figure.period, other.period)
    )


def _start(placed: _Placed) -> int:
    return placed.quantity.span.start


def _place(placed: _Placed) -> float:
    return placed.place


def _confirm(figure: Quantity, places: Sequence[_Placed]) -> FigureFinding | None:
    """The finding where the value stands in the sentence, in its place or not; None if not."""
    holding = [each for each in places if each.holds]
    if not holding:
        return None
    best = max(holding, key=_place)
    others = [each for each in places if not each.holds and each.units is not UnitRelation.CLASH]
    for other in sorted(others, key=_place, reverse=True):
        if _is_better_placed(figure, other, best):
            return FigureFinding(
                figure,
                AtomStatus.CONTRADICTED,
                other.quantity,
                FigureFault.MISPLACED,
                other.place,
                other.likeness,
            )
    fault = _fault(figure, best.quantity)
    status = AtomStatus.CONTRADICTED if fault else AtomStatus.CONFIRMED
    displaced = max((other.place - best.place for other in others), default=0.0)
    return FigureFinding(
        figure, status, best.quantity, fault, best.place, best.likeness, max(0.0, displaced)
    )


def _join_ends(
    claim: Claim, placed: Sequence[Sequence[_Placed]], findings: list[FigureFinding | None]
) -> None:
    """Confirms two figures in a row that are the ends of one range: "from 90 to 100" of "90-100".

    Args:
        claim: the claim.
        placed: the sentence's figures in the place of each of the claim's.
        findings: of each figure of the claim; None where its value doesn't stand in the sentence.
    """
    for one, other in itertools.pairwise(range(len(findings))):
        low, high = claim.figures[one], claim.figures[other]
        if findings[one] or findings[other] or (low.unit, low.kind) != (high.unit, high.kind):
            continue
        for each in placed[one]:
            source = each.quantity
            text = ""
            start = replace(source, value=source.value_low, value_high=source.value_low)
            end = replace(source, value=source.value_high, value_low=source.value_high)
            if (
                source.is_range
                and bears_out(claim.written(low), Written(start, text))
                and bears_out(claim.written(high), Written(end, text))
            ):
                for at in (one, other):
                    findings[at] = FigureFinding(
                        claim.figures[at],
                        AtomStatus.CONFIRMED,
                        source,
                        place=each.place,
                        likeness=each.likeness,
                    )
                break


def _in_order(findings: Sequence[FigureFinding | None]) -> list[FigureFinding | None]:
    """The findings; both ends of a "from A to B" are misplaced if the sentence has it reversed."""
    ordered = list(findings)
    for one, other in itertools.pairwise(range(len(ordered))):
        first, second = ordered[one], ordered[other]
        if first is None or second is None or first.found is None or second.found is None:
            continue
        ours = {first.claimed.series, second.claimed.series}
        theirs = {first.found.series, second.found.series}
        is_series = None not in ours | theirs and len(ours) == len(theirs) == 1
        if is_series and first.found.span.start > second.found.span.start:
            for place, finding, found in (
                (one, first, second.found),
                (other, second, first.found),
            ):
                ordered[place] = replace(
                    finding,
                    status=AtomStatus.CONTRADICTED,
                    found=found,
                    fault=FigureFault.MISPLACED,
                )
    return ordered


def _is_better_placed(figure: Quantity, other: _Placed, best: _Placed) -> bool:
    """Whether another figure stands where the claim's belongs, rather than that of its value."""
    same_series = (
        other.quantity.unit == best.quantity.unit
        and _is_of_time(figure, other.quantity)
        and not _is_of_time(figure, best.quantity)
    )
    return (
        same_series
        or (
            other.place - best.place >= _MISPLACED
            and other.likeness - best.likeness >= _MISPLACED / 2
        )
        or (
            # "9 cities in 11 countries" for 11 cities in 9: one of the very thing is there.
            figure.unit is not None
            and other.quantity.unit == figure.unit != best.quantity.unit
            and best.units is UnitRelation.OPEN
            and best.quantity.unit is not None
            and other.place > best.place
        )
    )


def _fault(figure: Quantity, found: Quantity) -> FigureFault | None:
    """What speaks against a figure of the right value in the right place."""
    directions = {figure.direction, found.direction}
    if directions == {"up", "down"}:
        return FigureFault.DIRECTION
    if figure.period and found.period and periods_clash(figure.period, found.period):
        return FigureFault.PERIOD
    return None


def _contradict(claimed: Written, candidate: Candidate, places: Sequence[_Placed]) -> FigureFinding:
    """The finding where the value doesn't stand in the sentence."""
    figure = claimed.quantity
    in_unit = [each for each in places if _same_number(figure, each.quantity)]
    if in_unit:
        best = max(in_unit, key=_place)
        return FigureFinding(
            figure,
            AtomStatus.CONTRADICTED,
            best.quantity,
            FigureFault.UNIT,
            best.place,
            best.likeness,
        )
    quote = candidate.document.document.quote
    scaled = [
        each
        for each in places
        if each.units is UnitRelation.SAME
        and is_scale_slip(claimed, Written(each.quantity, quote(each.quantity.span)))
    ]
    best_other = max(scaled, key=_place, default=None)
    if best_other is not None:
        return FigureFinding(
            figure,
            AtomStatus.CONTRADICTED,
            best_other.quantity,
            FigureFault.SCALE,
            best_other.place,
            best_other.likeness,
        )
    best_other = max(
        (each for each in places if not _is_of_another_sort(figure, each.quantity)),
        key=_place,
        default=None,
    )
    if best_other is None or best_other.place < _PLACED or best_other.likeness < _LIKE:
        return FigureFinding(figure, AtomStatus.NOT_FOUND)
    return FigureFinding(
        figure,
        AtomStatus.CONTRADICTED,
        best_other.quantity,
        FigureFault.VALUE,
        best_other.place,
        best_other.likeness,
    )


def _is_of_another_sort(figure: Quantity, other: Quantity) -> bool:
    """Whether one is a share of something and the other a rate of change."""
    return (_is_share(figure) and _is_rate(other)) or (_is_rate(figure) and _is_share(other))


def _is_share(quantity: Quantity) -> bool:
    return (
        quantity.kind in ("percent", "ratio")
        and quantity.direction is None
        and (quantity.measure or "").startswith("share")
    )


def _is_rate(quantity: Quantity) -> bool:
    return quantity.kind == "percent" and (
        quantity.direction is not None or (quantity.measure or "").startswith("growth")
    )


def _same_number(figure: Quantity, found: Quantity) -> bool:
    return (figure.value_low, figure.value_high) == (found.value_low, found.value_high)
