"""What a written figure can stand for: the interval of true values that round to it.

The one thing to know: a figure has two intervals. The *narrow* one takes every digit as meant
(1,500 is 1,499.5 to 1,500.5; a bare count of things is exact), the *wide* one takes three or more
zeros at the end, or zeros behind "about", for rounding (51,000 is 50,500 to 51,500).
"""

import re
from decimal import Decimal
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.quantity import Quantity
from briqa.values import dataclass

_DIGITS: Final = lazy_pattern(r"[0-9][0-9.,\u00a0\u2009\u202f ]*")
_HALF: Final = Decimal("0.5")
_ROUNDED_ZEROS: Final = 3


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of numbers, `low <= high`.

    Raises:
        ValueError: when the ends are the wrong way round.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"not an interval: [{self.low}, {self.high}]")

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, factor: float) -> "Interval":
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """The quotients; the divisor must not hold 0.

        Raises:
            ZeroDivisionError: when it does.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor's interval holds 0")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def power(self, exponent: float) -> "Interval":
        """The interval of powers, for positive ends."""
        return Interval(self.low**exponent, self.high**exponent)

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two have a number in common, up to what floats can't tell apart."""
        slack = 1e-9 * max(abs(self.low), abs(self.high), abs(other.low), abs(other.high))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def widened(self, margin: float) -> "Interval":
        """The interval with a margin on both sides."""
        return Interval(self.low - margin, self.high + margin)


@dataclass(frozen=True, slots=True)
class Rounding:
    """A figure's value, its last written place, and its intervals.

    Attributes:
        value: the value as written, scale applied.
        step: the place of the last digit written, as 0.1 for 27.3 or 1e10 for 1.49 trillion.
        is_exact: whether it is a bare count, so that the narrow interval is the value alone.
        narrow: every digit is meant.
        wide: zeros at the end may be rounding.
    """

    value: float
    step: float
    is_exact: bool
    narrow: Interval
    wide: Interval


def rounding_of(quantity: Quantity, written: str) -> Rounding:
    """How a quantity may have been rounded, from its digits as written.

    >>> from briqa.quantities import parse_quantities
    >>> [trade] = parse_quantities("2.3 trillion RMB")
    >>> rounding_of(trade, "2.3 trillion RMB").narrow
    Interval(low=2250000000000.0, high=2350000000000.0)
    """
    digits = _DIGITS.search(written)
    value = Decimal(repr(quantity.value))
    if digits is None or quantity.is_range:
        exact = Interval(quantity.value_low, quantity.value_high)
        return Rounding(quantity.value, 1.0, True, exact, exact)  # noqa: FBT003 - a plain field
    number = digits.group().rstrip("., \u00a0\u2009\u202f")
    decimals = _decimals(number)
    bare = Decimal(re.sub(r"[^0-9]", "", number)).scaleb(-decimals)
    scale = abs(value) / bare if bare else Decimal(1)
    step = Decimal(1).scaleb(-decimals) * scale
    is_exact = decimals == 0 and scale == 1 and quantity.kind in ("count", "ordinal", "date")
    half = Decimal(0) if is_exact else step * _HALF
    zeros = _trailing_zeros(bare) if decimals == 0 else 0
    rounded = zeros >= _ROUNDED_ZEROS or (zeros > 0 and quantity.bound is not None)
    wide_half = step.scaleb(zeros) * _HALF if rounded else half
    return Rounding(
        quantity.value, float(step), is_exact, _around(value, half), _around(value, wide_half)
    )


def _decimals(number: str) -> int:
    """How many digits stand behind the decimal point."""
    point = number.rfind(".")
    if point < 0 or number.count(".") > 1:
        return 0
    return len(number) - point - 1


def _trailing_zeros(number: Decimal) -> int:
    text = str(int(number))
    return len(text) - len(text.rstrip("0")) if number else 0


def _around(value: Decimal, half: Decimal) -> Interval:
    return Interval(float(value - half), float(value + half))
