"""What stands first: the short answer, rows, what was computed; or the refusal."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer import Derivation, Row
from briqa.spans import Span
from briqa.ui.lead import lead
from tests.results import (
    COMPUTED,
    MONEY,
    MONEY_FIGURE,
    REFUSAL,
    ROUTES,
    ROUTES_FIGURE,
    SENTENCE,
    TEXT,
    WHOLE,
    answer_with,
    citation_of,
    span_of,
)
from tests.strategies import texts
from tests.ui.reading import PaneReader

TARGET = re.compile(r'data-docid="([^"]*)" data-start="(\d+)" data-end="(\d+)"')
FROM_THE_TEXT = {"b", "more", "mars", "2021", "routes", "coast", "script"}


def _targets(html: str) -> list[Span]:
    found = TARGET.findall(html)
    assert {docid for docid, _, _ in found} <= {"a&lt;b&gt;.md"}
    return [Span(int(start), int(end)) for _, start, end in found]


@given(st.one_of(texts(), st.text(alphabet="<>&\"'/abp $`")))
def test_whatever_a_label_note_or_formula_says_stays_text(said: str) -> None:
    def shown(words: str) -> PaneReader:
        derivation = Derivation((replace(COMPUTED, formula=words, conclusion=words),), (words,))
        return PaneReader(lead(answer_with(rows=(Row(words, None, None),), derivation=derivation)))

    read = shown(f"[{said}]")
    assert read.text.count(f"[{said}]") >= 4
    assert read.tags == shown("plain").tags


def test_one_short_answer_is_a_link_to_its_span() -> None:
    html = lead(answer_with(short=(citation_of(span_of("75 routes & <more>")),)))
    assert _targets(html) == [span_of("75 routes & <more>")]
    assert ">75 routes &amp; &lt;more&gt;</button>" in html
    assert "<li>" not in html


def test_a_list_has_an_item_for_each_part_in_order() -> None:
    spans = [span_of("Port"), span_of("75 routes"), span_of("2022")]
    html = lead(answer_with(short=tuple(citation_of(span) for span in spans)))
    assert _targets(html) == spans
    assert html.count("<li>") == 3
    assert 'class="short" role="list"' in html


def test_a_short_answer_reads_as_whole_words_without_markup() -> None:
    read = PaneReader(lead(answer_with(short=(citation_of(WHOLE),))))
    assert "Port: it issued $220 million, 75 routes & <more> by 2022." in read.text
    assert FROM_THE_TEXT.isdisjoint(read.tags)


def test_whom_it_is_about_stands_beside_it_and_leads_there() -> None:
    html = lead(answer_with(subject=citation_of(span_of("Port"))))
    assert _targets(html) == [span_of("Port")]
    assert "about: Port" in PaneReader(html).text


def test_each_row_leads_to_its_figure_and_a_missing_side_leads_nowhere() -> None:
    rows = (
        Row("<A>", ROUTES_FIGURE, SENTENCE),
        Row("B & C", MONEY_FIGURE, SENTENCE),
        Row("D", None, None),
    )
    html = lead(answer_with(rows=rows))
    assert _targets(html) == [ROUTES.span, MONEY.span]
    assert '<th scope="row">&lt;A&gt;</th>' in html
    assert '<th scope="row">B &amp; C</th>' in html
    missing = html[html.index(">D<") :]
    assert "not found" in missing
    assert "data-start" not in missing


def test_a_row_has_its_figure_as_written_its_value_unit_period_and_place() -> None:
    html = lead(answer_with(rows=(Row("A", MONEY_FIGURE, SENTENCE),)))
    cells = dict(re.findall(r'<td data-column="([^"]+)">(?:<button[^>]*>)?([^<]*)<', html))
    assert cells == {
        "As written": "$220 million",
        "Value": "over 220 million",
        "Unit": "USD",
        "Period": "2022",
        "Where": "line 3",
    }


def test_a_row_without_a_figure_shows_its_sentence() -> None:
    html = lead(answer_with(rows=(Row("A", None, SENTENCE),)))
    assert _targets(html) == [WHOLE]
    assert "not found" not in html
    assert "issued $220 million" in PaneReader(html).text


def test_rows_stand_in_the_place_of_the_short_answer() -> None:
    html = lead(
        answer_with(
            short=(citation_of(span_of("Port")),), rows=(Row("A", ROUTES_FIGURE, SENTENCE),)
        )
    )
    assert _targets(html) == [ROUTES.span]


def test_what_was_computed_is_marked_so_and_is_no_quote() -> None:
    html = lead(answer_with(derivation=Derivation((COMPUTED,))))
    computed = html[html.index('<div class="computed">') : html.index("</div>")]
    assert "<h3>Computed</h3>" in computed
    assert "75 − 72 = 3 &lt;routes&gt;" in computed
    assert "more &amp; more" in computed
    assert "no document says it" in computed
    assert not re.search(r"<(?:q|blockquote|button|mark|a)\b", computed)
    assert _targets(html) == []


def test_without_a_conclusion_the_formula_stands_alone() -> None:
    html = lead(answer_with(derivation=Derivation((replace(COMPUTED, conclusion=None),))))
    assert "conclusion" not in html
    assert "75 − 72 = 3" in html


def test_nothing_computed_is_not_mentioned() -> None:
    assert "omputed" not in lead(answer_with(short=(citation_of(span_of("Port")),)))


def test_notes_are_plain_escaped_lines() -> None:
    html = lead(answer_with(derivation=Derivation((), ("No figure for <B> was found.",))))
    assert '<p class="note">No figure for &lt;B&gt; was found.</p>' in html


@pytest.mark.parametrize(
    ("confidence", "shown"), [(0.834, "0.83"), (0.9999, "> 0.99"), (1.0, "> 0.99")]
)
def test_confidence_is_never_rounded_up_to_certainty(confidence: float, shown: str) -> None:
    html = lead(answer_with(confidence=confidence))
    assert f"confidence {shown}" in PaneReader(html).text


def test_every_button_of_an_answer_can_be_reached_and_has_a_name() -> None:
    html = lead(
        answer_with(rows=(Row("A", ROUTES_FIGURE, SENTENCE),), subject=citation_of(span_of("Port")))
    )
    buttons = re.findall(r"<button type=\"button\"[^>]*>([^<]+)</button>", html)
    assert buttons == ["75 routes", "Port"]
    assert "tabindex" not in html


def test_a_refusal_says_what_is_missing_and_what_there_is_instead() -> None:
    html = lead(REFUSAL)
    read = PaneReader(html)
    assert "The documents don't say." in read.text
    assert "<q>&lt;Mars&gt;</q>" in html
    assert "The nearest figures are for <2021>." in read.text
    assert FROM_THE_TEXT.isdisjoint(read.tags)


def test_the_nearest_figure_of_a_refusal_is_called_no_answer_and_leads_to_its_span() -> None:
    html = lead(REFUSAL)
    assert "Nearest figure (not the answer): $220 million" in PaneReader(html).text
    assert _targets(html) == [MONEY.span]
    assert TEXT[MONEY.span.start : MONEY.span.end] == "$220 million"


def test_a_refusal_without_a_near_figure_names_none() -> None:
    assert "Nearest" not in lead(replace(REFUSAL, nearest=None))
