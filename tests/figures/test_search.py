from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.errors import FilterError
from briqa.figures import (
    FigureFilter,
    FigureRow,
    choose_documents,
    explain_none,
    find_figures,
    near_units,
)
from briqa.quantities import Kind, Quantity, find_quantities
from briqa.segment import Outline
from briqa.spans import Document, SourceFormat
from briqa.store import StoredDocument
from briqa.store.records import StoredSentence
from tests.segment.tokens import cut
from tests.strategies import documents

REPORT = (
    "The port of Ostrava cost $220 million in 2021. It opened 157 routes by 2022, up 12.5%.\n\n"
    "Between 30 and 40 ships wait at the na-\ntional pier. It grew by 3% in 2022.\n"
)


def _stored(document: Document) -> StoredDocument:
    found = cut(document)
    sentences = tuple(StoredSentence(0, 0, sentence) for sentence in found.sentences)
    quantities = tuple(find_quantities(found))
    return StoredDocument(
        document, "/made", found.view, Outline(found.sections, ()), (), sentences, quantities
    )


STORED = _stored(Document("made.md", REPORT, SourceFormat.MARKDOWN))


LAND = _stored(
    Document(
        "land.md",
        "The park covers 3,105 mu. The zone covers 10 square kilometers in December 2022.\n\n"
        "The field covers 40 to 60 hectares since 2017. It cost $7 million in 2013.\n\n"
        "The wall measured 12 metres on 31 December 2022. It fell by 3 °C, to about 20 °C.\n",
        SourceFormat.MARKDOWN,
    )
)


def _texts(wanted: FigureFilter, stored: StoredDocument = STORED) -> list[str]:
    return [row.text for row in find_figures([stored], wanted)]


def test_an_open_filter_admits_every_figure_in_text_order() -> None:
    rows = list(find_figures([STORED, STORED], FigureFilter()))
    assert rows == [FigureRow(STORED.document, found) for found in STORED.quantities] * 2
    assert _texts(FigureFilter())[0] == "$220 million"


@given(documents())
def test_a_row_is_the_text_of_its_span_in_any_document(document: Document) -> None:
    for row in find_figures([_stored(document)], FigureFilter()):
        span = row.quantity.span
        assert row.text == document.text[span.start : span.end] != ""


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (FigureFilter(unit="USD"), ["$220 million"]),
        (FigureFilter(unit="usd"), ["$220 million"]),
        (FigureFilter(unit="Percent"), ["12.5%", "3%"]),
        (FigureFilter(unit="US"), []),
        (FigureFilter(unit="percent", minimum=12.5), ["12.5%"]),
        (FigureFilter(unit="percent", minimum=12.6), []),
        (FigureFilter(unit="percent", maximum=3), ["3%"]),
        (FigureFilter(unit="percent", period="2022"), ["3%"]),
        (FigureFilter(period="2021", unit="USD"), ["$220 million"]),
        (FigureFilter(period="2022", unit="USD"), []),
        (FigureFilter("OSTRAVA cost", unit="USD"), ["$220 million"]),
        (FigureFilter("ostrava", unit="percent"), []),
        (FigureFilter("route", unit="percent"), ["12.5%"]),
        (FigureFilter(" ", unit="usd"), ["$220 million"]),
    ],
)
def test_each_condition_narrows_the_rows(wanted: FigureFilter, expected: list[str]) -> None:
    assert _texts(wanted) == expected


def test_a_range_is_admitted_if_any_of_it_lies_within() -> None:
    (ships,) = find_figures([STORED], FigureFilter(unit="ship"))
    assert (ships.quantity.value_low, ships.quantity.value_high) == (30, 40)
    for minimum, maximum, admitted in ((35, 50, 1), (10, 30, 1), (40, 40, 1), (41, 90, 0)):
        assert len(_texts(FigureFilter(None, "ship", minimum, maximum))) == admitted


def test_words_are_sought_in_the_sentence_as_it_reads() -> None:
    assert len(_texts(FigureFilter("national pier"))) == 1


