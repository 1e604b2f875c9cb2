import json
from typing import Any

import pytest

from briqa.answer import as_json
from briqa.assistant import Assistant

QUESTIONS = (
    "How many dockers does the port of Velmora employ?",
    "Which port handled more cargo in 2021, Velmora or Kastrel?",
    "Which composer wrote the symphony about volcanic penguins?",
    "?",
)


def _explained(corpus: Assistant, question: str) -> dict[str, Any]:
    _, why = corpus.explain(question)
    read: dict[str, Any] = json.loads(json.dumps(why, allow_nan=False))
    return read


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_explanation_is_json_and_of_the_answer_that_is_given(
    question: str, corpus: Assistant
) -> None:
    result, _ = corpus.explain(question)
    assert as_json(result) == as_json(corpus.ask(question))
    why = _explained(corpus, question)
    assert set(why) == {"analysis", "candidates", "confidence", "parts"}
    assert why["confidence"]["reasons"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_candidate_has_its_span_and_reasons_the_strongest_first(
    question: str, corpus: Assistant
) -> None:
    candidates = _explained(corpus, question)["candidates"]
    assert candidates
    for candidate in candidates:
        stored = corpus.document(candidate["docid"])
        quote = stored.document.text[candidate["start"] : candidate["end"]]
        assert " ".join(quote.split()).startswith(candidate["reading"][:8])
        sizes = [abs(value) for value in candidate["reasons"].values()]
        assert sizes
        assert sizes == sorted(sizes, reverse=True)
        assert all(0 <= figure["probability"] <= 1 for figure in candidate["figures"])
        assert all(figure["text"] in quote for figure in candidate["figures"])


def test_how_the_question_was_read_is_told(corpus: Assistant) -> None:
    analysis = _explained(corpus, QUESTIONS[0])["analysis"]
    assert (analysis["wanted"], analysis["task"]) == ("number", "find")
    assert analysis["names"] == ["Velmora"]
    assert "parts" not in analysis


def test_each_side_is_explained_by_itself(corpus: Assistant) -> None:
    why = _explained(corpus, QUESTIONS[1])
    assert [part["label"] for part in why["parts"]] == ["Velmora", "Kastrel"]
    assert [part["label"] for part in why["analysis"]["parts"]] == ["Velmora", "Kastrel"]
    assert all(part["candidates"] for part in why["parts"])
