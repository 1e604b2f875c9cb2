"""Answers, refusals and figures as tokens and HTML."""

import re
from dataclasses import replace

import pytest

from briqa.answer import Answer, AnswerSentence, Citation, Figure, RankedPassage, Refusal
from briqa.quantities import Quantity
from briqa.spans import Document, Metadata, Page, SourceFormat, Span, TextView
from briqa.ui.ask import cited_places, token_places
from briqa.ui.render import announcement, evidence, figure_cells, notice, place_of, welcome
from briqa.ui.source import Place
from briqa.ui.theme import FIGURE_COLOURS
from briqa.ui.tokens import answer_tokens
from tests.ui.reading import PaneReader

# The view has no markup, and the word that a line break cuts is whole in it.
TEXT = "**Port:** it is-\n\nsued \\$220 million, 75 routes & <more> by 2022."
VIEW = TextView.build(TEXT, [(2, 7, None), (9, 15, None), (18, 23, None), (24, len(TEXT), None)])
DOCUMENT = Document("a<b>.md", TEXT, SourceFormat.MARKDOWN, Metadata(title="Ports & <roads>"))


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _citation(span: Span, *path: str) -> Citation:
    return Citation(DOCUMENT, VIEW, span, path)


def _figure(words: str, quantity: Quantity, *, asked_for: bool = False) -> Figure:
    return Figure(quantity, _citation(_span(words)), asked_for)


MONEY = Quantity(_span("$220 million"), "money", 2.2e8, 2.2e8, 2.2e8, "USD", "over", "up", "2022")
ROUTES = Quantity(_span("75 routes"), "count", 75, 75, 75, "route")
SENTENCE = AnswerSentence(
    _citation(Span(0, len(TEXT)), "1 Ports", "1.1 <Coast>", "Port"),
    (_figure("$220 million", MONEY), _figure("75 routes", ROUTES, asked_for=True)),
)
PASSAGE = RankedPassage(_citation(Span(0, len(TEXT))), 1.5)
ANSWER = Answer("How many routes?", (SENTENCE, SENTENCE), (PASSAGE,), 0.9)
REFUSAL = Refusal("<Mars>?", ("<Mars>",), (PASSAGE,), 0.1)


def test_the_answer_reads_as_whole_words_with_its_figures_as_labelled_tokens() -> None:
    tokens = answer_tokens(ANSWER)
    sentence = VIEW.text.replace("\n", " ")
    assert "".join(token.text for token in tokens) == f"{sentence}\n\n{sentence}"
    labelled = [(token.text, token.label) for token in tokens if token.label]
    assert labelled == [("$220 million", "money"), ("75 routes", "count · asked for")] * 2


def test_every_token_leads_to_its_own_span() -> None:
    tokens = answer_tokens(ANSWER)
    places = token_places(tokens)
    for token, place in zip(tokens, places, strict=True):
        if token.label:
            assert place is not None
            assert DOCUMENT.quote(place.span) == token.text
    assert places.count(None) == 1  # the gap between the sentences


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


def test_each_item_of_the_evidence_names_an_exact_span() -> None:
    html = evidence(ANSWER)
    found = re.findall(r'data-docid="([^"]*)" data-start="(\d+)" data-end="(\d+)"', html)
    assert {docid for docid, _, _ in found} == {"a&lt;b&gt;.md"}
    spans = [Span(int(start), int(end)) for _, start, end in found]
    whole = Span(0, len(TEXT))
    # Two sources, the one figure that was asked for in each sentence, one passage.
    assert spans == [whole, whole, ROUTES.span, ROUTES.span, whole]


def test_a_refusal_says_so_and_which_words_are_missing_and_is_no_answer() -> None:
    html = evidence(REFUSAL)
    text = PaneReader(html).text
    assert "The documents don't say." in text
    assert "Missing from the nearest passage: <Mars>." in text
    assert "Nearest passages" in text
    assert "<q>&lt;Mars&gt;</q>" in html
    assert "Sources" not in text
    assert cited_places(REFUSAL) == ()


def test_a_refusal_over_no_documents_shows_no_passages() -> None:
    assert "Nearest" not in evidence(Refusal("?", (), (), 0.0))


def test_an_answer_cites_its_sentences() -> None:
    assert cited_places(ANSWER) == (Place("a<b>.md", Span(0, len(TEXT))),) * 2


def test_the_cells_of_a_figure_are_its_parts_in_words() -> None:
    assert figure_cells(MONEY) == ("220 million", "USD", "money, rise", "more than", "2022")
    assert figure_cells(ROUTES) == ("75", "route", "count", "", "")


def test_whom_and_what_a_figure_is_about_is_shown_where_one_says_it() -> None:
    about = replace(ROUTES, subject="Port & <co>", measure="shipping routes")
    told = AnswerSentence(
        SENTENCE.citation, (_figure("75 routes", about), _figure("$220 million", MONEY))
    )
    html = evidence(Answer("?", (told,), (), 0.9))
    assert '<th scope="col">Subject</th>' in html
    assert '<td data-column="Subject">Port &amp; &lt;co&gt;</td>' in html
    assert '<td data-column="Measure">–</td>' in html
    assert "Subject" not in evidence(ANSWER)


def test_a_year_is_not_grouped_by_thousands() -> None:
    assert figure_cells(Quantity(_span("2022"), "date", 2022, 2022, 2022))[0] == "2022"


def test_a_document_with_pages_is_cited_by_page() -> None:
    paged = Document("p.pdf", "one\ftwo", SourceFormat.PDF, pages=(Page(0, 3, "iv"), Page(4, 7)))
    view = TextView.identity(paged.text)
    assert place_of(Citation(paged, view, Span(0, 3), ())) == "p. iv"
    assert place_of(Citation(paged, view, Span(4, 7), ())) == "p. 2"


@pytest.mark.parametrize("result", [ANSWER, REFUSAL])
def test_a_screen_reader_is_told_of_the_result(result: Answer | Refusal) -> None:
    assert 'role="status"' in announcement(result)


def test_a_notice_is_an_escaped_alert() -> None:
    assert notice("a < b") == '<p class="notice" role="alert">a &lt; b</p>'


def test_without_documents_the_pane_says_what_to_do() -> None:
    assert "briqa index PATH" in PaneReader(welcome([])).text
