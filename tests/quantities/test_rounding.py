import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briqa.quantities import parse_quantities
from briqa.quantities.rounding import Interval, rounding_of

numbers = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    return Interval(low, high)


def _inside(value: float, interval: Interval) -> bool:
    slack = 1e-6 * max(1.0, abs(interval.low), abs(interval.high), abs(value))
    return interval.low - slack <= value <= interval.high + slack


@given(intervals(), intervals(), st.floats(0, 1), st.floats(0, 1))
def test_arithmetic_on_members_stays_in_the_interval(
    a: Interval, b: Interval, s: float, t: float
) -> None:
    x, y = a.low + s * (a.high - a.low), b.low + t * (b.high - b.low)
    assert _inside(x + y, a + b)
    assert _inside(x - y, a - b)
    assert _inside(x * -3, a * -3)
    if not b.low <= 0 <= b.high:
        quotient = x / y
        assume(math.isfinite(quotient))
        assert _inside(quotient, a / b)


@pytest.mark.parametrize(
    ("written", "narrow", "wide"),
    [
        ("27.3%", (27.25, 27.35), (27.25, 27.35)),
        ("1.49 trillion RMB", (1.485e12, 1.495e12), (1.485e12, 1.495e12)),
        ("344 firms", (344, 344), (344, 344)),
        ("51,000 jobs", (51_000, 51_000), (50_500, 51_500)),
        ("0.50 km", (0.495, 0.505), (0.495, 0.505)),
    ],
)
def test_the_digits_written_give_the_rounding(
    written: str, narrow: tuple[float, float], wide: tuple[float, float]
) -> None:
    [quantity] = parse_quantities(written)
    rounding = rounding_of(quantity, written)
    assert (rounding.narrow.low, rounding.narrow.high) == pytest.approx(narrow)
    assert (rounding.wide.low, rounding.wide.high) == pytest.approx(wide)


@given(st.integers(1, 10**9), st.integers(0, 3))
def test_the_value_lies_in_both_intervals(units: int, decimals: int) -> None:
    written = f"{units / 10**decimals:,.{decimals}f} tonnes"
    [quantity] = parse_quantities(written)
    rounding = rounding_of(quantity, written)
    assert rounding.wide.low <= rounding.narrow.low <= quantity.value
    assert quantity.value <= rounding.narrow.high <= rounding.wide.high
