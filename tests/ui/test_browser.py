"""The whole UI in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route

from briqa.answer import Answer, Figure, Refusal
from briqa.assistant import Assistant
from briqa.ui.serving import LateIndex, running
from briqa.ui.suggestions import example_questions
from tests.ui.conftest import HOSTILE
from tests.ui.page import READABLE, Colour, Page, background, box, colour, contrast, is_focused

QUESTION = "How many jobs have the overseas parks of Jiangsu created?"
COMPARISON = "Did the port of Varnholm or the port of Quistad handle more cargo in 2021?"
FOR_ANOTHER_YEAR = "How many tons of cargo did Varnholm handle in 2034?"
UNANSWERED = "What is the population of Mars?"


@pytest.fixture(scope="module")
def comparison(ui_assistant: Assistant) -> Answer:
    found = ui_assistant.ask(COMPARISON)
    assert isinstance(found, Answer)
    assert len(found.rows) == 2
    return found


@pytest.fixture(scope="module")
def near(ui_assistant: Assistant) -> Figure:
    """The figure near to a question that isn't answered."""
    found = ui_assistant.ask(FOR_ANOTHER_YEAR)
    assert isinstance(found, Refusal)
    assert found.nearest is not None
    return found.nearest


@pytest.fixture(scope="module")
def answer(ui_assistant: Assistant) -> Answer:
    found = ui_assistant.ask(QUESTION)
    assert isinstance(found, Answer)
    return found


def test_a_question_gets_its_sentences_with_the_figures_highlighted(
    page: Page, answer: Answer
) -> None:
    page.open()
    page.ask(QUESTION)
    shown = page.text("#answer .token .text")
    for sentence in answer.sentences:
        assert sentence.citation.reading in shown
    highlighted = [token.inner_text() for token in page.all("#answer .token.highlighted .text")]
    assert highlighted == [
        figure.citation.reading for sentence in answer.sentences for figure in sentence.figures
    ]
    assert "asked for" in page.text("#answer .token .label")
    assert page.current() == answer.sentences[0].citation.quote
    marked = {mark.get_attribute("data-spans") for mark in page.all("mark")}
    cited = {f"{found.citation.span.start}-{found.citation.span.end}" for found in answer.sentences}
    assert cited == marked


def test_of_two_questions_asked_at_once_the_later_is_answered(page: Page) -> None:
    page.open()
    held: list[Route] = []
    page.tab.route("**/run/predict*", lambda route: held.append(route), times=1)
    page.question.fill(QUESTION)
    page.press("Enter")
    page.wait_until(lambda: held)
    page.question.fill(UNANSWERED)
    page.press("Enter")
    held[0].continue_()
    page.wait_for(".refusal")
    assert page.question.input_value() == UNANSWERED