@given(
    st.builds(
        FigureFilter,
        st.none() | st.sampled_from(["ships", "2022", "ostrava routes"]),
        st.none() | st.sampled_from(["percent", "ship"]),
        st.none() | st.floats(0, 50),
        st.none() | st.floats(50, 100),
        st.none() | st.sampled_from(["2022-12", "2022", "2021/2022"]),
        st.none() | st.sampled_from(get_args(Kind)),
        st.none() | st.sampled_from(["made.md", "m*"]),
        limit=st.none() | st.integers(1, 3),
    )
)
def test_a_filter_only_ever_takes_rows_away(wanted: FigureFilter) -> None:
    every = list(find_figures([STORED], FigureFilter()))
    left = iter(every)
    found = find_figures([STORED], wanted)
    assert all(replace(row, in_unit=None) in left for row in found)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (FigureFilter(unit="ha"), [("3,105 mu", 207), ("10 square kilometers", 1000), ("40", 40)]),
        (FigureFilter(unit="Mu", maximum=3105), [("3,105 mu", 3105), ("40", 600)]),
        (FigureFilter(unit="sq km", minimum=10), [("10 square kilometers", 10)]),
        (FigureFilter(unit="hectares", minimum=50, maximum=55), [("40", 40)]),
        (FigureFilter(unit="dollars"), [("$7 million", 7e6)]),
        (FigureFilter(unit="RMB"), []),
        (FigureFilter(unit="feet"), [("12 metres", 12 / 0.3048)]),
    ],
)
def test_a_unit_finds_what_converts_to_it_and_limits_are_in_it(
    wanted: FigureFilter, expected: list[tuple[str, float]]
) -> None:
    rows = find_figures([LAND], wanted)
    found = [(row.text, row.converted) for row in rows]
    for (text, value), (begins, exact) in zip(found, expected, strict=True):
        assert text.startswith(begins)
        assert value == pytest.approx(exact, rel=1e-15)
    for row in rows:
        assert row.in_unit is not None
        assert row.in_unit.span == row.quantity.span
        assert row.as_json()["converted_value"] == row.converted


def test_without_a_unit_nothing_is_converted() -> None:
    for row in find_figures([LAND], FigureFilter()):
        assert row.converted is None
        assert not [name for name in row.as_json() if name.startswith("converted")]


def test_a_temperature_that_may_be_a_difference_is_not_converted() -> None:
    rows = find_figures([LAND], FigureFilter(unit="celsius"))
    turned = [row for row in rows if row.quantity.direction]
    assert turned
    in_kelvin = find_figures([LAND], FigureFilter(unit="kelvin"))
    assert len(in_kelvin) == len(rows) - len(turned)


def _dated(*periods: str | None) -> StoredDocument:
    """Figures that differ in period only."""
    (first, *_) = STORED.quantities
    return replace(STORED, quantities=tuple(replace(first, period=period) for period in periods))


PERIODS = ("2022", "2022-12", "2022-12-31", "2013/2022", "2017/", "2012", "2010/2013", None, "odd")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2022", ["2022", "2022-12", "2022-12-31"]),
        ("2022-12", ["2022-12", "2022-12-31"]),
        ("2022-12-31", ["2022-12-31"]),
        ("2022-11", []),
        ("2023", []),
        ("2012", ["2012"]),
        (
            "2013/2022",
            ["2022", "2022-12", "2022-12-31", "2013/2022", "2017/", "2010/2013"],
        ),
        ("2023/", ["2017/"]),
        ("/2012", ["2012", "2010/2013"]),
        ("2022-12-31/2023", ["2022", "2022-12", "2022-12-31", "2013/2022", "2017/"]),
    ],
)
def test_a_date_finds_what_lies_in_it_and_a_stretch_what_overlaps_it(
    period: str, expected: list[str]
) -> None:
    rows = find_figures([_dated(*PERIODS)], FigureFilter(period=period))
    assert [row.quantity.period for row in rows] == expected


def test_rows_are_ordered_by_period_with_the_undated_last_both_ways() -> None:
    stored = _dated(*PERIODS)
    up = [row.quantity.period for row in find_figures([stored], FigureFilter(sort="period"))]
    assert up == [
        "2010/2013", "2012", "2013/2022", "2017/", "2022", "2022-12", "2022-12-31", None, "odd",
    ]  # fmt: skip
    down = find_figures([stored], FigureFilter(sort="period", descending=True, limit=8))
    assert [row.quantity.period for row in down] == [*reversed(up[:7]), None]


