"""Exact ranges of numbers, for arithmetic over figures that are rounded or bounded.

The one thing to know: ends are fractions, so nothing is lost on the way; a float stands only for
an end that is open, and is infinite.
"""

import math
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import Final

from briqa.values import dataclass

End = Fraction | float

_ROOT_DIGITS: Final = 40


@dataclass(frozen=True, slots=True)
class Range:
    """A closed range of numbers, `low <= high`; an infinite end is open.

    Raises:
        ValueError: when the ends are the wrong way round.
    """

    low: End
    high: End

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"not a range: [{self.low}, {self.high}]")

    @classmethod
    def point(cls, value: Fraction) -> "Range":
        """The one number."""
        return cls(value, value)

    @property
    def width(self) -> End:
        """How far its ends are apart."""
        return _plus(self.high, _times(self.low, Fraction(-1)))

    def __neg__(self) -> "Range":
        return self.times(Fraction(-1))

    def __add__(self, other: "Range") -> "Range":
        return Range(_plus(self.low, other.low), _plus(self.high, other.high))

    def __sub__(self, other: "Range") -> "Range":
        return self + -other

    def __mul__(self, other: "Range") -> "Range":
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Range(min(ends), max(ends))

    def times(self, factor: Fraction) -> "Range":
        """Every number of it times the factor."""
        return self * Range.point(factor)

    def divided_by(self, other: "Range") -> "Range | None":
        """The quotients; None when the divisor may have either sign, or is 0."""
        if other.low < 0 < other.high or other.low == other.high == 0:
            return None
        return self * Range(_inverse(other.high, -math.inf), _inverse(other.low, math.inf))

    def root(self, degree: int) -> "Range":
        """The roots, rounded outwards in the last of many digits; for ends from 0 on."""
        return Range(_root(self.low, degree, ROUND_FLOOR), _root(self.high, degree, ROUND_CEILING))

    def mapped(self, change: Callable[[Fraction], Fraction]) -> "Range":
        """The range under a growing function of its finite ends."""
        low, high = (change(e) if isinstance(e, Fraction) else e for e in (self.low, self.high))
        return Range(low, high)


def exactly(value: float) -> Fraction:
    """The decimal that a float is written as: 0.1 is a tenth."""
    return Fraction(Decimal(repr(value)))


def float_below(end: End) -> float | None:
    """The greatest float that isn't above an end; None for an open one."""
    return _as_float(end, -math.inf)


def float_above(end: End) -> float | None:
    """The least float that isn't below an end; None for an open one."""
    return _as_float(end, math.inf)


def _as_float(end: End, towards: float) -> float | None:
    if not isinstance(end, Fraction):
        return None
    try:
        near = float(end)
    except OverflowError:  # past the largest float: as good as open
        return None
    # A float is taken for the decimal that it is written as, here as everywhere.
    is_outside = exactly(near) <= end if towards < 0 else exactly(near) >= end
    return near if is_outside else math.nextafter(near, towards)


def _plus(one: End, other: End) -> End:
    if isinstance(one, Fraction):
        return one + other if isinstance(other, Fraction) else other
    return one


def _times(one: End, other: End) -> End:
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one * other
    if one == 0 or other == 0:
        return Fraction(0)  # the limit along an axis: 0 of anything is 0
    return math.inf if (one > 0) == (other > 0) else -math.inf


def _inverse(end: End, of_zero: float) -> End:
    if not isinstance(end, Fraction):
        return Fraction(0)
    return 1 / end if end else of_zero


def _root(end: End, degree: int, rounding: str) -> End:
    if not isinstance(end, Fraction) or end == 0:
        return end
    exact = Context(prec=2 * _ROOT_DIGITS)
    number = exact.divide(Decimal(end.numerator), Decimal(end.denominator))
    root = exact.exp(exact.divide(exact.ln(number), Decimal(degree)))
    return Fraction(Context(prec=_ROOT_DIGITS, rounding=rounding).plus(root))
