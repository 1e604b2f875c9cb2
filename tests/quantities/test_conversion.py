import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.quantities import conversion
from briqa.quantities.conversion import (
    convert,
    is_convertible,
    known_unit,
    read_unit,
    rescale_exact,
)
from briqa.quantities.units import CURRENCY_CODES, UNITS

NAMES = sorted({unit.name for unit in UNITS.values()})
DIMENSIONS = sorted(conversion._SCALES)
# Not so small that a smaller unit's value would have fewer digits left.
VALUES = st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-200)


@st.composite
def alike(draw: st.DrawFn, count: int) -> list[str]:
    """Some units of one dimension."""
    units = sorted(conversion._SCALES[draw(st.sampled_from(DIMENSIONS))])
    return draw(st.lists(st.sampled_from(units), min_size=count, max_size=count))


def _converted(value: float, source: str, target: str) -> float:
    found = convert(value, source, target)
    assert found is not None
    return found


# What a temperature may lose: near a scale's zero, a difference of numbers of some hundreds.
def _near(value: float, size: float) -> object:
    return pytest.approx(value, rel=1e-12, abs=1e-12 * max(abs(size), 1000))


@given(alike(2), VALUES)
def test_there_and_back_is_the_value_again(units: list[str], value: float) -> None:
    there, back = units
    again = _converted(_converted(value, there, back), back, there)
    if conversion.has_own_zero(there):
        assert again == _near(value, value)
    else:
        assert again == pytest.approx(value, rel=1e-14, abs=0)


@given(alike(3), VALUES)
def test_by_way_of_a_third_unit_it_is_the_same(units: list[str], value: float) -> None:
    first, second, third = units
    direct = _converted(value, first, third)
    round_about = _converted(_converted(value, first, second), second, third)
    if conversion.has_own_zero(first):
        assert round_about == _near(direct, value)
    else:
        assert round_about == pytest.approx(direct, rel=1e-14, abs=0)


@given(alike(2), VALUES, VALUES)
def test_order_is_kept(units: list[str], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert _converted(low, *units) <= _converted(high, *units)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), VALUES)
def test_what_converts_converts_both_ways_and_nothing_else_does(
    one: str, other: str, value: float
) -> None:
    assert is_convertible(one, other) == is_convertible(other, one)
    assert (convert(value, one, other) is not None) == is_convertible(one, other)


@given(st.sampled_from(NAMES), st.floats(allow_nan=False))
def test_a_unit_converts_to_itself_unchanged(unit: str, value: float) -> None:
    assert convert(value, unit, unit) == value


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (15, "mu", "ha", 1),
        (1, "hectare", "m2", 10_000),
        (1, "sq km", "mu", 1500),
        (1, "acre", "m2", 4046.8564224),
        (1, "mi2", "acres", 640),
        (10_000, "cm2", "m²", 1),
        (1, "square foot", "m2", 0.09290304),
        (0.1, "km", "m", 100),
        (1, "mile", "km", 1.609344),
        (1, "nautical mile", "m", 1852),
        (1, "lb", "kg", 0.45359237),
        (1, "short ton", "tonnes", 0.90718474),
        (1, "long ton", "kg", 1016.0469088),
        (1, "barrel", "litres", 158.987294928),
        (1, "km3", "m3", 1e9),
        (1, "kWh", "MJ", 3.6),
        (2.5, "GW", "MW", 2500),
        (60, "mph", "km/h", 96.56064),
        (1, "knot", "km/h", 1.852),
        (2, "weeks", "hours", 336),
        (1, "decade", "quarters", 40),
        (1, "TB", "GB", 1000),
        (0.25, "percentage points", "bps", 25),
        (100, "°C", "°F", 212),
        (-40, "fahrenheit", "celsius", -40),
        (0, "K", "celsius", -273.15),
        (98.6, "fahrenheit", "K", 310.15),
    ],
)
def test_known_values(value: float, source: str, target: str, expected: float) -> None:
    assert convert(value, source, target) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("USD", "CNY"),
        ("cent", "USD"),
        ("week", "month"),
        ("day", "year"),
        ("percent", "percentage point"),
        ("percent", "basis point"),
        ("percent", "ppm"),
        ("kilowatt", "kilowatt-hour"),
        ("gallon", "litre"),
        ("ounce", "gram"),
        ("DWT", "tonne"),
        ("degree", "celsius"),
        ("m", "m2"),
        ("port", "ship"),
        ("port", "metre"),
    ],
)
def test_what_has_no_sound_conversion_has_none(source: str, target: str) -> None:
    assert convert(1, source, target) is None
    assert not is_convertible(source, target)


def test_no_currency_converts_to_another() -> None:
    for code in CURRENCY_CODES:
        assert [other for other in CURRENCY_CODES if is_convertible(code, other)] == [code]


def test_every_unit_that_converts_is_one_of_the_grammar() -> None:
    for units in conversion._SCALES.values():
        assert set(units) <= set(NAMES)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("ha", "hectare"),
        ("HA", "hectare"),
        ("hectares", "hectare"),
        ("sq  km", "km2"),
        ("Sq km", "km2"),
        ("KM2", "km2"),
        ("RMB", "CNY"),
        ("rmb", "CNY"),
        ("dollars", "USD"),
        ("Dollars", "USD"),
        ("usd", "USD"),
        ("$", "USD"),
        ("¥", "CNY"),
        ("%", "percent"),
        ("Percent", "percent"),
        ("teu", "TEU"),
        ("MW", "megawatt"),
        ("ports", "port"),
        ("Companies", "company"),
        ("routes ", "route"),
    ],
)
def test_units_are_read_as_users_name_them(words: str, unit: str) -> None:
    assert read_unit(words) == unit


@given(st.sampled_from(sorted(UNITS)))
def test_every_spelling_of_the_grammar_names_its_unit(spelling: str) -> None:
    assert known_unit(spelling) == UNITS[spelling].name
    assert known_unit(UNITS[spelling].name) == UNITS[spelling].name


def test_a_megatonne_is_not_taken_for_a_tonne() -> None:
    assert known_unit("Mt") is None
    assert convert(1, "Mt", "kg") is None


def test_the_infinite_stays_and_the_too_large_becomes_so() -> None:
    assert convert(math.inf, "km", "m") == math.inf
    assert convert(-1e308, "km", "nm") == -math.inf


def test_exact_values_are_converted_without_rounding() -> None:
    assert rescale_exact(Fraction(1, 3), "mu", "m2") == Fraction(2000, 9)
    assert rescale_exact(Fraction(1, 3), "route", "route") == Fraction(1, 3)
    assert rescale_exact(Fraction(1), "USD", "CNY") is None
