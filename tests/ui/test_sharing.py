"""An answer to take along: what is copied and saved says what is shown."""

import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briqa.answer import Answer, Derivation, Refusal, Row, as_json
from briqa.assistant import Assistant
from briqa.permalink import link_to
from briqa.ui.sharing import markdown, plain_text, share_html
from tests.results import (
    COMPUTED,
    MONEY_FIGURE,
    REFUSAL,
    ROUTES_FIGURE,
    SENTENCE,
    answer_with,
    citation_of,
    span_of,
)
from tests.ui.reading import PaneReader

COMPARED = answer_with(
    rows=(Row("Port <A>", ROUTES_FIGURE, SENTENCE), Row("Port *B*", None, None)),
    derivation=Derivation((COMPUTED,), ("Of different years.",)),
)


def test_it_has_the_question_the_answer_its_sentences_and_where_they_stand() -> None:
    answer = answer_with(short=(citation_of(span_of("75 routes & <more>")),))
    citation = SENTENCE.citation
    lines = plain_text("How many routes?", answer).splitlines()
    assert lines[0] == "How many routes?"
    assert lines[2] == "75 routes & <more>"
    assert f"{citation.reading} [1]".replace("\n", " ") in lines
    assert lines[-1].startswith("[1] Ports & <roads>, ")
    assert lines[-1].endswith(link_to(citation.document, citation.span).short)


def test_rows_and_what_was_computed_are_in_it_too() -> None:
    text = plain_text("Which has more?", COMPARED)
    assert "- Port <A>: " in text
    assert "- Port *B*: not found" in text
    assert COMPUTED.formula in text
    assert "Of different years." in text


def test_a_refusal_says_what_is_near_and_that_it_is_no_answer() -> None:
    text = plain_text("<Mars>?", REFUSAL)
    assert REFUSAL.text in text
    assert REFUSAL.notes[0] in text
    assert f"Nearest figure (not the answer): {MONEY_FIGURE.citation.reading}" in text


@pytest.mark.parametrize("result", [COMPARED, answer_with(), REFUSAL])
def test_markdown_says_the_same_and_has_no_markup_of_a_document(result: Answer | Refusal) -> None:
    question = "What of *this* <script>alert(1)</script> and $x$?"
    rendered = MarkdownIt("commonmark", {"html": True}).render(markdown(question, result))
    read = PaneReader(rendered)
    assert question in read.text
    assert read.tags <= {"p", "strong", "ul", "li", "blockquote", "a"}
    for sentence in result.sentences if isinstance(result, Answer) else ():
        assert sentence.citation.reading.replace("\n", " ") in read.text


@given(st.text())
def test_whatever_a_question_says_stays_text(question: str) -> None:
    bar = share_html(question, COMPARED)
    assert PaneReader(bar).tags == {"div", "button", "a", "span"}
    copied = [unescape(found) for found in re.findall(r'data-copy="([^"]*)"', bar)]
    assert copied == [plain_text(question, COMPARED), markdown(question, COMPARED)]


def test_what_is_saved_is_whole(ui_assistant: Assistant) -> None:
    question = "How many jobs have the overseas parks of Jiangsu created?"
    result = ui_assistant.ask(question)
    bar = share_html(question, result)
    saved = dict(re.findall(r'download="answer\.(\w+)" href="data:[^,]*,([^"]*)"', bar))
    assert unquote(unescape(saved["md"])) == markdown(question, result)
    assert json.loads(unquote(unescape(saved["json"]))) == json.loads(
        json.dumps({"question": question, **as_json(result)})
    )
