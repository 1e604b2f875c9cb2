import json
from collections.abc import Sequence

import pytest

from briqa.answer import Answer, Refusal
from briqa.assistant import Assistant
from briqa.evaluate import Prediction, QuestionRow, predict
from tests.corpus import PORTS

CLEAR = "How many shipping routes did the port of Velmora open in 2019?"
OFF_TOPIC = "Which composer wrote the symphony about volcanic penguins?"


def _refuse(questions: Sequence[str]) -> list[Answer | Refusal]:
    return [Refusal(question, (), (), None, (), 0.0) for question in questions]


def _rows(count: int) -> list[QuestionRow]:
    return [QuestionRow(str(number), f"question {number}") for number in range(count)]


def test_the_row_of_an_answer_holds_its_spans_its_text_and_its_numbers(
    corpus: Assistant,
) -> None:
    (prediction,) = predict([QuestionRow("q1", CLEAR)], corpus.ask_all, on_done=lambda done: None)
    result = prediction.result
    assert isinstance(result, Answer)
    row = json.loads(json.dumps(prediction.as_json()))
    assert list(row) == ["id", "passages", "answer_spans", "answer", "numbers", "abstained"]
    assert row["id"] == "q1"
    assert row["abstained"] is False
    (span,) = row["answer_spans"]
    assert span["docid"] == "ports.md"
    assert row["answer"] == f"84 shipping routes. {PORTS[span['start'] : span['end']]}"
    assert 84.0 in [number["value"] for number in row["numbers"]]
    assert len(row["passages"]) == len(result.passages) > 0
    for passage in row["passages"]:
        assert set(passage) == {"docid", "start", "end"}
        text = corpus.document(passage["docid"]).document.text
        assert 0 <= passage["start"] < passage["end"] <= len(text)


def test_the_row_of_a_refusal_has_passages_but_no_spans_text_or_numbers(
    corpus: Assistant,
) -> None:
    result = corpus.ask(OFF_TOPIC)
    assert isinstance(result, Refusal)
    row = Prediction("q2", result).as_json()
    assert row["abstained"] is True
    assert (row["answer_spans"], row["answer"], row["numbers"]) == ([], "", [])
    assert row["passages"]


@pytest.mark.parametrize("count", [0, 1, 32, 33, 70])
def test_every_question_gets_its_own_answer_in_order(count: int) -> None:
    rows = _rows(count)
    predictions = predict(rows, _refuse, on_done=lambda done: None)
    assert [found.qid for found in predictions] == [row.qid for row in rows]
    assert [found.result.question for found in predictions] == [row.question for row in rows]


def test_questions_are_asked_in_batches_and_progress_ends_at_their_number() -> None:
    asked: list[int] = []
    told: list[int] = []

    def ask_all(questions: Sequence[str]) -> list[Answer | Refusal]:
        asked.append(len(questions))
        return _refuse(questions)

    predict(_rows(70), ask_all, on_done=told.append)
    assert sum(asked) == 70
    assert 1 < len(asked) < 70
    assert told == [sum(asked[: index + 1]) for index in range(len(asked))]


def test_an_answer_too_few_is_an_error_and_shifts_nothing() -> None:
    with pytest.raises(ValueError, match="shorter"):
        predict(_rows(3), lambda questions: _refuse(questions[1:]), on_done=lambda done: None)
