"""The Cite tab in a real browser."""

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Route

from briqa.assistant import Assistant
from briqa.bibliography import STYLES, entry, in_text, locator_of, work_of
from briqa.citing import cited_source
from briqa.claims import AtomStatus, ClaimCheck, Verdict
from briqa.permalink import link_to
from briqa.ui.serving import LateIndex, running
from briqa.ui.suggestions import example_claims
from tests.ui.page import READABLE, Page, background, colour, contrast, is_focused

TRUE = "The port of Varnholm handled 4.2 million tons of cargo in 2021."
FALSE = "The port of Varnholm handled 4.9 million tons of cargo in 2021."
UNKNOWN = "Penguins compose volcanic symphonies in Antarctica."
HOSTILE_CLAIM = "The ferry terminal of <b>Ostrava</b> cost $290 million & {{more}} in 2021."


@pytest.fixture(scope="module")
def wrong(ui_assistant: Assistant) -> ClaimCheck:
    found = ui_assistant.cite(FALSE)
    assert found.verdict is Verdict.CONTRADICTED
    return found


@pytest.fixture
def cite(page: Page) -> Page:
    """The page with the Cite tab open."""
    _open(page)
    return page


def _open(page: Page, theme: str = "light", *, width: int = 1280, height: int = 800) -> None:
    page.open(theme, width=width, height=height)
    page.open_tab("Cite")
    page.wait_for("#claim textarea")


def _check(page: Page, text: str) -> None:
    """Checks with the keyboard and waits for the result."""
    page.expire("#claim-notice [role=status]")
    page.wait_for("#claim textarea").fill(text)
    page.press("Shift+Enter")
    page.wait_for("#claim-notice [role=status]:not(.busy):not([data-old])")
    page.wait_for(".claim")


def test_each_atom_has_its_status_as_a_sign_and_a_word(cite: Page, wrong: ClaimCheck) -> None:
    _check(cite, FALSE)
    assert cite.all(".verdict")[0].inner_text().endswith("Contradicted")
    signs = {AtomStatus.CONFIRMED: "✓", AtomStatus.CONTRADICTED: "✗", AtomStatus.NOT_FOUND: "?"}
    words = {
        AtomStatus.CONFIRMED: "confirmed",
        AtomStatus.CONTRADICTED: "contradicted",
        AtomStatus.NOT_FOUND: "not found",
    }
    shown = [atom.inner_text() for atom in cite.all(".claim-text .atom")]
    assert len(shown) == len(wrong.atoms)
    for text, atom in zip(shown, wrong.atoms, strict=True):
        assert text.startswith(signs[atom.status])
        assert FALSE[atom.span.start : atom.span.end] in text
        assert words[atom.status] in text
    assert "the source says 4.2 million tons" in cite.text(".atoms .contradicted .said")


def test_a_click_on_an_atom_marks_its_span_in_the_source(cite: Page, wrong: ClaimCheck) -> None:
    _check(cite, FALSE)
    (atom,) = [found for found in wrong.atoms if found.status is AtomStatus.CONTRADICTED]
    assert atom.citation is not None
    button = cite.all("button.atom.contradicted")[0]
    button.click()
    cite.wait_for_current(atom.citation.quote)
    cite.wait_until(cite.current_is_in_view)
    assert button.get_attribute("aria-current") == "true"
    marked = cite.all("mark[aria-current=true]")[0].get_attribute("data-spans") or ""
    assert f"{atom.citation.span.start}-{atom.citation.span.end}" in marked.split()


def test_enter_on_an_atom_does_the_same_and_its_focus_is_seen(
    cite: Page, wrong: ClaimCheck
) -> None:
    _check(cite, FALSE)
    buttons = cite.all("button.atom")
    buttons[0].focus()
    cite.press("Tab")
    assert is_focused(buttons[1])
    assert cite.style(".atom:focus-visible", "outlineStyle") == "solid"
    cite.press("Enter")
    leading = [atom.citation for atom in wrong.atoms if atom.citation is not None]
    cite.wait_for_current(leading[1].quote)


def test_the_evidence_leads_to_its_sentence(cite: Page, wrong: ClaimCheck) -> None:
    _check(cite, FALSE)
    evidence = cite.all(".claim button.item")[0]
    assert wrong.evidence[0].citation.reading in evidence.inner_text()
    evidence.click()
    cite.wait_for_current(wrong.evidence[0].citation.quote)


def test_a_paragraph_is_checked_sentence_by_sentence(cite: Page) -> None:
    _check(cite, f"{TRUE} {FALSE} {UNKNOWN}")
    verdicts = [verdict.inner_text() for verdict in cite.all(".verdict")]
    expected = ("Supported", "Contradicted", "Not in the sources")
    assert len(verdicts) == len(expected)
    assert all(map(str.endswith, verdicts, expected)), verdicts
    assert [number.inner_text() for number in cite.all(".claim .number")] == [
        f"Sentence {number} of 3" for number in (1, 2, 3)
    ]
    said = cite.text("#claim-notice [role=status]")
    assert said == "3 sentences checked: 1 supported, 1 contradicted, 1 not in the sources."
    labels = [label.inner_text() for label in cite.all(".citations ul:first-of-type .for")]
    assert labels[:2] == ["Sentence 1", "Sentence 2, says otherwise"]


