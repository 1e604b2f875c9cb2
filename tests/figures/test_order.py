"""The order of figures: units that convert stand together, and what is lacking comes last."""

from itertools import groupby
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from briqa.figures import FigureRow, Sort
from briqa.figures.order import count_families, in_order
from briqa.quantities import Quantity
from briqa.quantities.families import converted, family_of
from briqa.spans import Document, SourceFormat, Span

_DOCUMENT = Document("made.md", "7", SourceFormat.MARKDOWN)
_UNITS = (None, "USD", "CNY", "percent", "port", "km2", "hectare", "mu", "kilometre", "celsius")


def _quantities() -> st.SearchStrategy[Quantity]:
    def build(value: float, unit: str | None, period: str | None, subject: str | None) -> Quantity:
        return Quantity(
            Span(0, 1), "count", value, value, value, unit, period=period, subject=subject
        )

    return st.builds(
        build,
        st.floats(-1e12, 1e12),
        st.sampled_from(_UNITS),
        st.sampled_from((None, "2022", "2021-12", "2013/2022")),
        st.sampled_from((None, "Ostrava", "brno", "Brno")),
    )


def _rows(quantities: list[Quantity]) -> list[FigureRow]:
    return [FigureRow(_DOCUMENT, quantity) for quantity in quantities]


@given(
    quantities=st.lists(_quantities()),
    sort=st.sampled_from(get_args(Sort)),
    descending=st.booleans(),
)
def test_no_order_loses_or_adds_a_figure(
    quantities: list[Quantity], *, sort: Sort, descending: bool
) -> None:
    rows = _rows(quantities)
    ordered = in_order(rows, sort, descending=descending)
    assert sorted(map(id, ordered)) == sorted(map(id, rows))


@given(quantities=st.lists(_quantities()), descending=st.booleans())
def test_by_unit_each_family_stands_together_and_in_order_of_its_values(
    quantities: list[Quantity], *, descending: bool
) -> None:
    rows = in_order(_rows(quantities), "unit", descending=descending)
    groups = [
        (family, list(group))
        for family, group in groupby(rows, lambda row: family_of(row.quantity))
    ]
    assert [family for family, _ in groups] == list(count_families(rows))
    places = [(family.unit is None, -len(group)) for family, group in groups]
    assert places == sorted(places)
    for family, group in groups:
        inside = [converted(row.quantity, family.unit) for row in group]
        values = [quantity.value for quantity in inside if quantity]
        assert values == sorted(values, reverse=descending)


@given(quantities=st.lists(_quantities()), descending=st.booleans())
def test_what_lacks_a_subject_or_a_period_comes_last_in_either_direction(
    quantities: list[Quantity], *, descending: bool
) -> None:
    by_subject = in_order(_rows(quantities), "subject", descending=descending)
    by_period = in_order(_rows(quantities), "period", descending=descending)
    for lacks in (
        [row.quantity.subject is None for row in by_subject],
        [row.quantity.period is None for row in by_period],
    ):
        assert lacks == sorted(lacks)


def test_smaller_units_are_compared_by_what_they_measure() -> None:
    def of(value: float, unit: str) -> Quantity:
        return Quantity(Span(0, 1), "measure", value, value, value, unit)

    rows = _rows([of(2, "km2"), of(300, "hectare"), of(1000, "mu"), of(5, "USD")])
    ordered = [row.quantity.unit for row in in_order(rows, "unit", descending=False)]
    assert ordered == ["mu", "km2", "hectare", "USD"]  # 0.67, 2 and 3 km²


def test_a_change_of_temperature_is_no_temperature() -> None:
    quantity = Quantity(Span(0, 1), "measure", 2, 2, 2, "celsius", direction="up")
    assert family_of(quantity).name == "change in celsius"
    assert family_of(Quantity(Span(0, 1), "measure", 2, 2, 2, "celsius")).name == "temperature"
