"""Promises of derived answers: whatever the true values are, the result admits them."""

import json
import math
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briqa.answer import Derivation, Derived, Row, derived_json, format_derived
from briqa.questions import Operation
from tests.answer.made import answered, made_row

DIFFERENCE = "difference between Alder and Birch"
RATIO = "How many times larger is Alder than Birch?"
SUM = "combined area of Alder and Birch"
GROWTH = "By what percentage is Alder larger than Birch?"
WHICH = "Which is larger, Alder or Birch?"


@dataclass(frozen=True)
class Truth:
    """A true area in hectares, and how a text might write it."""

    value: Fraction
    written: Fraction
    decimals: int
    bound: str

    def row(self, label: str, unit: str = "hectares", shift: int = 0) -> Row:
        """The area as written, in a unit that a hectare has `10 ** shift` of."""
        decimals = self.decimals - shift
        number = f"{float(self.written * 10**shift):.{max(0, decimals)}f}"
        row = made_row(label, f"It covers {self.bound}{number} {unit}.")
        assert row.figure is not None
        return row


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """Values with a fitting figure: rounded to a place, or cut to it on the bound's side."""
    value = Fraction(draw(st.integers(1, 10**8)), 10**4)
    decimals = draw(st.integers(0, 3))
    bound = draw(st.sampled_from(["", "", "", "over ", "at least ", "up to ", "nearly ", "about "]))
    cut = {"over ": math.floor, "at least ": math.floor, "up to ": math.ceil, "nearly ": math.ceil}
    written = Fraction(cut.get(bound, round)(value * 10**decimals), 10**decimals)
    return Truth(value, written, decimals, bound)


def only(found: Derivation, operation: Operation) -> Derived | None:
    return next((one for one in found.derived if one.operation is operation), None)


def admits(derived: Derived, true: Fraction) -> bool:
    slack = max(1.0, abs(float(true))) * 1e-9  # the ends are floats
    low, high = derived.value_low, derived.value_high
    is_above = low is None or low - slack <= float(true)
    return is_above and (high is None or float(true) <= high + slack)


@given(truths(), truths())
def test_the_true_difference_sum_multiple_and_growth_lie_within_the_derived_ends(
    one: Truth, other: Truth
) -> None:
    alder, birch = one.row("Alder"), other.row("Birch")
    total = only(answered(SUM, alder, birch), Operation.SUM)
    assert total is not None
    assert admits(total, one.value + other.value)
    difference = only(answered(DIFFERENCE, alder, birch), Operation.DIFFERENCE)
    if difference is not None:
        is_turned = difference.inputs[0] is birch.figure
        assert admits(difference, (one.value - other.value) * (-1 if is_turned else 1))
    ratio = only(answered(RATIO, alder, birch), Operation.RATIO)
    if ratio is not None:
        pair = (other, one) if ratio.inputs[0] is birch.figure else (one, other)
        assert admits(ratio, pair[0].value / pair[1].value)
    growth = only(answered(GROWTH, alder, birch), Operation.GROWTH)
    if growth is not None:
        assert admits(growth, (one.value / other.value - 1) * 100)


@given(truths(), truths(), truths())
def test_an_order_never_contradicts_the_true_values(one: Truth, other: Truth, third: Truth) -> None:
    rows = {"Alder": one, "Birch": other, "Cedar": third}
    found = answered(WHICH, *(truth.row(label) for label, truth in rows.items()))
    order = only(found, Operation.ORDER)
    if order is None:
        assert found.notes
        return
    groups = [
        [truth.value for label, truth in rows.items() if label in part]
        for part in order.formula.split(" > ")
    ]
    for position, group in enumerate(groups):
        for later in groups[position + 1 :]:
            assert min(group) >= max(later)


@given(truths(), truths())
def test_sides_may_come_in_any_order(one: Truth, other: Truth) -> None:
    alder, birch = one.row("Alder"), other.row("Birch")
    for question in (WHICH, DIFFERENCE, RATIO):
        assert answered(question, alder, birch) == answered(question, birch, alder)


@given(truths(), truths())
def test_the_result_is_the_same_in_any_unit(one: Truth, other: Truth) -> None:
    # "About 20 hectares" is rounder than "about 0.20 km2".
    assume(other.decimals or other.bound not in ("about ", "nearly "))
    alder = one.row("Alder")
    for question in (WHICH, DIFFERENCE, RATIO, SUM):
        plain = answered(question, alder, other.row("Birch"))
        mixed = answered(question, alder, other.row("Birch", "km2", shift=-2))
        assert len(plain.notes) == len(mixed.notes)
        for found, converted in zip(plain.derived, mixed.derived, strict=True):
            assert found.operation is converted.operation
            scale = 100 if converted.unit == "km2" else 1
            assert ends(converted, scale) == pytest.approx(ends(found, 1), abs=1e-9)


def ends(derived: Derived, scale: float) -> list[float | None]:
    values = (derived.value, derived.value_low, derived.value_high)
    return [None if value is None else value * scale for value in values]


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(2, 30))
def test_a_year_of_annual_growth_after_the_other_leads_to_the_last_value(
    first: int, last: int, years: int
) -> None:
    found = answered(
        "What is the compound annual growth rate?",
        made_row("1990", f"{first:,} trains"),
        made_row(str(1990 + years), f"{last:,} trains"),
    )
    growth = only(found, Operation.ANNUAL_GROWTH)
    assert growth is not None
    assert growth.value is not None
    assert first * (1 + growth.value / 100) ** years == pytest.approx(last)


FIGURES = (
    "0 jobs|-3%|0%|over 0%|up to 5%|nearly 0.5 km|1,000,000,000,000 yuan|about $0.0001|3rd|in 2013"
    "|12 to 15 km2|−5 to −3 million dollars|20 °C|at least −4 °F|fell by 3%|rose to 9%|5 times"
    "|2 percentage points|half a million|dozens of ports|3 basis points|7|from 5 to 9 ports|1e-7"
    "|99999999999999999999 jobs|3 years|18 months|over 2.3 trillion RMB|under 1 mu|nothing"
).split("|")
QUESTIONS = (
    *(WHICH, DIFFERENCE, RATIO, SUM, GROWTH),
    "average of Alder and Birch",
    "Alder as a share of Birch",
    "compound annual growth rate",
    "How has it changed from 2013 to 2022?",
    "which has the fewest",
    "how many are there",
)
LABELS = ("Alder", "2013", "2022", "2018/2019", "Q3 2020", "")


@given(
    st.sampled_from(QUESTIONS),
    st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(FIGURES)), max_size=4),
)
def test_whatever_the_rows_hold_the_result_is_plain_values_in_one_line_each(
    question: str, rows: list[tuple[str, str]]
) -> None:
    found = answered(question, *(made_row(label, f"It is {text}.") for label, text in rows))
    for derived in found.derived:
        json.dumps(derived_json(derived), allow_nan=False)
        assert "\n" not in format_derived(derived)
        if None not in (derived.value, derived.value_low, derived.value_high):
            ends = (derived.value_low, derived.value, derived.value_high)
            assert sorted(ends, key=lambda end: end or 0) == list(ends)
    assert all(note and "\n" not in note for note in found.notes)
    assert bool(found.derived) <= (len(rows) > 1)
