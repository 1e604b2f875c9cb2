"""Conversion between units that measure the same thing, and the units that users name.

The one thing to know: only what holds whatever a figure is about is converted. Left out on
purpose: currencies (no rates), percent against percentage points (a share isn't a difference),
weeks against months, and units that mean different things in different trades or countries
(gallon, bushel, ounce, carat, horsepower, calorie, deadweight).

Factors are exact by definition: SI Brochure (9th edition, tables 7 and 8) for SI prefixes,
hectare, tonne, litre and time; NIST SP 811 (2008), appendix B, for the yard-pound units, the
knot and the oil barrel of 42 US gallons; IAU 2015 for the light-year (the Julian year's); Chinese
market units for the mu (15 mu = 1 hectare). Bytes are counted in powers of a thousand.
"""

import math
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final

from briqa.quantities.units import CURRENCY_SIGNS, UNITS, look_up_unit, singularise
from briqa.values import dataclass

_FOOT: Final = Fraction("0.3048")  # metre
_MILE: Final = 5280 * _FOOT
_POUND: Final = Fraction("0.45359237")  # kilogram
_HOUR: Final = 3600  # seconds
_STANDARD_GRAVITY: Final = Fraction("9.80665")  # m/s²

# Dimension → unit → how much of the dimension's first unit it is.
_SCALES: Final[dict[str, dict[str, Fraction]]] = {
    "area": {
        "m2": Fraction(1),
        "km2": Fraction(10**6),
        "cm2": Fraction(1, 10**4),
        "hectare": Fraction(10**4),
        "mu": Fraction(10**4, 15),
        "acre": 43_560 * _FOOT**2,
        "ft2": _FOOT**2,
        "mi2": _MILE**2,
    },
    "length": {
        "metre": Fraction(1),
        "kilometre": Fraction(1000),
        "centimetre": Fraction(1, 100),
        "millimetre": Fraction(1, 1000),
        "micrometre": Fraction(1, 10**6),
        "nanometre": Fraction(1, 10**9),
        "mile": _MILE,
        "nautical mile": Fraction(1852),
        "yard": 3 * _FOOT,
        "foot": _FOOT,
        "inch": _FOOT / 12,
        "light-year": Fraction(9_460_730_472_580_800),
    },
    "mass": {
        "kilogram": Fraction(1),
        "tonne": Fraction(1000),
        "gram": Fraction(1, 1000),
        "milligram": Fraction(1, 10**6),
        "microgram": Fraction(1, 10**9),
        "pound": _POUND,
        "short ton": 2000 * _POUND,
        "long ton": 2240 * _POUND,
    },
    "volume": {
        "m3": Fraction(1),
        "km3": Fraction(10**9),
        "cm3": Fraction(1, 10**6),
        "litre": Fraction(1, 1000),
        "millilitre": Fraction(1, 10**6),
        "ft3": _FOOT**3,
        "barrel": 42 * 231 * (_FOOT / 12) ** 3,
    },
    "energy": {
        "joule": Fraction(1),
        "kilojoule": Fraction(1000),
        "megajoule": Fraction(10**6),
        "watt-hour": Fraction(_HOUR),
        "kilowatt-hour": Fraction(_HOUR * 10**3),
        "megawatt-hour": Fraction(_HOUR * 10**6),
        "gigawatt-hour": Fraction(_HOUR * 10**9),
        "terawatt-hour": Fraction(_HOUR * 10**12),
    },
    "power": {
        "watt": Fraction(1),
        "kilowatt": Fraction(10**3),
        "megawatt": Fraction(10**6),
        "gigawatt": Fraction(10**9),
        "terawatt": Fraction(10**12),
    },
    "speed": {
        "m/s": Fraction(1),
        "km/h": Fraction(1000, _HOUR),
        "mph": _MILE / _HOUR,
        "knot": Fraction(1852, _HOUR),
    },
    "time": {
        "second": Fraction(1),
        "millisecond": Fraction(1, 1000),
        "minute": Fraction(60),
        "hour": Fraction(_HOUR),
        "day": Fraction(24 * _HOUR),
        "week": Fraction(7 * 24 * _HOUR),
    },
    # No fixed number of days: among themselves only.
    "calendar time": {
        "month": Fraction(1),
        "quarter": Fraction(3),
        "year": Fraction(12),
        "decade": Fraction(120),
        "century": Fraction(1200),
    },
    "information": {
        "byte": Fraction(1),
        "kilobyte": Fraction(10**3),
        "megabyte": Fraction(10**6),
        "gigabyte": Fraction(10**9),
        "terabyte": Fraction(10**12),
        "petabyte": Fraction(10**15),
    },
    "data rate": {
        "kilobit per second": Fraction(1),
        "megabit per second": Fraction(10**3),
        "gigabit per second": Fraction(10**6),
    },
    "pressure": {
        "pascal": Fraction(1),
        "kilopascal": Fraction(10**3),
        "megapascal": Fraction(10**6),
        "psi": _POUND * _STANDARD_GRAVITY / (_FOOT / 12) ** 2,
    },
    "frequency": {
        "hertz": Fraction(1),
        "kilohertz": Fraction(10**3),
        "megahertz": Fraction(10**6),
        "gigahertz": Fraction(10**9),
    },
    "voltage": {"volt": Fraction(1), "kilovolt": Fraction(1000)},
    # Both are differences of percentages; a percentage itself is none.
    "percentage difference": {"percentage point": Fraction(1), "basis point": Fraction(1, 100)},
    "temperature": {"kelvin": Fraction(1), "celsius": Fraction(1), "fahrenheit": Fraction(5, 9)},
}
# Where a scale's zero lies, in its dimension's first unit.
_ZEROS: Final[dict[str, Fraction]] = {
    "celsius": Fraction("273.15"),
    "fahrenheit": Fraction("273.15") - 32 * Fraction(5, 9),
}


