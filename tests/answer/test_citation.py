import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer import Citation, citation_json, cite
from briqa.segment import Outline
from briqa.spans import Document, Metadata, Page, SourceFormat, Span, TextView
from briqa.store import StoredDocument
from tests.segment.tokens import cut
from tests.strategies import documents

NESTED = (
    "# The Report\n\n## 1. Ports\n\n### 1.1 Jiangsu\n\n#### Nantong\n\nIt has 10 ports.\n\n"
    "## 2. Rail\n\nIt has na-\ntional lines.\n"
)


def _stored(document: Document) -> StoredDocument:
    found = cut(document)
    return StoredDocument(document, "/made.md", found.view, Outline(found.sections, ()), (), (), ())


def _cited(text: str, quote: str, title: str | None = None) -> Citation:
    document = Document("made.md", text, SourceFormat.MARKDOWN, Metadata(title=title))
    stored = _stored(document)
    start = text.index(quote)
    return cite(stored, Span(start, start + len(quote)), stored.outline.innermost(start))


def _paged(*labels: str | None) -> Document:
    text = "\f".join("word" for _ in labels)
    pages = tuple(Page(5 * index, 5 * index + 4, label) for index, label in enumerate(labels))
    return Document("made.pdf", text, SourceFormat.PDF, pages=pages)


@given(documents(), st.data())
def test_a_citation_is_exactly_its_span_of_any_document(
    document: Document, data: st.DataObject
) -> None:
    stored = _stored(document)
    if not document.text:
        return
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    citation = cite(stored, Span(start, end), stored.outline.innermost(start))
    assert citation.quote == document.text[start:end]
    assert "\n" not in citation.reading
    assert citation.line_number >= 1
    assert (citation.page_number is None) == (not document.pages)
    value = json.loads(json.dumps(citation_json(citation)))
    assert document.text[value["start"] : value["end"]] == value["quote"]


def test_the_reading_has_whole_words_and_the_quote_what_is_written() -> None:
    citation = _cited(NESTED, "na-\ntional")
    assert citation.quote == "na-\ntional"
    assert citation.reading == "national"


def test_the_locator_names_the_two_innermost_sections_and_the_line() -> None:
    assert _cited(NESTED, "10 ports").locator == "1.1 Jiangsu › Nantong, line 9"
    assert _cited(NESTED, "tional lines", "The Report").locator == "2 Rail, line 14"


def test_the_title_of_the_document_is_no_section_of_it() -> None:
    assert _cited(NESTED, "10 ports").section_path[0] == "The Report"
    path = _cited(NESTED, "10 ports", title="The Report").section_path
    assert [label.split()[-1] for label in path] == ["Ports", "Jiangsu", "Nantong"]


def test_without_sections_the_line_alone_is_named() -> None:
    assert _cited("One.\r\nTwo.\rThree.\n", "Three").locator == "line 3"


@pytest.mark.parametrize(
    ("labels", "page", "locator"),
    [
        ((None, None), 2, "p. 2"),
        (("1", "2"), 2, "p. 2"),
        (("i", "ii", "1"), 2, "p. ii (page 2 of 3)"),
        (("i", "ii", "1"), 3, "p. 1 (page 3 of 3)"),
        (("", ""), 1, "p. 1"),
    ],
)
def test_a_page_is_named_as_printed_and_as_counted(
    labels: tuple[str | None, ...], page: int, locator: str
) -> None:
    document = _paged(*labels)
    start = 5 * (page - 1)
    view = TextView.identity(document.text)
    citation = Citation(document, view, Span(start, start + 4), ())
    assert citation.locator == locator
    assert citation.page_number == page
    assert citation.page_label == labels[page - 1]
