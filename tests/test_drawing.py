"""Scales, ticks and letters of drawings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.drawing import Scale, cut, escaped, ticks_from_zero

_VALUES = st.lists(st.floats(-1e300, 1e300), max_size=8)


@given(_VALUES, st.integers(2, 8))
def test_an_axis_contains_zero_and_all_values(values: list[float], at_most: int) -> None:
    ticks = ticks_from_zero(values, at_most=at_most)
    assert 0 in ticks
    assert all(ticks[0] <= value <= ticks[-1] for value in values)
    assert 2 <= len(ticks) <= at_most + 3
    assert all(one < other for one, other in pairwise(ticks))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 1]),
        ([7], [0, 2, 4, 6, 8]),
        ([0.3, 1.1], [0, 0.25, 0.5, 0.75, 1, 1.25]),
        ([-30, 60], [-40, -20, 0, 20, 40, 60]),
        ([-5], [-5, -4, -3, -2, -1, 0, 1]),
    ],
)
def test_ticks_are_round(values: list[float], ticks: list[float]) -> None:
    assert ticks_from_zero(values) == pytest.approx(ticks)


@given(st.floats(-1e6, 1e6), st.floats(0, 100))
def test_a_larger_value_never_stands_before_a_smaller_one(value: float, more: float) -> None:
    scale = Scale(-100, 100)
    assert scale.start <= scale.at(value) <= scale.at(value + more) <= scale.end


def test_a_label_too_long_is_cut_where_its_room_ends() -> None:
    assert cut("Varnholm", 8) == "Varnholm"
    assert cut("Varnholm", 5) == "Varn…"
    assert cut("江苏省", 5) == "江苏…"


def test_what_a_page_cant_hold_is_marked() -> None:
    assert escaped("<a>\x00\r\n&") == "&lt;a&gt;\ufffd\n&amp;"
