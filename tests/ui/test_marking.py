"""The source text as HTML: nothing lost, marks exactly around their spans."""

from hypothesis import given
from hypothesis import strategies as st

from briqa.spans import Document, Page, SourceFormat, Span
from briqa.ui.marking import CONTEXT_CHARS, WHOLE_DOCUMENT_CHARS, marked_text, shown_window
from tests.ui.reading import PaneReader

_TEXTS = st.text(
    st.one_of(
        st.sampled_from("<>&\"'$`{}\\*\r\n\f\t\u0301\U0001f40b"), st.characters(codec="utf-8")
    ),
    min_size=1,
    max_size=60,
)


def _document(text: str, pages: tuple[Page, ...] = ()) -> Document:
    return Document("text.txt", text, SourceFormat.TEXT, pages=pages)


def _without_nul(text: str) -> str:
    return text.replace("\0", "\ufffd")


@st.composite
def _texts_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(_TEXTS)
    starts = draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=6))
    return text, [Span(start, draw(st.integers(start + 1, len(text)))) for start in starts]


@given(_texts_and_spans())
def test_the_pane_gives_the_text_back_and_marks_enclose_exactly_their_quotes(
    given_text: tuple[str, list[Span]],
) -> None:
    text, spans = given_text
    document = _document(text)
    fragment = marked_text(
        document,
        Span(0, len(text)),
        cited=spans[1:],
        current=spans[0],
        headings=spans[-2:],
    )
    read = PaneReader(fragment)
    assert read.text == _without_nul(text)
    assert read.marked == {
        f"{span.start}-{span.end}": _without_nul(document.quote(span)) for span in spans
    }
    assert read.current == _without_nul(document.quote(spans[0]))
    assert read.tags <= {"mark", "strong"}


@given(_texts_and_spans(), st.data())
def test_a_window_shows_its_part_of_the_text_and_of_the_marks(
    given_text: tuple[str, list[Span]], data: st.DataObject
) -> None:
    text, spans = given_text
    start = data.draw(st.integers(0, len(text) - 1))
    window = Span(start, data.draw(st.integers(start + 1, len(text))))
    read = PaneReader(marked_text(_document(text), window, cited=spans))
    assert read.text == _without_nul(text[window.start : window.end])
    for span in spans:
        inside = _without_nul(text[max(span.start, start) : min(span.end, window.end)])
        assert read.marked.get(f"{span.start}-{span.end}", "") == inside


def test_markup_and_dollars_stay_as_they_stand() -> None:
    text = "<script>alert(1)</script> costs $x$ & $5 million, \\$6"
    fragment = marked_text(_document(text), Span(0, len(text)))
    assert "<" not in fragment
    assert "$x$ &amp; $5 million, \\$6" in fragment
    assert PaneReader(fragment).text == text


def test_the_form_feed_between_pages_is_a_named_page_break() -> None:
    text = "first\fsecond\fthird"
    pages = (Page(0, 5, "i"), Page(6, 12, "2"), Page(13, 18, "A-3"))
    fragment = marked_text(_document(text, pages), Span(0, len(text)), current=Span(3, 8))
    read = PaneReader(fragment)
    assert read.text == text
    assert read.pages == ["Page 2", "Page A-3 (3 in the file)"]
    assert read.current == text[3:8]


def test_a_form_feed_in_a_text_without_pages_is_just_text() -> None:
    assert PaneReader(marked_text(_document("a\fb"), Span(0, 3))).pages == []


def test_headings_are_bold() -> None:
    text = "# Trade\n\nIt grew."
    assert PaneReader(marked_text(_document(text), Span(0, 17), headings=[Span(0, 7)])).bold == (
        "# Trade"
    )


def test_a_document_that_is_not_large_is_shown_whole() -> None:
    assert shown_window(_document("x" * WHOLE_DOCUMENT_CHARS), None) == Span(
        0, WHOLE_DOCUMENT_CHARS
    )


def test_an_empty_document_has_nothing_to_show() -> None:
    assert shown_window(_document(""), None) is None


def test_a_large_document_is_shown_in_whole_lines_around_the_span() -> None:
    line = "a line of sixteen\n"
    text = line * 20_000
    middle = Span(len(text) // 2, len(text) // 2 + 5)
    window = shown_window(_document(text), middle)
    assert window is not None
    assert text[window.start - 1] == "\n"
    assert text[window.end - 1] == "\n"
    assert 0 <= middle.start - CONTEXT_CHARS - window.start < len(line)
    assert 0 <= window.end - middle.end - CONTEXT_CHARS < len(line)


def test_one_endless_line_is_cut_rather_than_shown_whole() -> None:
    text = "x" * 1_000_000
    window = shown_window(_document(text), Span(500_000, 500_001))
    assert window == Span(500_000 - CONTEXT_CHARS, 500_001 + CONTEXT_CHARS)
