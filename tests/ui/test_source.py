"""The source pane's HTML for real documents."""

from briqa.answer import Answer
from briqa.assistant import Assistant
from briqa.spans import Span
from briqa.ui.source import source_html
from tests.ui.conftest import PAGED
from tests.ui.reading import PaneReader

SHIPPED = "belt-and-road-field-report.md"


def _pane(assistant: Assistant, docid: str, span: Span) -> str:
    return source_html(
        assistant.document(docid), assistant.cite_span(docid, span), [], page=None, reveal=False
    )


def test_a_restated_document_says_so_and_how_to_add_the_original(ui_assistant: Assistant) -> None:
    text = PaneReader(_pane(ui_assistant, SHIPPED, Span(2000, 2100))).text
    assert "This text is a restatement, not the original." in text
    assert "briqa index path/to/the-report.pdf adds the original." in text
    assert "For quotation, consult the original." in text


def test_a_document_without_a_note_says_nothing_of_its_origin(ui_assistant: Assistant) -> None:
    assert 'class="about"' not in _pane(ui_assistant, PAGED, Span(0, 10))


def test_a_pdf_shows_where_its_pages_begin(ui_assistant: Assistant) -> None:
    assert PaneReader(_pane(ui_assistant, PAGED, Span(0, 10))).pages == ["Page 2"]


def test_every_citation_of_an_answer_can_be_shown_exactly(ui_assistant: Assistant) -> None:
    answer = ui_assistant.ask("How many jobs have the overseas parks of Jiangsu created?")
    assert isinstance(answer, Answer)
    figures = [*answer.short, *(figure.citation for figure in answer.figures)]
    sentences = [sentence.citation for sentence in answer.sentences]
    for citation in [*sentences, *figures, *(found.citation for found in answer.passages)]:
        pane = _pane(ui_assistant, citation.docid, citation.span)
        assert PaneReader(pane).current == citation.quote
