"""A collection of figures finds what the search of the documents finds."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.errors import FilterError
from briqa.figures import FigureCollection, FigureFilter, Sort, find_figures
from briqa.quantities import Kind
from tests.figures.test_search import LAND, STORED

BOTH = [LAND, STORED]
COLLECTION = FigureCollection(BOTH)


@given(
    st.builds(
        FigureFilter,
        text=st.sampled_from((None, "ostrava", "national ships", "penguin")),
        unit=st.sampled_from((None, "USD", "ha", "percent", "furlong")),
        minimum=st.none() | st.floats(-10, 500),
        period=st.sampled_from((None, "2021", "2022/")),
        kind=st.none() | st.sampled_from(get_args(Kind)),
        sort=st.sampled_from(get_args(Sort)),
        descending=st.booleans(),
        limit=st.none() | st.integers(1, 5),
    )
)
def test_it_finds_what_the_search_of_the_documents_finds(wanted: FigureFilter) -> None:
    assert list(COLLECTION.find(wanted)) == find_figures(BOTH, wanted)


def test_a_document_is_chosen_by_name_or_pattern() -> None:
    for pattern in ("made.md", "ma*"):
        rows = COLLECTION.find(FigureFilter(docid=pattern))
        assert list(rows) == find_figures([STORED], FigureFilter())
    with pytest.raises(FilterError, match="no document is named"):
        COLLECTION.find(FigureFilter(docid="penguins.md"))


def test_it_counts_what_there_is() -> None:
    every = COLLECTION.find(FigureFilter())
    assert len(COLLECTION) == len(every) == sum(COLLECTION.by_document.values())
    assert sum(COLLECTION.kinds.values()) == len(every)
    assert set(COLLECTION.units) == {row.quantity.unit for row in every} - {None}
    assert list(COLLECTION.kinds.values()) == sorted(COLLECTION.kinds.values(), reverse=True)
