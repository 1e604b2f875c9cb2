"""A visit in a real browser: what was asked before, what is taken along, links that open a view."""

from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from briqa.answer import Answer
from briqa.assistant import Assistant
from briqa.spans import Span
from briqa.ui.deep_links import span_query
from briqa.ui.sharing import markdown, plain_text
from tests.ui.conftest import HARBOURS
from tests.ui.page import READABLE, Page, colour, contrast

QUESTION = "How many tons of cargo did the port of Varnholm handle in 2021?"
OTHER = "How many dockers does Varnholm employ?"


@pytest.fixture(scope="module")
def answer(ui_assistant: Assistant) -> Answer:
    found = ui_assistant.ask(QUESTION)
    assert isinstance(found, Answer)
    return found


def test_what_was_asked_before_is_asked_again_and_can_be_edited(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    assert not page.all("#asked summary")
    page.ask(OTHER)
    page.wait_for("#asked summary").click()
    (earlier,) = page.all("#asked .offered")
    assert earlier.inner_text() == QUESTION
    earlier.click()
    page.wait_until(lambda: "4.2 million tons" in page.text(".short"))
    assert page.question.input_value() == QUESTION
    page.wait_until(lambda: page.text("#asked .offered") == OTHER)
    page.question.press("End")
    page.press(*["Backspace"] * len("in 2021?"))
    page.tab.keyboard.type("in 2034?")
    page.press("Enter")
    page.wait_for(".refusal")
    assert page.text("#asked .offered") == QUESTION + OTHER


def test_the_answer_is_copied_with_its_citations(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    page.script("window.copied = []; navigator.clipboard.writeText = async t => { copied.push(t) }")
    buttons = page.all("#share .copy")
    labels = [button.inner_text() for button in buttons]
    for button in buttons:
        button.click()
        page.wait_until(lambda: page.text("#share .copy-status") == "Copied.")
    copied = page.script("return window.copied")
    assert copied == [plain_text(QUESTION, answer), markdown(QUESTION, answer), page.tab.url]
    page.wait_until(lambda: [button.inner_text() for button in buttons] == labels)


def test_the_answer_is_saved_as_a_file(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    with page.tab.expect_download() as download:
        page.all("#share .save")[0].click()
    assert download.value.suggested_filename == "answer.md"
    assert download.value.path().read_text(encoding="utf-8") == markdown(QUESTION, answer)


def test_the_address_asks_the_question_again(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    page.wait_until(lambda: "q=" in page.tab.url)
    assert parse_qs(urlsplit(page.tab.url).query)["q"] == [QUESTION]
    page.tab.reload()
    page.wait_for_current(answer.sentences[0].citation.quote)
    assert page.question.input_value() == QUESTION
    assert page.text(".short") == answer.short[0].reading


def test_going_back_leads_to_the_question_before(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    page.ask(OTHER)
    page.wait_until(lambda: parse_qs(urlsplit(page.tab.url).query).get("q") == [OTHER])
    _go(page, "back")
    page.wait_for_current(answer.sentences[0].citation.quote)
    assert page.question.input_value() == QUESTION
    _go(page, "back")
    page.wait_for("#examples .offered")
    assert page.question.input_value() == ""
    _go(page, "forward")
    page.wait_for_current(answer.sentences[0].citation.quote)


def test_the_address_opens_a_tab_and_keeps_the_one_that_was_opened(page: Page) -> None:
    page.open(query="tab=cite")
    page.tab.locator("#claim textarea").wait_for()
    page.open_tab("Evaluate")
    page.wait_until(lambda: "tab=evaluate" in page.tab.url)
    page.tab.reload()
    page.tab.locator("#set").wait_for()


def test_the_address_of_a_span_shows_exactly_it(page: Page, ui_assistant: Assistant) -> None:
    document = ui_assistant.document(HARBOURS).document
    page.open(query=span_query(document, _span(document.text, "it never freezes")))
    page.wait_for_current("it never freezes")
    page.wait_until(page.current_is_in_view)


def test_a_link_to_words_that_moved_follows_them_and_says_so(
    page: Page, ui_assistant: Assistant
) -> None:
    document = ui_assistant.document(HARBOURS).document
    query = dict(parse_qsl(span_query(document, _span(document.text, "it never freezes"))))
    page.open(query=urlencode({**query, "span": "3-19"}))
    page.wait_for_current("it never freezes")
    assert "moved" in page.text("#notice .notice")


def test_a_link_that_leads_nowhere_says_so_in_a_line(page: Page) -> None:
    page.open(query=urlencode({"doc": "gone.md", "span": "3-9", "exact": "harbor"}))
    assert "no such document" in page.wait_for("#notice .notice").inner_text()
    page.open(query="doc=gone.md&span=some")
    assert "START-END" in page.wait_for("#notice .notice").inner_text()
    page.open(query="doc=gone.md&span=3-9&tab=figures")
    page.tab.locator("#notice .notice").wait_for(state="visible")


def test_typed_text_is_not_lost_when_the_page_has_loaded(page: Page) -> None:
    page.tab.goto(page.url)
    page.question.fill("Half a ques")
    page.wait_for("#examples .offered")
    page.wait_for("#source h2")
    assert page.question.input_value() == "Half a ques"


def _go(page: Page, direction: str) -> None:
    with page.tab.expect_event("load"):
        page.script(f"window.history.{direction}()")
    page.wait_for("#source h2")


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_can_be_read(page: Page, theme: str) -> None:
    page.open(theme)
    page.ask(OTHER)
    page.ask(QUESTION)
    page.wait_for("#asked .offered")
    page.wait_for("#examples .offered")
    for selector in ("#share .copy", "#share .save", "#asked summary", "#examples .offered"):
        ground = colour(page.ground(selector))
        assert contrast(colour(page.style(selector, "color")), [ground]) >= READABLE, selector
