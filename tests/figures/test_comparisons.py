"""Which figures are compared, and in which unit."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briqa.figures import FigureRow
from briqa.figures.comparisons import FEWEST, find_comparisons, middle_of
from briqa.quantities import Quantity
from briqa.quantities.conversion import shares_dimension
from briqa.spans import Document, SourceFormat, Span

_DOCUMENT = Document("made.md", "7", SourceFormat.MARKDOWN)
_CARGO = Quantity(Span(0, 1), "measure", 4, 4, 4, "tonne", measure="cargo handled")


def _rows(*quantities: Quantity) -> list[FigureRow]:
    return [FigureRow(_DOCUMENT, quantity) for quantity in quantities]


def _of(value: float, **changed: str | None) -> Quantity:
    changes: dict[str, object] = {"value": value, "value_low": value, "value_high": value}
    return replace(_CARGO, **changes | changed)  # type: ignore[arg-type]


@given(
    st.lists(
        st.builds(
            _of,
            st.floats(0, 1e9),
            unit=st.sampled_from((None, "USD", "CNY", "tonne", "kilogram", "port", "percent")),
            measure=st.sampled_from((None, "trade", "cargo handled", "Cargoes handled")),
            direction=st.sampled_from((None, "up")),
        )
    )
)
def test_figures_of_other_measures_or_units_are_never_compared(quantities: list[Quantity]) -> None:
    for made in find_comparisons(_rows(*quantities)):
        assert len(made.rows) >= FEWEST
        for row in made.rows:
            assert row.in_unit is not None
            assert row.in_unit.unit == made.unit
            assert row.quantity.unit is not None
            assert shares_dimension(row.quantity.unit, made.unit)
            assert (row.quantity.direction is not None) == made.is_change
        measures = {(row.quantity.measure or "").lower()[:5] for row in made.rows}
        assert len(measures) == 1


def test_all_are_in_the_unit_that_most_have() -> None:
    (made,) = find_comparisons(_rows(_of(1), _of(2), _of(3000, unit="kilogram")))
    assert made.unit == "tonne"
    assert [row.in_unit and row.in_unit.value for row in made.rows] == [1, 2, 3]


def test_a_figure_said_twice_counts_once_and_too_few_are_none() -> None:
    assert find_comparisons(_rows(_of(1), _of(2), _of(2))) == []
    (made,) = find_comparisons(_rows(_of(1), _of(2), _of(2), _of(2, subject="Brno")))
    assert len(made.rows) == 3


def test_it_is_over_time_where_one_subject_has_several_times() -> None:
    years = [_of(1, period="2020"), _of(2, period="2021"), _of(3, period="2022-06")]
    (made,) = find_comparisons(_rows(*years))
    assert made.is_over_time
    apart = [replace(each, subject=name) for each, name in zip(years, "abc", strict=True)]
    (made,) = find_comparisons(_rows(*apart))
    assert not made.is_over_time
    (made,) = find_comparisons(_rows(_of(1, period="2020"), _of(2, period="2021"), _of(3), _of(4)))
    assert not made.is_over_time


def test_a_time_is_the_middle_of_its_period_and_a_stretch_has_none() -> None:
    year, month, day = map(middle_of, ("2022", "2022-03", "2022-12-31"))
    assert year is not None
    assert month is not None
    assert day is not None
    assert 2022.49 < year < 2022.51
    assert 2022 + 2 / 12 < month < 2022 + 3 / 12
    assert 2022.99 < day < 2023
    assert middle_of("2013/2022") is middle_of("2017/") is middle_of(None) is None
    assert middle_of("Varnholm") is None
