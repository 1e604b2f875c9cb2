"""What holds for every answer and refusal, whatever was asked."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briqa.answer import Answer, Refusal, as_json
from briqa.assistant import Assistant, open_index

QUESTIONS = (
    "How many dockers does the port of Velmora employ?",
    "how many tonnes of cargo did kastrel handle in 2021",
    "Which port handled more cargo in 2021, Velmora or Kastrel?",
    "Compare the dockers of Velmora and of Ilvern",
    "How did the cargo of the port of Velmora change from 2019 to 2021?",
    "Who founded the port of Kastrel?",
    "What services does the secretariat of the pact offer?",
    "How many barges did Marrow Lines launch?",
    "How many members does the SCTP have?",
    "How many visitors did the Lindgren museum welcome in 1966?",
    "Which composer wrote the symphony about volcanic penguins?",
    "?",
)
WORDS = (
    "how many who when what compare vs or Velmora kastrel Dunholm SCTP dockers cargo tonnes routes "
    "members museum 2019 2021 2030 from to founded offer services more ? ( \U0001f600"
).split()
ASKED = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
# Each asks the encoder; `make stress` looks longer.
EXAMPLES = settings().max_examples // 4
# What a new process prints of the questions that it is given, a line for each.
SCRIPT = (
    "import json, sys\n"
    "from pathlib import Path\n"
    "from briqa.answer import as_json\n"
    "from briqa.assistant import open_index\n"
    "opened = open_index(Path(sys.argv[1]))\n"
    "for question in json.loads(sys.argv[2]):\n"
    "    print(json.dumps(as_json(opened.ask(question))))\n"
)


def _written(result: Answer | Refusal) -> str:
    return json.dumps(as_json(result), allow_nan=False)


def _cited(value: object) -> Iterator[dict[str, object]]:
    """Every object with a span, however deep."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for member in value.values():
            yield from _cited(member)
    elif isinstance(value, list):
        for member in value:
            yield from _cited(member)


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(QUESTIONS) | ASKED)
def test_every_quote_is_exactly_its_span(corpus: Assistant, question: str) -> None:
    result = corpus.ask(question)
    found = list(_cited(as_json(result)))
    assert found
    for part in found:
        text = corpus.document(str(part["docid"])).document.text
        start, end = part["start"], part["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert 0 <= start < end <= len(text)
        assert text[start:end] == part.get("quote", part.get("text"))


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(QUESTIONS) | ASKED)
def test_a_result_holds_together(corpus: Assistant, question: str) -> None:
    result = corpus.ask(question)
    assert result.question == question
    assert 0 <= result.confidence <= 1
    if isinstance(result, Refusal):
        assert result.nearest is None or not result.nearest.asked_for
        return
    spans = [(found.citation.docid, found.citation.span) for found in result.sentences]
    assert len(set(spans)) == len(spans) > 0
    inner = [*result.short, *(figure.citation for figure in result.figures)]
    inner += [row.figure.citation for row in result.rows if row.figure]
    for citation in inner:
        assert any(docid == citation.docid and span.covers(citation.span) for docid, span in spans)
    for derived in result.derivation.derived:
        figures = [row.figure for row in result.rows]
        assert all(figure in figures for figure in derived.inputs)


@pytest.fixture(scope="module")
def answered(corpus: Assistant) -> list[Answer | Refusal]:
    """What the questions get one by one."""
    return [corpus.ask(question) for question in QUESTIONS]


def _all_written(results: Iterable[Answer | Refusal]) -> list[str]:
    return list(map(_written, results))


def test_a_question_asked_again_gets_the_same_to_the_byte(
    corpus: Assistant, answered: list[Answer | Refusal]
) -> None:
    again = [corpus.ask(question) for question in QUESTIONS]
    assert _all_written(again) == _all_written(answered)


def test_another_process_gives_the_same_to_the_byte(
    corpus_index: Path, answered: list[Answer | Refusal]
) -> None:
    # Another hash seed orders sets of words otherwise.
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(corpus_index), json.dumps(QUESTIONS)],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    assert done.stdout.splitlines() == _all_written(answered)


def test_a_fresh_assistant_gives_the_same_whatever_was_asked_before(
    corpus_index: Path, answered: list[Answer | Refusal]
) -> None:
    with closing(open_index(corpus_index)) as fresh:
        backwards = [fresh.ask(question) for question in reversed(QUESTIONS)]
    assert _all_written(reversed(backwards)) == _all_written(answered)


def test_a_batch_gives_what_its_questions_get_alone(
    corpus: Assistant, answered: list[Answer | Refusal]
) -> None:
    def settled(result: Answer | Refusal) -> str:
        """The result without the last digits of scores, which hang on the size of a batch."""
        passages = tuple(replace(found, score=round(found.score, 4)) for found in result.passages)
        return _written(replace(result, passages=passages))

    together = corpus.ask_all(QUESTIONS)
    assert list(map(settled, together)) == list(map(settled, answered))
