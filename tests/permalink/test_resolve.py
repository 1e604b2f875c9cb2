import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from briqa.permalink import Permalink, Status, link_to, parse, resolve
from briqa.spans import Document, SourceFormat, Span
from tests.strategies import texts

TEXT = (
    "Herons nest by the weir. Nine pairs bred there in 2018, and two of them twice.\n\n"
    "The mill stood idle until a cooperative bought it. It has ground spelt since.\n\n"
    "Otters came back to the upper reach, where the banks are steep and nobody mows.\n"
)
QUOTE = "a cooperative bought it"


def _document(text: str, docid: str = "river.md") -> Document:
    return Document(docid, text, SourceFormat.MARKDOWN)


def _link(quote: str = QUOTE, text: str = TEXT) -> Permalink:
    start = text.index(quote)
    return link_to(_document(text), Span(start, start + len(quote)))


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Span, str]:
    """A text, a span of it, and the text after up to three insertions, deletions, replacements."""
    text = draw(texts().filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    span = Span(start, draw(st.integers(start + 1, min(len(text), start + 60))))
    edited = text
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(edited)))
        behind = draw(st.integers(at, min(len(edited), at + 80)))
        # Parts of the text itself put in again make the places that could be mistaken.
        put_in = draw(st.one_of(st.just(""), st.text(max_size=20), texts(), st.just(text[:90])))
        edited = edited[:at] + put_in + edited[behind:]
    return text, span, edited


@given(edits())
def test_a_link_leads_to_its_exact_quote_or_says_that_it_does_not(
    edit: tuple[str, Span, str],
) -> None:
    text, span, edited = edit
    link = link_to(_document(text), span)
    document = _document(edited)
    found = resolve(link, document)
    event(found.status)
    assert link.quote is not None
    if found.status in (Status.EXACT, Status.MOVED):
        assert found.span is not None
        assert document.quote(found.span) == link.quote.exact == text[span.start : span.end]
        assert (found.span == span) == (found.status is Status.EXACT)
    else:
        assert found.status in (Status.CHANGED, Status.AMBIGUOUS)
        assert found.span is None
    assert found.document_changed == (edited != text)
    assert len(found.places) != 1
    for place in (*found.places, *([found.hint.span] if found.hint else [])):
        document.quote(place)
    assert len(found.text.splitlines()) == 1


@given(edits())
def test_an_unchanged_document_is_exact_and_a_link_without_hash_never_lies(
    edit: tuple[str, Span, str],
) -> None:
    text, span, edited = edit
    link = link_to(_document(text), span)
    assert resolve(link, _document(text)).status is Status.EXACT
    plain = Permalink(link.docid, link.span, link.quote)
    assert resolve(plain, _document(text)).status is Status.EXACT
    found = resolve(plain, _document(edited))
    assert (
        found.span is None
        or edited[found.span.start : found.span.end] == (text[span.start : span.end])
    )


@given(st.text(max_size=50), st.integers(0, len(TEXT)))
def test_text_put_in_anywhere_outside_the_quote_and_its_context_moves_it(
    put_in: str, at: int
) -> None:
    link = _link()
    span = link.span
    if span.start - 32 < at < span.end + 32:
        at = 0
    found = resolve(link, _document(TEXT[:at] + put_in + TEXT[at:]))
    shift = len(put_in) if at <= span.start else 0
    assert found.span == Span(span.start + shift, span.end + shift)


def test_an_edit_beside_the_quote_does_not_lose_it() -> None:
    found = resolve(_link(), _document(TEXT.replace("idle until", "empty, until, in 1990,")))
    assert found.status is Status.MOVED


def test_the_quote_reworded_is_changed_with_a_hint() -> None:
    edited = TEXT.replace(QUOTE, "a cooperative had bought it")
    found = resolve(_link(), _document(edited))
    assert found.status is Status.CHANGED
    assert found.hint is not None
    assert "cooperative had bought it" in edited[found.hint.span.start : found.hint.span.end]
    assert "the quote of" in found.text
    assert "is gone; the most similar text is at" in found.text


def test_a_quote_of_which_nothing_is_left_has_no_hint() -> None:
    found = resolve(_link(), _document("Zzz 123 --- 456 --- 789 --- 000 --- 111 --- 222"))
    assert (found.status, found.hint) == (Status.CHANGED, None)


def test_a_short_quote_in_another_context_is_only_a_hint() -> None:
    edited = TEXT.replace("bred there in 2018", "bred there") + "In 2018 it rained.\n"
    found = resolve(_link("2018"), _document(edited))
    assert found.status is Status.CHANGED
    assert found.hint is not None
    assert found.hint.span.start == edited.index("2018")
    assert "stand in another context" in found.text


def test_a_place_in_its_old_context_is_taken_before_a_copy_in_another() -> None:
    copy = f"Some say {QUOTE}, others don't.\n\n"
    found = resolve(_link(), _document(copy + TEXT))
    assert found.status is Status.MOVED
    assert found.span == Span(_link().span.start + len(copy), _link().span.end + len(copy))


def test_a_copy_that_slid_to_the_old_place_is_not_taken_for_the_quote() -> None:
    text = "The east lock has 5 gates, all old.\nThe west pool has 5 gates, all new.\n"
    link = _link("5", text)
    # Cut so that the other 5 comes to stand exactly where the first one stood.
    second = text.rindex("5")
    edited = "x" * link.span.start + text[second:]
    assert edited[link.span.start] == "5"
    assert resolve(link, _document(edited)).status is Status.CHANGED


def test_two_copies_of_the_whole_context_are_ambiguous() -> None:
    found = resolve(_link(), _document(f"New.\n\n{TEXT}\n{TEXT}"))
    assert found.status is Status.AMBIGUOUS
    assert len(found.places) == 2
    assert "2 places are equally good" in found.text


def test_a_document_that_is_gone() -> None:
    found = resolve(_link(), None)
    assert found.status is Status.GONE
    assert "no such document" in found.text


def test_another_document_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match=r"not to 'lake\.md'"):
        resolve(_link(), _document(TEXT, "lake.md"))


def test_a_short_link_is_unverified_and_a_hash_alone_verifies_it() -> None:
    link = _link()
    short = parse(link.short)
    assert resolve(short, _document(TEXT)).status is Status.UNVERIFIED
    assert resolve(short, _document(TEXT[:20])).status is Status.CHANGED
    hashed = Permalink(link.docid, link.span, None, link.sha256)
    assert resolve(hashed, _document(TEXT)).status is Status.EXACT
    found = resolve(hashed, _document(TEXT + "More.\n"))
    assert (found.status, found.span) == (Status.CHANGED, None)
    assert "no quote to look for" in found.text


def test_an_edit_elsewhere_is_told_though_the_quote_stands() -> None:
    found = resolve(_link(), _document(TEXT + "More.\n"))
    assert (found.status, found.document_changed) == (Status.EXACT, True)
    assert "changed elsewhere" in found.text
