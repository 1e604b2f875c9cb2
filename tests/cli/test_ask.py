"""`briqa ask`: what it prints for people and for programs."""

import io
import json
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from briqa.answer import Answer, AnswerSentence, Derivation, Refusal, Row
from briqa.cli.answers import print_result
from briqa.encoder import SentenceTransformerEncoder
from tests.cli.running import done, words
from tests.indexes import add
from tests.results import (
    COMPUTED,
    MONEY,
    MONEY_FIGURE,
    REFUSAL,
    ROUTES,
    ROUTES_FIGURE,
    SENTENCE,
    WHOLE,
    answer_with,
    citation_of,
    span_of,
)

CORPUS = Path(__file__).parents[2] / "corpus"
FERRY_QUESTION = "How much did the ferry port of Ostrava cost?"
IN_MARKUP = "Between 30 and 40 [red]ships[/red] waited."


def printed(result: Answer | Refusal, *, styled: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=200, highlight=False, force_terminal=styled)
    print_result(result, console)
    return out.getvalue()


def test_a_clear_question_over_the_corpus(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    add(tmp_path, encoder, CORPUS)
    question = "How many ports does Jiangsu have along the Yangtze River and the coast?"
    value = json.loads(done("ask", question, "--index", tmp_path, "--format", "json").stdout)
    (source,) = CORPUS.glob("*.md")
    assert value["sentences"][0]["docid"] == source.name
    assert value["sentences"][0]["quote"].startswith(
        "Jiangsu is one of China's major port provinces: it has 10 ports along the Yangtze River"
    )
    assert 10 in [figure["value"] for figure in value["figures"]]


def test_the_short_answer_comes_first_and_then_its_sentence(shared_index: Path) -> None:
    lines = done("ask", FERRY_QUESTION, "--index", shared_index).stdout.splitlines()
    assert lines[:4] == [
        "$220 million",
        "",
        "The ferry port of Ostrava cost $220 million in 2021.",
        "  [1] line 3 · ferry.md:11-63",
    ]


def test_an_explanation_is_added_and_changes_nothing_else(shared_index: Path) -> None:
    question = ("ask", FERRY_QUESTION, "--index", shared_index)
    plain = done(*question).stdout
    explained = done(*question, "--explain").stdout
    assert explained.startswith(plain)
    assert "threshold:" in explained[len(plain) :]
    as_json = json.loads(done(*question, "--explain", "--format", "json").stdout)
    explanation = as_json.pop("explanation")
    assert as_json == json.loads(done(*question, "--format", "json").stdout)
    assert explanation["candidates"][0]["reading"] in plain


def test_text_of_a_document_is_never_read_as_markup(shared_index: Path) -> None:
    result = done("ask", "How many ships waited?", "--index", shared_index)
    assert IN_MARKUP in words(result)


def test_the_items_of_a_list_stand_on_lines_of_their_own() -> None:
    short = tuple(citation_of(span_of(item)) for item in ("Port", "75 routes & <more>"))
    assert printed(answer_with(short=short)).splitlines()[:2] == ["• Port", "• 75 routes & <more>"]


def test_whom_it_is_about_is_told_below_the_short_answer() -> None:
    found = answer_with(short=(citation_of(span_of("75")),), subject=citation_of(span_of("Port")))
    assert printed(found).splitlines()[:3] == ["75", "about: Port", ""]


def test_a_comparison_is_a_table_that_says_what_was_not_found() -> None:
    rows = (
        Row("A [b]", MONEY_FIGURE, SENTENCE),
        Row("B", None, None),
        Row("C", None, SENTENCE),
    )
    lines = printed(answer_with(rows=rows)).splitlines()
    assert lines[0].split("  ")[0] == "Asked for"
    assert " ".join(lines[1].split()) == "A [b] $220 million over 220 million USD 2022 line 3"
    assert lines[2].split() == ["B", "not", "found"]
    assert lines[3].split()[:3] == ["C", "Port:", "it"]


def test_what_was_computed_says_so_and_notes_follow() -> None:
    found = answer_with(
        rows=(Row("A", ROUTES_FIGURE, SENTENCE),),
        derivation=Derivation((COMPUTED,), ("No figure for [B] was found.",)),
    )
    lines = printed(found).splitlines()
    assert lines[2].startswith("computed: 75 − 72 = 3 <routes>")
    assert lines[3] == "No figure for [B] was found."


def test_the_sentence_stands_first_where_it_is_the_answer() -> None:
    assert printed(answer_with()).startswith("Port: it issued $220 million, 75 routes")


def test_only_the_figure_asked_for_is_marked_where_it_stands() -> None:
    # "75" stands in "75 routes" too; only the span that was read is marked, once.
    inner = replace(ROUTES, span=span_of("75"))
    figure = replace(ROUTES_FIGURE, quantity=inner, citation=citation_of(inner.span))
    twice = AnswerSentence(citation_of(WHOLE), (figure,))
    line = printed(answer_with(sentences=(twice,)), styled=True).splitlines()[0]
    marked = "\x1b[1;32m75\x1b[0m"
    assert line.count(marked) == 1
    assert line.count("\x1b[1;32m") == 1


def test_sections_are_told_once_for_sentences_that_share_them() -> None:
    lines = printed(answer_with(sentences=(SENTENCE, SENTENCE))).splitlines()
    places = [line.strip() for line in lines if line.startswith("  [")]
    assert places[0].startswith("[1] 1.1 <Coast> › Port, line 1 · a<b>.md:0-")
    assert places[1].startswith("[2] line 1 · a<b>.md:0-")


def test_a_refusal_says_what_is_missing_and_which_figure_is_near() -> None:
    lines = printed(REFUSAL).splitlines()
    span = MONEY.span
    assert lines[:5] == [
        "The documents don't say.",
        "Not borne out by the nearest sentence: <Mars>",
        "The nearest figures are for <2021>.",
        "Nearest figure (not the answer): $220 million",
        f"  line 3 · a<b>.md:{span.start}-{span.end}",
    ]
    assert "Nearest passages" in lines


def test_a_refusal_without_anything_near_is_one_line() -> None:
    bare = replace(REFUSAL, missing=(), notes=(), nearest=None, passages=())
    assert printed(bare) == "The documents don't say.\n"
