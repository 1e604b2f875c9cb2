"""Answers, refusals and figures as tokens and HTML."""

import re
from dataclasses import replace

import pytest

from briqa.answer import Answer, AnswerSentence, Citation, Refusal, Row
from briqa.quantities import Quantity
from briqa.spans import Document, Page, SourceFormat, Span, TextView
from briqa.ui.ask import cited_places, token_targets
from briqa.ui.render import announcement, evidence, figure_cells, notice, welcome
from briqa.ui.source import Place
from briqa.ui.targets import place_of, quoted
from briqa.ui.theme import FIGURE_COLOURS
from briqa.ui.tokens import answer_tokens
from tests.results import (
    DOCUMENT,
    MONEY,
    MONEY_FIGURE,
    REFUSAL,
    ROUTES,
    SENTENCE,
    VIEW,
    WHOLE,
    answer_with,
    citation_of,
    figure_of,
    span_of,
)
from tests.ui.reading import PaneReader

ANSWER = answer_with(sentences=(SENTENCE, SENTENCE))


def test_the_answer_reads_as_whole_words_with_its_figures_as_labelled_tokens() -> None:
    tokens = answer_tokens(ANSWER)
    sentence = VIEW.text.replace("\n", " ")
    assert "".join(token.text for token in tokens) == f"{sentence}\n\n{sentence}"
    labelled = [(token.text, token.label) for token in tokens if token.label]
    assert labelled == [("$220 million", "money"), ("75 routes", "count · asked for")] * 2


def test_every_token_leads_to_its_ownspan_of() -> None:
    tokens = answer_tokens(ANSWER)
    targets = token_targets(tokens)
    for token, target in zip(tokens, targets, strict=True):
        if token.label:
            assert target is not None
            assert DOCUMENT.quote(target.place.span) == token.text
            assert target.mark == quoted(token.text)
    assert targets.count(None) == 1  # the gap between the sentences


def test_every_label_has_a_colour_and_what_was_asked_for_has_its_own() -> None:
    asked = {colour for label, colour in FIGURE_COLOURS.items() if "asked for" in label}
    others = {colour for label, colour in FIGURE_COLOURS.items() if "asked for" not in label}
    assert len(asked) == 1
    assert not asked & others
    assert {token.label for token in answer_tokens(ANSWER)} - {None} <= FIGURE_COLOURS.keys()


def test_the_evidence_escapes_what_the_documents_say() -> None:
    read = PaneReader(evidence(ANSWER))
    assert {"b", "roads", "coast", "more", "script"}.isdisjoint(read.tags)
    assert "Ports & <roads>" in read.text
    assert "1.1 <Coast> › Port · line 1" in read.text


def test_each_item_of_the_evidence_names_an_exactspan_of() -> None:
    html = evidence(ANSWER)
    found = re.findall(r'data-docid="([^"]*)" data-start="(\d+)" data-end="(\d+)"', html)
    assert {docid for docid, _, _ in found} == {"a&lt;b&gt;.md"}
    spans = [Span(int(start), int(end)) for _, start, end in found]
    # Two sources, the one figure that was asked for in each sentence, one passage.
    assert spans == [WHOLE, WHOLE, ROUTES.span, ROUTES.span, WHOLE]


def test_a_refusal_shows_what_is_near_and_no_sources() -> None:
    text = PaneReader(evidence(REFUSAL)).text
    assert "Nearest passages" in text
    assert "Sources" not in text
    assert "Figures" not in text
    assert cited_places(REFUSAL) == ()


def test_a_refusal_over_no_documents_shows_no_passages() -> None:
    assert evidence(replace(REFUSAL, passages=())) == ""


def test_of_many_sources_the_first_stand_open_and_the_rest_folded() -> None:
    html = evidence(answer_with(sentences=(SENTENCE,) * 8))
    first, folded = html.split("<details", 1)
    assert first.count('class="item"') == 5
    assert folded[: folded.index("</details>")].count('class="item"') == 3
    assert "3 more" in folded
    assert "counter-reset: item 5" in folded
    assert "<details" not in evidence(answer_with(sentences=(SENTENCE,) * 5))


def test_an_answer_cites_its_sentences() -> None:
    assert cited_places(ANSWER) == (Place("a<b>.md", WHOLE),) * 2


def test_the_cells_of_a_figure_are_its_parts_in_words() -> None:
    assert figure_cells(MONEY) == ("220 million", "USD", "money, rise", "more than", "2022")
    assert figure_cells(ROUTES) == ("75", "route", "count", "", "")


def test_whom_and_what_a_figure_is_about_is_shown_where_one_says_it() -> None:
    about = replace(ROUTES, subject="Port & <co>", measure="shipping routes")
    told = AnswerSentence(SENTENCE.citation, (figure_of("75 routes", about), MONEY_FIGURE))
    html = evidence(answer_with(sentences=(told,)))
    assert '<th scope="col">Subject</th>' in html
    assert '<td data-column="Subject">Port &amp; &lt;co&gt;</td>' in html
    assert '<td data-column="Measure">–</td>' in html
    assert "Subject" not in evidence(ANSWER)


def test_a_year_is_not_grouped_by_thousands() -> None:
    assert figure_cells(Quantity(span_of("2022"), "date", 2022, 2022, 2022))[0] == "2022"


def test_a_document_with_pages_is_cited_by_page() -> None:
    paged = Document("p.pdf", "one\ftwo", SourceFormat.PDF, pages=(Page(0, 3, "iv"), Page(4, 7)))
    view = TextView.identity(paged.text)
    assert place_of(Citation(paged, view, Span(0, 3), ())) == "p. iv"
    assert place_of(Citation(paged, view, Span(4, 7), ())) == "p. 2"


@pytest.mark.parametrize("result", [ANSWER, REFUSAL])
def test_a_screen_reader_is_told_of_the_result(result: Answer | Refusal) -> None:
    assert 'role="status"' in announcement(result)


def test_a_screen_reader_hears_the_short_answer_or_the_rows() -> None:
    told = announcement(answer_with(short=(citation_of(span_of("75 routes & <more>")),)))
    assert "Answer: 75 routes &amp; &lt;more&gt;. 1 passage found." in told
    rows = (Row("A", MONEY_FIGURE, SENTENCE), Row("B", None, None))
    assert "Answer: A: $220 million; B: not found." in announcement(answer_with(rows=rows))


def test_a_notice_is_an_escaped_alert() -> None:
    assert notice("a < b") == '<p class="notice" role="alert">a &lt; b</p>'


def test_without_documents_the_pane_says_what_to_do() -> None:
    assert "briqa index PATH" in PaneReader(welcome([])).text
