import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.claims.values import UnitRelation, Written, bears_out, unit_relation
from briqa.quantities import Quantity, parse_quantities


def _quantity(text: str) -> Quantity:
    return parse_quantities(text)[0]


def _written(text: str) -> Written:
    quantity = _quantity(text)
    return Written(quantity, text[quantity.span.start : quantity.span.end])


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ("more than 7 million dockers", "7.38 million dockers"),
        ("more than 20 million tons", "23.4 million tons"),
        ("over 4 billion dollars", "4.5+ billion dollars"),
        ("more than a quarter", "27.3%"),
        ("2,300 billion RMB", "2.3 trillion RMB"),
        ("1.4 thousand km²", "1,400 km2"),
        ("93 hectares", "1,395 mu"),
        ("some 110,000 people", "approximately 110,000 people"),
        ("close to a billion shoppers", "nearly 1 billion shoppers"),
        ("nearly 500 routes", "496 routes"),
        ("about 27%", "27.3%"),
        ("27%", "27.3%"),
        ("23 million tons", "23.38 million tons"),
        ("half the boats", "50%"),
        ("a third of the boats", "33.1%"),
        ("fewer than 200 routes", "185 routes"),
        ("about 1,100 projects", "1,069 projects"),
        ("37 firms", "37 enterprises"),
        ("41.0 million tons", "41.03 million tons"),
        ("more than 41.0 million tons", "41.03 million tons"),
    ],
)
def test_rounding_that_keeps_a_claim_true_is_borne_out(claimed: str, found: str) -> None:
    assert bears_out(_written(claimed), _written(found))


@pytest.mark.parametrize(
    ("claimed", "found"),
    [
        ("about a quarter", "27.3%"),
        ("less than 20 million tons", "23.38 million tons"),
        ("28%", "27.3%"),
        ("24 million tons", "23.38 million tons"),
        ("1.14 million TEU", "1.13 million TEU"),
        ("11.3 million TEU", "1.13 million TEU"),
        ("185 routes", "186 routes"),
        ("over 4.2 billion dollars", "over 4.5 billion dollars"),
        ("fewer than 100 routes", "185 routes"),
        ("1,395 hectares", "1,395 mu"),
        ("5 million dollars", "5 million yuan"),
        ("3 percentage points", "3%"),
        ("-5%", "5%"),
        ("41.0 million tons", "41.3 million tons"),
        ("about 41.0 million tons", "41.3 million tons"),
        ("more than 41.0 million tons", "40.9 million tons"),
        ("twice", "2%"),
    ],
)
def test_what_makes_a_claim_false_is_not(claimed: str, found: str) -> None:
    assert not bears_out(_written(claimed), _written(found))


@given(st.integers(10, 10**9), st.integers(0, 9))
def test_a_changed_digit_of_a_count_is_never_borne_out(value: int, digit: int) -> None:
    written = str(value)
    changed = int(f"{digit}{written[1:]}")
    if changed in (value, 0):
        return
    assert not bears_out(_written(f"{changed} boats"), _written(f"{value} boats"))


@given(st.decimals(min_value="0.1", max_value="999", places=2))
def test_a_figure_bears_itself_out(value: object) -> None:
    text = f"{value} million tons"
    assert bears_out(_written(text), _written(text))


def test_units_convert_differ_or_are_left_open() -> None:
    pairs = {
        ("3 km", "2 miles"): UnitRelation.SAME,
        ("37 firms", "37 enterprises"): UnitRelation.OPEN,
        ("5 dollars", "5 yuan"): UnitRelation.CLASH,
    }
    found = {pair: unit_relation(_quantity(pair[0]), _quantity(pair[1])) for pair in pairs}
    assert found == pairs
