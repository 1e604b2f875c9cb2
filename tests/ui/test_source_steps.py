"""From one cited span to the next, and what the pane keeps of what it drew."""

import itertools
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from briqa.spans import Span
from briqa.ui.places import Place, round_of
from briqa.ui.recent import Recent

A1, A2, A3 = (Place("a.md", Span(start, start + 20)) for start in (10, 50, 90))
B1, B2 = (Place("b.pdf", Span(start, start + 20)) for start in (10, 50))

_PLACES = st.builds(
    lambda docid, start, length: Place(docid, Span(start, start + length)),
    st.sampled_from(["a", "b", "c"]),
    st.integers(0, 30),
    st.integers(1, 9),
)


@given(st.lists(_PLACES, min_size=1, max_size=12), st.data())
def test_going_on_visits_every_cited_span_once_and_comes_back(
    cited: list[Place], data: st.DataObject
) -> None:
    start = place = data.draw(st.sampled_from(cited))
    visited = []
    for _ in range(len(set(cited))):
        visited.append(place)
        around = round_of(place, cited)
        assert around.total == len(set(cited))
        if around.following is None:
            break
        assert round_of(around.following, cited).previous == place
        place = around.following
    assert set(visited) == set(cited)
    assert place == start
    documents = [docid for docid, _ in visited]
    changes = sum(one != other for one, other in itertools.pairwise(documents))
    assert changes <= len(set(documents))


def test_spans_are_gone_through_as_they_stand_document_by_document_as_cited() -> None:
    cited = [B2, A3, A1, B1]
    round_ = round_of(B2, cited)
    assert (round_.number, round_.total, round_.previous, round_.following) == (2, 4, B1, A1)


def test_a_figure_counts_as_the_sentence_around_it() -> None:
    figure = Place("a.md", Span(55, 60))
    round_ = round_of(figure, [A1, A2, A3])
    assert (round_.number, round_.previous, round_.following) == (2, A1, A3)


def test_a_span_that_is_not_cited_lies_between_those_around_it() -> None:
    between = round_of(Place("a.md", Span(72, 80)), [A1, A2, A3])
    assert (between.number, between.total) == (None, 3)
    assert (between.previous, between.following) == (A2, A3)
    elsewhere = round_of(Place("z.md", Span(0, 1)), [A1, A2])
    assert (elsewhere.number, elsewhere.previous, elsewhere.following) == (None, A2, A1)


def test_a_span_alone_has_nowhere_to_go_on_to() -> None:
    for cited in ([], [A1]):
        assert round_of(A1, cited) == (1, 1, None, None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=60))
def test_the_store_of_what_was_used_last_never_outweighs_its_capacity(
    uses: list[tuple[int, int]],
) -> None:
    recent: Recent[int, str] = Recent(12, len)
    lengths: dict[int, int] = {}
    for key, length in uses:
        value = recent.get(key, partial(str.__mul__, "x", length))
        lengths.setdefault(key, length)
        assert set(value) <= {"x"}
        assert recent.weight <= 12


def test_what_was_used_longest_ago_goes_first() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key

    recent: Recent[str, str] = Recent(2)
    for key in "abacab":
        recent.get(key, partial(make, key))
    assert made == ["a", "b", "c", "b"]
