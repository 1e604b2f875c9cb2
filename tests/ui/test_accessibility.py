"""Every tab as axe-core sees it, and a way through the app without a mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.ui.page import Page, is_focused

QUESTION = "Did the port of Varnholm or the port of Quistad handle more cargo in 2021?"
CLAIM = "The port of Varnholm handled 4.9 million tons of cargo in 2021. Penguins compose."


def _ask(page: Page) -> None:
    page.ask(QUESTION)


def _refuse(page: Page) -> None:
    page.ask("How many tons of cargo did Varnholm handle in 2034?")


def _cite(page: Page) -> None:
    page.open_tab("Cite")
    page.wait_for("#claim textarea").fill(CLAIM)
    page.press("Shift+Enter")
    page.wait_for(".citations")


def _evaluate(page: Page) -> None:
    page.open_tab("Evaluate")
    page.wait_for("#set")


def _figures(page: Page) -> None:
    page.open_tab("Figures")
    page.wait_for("#figures-table .written").click()
    page.wait_for("mark[aria-current=true]")


def _audit(page: Page) -> None:
    page.open_tab("Figures")
    page.open_tab("Audit")
    page.wait_for("#audit-findings .finding")


def _corpus(page: Page) -> None:
    page.open_tab("Corpus")
    page.wait_for("#corpus-table table")


def _paged(page: Page) -> None:
    page.ask("How many visitors did the Lindgren museum welcome in 2019?")
    page.wait_for(".source-page img")


_TABS = {
    "ask": _ask,
    "refuse": _refuse,
    "cite": _cite,
    "figures": _figures,
    "audit": _audit,
    "evaluate": _evaluate,
    "corpus": _corpus,
    "a page": _paged,
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tab", _TABS)
def test_axe_finds_nothing(page: Page, tab: str, theme: str) -> None:
    page.open(theme)
    _TABS[tab](page)
    page.wait_for("#source header, #source h2")
    page.tab.mouse.move(0, 0)
    found = Axe().run(page.tab).response["violations"]
    assert not [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def test_the_keyboard_alone_asks_and_opens_what_is_cited(page: Page) -> None:
    page.open()
    page.tab.keyboard.type(QUESTION)  # the question has the focus at the start
    page.press("Enter")
    first = page.wait_for(".rows .written")
    for _ in range(12):
        page.press("Tab")
        if is_focused(first):
            break
    assert is_focused(first)
    page.press("Enter")
    page.wait_until(lambda: page.current() == first.inner_text())


def test_the_keyboard_alone_opens_a_tab_and_checks(page: Page) -> None:
    page.open()
    cite = page.tab.get_by_role("tab", name="Cite", exact=True)
    for _ in range(12):
        page.press("Shift+Tab")
        if is_focused(cite):
            break
    assert is_focused(cite)
    page.press("Enter", "Tab")
    claim = page.wait_for("#claim textarea")
    for _ in range(8):
        if is_focused(claim):
            break
        page.press("Tab")
    page.tab.keyboard.type("The port of Varnholm handled 4.2 million tons of cargo in 2021.")
    page.press("Shift+Enter")
    page.wait_until(lambda: "Supported" in page.text(".verdict"))
