"""Addresses that open a view: read, made, and followed after the document has changed."""

import re
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.assistant import Assistant
from briqa.permalink import Status, resolve
from briqa.spans import Document, Span
from briqa.ui.deep_links import TABS, follow, moved_line, read_view, span_query
from tests.strategies import documents
from tests.ui.conftest import HARBOURS


def _read(query: str) -> dict[str, str]:
    return dict(parse_qsl(query, keep_blank_values=True))


@st.composite
def _cited(draw: st.DrawFn) -> tuple[Document, Span]:
    document = draw(documents().filter(lambda made: len(made.text) > 0))
    start = draw(st.integers(0, len(document.text) - 1))
    return document, Span(start, draw(st.integers(start + 1, len(document.text))))


@given(_cited())
def test_the_address_of_a_span_leads_back_to_it(cited: tuple[Document, Span]) -> None:
    document, span = cited
    view = read_view(_read(span_query(document, span)))
    assert view.problem is None
    assert view.link is not None
    found = resolve(view.link, document)
    assert found.status is Status.EXACT
    assert found.span == span
    assert moved_line(found) is None


@given(_cited(), st.text(min_size=1, max_size=30))
def test_after_a_change_it_leads_to_the_same_words_or_says_so(
    cited: tuple[Document, Span], added: str
) -> None:
    document, span = cited
    link = read_view(_read(span_query(document, span))).link
    assert link is not None
    changed = replace(document, text=added + document.text, pages=(), headings=())
    found = resolve(link, changed)
    if found.span is not None:
        assert changed.quote(found.span) == document.quote(span)
    if found.status is not Status.EXACT:
        assert moved_line(found)


@given(st.dictionaries(st.sampled_from(["tab", "q", "doc", "span", "exact", "x"]), st.text()))
def test_no_address_is_too_odd(parameters: dict[str, str]) -> None:
    view = read_view(parameters)
    assert view.tab is None or view.tab in TABS
    assert view.question is None or view.question.strip()
    assert view.link is None or view.link.docid == parameters["doc"]


@pytest.mark.parametrize(
    "parameters",
    [{"doc": "a.md"}, {"doc": "a.md", "span": "12"}, {"doc": "a.md", "span": "9-3"},
     {"doc": "a.md", "span": "-1-3"}, {"doc": "a.md", "span": "x-y"},
     {"doc": "a.md", "span": "0-" + "9" * 5000}, {"doc": "a.md", "span": "2-9", "exact": "cut"}],
)  # fmt: skip
def test_a_span_that_is_none_is_said_in_a_line(parameters: dict[str, str]) -> None:
    view = read_view(parameters)
    assert view.link is None
    assert view.problem is not None
    assert re.fullmatch(r"a\.md: [^\n]+; (give|copy) [^\n]+", view.problem)


def test_a_document_that_is_gone_is_said(ui_assistant: Assistant) -> None:
    document = ui_assistant.document(HARBOURS).document
    there = read_view(_read(span_query(document, Span(2, 12)))).link
    gone = read_view({"doc": "gone.md", "span": "2-12", "exact": "Harbours o"}).link
    assert there is not None
    assert gone is not None
    assert moved_line(follow(there, ui_assistant)) is None
    found = follow(gone, ui_assistant)
    assert found.span is None
    assert "gone.md: there is no such document" in (moved_line(found) or "")