def test_a_style_is_chosen_and_its_citation_copied(cite: Page, ui_assistant: Assistant) -> None:
    _check(cite, TRUE)
    source = cited_source(ui_assistant.cite(TRUE))
    assert source is not None
    work, place = work_of(source.document), locator_of(source)
    assert [text.inner_text() for text in cite.all(".citations .text")[:2]] == [
        in_text(work, place, style="apa"),
        entry(work, style="apa"),
    ]
    cite.all("#style input")[0].click()
    option = f"[role=option][aria-label={STYLES['mla'].title!r}]"
    cite.wait_for(option).click()
    cited = in_text(work, place, style="mla")
    cite.wait_until(lambda: cite.all(".citations .text")[0].inner_text() == cited)
    copied = _copied(cite)
    assert copied == [cited, entry(work, style="mla"), str(link_to(source.document, source.span))]


def _copied(page: Page) -> list[object]:
    """What each button puts on the clipboard."""
    page.script(
        "window.copied = []; navigator.clipboard.writeText = async (t) => { copied.push(t); }"
    )
    for button in page.all(".copy"):
        button.click()
        page.wait_until(partial(_says_copied, button))
    assert page.text(".copy-status") == "Copied."
    found = page.script("return window.copied")
    assert isinstance(found, list)
    return found


def _says_copied(button: Locator) -> bool:
    return button.inner_text() == "Copied"


def test_without_the_clipboard_a_selection_is_copied(cite: Page) -> None:
    _check(cite, TRUE)
    cite.script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));"
        "document.execCommand = (name) => {"
        "  window.selected = [name, document.activeElement.value]; return true; }"
    )
    shown = cite.all(".citations .text")[0].inner_text()
    button = cite.all(".copy")[0]
    button.click()
    cite.wait_until(lambda: button.inner_text() == "Copied")
    assert cite.script("return window.selected") == ["copy", shown]
    assert is_focused(button)
    assert not cite.all("body > textarea")


def test_what_is_pasted_during_a_check_is_checked_then(cite: Page) -> None:
    held: list[Route] = []
    cite.tab.route("**/run/predict*", lambda route: held.append(route), times=1)
    cite.wait_for("#claim textarea").fill(FALSE)
    cite.press("Shift+Enter")
    cite.wait_until(lambda: held)
    cite.wait_for("#claim textarea").fill("The moon is made of cheese.")
    cite.press("Shift+Enter")
    held[0].continue_()
    cite.wait_until(lambda: "cheese" in cite.text(".claim-text"))


def test_nothing_is_cited_for_what_no_document_says(cite: Page) -> None:
    _check(cite, TRUE)
    _check(cite, UNKNOWN)
    cite.wait_until(lambda: "Not in the sources" in cite.text(".verdict"))
    cite.wait_until(lambda: not [found for found in cite.all("#citing") if found.is_visible()])
    assert not cite.all("mark")


def test_markup_of_a_claim_stays_text(cite: Page) -> None:
    _check(cite, HOSTILE_CLAIM)
    shown = cite.text(".claim-text")
    assert all(part in shown for part in ("<b>", "</b>", " & {{more}} in "))
    assert not cite.all("#claims b, #claims script, .katex")


def test_an_empty_claim_gets_a_hint(cite: Page) -> None:
    cite.all("#check")[0].click()
    assert cite.wait_for("#claim-notice .notice").inner_text() == "Paste a sentence first."


def test_an_example_of_the_corpus_checks_itself(cite: Page, ui_assistant: Assistant) -> None:
    cite.wait_for("#claim-examples .offered")
    examples = cite.all("#claim-examples .offered")
    assert [example.inner_text() for example in examples] == [*example_claims(ui_assistant)]
    examples[0].click()
    cite.wait_for(".claim")
    assert cite.all("#claim textarea")[0].input_value() == examples[0].inner_text()


def test_without_an_index_the_tab_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    with running(LateIndex(tmp_path / "none").open) as url:
        page = Page(browser, url)
        _open(page)
        page.all("#claim textarea")[0].fill("Anything?")
        page.press("Shift+Enter")
        assert "briqa index" in page.wait_for("#claim-notice .notice").inner_text()
        page.close()


def test_a_phone_shows_it_without_scrolling_sideways(page: Page) -> None:
    _open(page, width=390, height=844)
    _check(page, f"{TRUE} {FALSE}")
    page.wait_for(".citations")
    assert page.sideways() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tab_is_readable_in_both_modes(page: Page, theme: str) -> None:
    _open(page, theme)
    _check(page, f"{TRUE} {FALSE} {UNKNOWN} The port of Ulrikasund ships 77 barrels of tar.")
    page.wait_for(".citations .for")
    card = colour(page.style(".claim", "backgroundColor"))
    for name in ("confirmed", "contradicted", "not-found"):
        for part in (f".verdict:is(.{name} .verdict)", f".atom.{name}", f".atom.{name} .sign"):
            if not page.all(part):
                continue
            ground = background(page, part.removesuffix(" .sign"))
            letters = colour(page.style(part, "color"))
            assert contrast(letters, [card, ground]) >= READABLE, part
    plain = (
        ".claim-text", ".claim .number", ".atoms .status", ".atoms .place", ".claim h3",
        ".claim .written", ".claim .sentence", ".claim .title", ".citations .text",
        ".citations .for", ".citations h3", ".copy",
    )  # fmt: skip
    for selector in plain:
        assert contrast(colour(page.style(selector, "color")), [card]) >= READABLE, selector


def test_the_browser_reports_no_error(page: Page) -> None:
    _open(page)
    _check(page, FALSE)
    assert not page.errors
