import json

from briqa.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Derivation,
    Figure,
    RankedPassage,
    Refusal,
    Row,
    as_json,
    citation_json,
    derived_json,
    figure_json,
    row_json,
)
from briqa.quantities import Quantity
from briqa.spans import Document, Page, SourceFormat, Span, TextView
from tests.answer.made import answered, made_row

TEXT = "It has 10 ports in \U0001f600 Jiangsu.\fUp to 12.5% of \u201cthem\u201d are na-\ntional."
DOCUMENT = Document(
    "made.pdf", TEXT, SourceFormat.PDF, pages=(Page(0, 28, "i"), Page(29, len(TEXT), "1"))
)
CUT = TEXT.index("-\n")
VIEW = TextView.build(TEXT, [(0, CUT, None), (CUT + 2, len(TEXT), None)])
PLACE = {"docid", "start", "end", "quote", "reading", "sections", "page", "page_label", "line"}


def _citation(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation(DOCUMENT, VIEW, Span(start, start + len(quote)), ("1 Ports", "Jiangsu"))


def _figure(quote: str, quantity: Quantity, *, asked_for: bool) -> Figure:
    return Figure(quantity, _citation(quote), asked_for)


PORTS = _figure(
    "10 ports", Quantity(Span(7, 15), "count", 10.0, 10.0, 10.0, "port"), asked_for=True
)
SHARE = _figure(
    "12.5%",
    Quantity(Span(36, 41), "percent", 12.5, 12.5, 12.5, "percent", "up_to", "up", "2022", "a", "b"),
    asked_for=False,
)
FIRST = AnswerSentence(_citation("It has 10 ports in \U0001f600 Jiangsu."), (PORTS,))
SECOND = AnswerSentence(_citation("Up to 12.5% of \u201cthem\u201d are na-\ntional."), (SHARE,))
PASSAGE = RankedPassage(_citation(TEXT), 0.123456789)
NOTHING = Derivation()
ANSWER = Answer(
    "How many?",
    (PORTS.citation,),
    _citation("Jiangsu"),
    (),
    NOTHING,
    (FIRST, SECOND),
    (PASSAGE,),
    0.87654321,
)
ROWS = (Row("Jiangsu", PORTS, FIRST), Row("Anhui", None, None), Row("them", None, SECOND))
COMPARED = Answer("Which?", (), None, ROWS, NOTHING, (FIRST, SECOND), (PASSAGE,), 0.8)
REFUSAL = Refusal(
    "How many?", ("penguins",), ("The nearest figures are for 2022.",), SHARE, (PASSAGE,), 0.1
)


def test_an_answer_is_one_object_that_leads_with_what_was_asked_for() -> None:
    value = as_json(ANSWER)
    assert list(value) == [
        "question", "answered", "answer", "confidence", "short", "subject", "rows", "derived",
        "notes", "sentences", "figures", "passages",
    ]  # fmt: skip
    assert value["answered"] is True
    assert value["answer"] == f"10 ports. {FIRST.citation.quote} {SECOND.citation.quote}"
    assert value["short"] == [citation_json(PORTS.citation)]
    assert value["subject"] == citation_json(_citation("Jiangsu"))
    assert value["sentences"] == [citation_json(FIRST.citation), citation_json(SECOND.citation)]


def test_a_comparison_leads_with_its_rows_and_says_which_side_is_missing() -> None:
    value = as_json(COMPARED)
    assert str(value["answer"]).startswith("Jiangsu: 10 ports; Anhui: not found; them. It has")
    assert value["rows"] == [row_json(row) for row in ROWS]
    assert (value["short"], value["subject"]) == ([], None)


def test_a_refusal_says_what_is_missing_and_what_is_near_and_has_no_sentences() -> None:
    value = as_json(REFUSAL)
    assert list(value) == [
        "question", "answered", "answer", "confidence", "missing", "notes", "nearest", "passages",
    ]  # fmt: skip
    assert value["answered"] is False
    assert value["answer"] == "The documents don't say."
    assert value["missing"] == ["penguins"]
    assert value["notes"] == ["The nearest figures are for 2022."]
    assert value["nearest"] == figure_json(SHARE)


def test_both_survive_json_as_they_are() -> None:
    for result in (ANSWER, COMPARED, REFUSAL):
        value = as_json(result)
        assert json.loads(json.dumps(value)) == value
        assert json.loads(json.dumps(value, ensure_ascii=False)) == value


def test_the_figures_shown_are_those_asked_for_if_there_are_any() -> None:
    assert as_json(ANSWER)["figures"] == [figure_json(PORTS)]
    others = Answer("How many?", (), None, (), NOTHING, (SECOND,), (), 0.9)
    assert as_json(others)["figures"] == [figure_json(SHARE)]


def test_a_citation_has_its_span_its_quote_and_its_place() -> None:
    value = citation_json(SECOND.citation)
    assert set(value) == PLACE
    assert TEXT[SECOND.citation.span.start : SECOND.citation.span.end] == value["quote"]
    assert value["reading"] == "Up to 12.5% of \u201cthem\u201d are national."
    assert (value["page"], value["page_label"], value["line"]) == (2, "1", 1)
    assert value["sections"] == ["1 Ports", "Jiangsu"]


def test_a_figure_has_its_span_and_every_field_of_its_quantity() -> None:
    assert figure_json(SHARE) == {
        "docid": "made.pdf",
        "start": TEXT.index("12.5%"),
        "end": TEXT.index("12.5%") + 5,
        "text": "12.5%",
        "value": 12.5,
        "value_low": 12.5,
        "value_high": 12.5,
        "unit": "percent",
        "kind": "percent",
        "bound": "up_to",
        "direction": "up",
        "period": "2022",
        "subject": "a",
        "measure": "b",
        "series": None,
        "asked_for": False,
    }


def test_a_passage_has_a_score_beside_its_citation() -> None:
    (passage,) = json.loads(json.dumps(as_json(REFUSAL)))["passages"]
    assert set(passage) == {*PLACE, "score"}
    assert passage["quote"] == TEXT


def test_a_row_has_its_figure_and_sentence_or_null_for_what_is_lacking() -> None:
    assert row_json(Row("Jiangsu", PORTS, FIRST)) == {
        "label": "Jiangsu",
        "figure": figure_json(PORTS),
        "sentence": citation_json(FIRST.citation),
    }
    assert row_json(Row("Anhui", None, None)) == {
        "label": "Anhui",
        "figure": None,
        "sentence": None,
    }


def test_a_computed_answer_says_that_it_is_computed_and_from_what() -> None:
    rows = [made_row("Alder", "over 5 ports"), made_row("Birch", "2 ports")]
    (difference,) = answered("difference between Alder and Birch", *rows).derived
    value = derived_json(difference)
    assert value == {
        "computed": True,
        "operation": "difference",
        "value": 3.0,
        "value_low": 3.0,
        "value_high": None,
        "unit": "port",
        "formula": "over 5 \u2212 2 = at least 3 ports",
        "conclusion": None,
        "inputs": [figure_json(figure) for figure in difference.inputs],
    }
    assert json.loads(json.dumps(value, allow_nan=False)) == value
