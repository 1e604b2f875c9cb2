import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.figures import FigureFilter, FigureRow, find_figures
from briqa.quantities import find_quantities
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


def _texts(wanted: FigureFilter) -> list[str]:
    return [row.text for row in find_figures([STORED], wanted)]


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
        (FigureFilter(unit="percent", minimum=5, maximum=4), []),
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
        st.none() | st.floats(0, 100),
        st.none() | st.floats(0, 100),
        st.none() | st.sampled_from(["2", "2022"]),
    )
)
def test_a_filter_only_ever_takes_rows_away(wanted: FigureFilter) -> None:
    every = list(find_figures([STORED], FigureFilter()))
    left = iter(every)
    assert all(row in left for row in find_figures([STORED], wanted))
