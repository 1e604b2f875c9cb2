import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.spans import Document, Page, SourceFormat, Span, TextView


@given(st.text(st.sampled_from("a\r\n"), max_size=30))
def test_line_numbers_are_those_of_splitlines(text: str) -> None:
    document = Document("made", text, SourceFormat.TEXT)
    lines = text.splitlines(keepends=True)
    expected = [number for number, line in enumerate(lines, start=1) for _ in line]
    assert [document.line_number(offset) for offset in range(len(text))] == expected


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2)])
def test_an_empty_or_reversed_range_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 5).covers(Span(3, 5))
    assert not Span(0, 4).covers(Span(3, 5))


def test_a_quote_past_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="past the end"):
        Document("made", "abc", SourceFormat.TEXT).quote(Span(1, 4))


def test_a_page_is_found_by_offset_and_counted_from_one() -> None:
    pages = (Page(0, 2), Page(3, 5))
    document = Document("made", "ab\fcd", SourceFormat.PDF, pages=pages)
    assert [document.page_number(offset) for offset in range(5)] == [1, 1, 1, 2, 2]
    assert Document("made", "ab", SourceFormat.TEXT).page_number(0) is None


@given(st.text(max_size=30), st.data())
def test_a_view_of_kept_pieces_round_trips(text: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [(start, end, None) for start, end in zip(bounds[::2], bounds[1::2], strict=False)]
    view = TextView.build(text, pieces)
    assert view.text == "".join(text[start:end] for start, end, _ in pieces)
    for offset in range(len(view.text)):
        assert view.text[offset] == text[view.canonical_offset(offset)]
        assert view.view_offset(view.canonical_offset(offset)) == offset


def test_what_the_view_drops_reads_as_nothing() -> None:
    view = TextView.build("na-\n\ntional", [(0, 2, None), (5, 11, None)])
    assert view.to_view(Span(2, 5)) is None
    assert view.read(Span(2, 5)) == ""
    assert view.read(Span(0, 11)) == "national"


def test_pieces_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of order"):
        TextView.build("abcd", [(2, 4, None), (0, 1, None)])


def test_a_replacement_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="as long as"):
        TextView.build("abcd", [(0, 2, "x")])


@pytest.mark.parametrize("offset", [-1, 3])
def test_an_offset_outside_the_view_is_refused(offset: int) -> None:
    with pytest.raises(IndexError, match="outside"):
        TextView.identity("abc").canonical_offset(offset)
