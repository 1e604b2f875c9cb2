"""Ranges of exact numbers, with open ends."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer.exact import Range, exactly, float_above, float_below

OPEN = Range(Fraction(3), math.inf)


def test_a_range_has_its_ends_in_order() -> None:
    with pytest.raises(ValueError, match="not a range"):
        Range(Fraction(2), Fraction(1))


def test_open_ends_stay_open_where_the_arithmetic_leaves_them_so() -> None:
    two = Range.point(Fraction(2))
    assert two + OPEN == Range(Fraction(5), math.inf)
    assert two - OPEN == Range(-math.inf, Fraction(-1))
    assert Range(-math.inf, math.inf) == (OPEN - OPEN)
    assert two.divided_by(OPEN) == Range(Fraction(0), Fraction(2, 3))
    assert OPEN.divided_by(OPEN) == Range(Fraction(0), math.inf)
    assert OPEN.times(Fraction(-2)) == Range(-math.inf, Fraction(-6))


def test_there_is_no_quotient_by_what_may_have_either_sign() -> None:
    assert OPEN.divided_by(Range(Fraction(-1), Fraction(1))) is None
    assert OPEN.divided_by(Range.point(Fraction(0))) is None
    assert OPEN.divided_by(Range(Fraction(0), Fraction(1))) == OPEN


numbers = st.fractions(-1000, 1000, max_denominator=1000)
ranges = st.tuples(numbers, numbers).map(lambda ends: Range(min(ends), max(ends)))


@given(ranges, ranges, st.fractions(0, 1), st.fractions(0, 1))
def test_results_of_members_are_members_of_results(
    one: Range, other: Range, at: Fraction, there: Fraction
) -> None:
    x, y = one.low + (one.high - one.low) * at, other.low + (other.high - other.low) * there
    for result, member in ((one + other, x + y), (one - other, x - y), (one * other, x * y)):
        assert result.low <= member <= result.high
    quotients = one.divided_by(other)
    if quotients is not None and y:
        assert quotients.low <= x / y <= quotients.high


@given(st.fractions(0, 10**6, max_denominator=1000), st.integers(2, 40))
def test_a_root_is_enclosed(number: Fraction, degree: int) -> None:
    root = Range.point(number).root(degree)
    assert root.low**degree <= number <= root.high**degree


@given(st.fractions())
def test_floats_of_ends_lie_outside_as_they_are_written(number: Fraction) -> None:
    below, above = float_below(number), float_above(number)
    assert below is None or exactly(below) <= number
    assert above is None or exactly(above) >= number
