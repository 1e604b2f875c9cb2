"""The Figures tab in a real browser."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Route

from briqa.assistant import Assistant
from briqa.figures import FigureFilter
from briqa.ui.figures_table import PAGE_SIZE
from tests.cli.running import done
from tests.ui.conftest import HARBOURS, HOSTILE
from tests.ui.page import READABLE, Page, colour, contrast, is_focused


@pytest.fixture
def figures(page: Page) -> Page:
    """The page with the Figures tab open and all figures in it."""
    _open(page)
    return page


def _open(page: Page, theme: str = "light", *, width: int = 1280, height: int = 800) -> None:
    page.open(theme, width=width, height=height)
    page.open_tab("Figures")
    page.wait_for(".all-figures tbody tr")


def _search(page: Page, words: str) -> None:
    box = page.wait_for("#figures-text :is(input, textarea)")
    page.expire(".count, .notice")
    box.fill(words)
    page.press("Enter")
    page.wait_for("#figures-count .count:not([data-old])")


def _fill(page: Page, name: str, entry: str) -> None:
    page.expire(".count, .notice")
    page.wait_for(f"#figures-{name} :is(input, textarea)").fill(entry)
    page.press("Enter")
    page.wait_for(":is(#figures-count .count, #figures-notice .notice):not([data-old])")


def _choose(page: Page, name: str, label: str) -> None:
    page.expire(".count")
    page.wait_for(f"#figures-{name} input").click()
    page.tab.get_by_role("option", name=label).first.click()
    page.wait_for("#figures-count .count:not([data-old])")


def _sort(page: Page, sort: str, direction: str) -> None:
    page.wait_for(f'[data-sort="{sort}"]').click()
    page.wait_for(f'th[aria-sort="{direction}"] [data-sort="{sort}"]')


def _notice(page: Page) -> str:
    return page.text("#figures-notice").strip()


def _written(page: Page) -> list[str]:
    return page.tab.locator(".all-figures .written").all_text_contents()


def test_the_tab_lists_all_figures_page_by_page(figures: Page, ui_assistant: Assistant) -> None:
    rows = ui_assistant.figures(FigureFilter())
    assert figures.text(".count strong") == f"{len(rows)} figures"
    assert _written(figures) == [row.text for row in rows[:PAGE_SIZE]]
    figures.wait_for('[data-turn="next"]').click()
    figures.wait_until(lambda: "Page 2 " in figures.text(".figure-pages"))
    assert _written(figures) == [row.text for row in rows[PAGE_SIZE : 2 * PAGE_SIZE]]
    assert is_focused(figures.wait_for('[data-turn="next"]'))


def test_a_word_a_kind_a_unit_and_a_document_narrow_the_figures(figures: Page) -> None:
    _search(figures, "Varnholm")
    assert {"4.2 million tons", "1,350 dockers"} <= set(_written(figures))
    assert re.fullmatch(r"\d of \d{3} figures", figures.text(".count strong"))
    _choose(figures, "kind", "measure")
    assert _written(figures) == ["4.2 million tons"]
    _search(figures, "")
    _choose(figures, "docid", HARBOURS)
    assert _written(figures) == ["4.2 million tons", "2.8 million tons"]
    figures.wait_for("#figures-clear").click()
    figures.wait_until(lambda: " of " not in figures.text(".count strong"))
    assert figures.wait_for("#figures-kind input").input_value() == "any kind"


def test_values_are_given_in_words_and_converted_to_the_unit_asked_for(figures: Page) -> None:
    unit = figures.wait_for("#figures-unit input")
    figures.expire(".count")
    unit.fill("kg")
    figures.press("Enter")
    figures.wait_for("#figures-count .count:not([data-old])")
    _fill(figures, "from", "2.9 billion")
    values = figures.tab.locator("td.col-value").all_text_contents()
    assert "4.2 billion" in values
    assert "2.8 billion" not in values
    assert set(figures.tab.locator("td.col-unit").all_text_contents()) == {"kilogram"}


def test_a_bad_entry_is_told_beside_the_form_and_nothing_is_lost(figures: Page) -> None:
    before = _written(figures)
    _fill(figures, "from", "plenty")
    assert _notice(figures).startswith("from: 'plenty' is no number; write 9")
    assert _written(figures) == before
    _fill(figures, "from", "5")
    assert _notice(figures) == ""
    _fill(figures, "period", "20222")
    assert "period: '20222' isn't one" in _notice(figures)


def test_a_filter_set_while_another_is_applied_is_applied_too(figures: Page) -> None:
    held: list[Route] = []
    figures.tab.route("**/run/predict*", lambda route: held.append(route), times=1)
    search = figures.wait_for("#figures-text :is(input, textarea)")
    search.fill("Varnholm")
    search.press("Enter")
    figures.wait_until(lambda: held)
    search.fill("Quistad")
    search.press("Enter")
    held[0].continue_()
    figures.wait_until(lambda: "2.8 million tons" in _written(figures))
    assert "4.2 million tons" not in _written(figures)


def test_nothing_found_says_why(figures: Page) -> None:
    _search(figures, "penguins")
    assert _notice(figures) == "No figure fits."
    assert figures.text(".count strong").startswith("0 of ")
    assert not figures.all(".all-figures")


def test_values_are_sorted_as_numbers_within_their_unit(
    figures: Page, ui_assistant: Assistant
) -> None:
    for direction, descending in (("ascending", False), ("descending", True)):
        _sort(figures, "unit", direction)
        wanted = FigureFilter(sort="unit", descending=descending)
        rows = ui_assistant.figures(wanted)
        assert _written(figures) == [row.text for row in rows[:PAGE_SIZE]]
    assert figures.all("tr.family")
    assert "each currency by itself" in figures.text(".count .how")
    _choose(figures, "unit", "USD")
    written = _written(figures)
    assert written.index("$97.26 million") > written.index("$3.36 billion")
    _sort(figures, "unit", "ascending")
    written = _written(figures)
    assert written.index("$97.26 million") < written.index("$3.36 billion")


def test_the_keyboard_sorts_and_keeps_its_place(figures: Page) -> None:
    figures.wait_for('[data-sort="kind"]').focus()
    figures.press("Tab")
    assert figures.style('[data-sort="subject"]:focus-visible', "outlineStyle") == "solid"
    figures.press("Enter")
    figures.wait_for('th[aria-sort="ascending"] [data-sort="subject"]')
    figures.wait_until(lambda: is_focused(figures.wait_for('[data-sort="subject"]')))
    figures.press("Enter")
    figures.wait_for('th[aria-sort="descending"] [data-sort="subject"]')


def test_a_row_leads_to_its_span(figures: Page, ui_assistant: Assistant) -> None:
    _choose(figures, "docid", HOSTILE)
    (row, *_) = ui_assistant.figures(FigureFilter(docid=HOSTILE))
    figures.wait_for("td.col-place").click()
    figures.wait_for_current(row.text)
    marked = figures.wait_for("mark[aria-current=true]").get_attribute("data-spans") or ""
    assert f"{row.quantity.span.start}-{row.quantity.span.end}" in marked.split()
    assert _written(figures)[0] == row.text == "$220 million"
    others = json.loads(figures.wait_for(".source").get_attribute("data-cited") or "")
    assert len(others) == len(_written(figures))


def test_the_keyboard_opens_a_figure(figures: Page, ui_assistant: Assistant) -> None:
    rows = ui_assistant.figures(FigureFilter())
    figures.all(".written")[2].focus()
    figures.press("Enter")
    figures.wait_for_current(rows[2].text)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_download_has_the_bytes_of_the_command(figures: Page, ui_index: Path, form: str) -> None:
    _choose(figures, "unit", "USD")
    _sort(figures, "unit", "ascending")
    with figures.tab.expect_download() as download:
        figures.wait_for(f"#figures-{form}").click()
    assert download.value.suggested_filename == f"figures.{form}"
    options = ("--unit", "USD", "--sort", "unit", "--format", form)
    printed = done("figures", "--index", ui_index, *options)
    assert download.value.path().read_bytes() == printed.stdout_bytes


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_narrow_window_has_all_of_it_and_it_can_be_read(page: Page, theme: str) -> None:
    _open(page, theme, width=390, height=844)
    assert page.sideways() == 0
    assert page.wait_for('[data-sort="unit"]').is_visible()
    for selector in ("td.col-kind", "td.col-value", ".all-figures .written", ".sort"):
        letters = colour(page.style(selector, "color"))
        assert contrast(letters, [colour(page.ground(selector))]) >= READABLE
    assert page.errors == []
