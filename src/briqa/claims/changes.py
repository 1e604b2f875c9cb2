"""Whether a sentence tells of the rise or fall that a claim asserts.

The one thing to know: a sentence may say it in other ways, so that words, comparatives behind a
share and the order of two values all count ("up 17.7%", "80% fewer", "1,800 in 2021 and 1,973 in
2022"). Where it has both a rise and a fall, the one in the clause with the claim's words counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.claims.assertion_findings import AssertionFinding, Beside
from briqa.claims.assertions import Assertion, is_in_time
from briqa.claims.binding import clause_at
from briqa.claims.places import place_in
from briqa.claims.result import AtomStatus
from briqa.claims.wording import comparatives, directions
from briqa.quantities import Quantity
from briqa.quantities.periods import read_period
from briqa.spans import Span

_I: Final = re.IGNORECASE
# "80% fewer" tells of a change, "fewer than Tarn" doesn't.
_BY_SHARE: Final = re.compile(
    r"(?:%|percent|per cent|\b(?:become|becomes|became|becoming|get|gets|got|getting|grown|grew)"
    r"(?: \w+ly| much| far| ever)?) $",
    _I,
)
# A sentence that goes on from the one before.
_GOES_ON: Final = re.compile(
    r"^(?:this|that|these|those|it|they|which|the (?:rise|fall|figure))\b", _I
)
# Whoever says "halved" means a share within these.
_HALF: Final = (45.0, 55.0)
# A clause says so much more of the claim's matter than another, to be the one that counts.
_CLEARER: Final = 0.05


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of a rise or a fall in a sentence."""

    is_up: bool
    span: Span


def match_change(assertion: Assertion, beside: Beside) -> AssertionFinding:
    """What a sentence says of a rise or fall.

    Args:
        assertion: the claim's.
        beside: the claim beside the sentence.
    """
    candidate = beside.candidate
    signs = list(_signs(candidate))
    if len({sign.is_up for sign in signs}) == 2:
        signs = _nearest(signs, assertion, beside)
    if not signs:
        further = _change_further_on(candidate)
        if further is None:
            return AssertionFinding(assertion, AtomStatus.NOT_FOUND)
        agrees = further == assertion.is_up
        return AssertionFinding(
            assertion, AtomStatus.CONFIRMED if agrees else AtomStatus.CONTRADICTED
        )
    same = [sign for sign in signs if sign.is_up == assertion.is_up]
    if same and (len(same) < len(signs) or not assertion.is_halving or _is_by_half(beside, same)):
        return AssertionFinding(assertion, AtomStatus.CONFIRMED, same[0].span)
    return AssertionFinding(assertion, AtomStatus.CONTRADICTED, signs[0].span)


def _is_by_half(beside: Beside, signs: Sequence[_Sign]) -> bool:
    """Whether no share but a half stands in the clauses of some signs."""
    clauses = [clause_at(beside.source, sign.span.start) for sign in signs]
    spans = [clause.span for clause in clauses if clause is not None]
    shares = [
        each.value
        for each in beside.candidate.quantities
        if each.kind == "percent"
        and (place := place_in(beside.candidate, each)) is not None
        and any(span.covers(place) for span in spans)
    ]
    return not shares or any(_HALF[0] <= share <= _HALF[1] for share in shares)


def _signs(candidate: Candidate) -> Iterator[_Sign]:
    """The signs of a rise or a fall in a sentence: words, comparatives, values of two times."""
    reading = candidate.reading
    for span, is_up in directions(reading):
        yield _Sign(is_up, span)
    for span, is_up in comparatives(reading):
        if _BY_SHARE.search(reading[: span.start]) or is_in_time(reading, span):
            yield _Sign(is_up, span)
    for rise, later in _series(candidate.quantities):
        place = place_in(candidate, later)
        if place is not None:
            yield _Sign(rise, place)


def _series(quantities: Sequence[Quantity]) -> Iterator[tuple[bool, Quantity]]:
    """Two values of one thing at two times: whether it rose, and the later one."""
    for earlier, later in permutations(quantities, 2):
        if (
            earlier.kind == later.kind != "date"
            and earlier.unit == later.unit
            and earlier.subject == later.subject
            and earlier.kind not in ("percent", "ratio", "ordinal")
            and earlier.value != later.value
            and earlier.direction is later.direction is None
            and _is_before(earlier.period, later.period)
        ):
            yield later.value > earlier.value, later


def _is_before(one: str | None, other: str | None) -> bool:
    """Whether one year stands before another; stretches of years don't compare."""
    if one is None or other is None or "/" in one or "/" in other:
        return False
    ours, theirs = read_period(one), read_period(other)
    return ours is not None and theirs is not None and not ours.overlaps(theirs) and one < other


def _nearest(signs: Sequence[_Sign], assertion: Assertion, beside: Beside) -> list[_Sign]:
    """The signs in the clauses that say most of what the claim's clause does."""
    shares = [beside.borne(assertion, sign.span) for sign in signs]
    least = max(shares) - _CLEARER
    return [sign for sign, share in zip(signs, shares, strict=True) if share >= least]


def _change_further_on(candidate: Candidate) -> bool | None:
    """The change that the next sentence tells, where that goes on from this one."""
    document = candidate.document
    first, end = document.passages[candidate.hit.ordinal].passage.sentences
    at = first + candidate.position + 1
    if at >= end:
        return None
    span = document.sentences[at].sentence.span
    reading = document.view.read(span)
    if not _GOES_ON.search(reading):
        return None
    sides = {is_up for _, is_up in directions(reading)}
    return sides.pop() if len(sides) == 1 else None
