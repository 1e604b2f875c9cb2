"""The audit's findings as HTML, and in a real browser."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer import Citation
from briqa.assistant import Assistant
from briqa.audit import AuditRow, Finding, Verdict
from briqa.spans import Document, SourceFormat, Span, TextView
from briqa.ui.findings import (
    VERDICTS,
    ShownFinding,
    findings_html,
    verdict_choices,
    worst_first,
)
from tests.strategies import texts
from tests.ui.page import READABLE, Page, colour, contrast
from tests.ui.reading import PaneReader

TEXT = "It was 15.8 million <b> (990 of & and 590 in) $x$."


def _row(verdict: Verdict, text: str = TEXT, *quotes: str, formula: str = "1 + 1 = 2") -> AuditRow:
    document = Document("<i>a</i>.md", text, SourceFormat.TEXT)
    starts = [text.index(quote) for quote in quotes]
    spans = [Span(start, start + len(quote)) for start, quote in zip(starts, quotes, strict=True)]
    finding = Finding("total", tuple(spans), formula, 1, 2, 2, verdict, formula)
    return AuditRow(document, finding)


def _shown(row: AuditRow) -> str:
    view = TextView.identity(row.document.text)
    citations = [Citation(row.document, view, span, (), None) for span in row.finding.spans]
    return findings_html([ShownFinding(row, citations)], total=1)


def _operands(shown: str) -> str:
    found = re.search(r'<p class="operands">(.*?)</p>', shown, re.DOTALL)
    assert found
    return html.unescape(re.sub("<[^>]*>", "", found[1]))


@given(st.one_of(texts(), st.text(alphabet="<>&\"'/abp $`")))
def test_whatever_a_document_or_formula_says_stays_text(said: str) -> None:
    def read(words: str) -> PaneReader:
        return PaneReader(_shown(_row("doubtful", f"12{words}34", "12", "34", formula=words)))

    found = read(said)
    assert found.tags == read("plain").tags


def test_the_figures_stand_in_the_text_between_them() -> None:
    shown = _shown(_row("contradiction", TEXT, "15.8 million", "990", "590"))
    assert _operands(shown) == "15.8 million <b> (990 of & and 590"
    assert shown.count("data-start=") == 3
    assert 'data-start="7" data-end="19"' in shown


def test_figures_far_apart_or_in_one_another_stand_side_by_side() -> None:
    far = _shown(_row("holds", f"12 {'and more ' * 50}34", "12", "34"))
    assert _operands(far) == "12 … 34"
    nested = _shown(_row("holds", TEXT, "15.8 million", "million"))
    assert _operands(nested) == "15.8 million … million"


def test_contradictions_come_first_and_each_verdict_is_counted() -> None:
    rows = [_row(verdict) for verdict in (*reversed(VERDICTS), "contradiction")]
    ordered = [row.finding.verdict for row in worst_first(rows)]
    assert ordered == ["contradiction", *VERDICTS]
    labels = [label for label, _ in verdict_choices(rows)]
    assert labels == [
        "All (5)", "Contradictions (2)", "Doubtful (1)", "Within rounding (1)", "Hold (1)",
    ]  # fmt: skip
    assert [label for label, _ in verdict_choices(rows[:1])] == ["All (1)", "Hold (1)"]


def test_what_is_not_shown_is_told() -> None:
    row = _row("holds", TEXT, "990", "590")
    citation = Citation(row.document, TextView.identity(TEXT), row.finding.spans[0], (), None)
    shown = findings_html([ShownFinding(row, [citation])], total=1235)
    assert "1,234 more; briqa audit lists all." in shown


# --- in the browser ----------------------------------------------------------------------------


@pytest.fixture
def audit(page: Page) -> Page:
    """The page with the audit open."""
    page.open()
    page.open_tab("Figures")
    page.open_tab("Audit")
    page.wait_for(".finding")
    return page


def _verdicts(page: Page) -> list[str]:
    return page.tab.locator(".finding .verdict").all_text_contents()


def test_a_verdict_narrows_the_findings(audit: Page, ui_assistant: Assistant) -> None:
    found = worst_first(list(ui_assistant.audit()))
    assert len(audit.all(".finding")) == len(found)
    doubtful = [row for row in found if row.finding.verdict == "doubtful"]
    audit.tab.get_by_label(f"Doubtful ({len(doubtful)})").check()
    audit.wait_until(lambda: _verdicts(audit) == ["?doubtful"] * len(doubtful))
    formulas = audit.tab.locator(".finding .formula").all_text_contents()
    assert formulas == [row.finding.formula for row in doubtful]


def test_the_keyboard_chooses_a_verdict(audit: Page) -> None:
    audit.wait_for("#audit-verdict input:checked").focus()
    audit.press("Tab", "Space")  # to the browser each of gradio's choices is a group of its own
    audit.wait_until(lambda: set(_verdicts(audit)) == {"✗contradiction"})
    assert audit.wait_for("#audit-verdict input:checked").get_attribute("value") == "contradiction"


def test_each_figure_of_a_relation_leads_to_its_span(audit: Page, ui_assistant: Assistant) -> None:
    worst = worst_first(list(ui_assistant.audit()))[0]
    buttons = audit.tab.locator(".finding").first.locator(".written")
    assert buttons.all_text_contents() == list(worst.quotes)
    for place, quote in enumerate(worst.quotes):
        buttons.nth(place).click()
        audit.wait_for_current(quote)
    buttons.first.focus()
    audit.press("Enter")
    audit.wait_for_current(worst.quotes[0])
    marked = audit.wait_for(".source").get_attribute("data-cited") or ""
    assert {(span.start, span.end) for span in worst.finding.spans} == {
        (start, end) for start, end in json.loads(marked)
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_narrow_window_has_all_of_it_and_it_can_be_read(page: Page, theme: str) -> None:
    page.open(theme, width=390, height=844)
    page.open_tab("Figures")
    page.open_tab("Audit")
    page.wait_for(".finding")
    assert page.sideways() == 0
    for part in ("verdict", "relation", "formula", "fits", "operands .written", "finding-place"):
        selector = f".finding .{part}"
        letters = colour(page.style(selector, "color"))
        assert contrast(letters, [colour(page.ground(selector))]) >= READABLE
    assert page.errors == []