@dataclass(frozen=True, slots=True)
class _Measure:
    """A unit's dimension, and how its values become those of the dimension's first unit."""

    dimension: str
    scale: Fraction
    zero: Fraction


_MEASURES: Final = {
    unit: _Measure(dimension, scale, _ZEROS.get(unit, Fraction(0)))
    for dimension, scales in _SCALES.items()
    for unit, scale in scales.items()
}


@cache
def _unambiguous_spellings() -> dict[str, str]:
    """Unit spellings in any case → unit, without those that mean two things ("mW", "MW")."""
    found: dict[str, set[str]] = {}
    for spelling, unit in UNITS.items():
        found.setdefault(spelling.casefold(), set()).add(unit.name)
    return {spelling: next(iter(names)) for spelling, names in found.items() if len(names) == 1}


def known_unit(words: str) -> str | None:
    """The table's unit that a user names, "sq km" or "usd"; None when the table has none.

    Like the grammar's look-up, but the case counts only where it may tell two units apart: one or
    two letters of both cases ("Mt") are read as they stand or not at all.
    """
    spelling = " ".join(words.split())
    if spelling in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[spelling]
    unit = look_up_unit(spelling)
    if unit is not None:
        return unit.name
    is_mixed = not (spelling.islower() or spelling.isupper())
    if len(spelling) <= 2 and is_mixed:
        return None
    return _unambiguous_spellings().get(spelling.casefold())


def read_unit(words: str) -> str:
    """The unit that a user names, as quantities have it: "ha" → "hectare", "Ports" → "port"."""
    return known_unit(words) or singularise(" ".join(words.split()))


def is_convertible(from_unit: str, to_unit: str) -> bool:
    """Whether values in one unit have a value in the other; a unit always has one in itself."""
    return shares_dimension(read_unit(from_unit), read_unit(to_unit))


def convert(value: float, from_unit: str, to_unit: str) -> float | None:
    """A value in another unit, rounded once from the exact result; None when there is none.

    The value is taken as its shortest decimal, as it stood in the text: 0.1 km is 100 m. An
    infinite value stays as it is. Temperatures are converted as points of the scale, never as
    differences.

    Args:
        value: in `from_unit`.
        from_unit: a unit in any of its spellings.
        to_unit: the same.
    """
    return rescale(value, read_unit(from_unit), read_unit(to_unit))


def shares_dimension(source: str, target: str) -> bool:
    """`is_convertible` for units as quantities have them, which aren't read again."""
    if source == target:
        return True
    measures = (_MEASURES.get(source), _MEASURES.get(target))
    dimensions = {measure.dimension if measure else None for measure in measures}
    return len(dimensions) == 1 and None not in dimensions


def rescale(value: float, source: str, target: str) -> float | None:
    """`convert` for units as quantities have them, which aren't read again."""
    if source == target:
        return float(value)
    if not shares_dimension(source, target):
        return None
    if not math.isfinite(value):
        return value
    exact = rescale_exact(Fraction(Decimal(repr(float(value)))), source, target)
    try:
        return None if exact is None else float(exact)
    except OverflowError:  # past the largest float
        return math.copysign(math.inf, value)


def rescale_exact(value: Fraction, source: str, target: str) -> Fraction | None:
    """`rescale` without any rounding; None when the units don't measure the same thing."""
    if source == target:
        return value
    if not shares_dimension(source, target):
        return None
    read, written = _MEASURES[source], _MEASURES[target]
    return (value * read.scale + read.zero - written.zero) / written.scale


def dimension_of(unit: str) -> str | None:
    """What a unit measures, "area"; None for one that converts to no other."""
    measure = _MEASURES.get(unit)
    return None if measure is None else measure.dimension


def first_unit(unit: str) -> str:
    """The first unit of a unit's dimension; the unit itself where it has none."""
    dimension = dimension_of(unit)
    return unit if dimension is None else next(iter(_SCALES[dimension]))


def has_own_zero(unit: str) -> bool:
    """Whether a unit is of a scale on which points and differences convert differently."""
    measure = _MEASURES.get(unit)
    return measure is not None and measure.dimension == "temperature"