def test_rows_are_ordered_by_the_value_in_the_unit_asked_for() -> None:
    wanted = FigureFilter(unit="m2", sort="value", descending=True)
    assert [round(row.converted or 0) for row in find_figures([LAND], wanted)] == [
        10_000_000, 2_070_000, 400_000,
    ]  # fmt: skip
    plain = find_figures([LAND], FigureFilter(sort="value", limit=2))
    assert [row.quantity.value for row in plain] == sorted(
        quantity.value for quantity in LAND.quantities
    )[:2]


def test_place_may_be_turned_round() -> None:
    rows = find_figures([LAND], FigureFilter(descending=True))
    assert rows == find_figures([LAND], FigureFilter())[::-1]


def test_words_may_stand_in_subject_or_measure() -> None:
    (first, *rest) = STORED.quantities
    told = replace(first, subject="Moravian Region", measure="port construction")
    stored = replace(STORED, quantities=(told, *rest))
    assert _texts(FigureFilter("moravian CONSTRUCTION cost"), stored) == ["$220 million"]


def test_kind_bound_and_direction_narrow_the_rows() -> None:
    assert _texts(FigureFilter(kind="money")) == ["$220 million"]
    assert _texts(FigureFilter(kind="percent", direction="up")) == ["12.5%", "3%"]
    assert _texts(FigureFilter(bound="over")) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"minimum": float("nan")}, "min: nan"),
        ({"maximum": float("inf")}, "max: inf"),
        ({"minimum": 5, "maximum": 4}, "min: 5 is more"),
        ({"kind": "colour"}, "kind: there is no 'colour'; choose money"),
        ({"bound": "odd"}, "bound: there is no 'odd'"),
        ({"direction": "left"}, "direction: there is no 'left'"),
        ({"sort": "size"}, "sort: there is no 'size'; choose place, value, period"),
        ({"limit": 0}, "limit: 0"),
        ({"unit": " "}, "unit: it is empty"),
        ({"docid": ""}, "docid: it is empty"),
        ({"period": ""}, "period: it is empty"),
        *(
            ({"period": period}, f"period: '{period}' isn't one")
            for period in ("2", "20222", "2022-13", "2022-1", "2022/2013", "/", "2022//2023", "May")
        ),
    ],
)
def test_a_filter_that_cannot_be_meant_is_an_error_of_one_line(
    options: dict[str, Any], said: str
) -> None:
    with pytest.raises(FilterError) as caught:
        FigureFilter(**options)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_documents_are_chosen_by_name_or_pattern() -> None:
    names = ["a.md", "b.md", "b.pdf", "b[1].md"]
    assert choose_documents(names, FigureFilter()) == names
    assert choose_documents(names, FigureFilter(docid="b.md")) == ["b.md"]
    assert choose_documents(names, FigureFilter(docid="b*")) == ["b.md", "b.pdf", "b[1].md"]
    assert choose_documents(names, FigureFilter(docid="b[1].md")) == ["b[1].md"]
    with pytest.raises(FilterError, match=r"no document is named 'bb.md'; did you mean b.md"):
        choose_documents(names, FigureFilter(docid="bb.md"))


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("prts", "no figure has the unit 'prts'; did you mean port?"),
        ("hectre", "no figure has the unit 'hectre'; did you mean hectare?"),
        ("shipping ports", "no figure has the unit 'shipping ports'; did you mean port?"),
        ("zzzz", "no figure has the unit 'zzzz'"),
        ("EUR", "no figure is in EUR; currencies aren't converted"),
        ("TEU", "no figure has the unit TEU, or one that converts to it"),
        ("ha", "no figure fits"),
        ("ports", "no figure fits"),
    ],
)
def test_an_empty_result_says_why(unit: str, said: str) -> None:
    assert explain_none(FigureFilter(unit=unit), ["port", "mu", "USD", None]) == said


def test_units_that_would_find_nothing_are_not_suggested() -> None:
    assert near_units("hectre", ["port"]) == ()
    assert near_units("kilometrs", ["mile"]) == ("kilometre",)


@given(documents())
def test_a_figure_is_found_by_its_own_unit_and_value(document: Document) -> None:
    stored = _stored(document)
    for quantity in stored.quantities:
        if quantity.unit is not None:
            wanted = FigureFilter(
                unit=quantity.unit, minimum=quantity.value_low, maximum=quantity.value_high
            )
            assert _finds(stored, wanted, quantity)


def _finds(stored: StoredDocument, wanted: FigureFilter, quantity: Quantity) -> bool:
    return any(row.quantity == quantity for row in find_figures([stored], wanted))
