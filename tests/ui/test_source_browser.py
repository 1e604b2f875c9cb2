"""The source pane in a real browser: pages, marks, keys, and nothing that jumps."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from briqa.assistant import Assistant, build_index, open_index
from briqa.spans import Span
from briqa.ui.deep_links import span_query
from briqa.ui.serving import running
from tests.ui.page import READABLE, Page, background, box, colour, contrast, is_focused
from tests.ui.source_files import (
    FERRIES,
    NOTES,
    OVER_THE_BREAK,
    REPORT,
    STAFF,
    VISITORS,
    damage_page,
    write_notes,
    write_report,
)

QUESTION = "How many visitors did the Lindgren museum welcome in 2019?"
CITED = (VISITORS, STAFF, FERRIES)
# Gathers what the browser reports as moved without cause; a click or a key is no excuse.
_WATCH_SHIFTS = """
    window.shifted = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const nodes = entry.sources.map((source) => source.node);
        const inside = nodes.filter((node) => node?.parentElement?.closest("#right"));
        if (inside.length) window.shifted.push([entry.value, inside.map((node) => node.outerHTML)]);
      }
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    write_report(folder / REPORT)
    write_notes(folder / NOTES)
    return folder


@pytest.fixture(scope="module")
def assistant(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    index_dir = tmp_path_factory.mktemp("source-index")
    build_index(index_dir, [folder])
    with closing(open_index(index_dir)) as opened:
        yield opened


@pytest.fixture(scope="module")
def url(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(lambda: assistant, runs_dir=tmp_path_factory.mktemp("source-runs")) as url:
        yield url


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    opened = Page(browser, url)
    opened.tab.add_init_script(_WATCH_SHIFTS)
    yield opened
    opened.close()


# The page of a PDF


def test_a_pdf_opens_at_the_cited_page_with_its_picture(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    wait_for_picture(page)
    assert page.wait_for(".source-page").is_visible()
    assert not page.wait_for(".source-text").is_visible()
    assert page.wait_for(".page-number").input_value() == "1"
    assert page.text(".page-count") == "/ 3"
    assert in_view(page, ".box[aria-current]", ".source-page")


def test_the_picture_is_as_sharp_as_the_screen(page: Page, browser: Browser, url: str) -> None:
    fine = browser.new_context(device_scale_factor=2, viewport={"width": 1280, "height": 800})
    tab = fine.new_page()
    tab.goto(f"{url}?q={QUESTION}")
    tab.wait_for_selector(".sheet img")
    sizes = tab.evaluate(
        "() => [document.querySelector('.sheet img').naturalWidth,"
        " document.querySelector('.sheet').clientWidth]"
    )
    fine.close()
    assert sizes[0] >= 2 * sizes[1]


def test_the_text_is_a_click_away_and_stays_the_readers_choice(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    page.wait_for("[data-view-of=text]").click()
    assert page.wait_for(".source-text").is_visible()
    assert page.current() == VISITORS
    assert page.current_is_in_view()
    page.ask("How many guides did the Lindgren museum employ in 2019?")
    page.wait_for_current(STAFF)
    assert page.wait_for(".source-text").is_visible()
    assert page.wait_for("[data-view-of=text]").get_attribute("aria-pressed") == "true"
    page.wait_for("[data-view-of=page]").click()
    wait_for_picture(page)
    assert page.wait_for(".source-page").is_visible()


def test_pages_are_turned_by_buttons_and_by_number(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    wait_for_picture(page)
    before, number, behind = (
        page.wait_for(selector)
        for selector in ("[data-turn='-1']", ".page-number", "[data-turn='1']")
    )
    assert before.is_disabled()
    behind.click()
    wait_for_picture(page, "Page 2")
    assert not page.all(".box")
    number.fill("99")
    page.press("Enter")
    wait_for_picture(page, "Page 3")
    assert number.input_value() == "3"
    assert behind.is_disabled()
    number.fill("one")
    page.press("Enter")
    page.wait_until(lambda: number.input_value() == "3")
    before.click()
    before.click()
    wait_for_picture(page, "Page 1")
    page.wait_until(lambda: len(page.all(".box[aria-current]")) == 1)
    assert page.text(".source-status") == "Page 1 of 3"


def test_a_span_over_a_page_break_is_marked_on_both_pages(page: Page, assistant: Assistant) -> None:
    page.open(query=link_to(assistant, OVER_THE_BREAK.replace(" of the old", "\fof the old")))
    wait_for_picture(page, "Page 2")
    assert len(page.all(".box[aria-current]")) == 1
    page.wait_for("[data-turn='1']").click()
    wait_for_picture(page, "Page 3")
    assert len(page.all(".box[aria-current]")) == 1


def test_the_page_grows_and_fits_again(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    wait_for_picture(page)
    sheet, fit = page.wait_for(".sheet"), box(page.wait_for(".sheet"))
    for _ in range(2):
        page.wait_for("[data-zoom='1']").click()
    assert box(sheet)["width"] == pytest.approx(1.5 * fit["width"], abs=1)
    assert in_view(page, ".box[aria-current]", ".source-page")
    sharp = "document.querySelector('.sheet img').naturalWidth"
    page.wait_until(lambda: page.number(sharp) >= 1.5 * fit["width"])
    page.wait_for("[data-zoom='0']").click()
    assert box(sheet)["width"] == pytest.approx(fit["width"], abs=1)
    assert page.wait_for("[data-zoom='-1']").is_disabled()


def test_the_wheel_with_ctrl_stays_the_browsers(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    wait_for_picture(page)
    taken = page.script("""
        const wheel = new WheelEvent("wheel", { ctrlKey: true, bubbles: true, cancelable: true });
        document.querySelector(".sheet").dispatchEvent(wheel);
        return wheel.defaultPrevented;
    """)
    assert taken is False


def test_a_text_has_no_page_to_be_seen(page: Page) -> None:
    page.open()
    page.ask("How many bicycles did the ferries of Ulvo carry in 2020?")
    page.wait_for_current(FERRIES)
    assert not page.all(".source-page, .source-views, .page-turning, .page-problem")
    assert page.wait_for(".source-text").is_visible()


# From one span to the next


def test_marks_lead_to_their_citation_in_both_views(page: Page) -> None:
    cite_three(page)
    wait_for_picture(page)
    other = page.wait_for(".box:not([aria-current])")
    page.expire(".source")
    other.click()
    wait_for_place(page, "2 of 3")
    wait_for_leading(page, STAFF)
    page.wait_for("[data-view-of=text]").click()
    page.wait_for("mark:not([aria-current])").click()
    wait_for_place(page, "1 of 3")
    assert page.current() == VISITORS
    wait_for_leading(page, VISITORS)


@pytest.mark.parametrize(
    ("forward", "backward"),
    [
        (lambda page: page.press("n"), lambda page: page.press("p")),
        (lambda page: page.press("Alt+ArrowDown"), lambda page: page.press("Alt+ArrowUp")),
        (
            lambda page: page.wait_for("[data-control=following]").click(),
            lambda page: page.wait_for("[data-control=previous]").click(),
        ),
    ],
)
def test_a_reader_goes_through_the_cited_spans_of_all_documents(
    page: Page, forward: Callable[[Page], None], backward: Callable[[Page], None]
) -> None:
    cite_three(page)
    page.script("document.querySelector('.source-page').focus()")
    for number, quote in enumerate((STAFF, FERRIES, VISITORS), start=2):
        forward(page)
        wait_for_place(page, f"{(number - 1) % 3 + 1} of 3")
        assert page.current() == quote
        wait_for_leading(page, quote)
    backward(page)
    wait_for_place(page, "3 of 3")
    assert page.current() == FERRIES
    assert page.text(".source-status") == "Cited span 3 of 3"


def test_focus_stays_where_it_was_when_the_pane_is_drawn_anew(page: Page) -> None:
    cite_three(page)
    page.script("document.querySelector('[data-control=following]').focus()")
    for place in ("2 of 3", "3 of 3"):
        page.press("Enter")
        wait_for_place(page, place)
        assert is_focused(page.wait_for("[data-control=following]"))


def test_letters_in_the_page_number_lead_nowhere(page: Page) -> None:
    cite_three(page)
    page.wait_for(".page-number").click()
    page.press("n", "p")
    page.tab.wait_for_timeout(150)
    assert page.text(".span-position") == "1 of 3"


def test_selecting_words_of_a_mark_opens_nothing(page: Page) -> None:
    cite_three(page)
    page.wait_for("[data-view-of=text]").click()
    visit = page.wait_for(".source").get_attribute("data-visit")
    page.script("""
        const mark = document.querySelector("mark:not([aria-current])");
        getSelection().selectAllChildren(mark);
        mark.click();
    """)
    page.tab.wait_for_timeout(150)
    assert page.wait_for(".source").get_attribute("data-visit") == visit


def test_the_link_to_the_current_span_opens_it_again(page: Page) -> None:
    cite_three(page)
    page.script("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.wait_for(".copy-link").click()
    page.wait_until(lambda: page.text(".copy-link") == "Copied")
    address = page.script("return window.copied")
    assert isinstance(address, str)
    assert address.startswith(f"{page.url.rstrip('/')}/?doc={REPORT}")
    page.tab.goto(address)
    page.wait_for_current(VISITORS)


# Nothing jumps


@pytest.mark.parametrize("view", ["page", "text"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_in_the_pane_shifts(page: Page, view: str, width: int) -> None:
    page.open(width=width)
    size = box(page.wait_for("#source"))
    page.ask(QUESTION)
    wait_for_picture(page)
    page.wait_for(f"[data-view-of={view}]").click()
    page.all(".figures tbody tr")[0].click()
    wait_for_place(page, "1 of 1")
    page.wait_until(lambda: page.current() != VISITORS)
    page.all("#evidence .item")[0].click()
    page.wait_for_current(VISITORS)
    for chosen in ("text", "page"):
        page.wait_for(f"[data-view-of={chosen}]").click()
    for number in (2, 3):
        page.wait_for("[data-turn='1']").click()
        wait_for_picture(page, f"Page {number}")
    page.ask("What is the population of Mars?")
    page.ask("How many bicycles did the ferries of Ulvo carry in 2020?")
    page.wait_for_current(FERRIES)
    page.tab.wait_for_timeout(100)
    assert page.script("return window.shifted") == []
    after = box(page.wait_for("#source"))
    assert (after["width"], after["height"]) == (size["width"], size["height"])


def test_a_shift_in_the_pane_would_be_seen(page: Page) -> None:
    page.open()
    page.ask(QUESTION)
    wait_for_picture(page)
    page.script("document.querySelector('.source header').style.paddingBottom = '60px'")
    page.wait_until(lambda: page.script("return window.shifted.length"))


# What can't be shown


@pytest.fixture
def alone(browser: Browser, tmp_path: Path) -> Iterator[tuple[Path, Page]]:
    """A report whose second page is damaged, with a server of its own."""
    path = damage_page(write_report(tmp_path / REPORT), 1)
    build_index(tmp_path / "index", [path])
    with (
        closing(open_index(tmp_path / "index")) as assistant,
        running(lambda: assistant, runs_dir=tmp_path / "runs") as url,
    ):
        page = Page(browser, url)
        yield path, page
        page.close()


def test_a_file_that_is_gone_is_told_in_a_line_above_its_text(alone: tuple[Path, Page]) -> None:
    path, page = alone
    page.open()
    path.unlink()
    page.ask(QUESTION)
    page.wait_for_current(VISITORS)
    assert page.text(".page-problem") == (
        f"{REPORT} isn't there any more; put it back or index the folder."
    )
    assert page.wait_for(".source-text").is_visible()
    assert page.current_is_in_view()
    assert page.wait_for("[data-view-of=page]").is_disabled()


def test_a_damaged_page_is_told_in_a_line_and_left_by_the_buttons(alone: tuple[Path, Page]) -> None:
    _, page = alone
    page.open()
    page.ask(QUESTION)
    wait_for_picture(page)
    page.wait_for("[data-turn='1']").click()
    page.wait_until(lambda: "damaged page 2" in page.text(".source-page .page-problem"))
    page.wait_for("[data-turn='1']").click()
    wait_for_picture(page, "Page 3")


# How it looks


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_head_and_the_marks_are_readable_in_both_modes(page: Page, theme: str) -> None:
    page.open(theme)
    page.ask(QUESTION)
    wait_for_picture(page)
    panel = colour(page.style(".source", "backgroundColor"))
    for selector in (".source h2", ".span-position", ".page-count", ".copy-link", ".page-number"):
        assert contrast(colour(page.style(selector, "color")), [panel]) >= READABLE, selector
    toggle = [background(page, ".source-views"), background(page, "[aria-pressed=false]")]
    assert contrast(colour(page.style("[aria-pressed=false]", "color")), toggle) >= READABLE
    ink = (0.0, 0.0, 0.0, 1.0)
    assert contrast(ink, [background(page, ".box[aria-current]")]) >= READABLE


def test_a_narrow_window_holds_the_whole_head(page: Page) -> None:
    page.open(width=390, height=844)
    page.ask(QUESTION)
    wait_for_picture(page)
    assert page.sideways() == 0
    pane = box(page.wait_for(".source"))
    for tool in page.all(".source-tools button, .page-number, .copy-link"):
        found = box(tool)
        assert pane["x"] <= found["x"]
        assert found["x"] + found["width"] <= pane["x"] + pane["width"]
        assert found["height"] >= 24  # WCAG 2.2, success criterion 2.5.8


def cite_three(page: Page) -> None:
    """Has three sentences checked, two in the report and one in the notes."""
    page.open()
    page.open_tab("Cite")
    page.wait_for("#claim textarea").fill(" ".join(CITED))
    page.wait_for("#check").click()
    wait_for_place(page, "1 of 3")


def wait_for_place(page: Page, position: str) -> None:
    page.wait_until(lambda: page.text(".span-position") == position)


def wait_for_picture(page: Page, name: str = "Page") -> Locator:
    """Waits for the picture of a page, decoded and in its place."""
    found = page.wait_for(f".sheet img[alt^='{name}']")
    page.wait_until(lambda: found.evaluate("image => image.complete && image.naturalWidth > 0"))
    return found


def leading_here(page: Page) -> list[str]:
    """What the elements of the left pane lead to that are current."""
    page.wait_until(lambda: page.all("#left [data-start][aria-current=true]"))
    code = """
        const current = [...document.querySelectorAll("#left [data-start][aria-current=true]")];
        const text = document.querySelector(".source-text").textContent;
        return current.map(({ dataset }) => [...text].slice(dataset.start, dataset.end).join(""));
    """
    found = page.script(code)
    assert isinstance(found, list)
    return found


def wait_for_leading(page: Page, quote: str) -> None:
    """The answer's mark follows the source, a moment after it."""
    page.wait_until(lambda: leading_here(page) == [quote])


def in_view(page: Page, selector: str, region: str) -> bool:
    inner, outer = box(page.wait_for(selector)), box(page.wait_for(region))
    return outer["y"] <= inner["y"] <= outer["y"] + outer["height"] - inner["height"]


def link_to(assistant: Assistant, quote: str) -> str:
    document = assistant.document(REPORT).document
    start = document.text.index(quote)
    return span_query(document, Span(start, start + len(quote)))
