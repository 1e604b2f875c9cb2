"""Printing quantities so that reading the print gives value, unit and bound back.

The one thing to know: numbers are printed exactly, never rounded, with a scale word from a million
on.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from briqa.quantities.quantity import Bound, Kind, Quantity
from briqa.quantities.units import pluralise

_BOUND_WORDS: Final[dict[Bound, str]] = {
    "over": "over",
    "at_least": "at least",
    "nearly": "nearly",
    "about": "about",
    "up_to": "up to",
}
_SCALES: Final = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
_CONVERTED_DIGITS: Final = 6
_INVARIABLE: Final = frozenset(
    (
        "percent",
        "TEU",
        "DWT",
        "mu",
        "psi",
        "ppm",
        "mph",
        "m/s",
        "km/h",
        "celsius",
        "fahrenheit",
        "hertz",
    )
)


def format_quantity(quantity: Quantity) -> str:
    """The quantity in words ("over 2.3 trillion CNY", "75 routes", "up to 10–12 days")."""
    printed = format_amount(quantity.value_low, quantity.value_high, quantity.unit, quantity.kind)
    if quantity.bound is None:
        return printed
    return f"{_BOUND_WORDS[quantity.bound]} {printed}"


def format_converted(quantity: Quantity) -> str:
    """A figure that was converted, to six digits, marked where that isn't all of it."""
    ends = (quantity.value_low, quantity.value_high)
    low, high = (float(f"{end:.{_CONVERTED_DIGITS}g}") for end in ends)
    shown = format_quantity(replace(quantity, value=low, value_low=low, value_high=high))
    exact = all(
        Decimal(repr(near)) == Decimal(repr(end))
        for near, end in zip((low, high), ends, strict=True)
    )
    return shown if exact else f"≈ {shown}"


def format_amount(low: float, high: float, unit: str | None, kind: Kind) -> str:
    """A number with its unit, or two of a range ("10 to 12 days"), as `format_quantity` has them.

    Args:
        low: the number, or the low end of a range.
        high: the same, or the high end.
        unit: as in `Quantity.unit`.
        kind: the kind of quantity, which tells currencies, years and ranks from nouns.
    """
    if kind == "date":
        return _format_years(int(low), int(high))
    if kind == "ordinal":
        return _format_rank(int(low))
    number = format_number(low)
    if low != high:
        number = f"{number} to {_format_high_end(low, high)}"
    if unit is None:
        return number
    if unit == "percent":
        return f"{number}%"
    return f"{number} {_unit_words(unit, kind, is_one=low == high == 1)}"


def _format_high_end(low: float, high: float) -> str:
    """The high end; in digits where a scale word would be read as the low end's too."""
    if abs(low) < 1000 <= abs(high):
        return _plain(Decimal(repr(high)))
    return format_number(high)


def _unit_words(unit: str, kind: Kind, *, is_one: bool) -> str:
    is_symbol = kind == "money" and unit.isupper()
    if is_symbol or unit in _INVARIABLE or unit == "times" or unit[-1:].isdecimal():
        return unit
    if is_one:
        return unit
    measured, per, divisor = unit.partition(" per ")
    return pluralise(measured) + per + divisor


def format_number(value: float) -> str:
    """The number, exactly: grouped by thousands, in millions and more with a scale word."""
    exact = Decimal(repr(value))
    for scale, word in _SCALES:
        if abs(exact) >= scale:
            return f"{_plain(exact / scale)} {word}"
    return _plain(exact)


def _plain(number: Decimal) -> str:
    whole = f"{number:,f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def _format_years(first: int, last: int) -> str:
    if first != last:
        return f"{first}–{last}"
    if first < 0:
        return f"{-first} BC"
    return str(first) if 1900 <= first <= 2100 else f"AD {first}"


def _format_rank(rank: int) -> str:
    if rank % 100 in (11, 12, 13):
        return f"{rank}th"
    return f"{rank}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(rank % 10, 'th') }"
