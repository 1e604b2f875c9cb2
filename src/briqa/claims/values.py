"""Whether a figure of a source bears out a figure of a claim: its value, unit and bound.

The one thing to know: how much a claim may round follows from how it is written. A bare count is
exact, a figure with a scale word is good to half of its last place, "about" to half of its last
digit that isn't a zero, and "more than" holds where the source rounds down to it.
"""

import math
import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from fractions import Fraction
from typing import Final

from briqa.quantities import Quantity
from briqa.quantities.conversion import rescale, shares_dimension
from briqa.quantities.rounding import Interval, rounding_of

# "About" and "nearly" never stretch further than this share of the source's value.
_ABOUT: Final = 0.05
_NEARLY: Final = 0.1
# Round thousands without "about" stand for what is so near.
_ROUND_THOUSANDS: Final = 0.01
# "A third" stands for 33% as for 33.4%.
_FRACTION: Final = 0.02
# By so much a figure is off whose writer mistook the scale.
_SCALES: Final = (10.0, 0.1, 100.0, 0.01, 1e3, 1e-3, 1e6, 1e-6)
_SLACK: Final = 1e-9
_FLOORS: Final = frozenset({"over", "at_least"})
_CEILINGS: Final = frozenset({"nearly", "up_to"})


class UnitRelation(Enum):
    """How the units of two figures stand to one another."""

    SAME = auto()  # the same, or convertible
    OPEN = auto()  # one of them has none, or they count things by different words
    CLASH = auto()  # they measure in ways that nothing converts


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity and how it is written, which tells its precision."""

    quantity: Quantity
    text: str


def unit_relation(claimed: Quantity, found: Quantity) -> UnitRelation:
    """How the units of two figures stand to one another.

    Args:
        claimed: the claim's figure.
        found: the source's.
    """
    ours, theirs = claimed.unit, found.unit
    if ours == theirs or (ours and theirs and shares_dimension(ours, theirs)):
        return UnitRelation.SAME
    if {claimed.kind, found.kind} <= {"percent", "ratio"} and not {ours, theirs} & _DIFFERENCES:
        return UnitRelation.CLASH if "times" in (ours, theirs) else UnitRelation.SAME
    if ours is None or theirs is None:
        is_open = claimed.kind == found.kind or {claimed.kind, found.kind} <= _UNTYPED
        return UnitRelation.OPEN if is_open else UnitRelation.CLASH
    if claimed.kind == found.kind == "count":
        return UnitRelation.OPEN
    return UnitRelation.CLASH


_DECIMALS: Final = re.compile(r"\d\.\d")
_DIFFERENCES: Final = frozenset({"percentage point", "basis point"})
_UNTYPED: Final = frozenset({"count", "measure", "duration"})


def bears_out(claimed: Written, found: Written) -> bool:
    """Whether the source's value makes the claim's true, whatever they count.

    False where the units can't be converted.

    Args:
        claimed: the claim's figure.
        found: the source's.
    """
    claim, source = claimed.quantity, found.quantity
    low, high = _in_unit_of(claim, source)
    if low is None or high is None:
        return False
    if claim.is_range or source.is_range:
        return _near(claim.value_low, low) and _near(claim.value_high, high)
    value = low
    if _near(claim.value, value):
        return not _bounds_clash(claim, source)
    if (claim.value < 0) != (value < 0):
        return False
    if claim.value < 0:
        return claim.bound is None and _rounds_to(claimed, value)
    place = _place_of(claimed)
    is_coarser = place > _last_place(value) * (1 + _SLACK)
    if claim.bound in _FLOORS:
        if source.bound in _FLOORS and not is_coarser:
            return False
        floored = math.floor(value / place + _SLACK) * place
        return (_near(floored, claim.value) and value < 2 * claim.value) or (
            source.bound is None and claim.value <= value <= claim.value * (1 + _NEARLY)
        )
    if claim.bound in _CEILINGS:
        if source.bound in _CEILINGS and not is_coarser:
            return False
        raised = math.ceil(value / place - _SLACK) * place
        return (_near(raised, claim.value) and 2 * value > claim.value) or (
            source.bound is None and claim.value * (1 - _NEARLY) <= value <= claim.value
        )
    if claim.bound == "about":
        reach = min(place / 2, _ABOUT * value)
        return abs(value - claim.value) <= reach * (1 + _SLACK) or _rounds_to(claimed, value)
    return _rounds_to(claimed, value)


def is_scale_slip(claimed: Written, found: Written) -> bool:
    """Whether the two would agree in another scale: 30 million, 30 billion.

    Args:
        claimed: the claim's figure.
        found: the source's.
    """
    source = found.quantity
    return any(
        bears_out(
            claimed,
            replace(
                found,
                quantity=replace(
                    source,
                    value=source.value * scale,
                    value_low=source.value_low * scale,
                    value_high=source.value_high * scale,
                ),
            ),
        )
        for scale in _SCALES
    )


def _in_unit_of(claim: Quantity, source: Quantity) -> tuple[float | None, float | None]:
    """The ends of the source's value in the claim's unit; None where it has none in that."""
    if unit_relation(claim, source) is UnitRelation.CLASH:
        return None, None
    low, high = source.value_low, source.value_high
    if claim.kind != source.kind and {claim.kind, source.kind} == {"percent", "ratio"}:
        factor = 100.0 if claim.kind == "percent" else 0.01
        return low * factor, high * factor
    if claim.unit and source.unit and claim.unit != source.unit:
        if not shares_dimension(source.unit, claim.unit):
            return low, high
        return rescale(low, source.unit, claim.unit), rescale(high, source.unit, claim.unit)
    return low, high


def _bounds_clash(claim: Quantity, source: Quantity) -> bool:
    """Whether one says "more than" a value and the other "less than" the same."""
    return (claim.bound in _FLOORS and source.bound in _CEILINGS) or (
        claim.bound in _CEILINGS and source.bound in _FLOORS
    )


def _rounds_to(claimed: Written, value: float) -> bool:
    """Whether a value is the claim's at the precision that the claim is written with."""
    claim = claimed.quantity
    if claim.kind == "ratio" and not any(character.isdigit() for character in claimed.text):
        return abs(value - claim.value) <= _FRACTION * abs(value)
    narrow = rounding_of(claim, claimed.text).narrow
    if narrow.overlaps(Interval(value, value)):
        return True
    if _DECIMALS.search(claimed.text):
        return False  # whoever writes 41.0 million doesn't mean 41.3
    thousands = claim.value and claim.value % 1000 == 0
    reach = min(_last_place(claim.value) / 2, _ROUND_THOUSANDS * abs(value))
    return bool(thousands) and abs(value - claim.value) <= reach


def _place_of(claimed: Written) -> float:
    """The place of the last digit that a claim means: zeros behind a decimal point are meant."""
    if _DECIMALS.search(claimed.text):
        return rounding_of(claimed.quantity, claimed.text).step
    return _last_place(claimed.quantity.value)


def _last_place(value: float) -> float:
    """The place of the last digit of a value that isn't a zero: 1e6 of 23 million, 0.1 of 4.5."""
    digits = Fraction(repr(abs(value)))
    if not digits:
        return 1.0
    place = Fraction(1)
    while (digits / place).denominator != 1:
        place /= 10
    while (digits / (place * 10)).denominator == 1:
        place *= 10
    return float(place)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other))