def test_the_pane_holds_the_exact_text(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    assert page.text(".source-text") == answer.sentences[0].citation.document.text


def test_a_click_on_a_citation_scrolls_the_pane_and_not_the_page(
    page: Page, answer: Answer
) -> None:
    page.open()
    page.ask(QUESTION)
    last = answer.sentences[-1].citation
    item = page.all("#evidence section:first-child .item")[len(answer.sentences) - 1]
    item.scroll_into_view_if_needed()
    scrolled = page.number("window.scrollY")
    item.click()
    page.wait_until(lambda: page.current() == last.quote)
    page.wait_until(page.current_is_in_view)
    assert page.number("window.scrollY") == scrolled
    assert item.get_attribute("aria-current") == "true"


def test_the_same_click_counts_again(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    page.wait_until(page.current_is_in_view)
    for _ in range(2):
        page.script("document.querySelector('.source-text').scrollTop = 1e6")
        page.wait_until(lambda: not page.current_is_in_view())
        page.all("#evidence .item")[0].click()
        page.wait_until(page.current_is_in_view)
    assert page.current() == answer.sentences[0].citation.quote


def test_a_row_of_figures_leads_to_the_figure_in_its_sentence(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    figure = answer.figures[-1]
    page.all(".figures tbody tr")[-1].click()
    page.wait_until(lambda: page.current() == figure.citation.quote)
    page.wait_until(page.current_is_in_view)


def test_a_highlighted_figure_leads_to_its_span(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    page.all("#answer .token.highlighted")[0].click()
    figure = answer.sentences[0].figures[0]
    page.wait_until(lambda: page.current() == figure.citation.quote)


def test_the_short_answer_leads_to_its_span(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    short = page.all(".short .written")
    assert [part.inner_text() for part in short] == [part.reading for part in answer.short]
    short[0].click()
    page.wait_until(lambda: page.current() == answer.short[0].quote)
    page.wait_until(page.current_is_in_view)
    assert short[0].get_attribute("aria-current") == "true"


def test_a_row_of_a_comparison_leads_to_exactly_its_figure(page: Page, comparison: Answer) -> None:
    page.open()
    page.ask(COMPARISON)
    rows = page.all(".rows tbody tr")
    assert [row.inner_text().split()[0] for row in rows] == [row.label for row in comparison.rows]
    for shown, row in zip(rows, comparison.rows, strict=True):
        assert row.figure is not None
        expected = row.figure.citation
        shown.click()
        page.wait_for_current(expected.quote)
        page.wait_until(page.current_is_in_view)
        marked = page.all("mark[aria-current=true]")[0].get_attribute("data-spans") or ""
        assert f"{expected.span.start}-{expected.span.end}" in marked.split()


def test_what_was_computed_is_marked_and_leads_nowhere(page: Page, comparison: Answer) -> None:
    page.open()
    page.ask(COMPARISON)
    assert page.text(".computed h3") == "Computed"
    formulas = [formula.inner_text() for formula in page.all(".computed .formula")]
    assert formulas == [derived.formula for derived in comparison.derivation.derived]
    assert not page.all(".computed [data-start], .computed button")
    quoted = page.text("#answer .token .text")
    assert not [formula for formula in formulas if formula in quoted]


def test_rows_and_short_answers_are_reached_by_the_keyboard(page: Page, comparison: Answer) -> None:
    page.open()
    page.ask(COMPARISON)
    first, second = page.all(".rows .written")
    first.focus()
    page.press("Tab")
    assert is_focused(second)
    assert page.style(".rows .written:focus-visible", "outlineStyle") == "solid"
    page.press("Enter")
    figure = comparison.rows[1].figure
    assert figure is not None
    page.wait_until(lambda: page.current() == figure.citation.quote)


def test_only_one_element_is_the_current_one(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    page.all("#evidence .item")[0].click()
    page.all(".short .written")[0].click()
    page.wait_until(lambda: len(page.all("#left [data-start][aria-current]")) == 1)


def test_a_refusal_shows_the_nearest_figure_in_its_place(page: Page, near: Figure) -> None:
    page.open()
    page.ask(FOR_ANOTHER_YEAR)
    assert "Nearest figure (not the answer):" in page.text(".nearest")
    link = page.all(".nearest .written")[0]
    assert link.inner_text() == near.citation.reading
    link.click()
    page.wait_until(lambda: page.current() == near.citation.quote)
    page.wait_until(page.current_is_in_view)


def test_a_refusal_takes_the_place_of_the_answer_before(page: Page) -> None:
    page.open()
    page.ask(COMPARISON)
    page.ask(FOR_ANOTHER_YEAR)
    page.wait_for(".refusal")
    assert not page.all(".lead, .rows, .computed")


def test_a_passage_is_reached_by_the_keyboard(page: Page, answer: Answer) -> None:
    page.open()
    page.ask(QUESTION)
    last_figure = page.all(".figures .written")[-1]
    last_figure.focus()
    page.press("Tab", "Enter")
    page.wait_until(lambda: page.current() == answer.passages[0].citation.quote)
    page.wait_until(page.current_is_in_view)


def test_a_refusal_is_plain_and_shows_no_answer(page: Page, ui_assistant: Assistant) -> None:
    refusal = ui_assistant.ask(UNANSWERED)
    assert isinstance(refusal, Refusal)
    page.open()
    page.ask(QUESTION)
    page.ask(UNANSWERED)
    page.wait_for(".refusal")
    assert page.text(".refusal h2") == "The documents don't say."
    assert "Mars" in page.text(".refusal q")
    assert len(page.all("#evidence .item")) == len(refusal.passages)
    assert not [found for found in page.all("#answer") if found.is_visible()]
    assert not page.all("mark")


def test_an_empty_question_gets_a_hint(page: Page) -> None:
    page.open()
    page.all("#ask")[0].click()
    assert page.wait_for(".notice").inner_text() == "Type a question first."


def test_an_example_of_the_corpus_asks_itself(page: Page, ui_assistant: Assistant) -> None:
    page.open()
    page.wait_for("#examples .offered")
    examples = page.all("#examples .offered")
    assert [example.inner_text() for example in examples] == [*example_questions(ui_assistant)]
    examples[0].click()
    page.wait_for("#evidence h2")
    assert page.question.input_value() == examples[0].inner_text()
    assert page.all(".lead")


def test_dollars_and_markup_of_a_document_stay_text(page: Page, ui_assistant: Assistant) -> None:
    document = ui_assistant.document(HOSTILE).document
    page.open()
    page.ask("How much did the ferry terminal of Ostrava cost?")
    assert [part.inner_text() for part in page.all(".short .written")] == ["$220 million"]
    assert "$220 million & $x$ more" in page.text("#answer .token .text")
    assert "<script>alert(1)</script>" in page.text("#evidence .excerpt")
    assert page.text(".source-text") == document.text
    assert not page.all(".katex")
    assert not page.all("#left script, #right script, #left b, #right b")


def test_a_pdf_shows_the_page_that_is_cited(page: Page) -> None:
    page.open()
    page.ask("How many visitors did the Lindgren museum welcome in 2019?")
    assert "p. 2" in page.text("#evidence .where")
    assert page.all(".page-break")[0].get_attribute("data-page") == "Page 2"
    page.wait_for(".box[aria-current=true]")
    assert page.wait_for(".page-number").input_value() == "2"
    page.wait_for("[data-view-of=text]").click()
    page.wait_until(page.current_is_in_view)


def test_without_an_index_the_page_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    with running(LateIndex(tmp_path / "none").open) as url:
        page = Page(browser, url)
        page.open()
        assert "briqa index" in page.text("#source p")
        page.question.fill("Anything?")
        page.press("Enter")
        assert "briqa index" in page.wait_for(".notice").inner_text()
        page.close()


def test_a_narrow_window_stacks_the_panes_and_scrolls_to_the_source(
    page: Page, answer: Answer
) -> None:
    page.open(width=390, height=844)
    page.ask(COMPARISON)
    assert page.sideways() == 0
    page.ask(QUESTION)
    page.wait_for(".short")
    assert page.sideways() == 0
    left, right = box(page.wait_for("#left")), box(page.wait_for("#right"))
    assert right["y"] >= left["y"] + left["height"]
    page.all("#evidence .item")[0].click()
    page.wait_until(lambda: page.number("window.scrollY") > 0)
    page.wait_until(page.current_is_in_view)
    assert page.current() == answer.sentences[0].citation.quote


def test_a_usual_window_does_not_scroll_sideways(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    assert page.sideways() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_in_both_modes(page: Page, theme: str) -> None:
    page.open(theme)
    page.ask(COMPARISON)
    page.all(".rows tbody tr")[0].click()
    page.wait_for("mark[aria-current=true]")
    body = colour(page.ground("#left"))
    panel = colour(page.style(".source", "backgroundColor"))
    lead = colour(page.style(".lead", "backgroundColor"))
    computed = [lead, background(page, ".computed")]
    cases = [
        (".lead h2", [lead]),
        (".rows tbody th", [lead]),
        (".rows .written", [lead]),
        (".confidence", [lead]),
        (".conclusion", computed),
        (".formula", computed),
        (".origin", computed),
        (".computed h3", [*computed, background(page, ".computed h3")]),
        (".masthead p", [body]),
        (".figures td", [body]),
        (".figures th", [body]),
        (".written", [body]),
        (".excerpt", [body]),
        ("[role=tab]", [body]),
        (".source-text", [panel]),
        (".source-text mark", [panel, background(page, ".source-text mark")]),
        ("mark[aria-current]", [panel, background(page, "mark[aria-current]")]),
        ("#ask", [background(page, "#ask")]),
    ]
    poor = {
        selector: ratio
        for selector, layers in cases
        if (ratio := contrast(colour(page.style(selector, "color")), layers)) < READABLE
    }
    for number, (letters, layers) in enumerate(_token_colours(page, panel)):
        if (ratio := contrast(letters, layers)) < READABLE:
            poor[f"token {number}"] = ratio
    assert not poor


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_notes_and_refusals_are_readable_in_both_modes(page: Page, theme: str) -> None:
    page.open(theme)
    page.ask(FOR_ANOTHER_YEAR)
    body = colour(page.ground("#left"))
    for selector in (".refusal h2", ".refusal .note", ".nearest", ".nearest .written"):
        assert contrast(colour(page.style(selector, "color")), [body]) >= READABLE, selector
    page.ask(QUESTION)
    page.wait_for(".about summary")
    panel = colour(page.style(".source", "backgroundColor"))
    letters = colour(page.style(".about summary", "color"))
    assert contrast(letters, [panel, background(page, ".about")]) >= READABLE


def test_focus_is_visible(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    page.all(".figures .written")[-1].focus()
    page.press("Tab")
    assert page.style(".item:focus-visible", "outlineStyle") == "solid"


def test_the_page_names_its_language_and_inputs(page: Page) -> None:
    page.open()
    assert page.script("return document.documentElement.lang") == "en"
    assert page.script("return document.querySelector('#question textarea').labels.length") == 1


def test_no_request_leaves_this_machine(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    page.all("#evidence .item")[0].click()
    page.wait_until(page.current_is_in_view)
    assert any("/gradio_api/" in address for address in page.requests)
    outside = [
        address
        for address in page.requests
        if urlsplit(address).scheme not in ("data", "blob") and not address.startswith(page.url)
    ]
    assert not outside


def test_the_browser_reports_no_error(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    assert not page.errors


def _token_colours(page: Page, panel: Colour) -> Iterator[tuple[Colour, list[Colour]]]:
    """For each highlighted figure its letters' colour, and the layers below them."""
    code = """
        return [...document.querySelectorAll("#answer .token.highlighted")].map((token) => {
            const style = getComputedStyle(token);
            return [style.color, style.backgroundColor, style.backgroundImage];
        });
    """
    found = page.script(code)
    assert isinstance(found, list)
    assert found
    for letters, ground, veil in found:
        veils = [colour(text) for text in re.findall(r"rgba?\([^)]*\)", veil)[:1]]
        yield colour(letters), [panel, colour(ground), *veils]
