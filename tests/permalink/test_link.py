import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.errors import LinkError
from briqa.permalink import Permalink, Quote, from_json, link_to, parse, to_json
from briqa.spans import Document, SourceFormat, Span

TEXT = "Herons nest by the weir. Nine pairs bred there in 2018, and two of them twice.\n"


def _document(text: str, docid: str = "birds/wêir notes #2?.md") -> Document:
    return Document(docid, text, SourceFormat.MARKDOWN)


@st.composite
def links(draw: st.DrawFn) -> Permalink:
    """Links to any span of any text, with all that they may carry or less."""
    text = draw(st.text(min_size=1, max_size=80))
    start = draw(st.integers(0, len(text) - 1))
    span = Span(start, draw(st.integers(start + 1, len(text))))
    made = link_to(_document(text, draw(st.text(min_size=1, max_size=20))), span)
    return Permalink(
        made.docid,
        made.span,
        made.quote if draw(st.booleans()) else None,
        made.sha256 if draw(st.booleans()) else None,
    )


@given(links())
def test_a_link_is_read_back_from_its_uri_and_its_annotation(link: Permalink) -> None:
    assert parse(str(link)) == link
    assert from_json(to_json(link)) == link
    assert from_json(to_json(link)["target"]) == link


@given(links())
def test_a_uri_is_ascii_without_spaces_and_has_one_hash_mark(link: Permalink) -> None:
    assert str(link).isascii()
    assert " " not in str(link)
    assert str(link).count("#") == 1
    assert str(link).startswith(link.short)


def test_the_forms_are_as_documented() -> None:
    link = Permalink("a b/ü.md", Span(3, 6), Quote("x&y", "p=", ""), None)
    assert link.short == "briqa:a%20b/%C3%BC.md#3-6"
    assert str(link) == "briqa:a%20b/%C3%BC.md#3-6?exact=x%26y&prefix=p%3D"


def test_a_name_may_be_typed_plainly() -> None:
    assert parse("briqa:my notes #2, 50% ü.md#0-5").docid == "my notes #2, 50% ü.md"


def test_an_annotation_has_the_selectors_of_the_model() -> None:
    link = link_to(_document(TEXT), Span(25, 35))
    target = to_json(link)["target"]
    assert isinstance(target, dict)
    assert target["selector"] == [
        {"type": "TextPositionSelector", "start": 25, "end": 35},
        {
            "type": "TextQuoteSelector",
            "exact": "Nine pairs",
            "prefix": TEXT[:25],
            "suffix": TEXT[35:67],
        },
    ]
    assert target["source"] == "briqa:birds/w%C3%AAir%20notes%20%232%3F.md"


def test_context_grows_where_it_does_not_tell_places_apart() -> None:
    row = "| 4 | 5 | 6 | 7 | 8 |\n"
    text = "head\n" + 4 * row + "foot\n"
    start = text.index("6", 30)
    quote = link_to(_document(text), Span(start, start + 1)).quote
    assert quote is not None
    assert text.count(quote.prefix + quote.exact + quote.suffix) == 1
    assert len(quote.suffix) > 32


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("notes.md#0-5", "isn't a link"),
        ("briqa:notes.md", "isn't a link"),
        ("briqa:notes.md#5", "isn't a span"),
        ("briqa:notes.md#5-5", "not a span"),
        ("briqa:notes.md#9-3", "not a span"),
        ("briqa:#0-5", "names no document"),
        ("briqa:notes.md#0-5?exact=four", "its quote has 4 characters, its span 5"),
        ("briqa:notes.md#0-5?prefix=four", "has context, but no quote"),
        ("briqa:notes.md#0-5?sha256=abc", "64 lower-case"),
        ("briqa:notes.md#0-5?colour=red", "isn't a part of a link"),
        ("briqa:notes.md#0-5?exact=abcde&exact=abcde", "isn't a part of a link"),
        ("briqa:notes%FF.md#0-5", "UTF-8"),
    ],
)
def test_what_is_no_link_is_said_in_one_line(text: str, said: str) -> None:
    with pytest.raises(LinkError) as raised:
        parse(text)
    assert said in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"source": "https://example.org/", "selector": []},
        {"source": "briqa:a.md"},
        {"source": "briqa:a.md", "selector": [{"type": "TextQuoteSelector", "exact": "a"}]},
        {"source": "briqa:a.md", "selector": [{"type": "TextPositionSelector", "start": "0"}]},
        {
            "source": "briqa:a.md",
            "selector": {"type": "TextPositionSelector", "start": 4, "end": 2},
        },
        {
            "source": "briqa:%FF.md",
            "selector": {"type": "TextPositionSelector", "start": 0, "end": 2},
        },
    ],
)
def test_what_is_no_annotation_of_a_document_is_a_link_error(value: object) -> None:
    with pytest.raises(LinkError):
        from_json(value)


def test_a_link_past_the_end_is_not_made() -> None:
    with pytest.raises(ValueError, match="past the end"):
        link_to(_document("abc"), Span(1, 9))
