import json

from briqa.answer import Answer, Refusal
from briqa.assistant import Assistant
from briqa.evaluate import prediction
from briqa.evaluate.prediction import read_prediction
from tests.corpus import PORTS

CLEAR = "How many shipping routes did the port of Velmora open in 2019?"
OFF_TOPIC = "Which composer wrote the symphony about volcanic penguins?"


def test_the_row_of_an_answer_holds_its_spans_its_text_and_its_numbers(corpus: Assistant) -> None:
    result = corpus.ask(CLEAR)
    assert isinstance(result, Answer)
    row = json.loads(json.dumps(prediction("q1", result).as_json()))
    assert list(row) == [
        "id", "passages", "answer_spans", "short_spans", "answer", "short_answer", "numbers",
        "abstained", "confidence",
    ]  # fmt: skip
    assert (row["id"], row["abstained"]) == ("q1", False)
    (span,) = row["answer_spans"]
    assert span["docid"] == "ports.md"
    assert row["answer"] == f"84 shipping routes. {PORTS[span['start'] : span['end']]}"
    (short,) = row["short_spans"]
    assert row["short_answer"] == PORTS[short["start"] : short["end"]] == "84 shipping routes"
    (number,) = row["numbers"]
    assert number["value"] == 84.0
    assert PORTS[number["start"] : number["end"]].startswith("84")
    assert len(row["passages"]) == len(result.passages) > 0
    for passage in row["passages"]:
        text = corpus.document(passage["docid"]).document.text
        assert 0 <= passage["start"] < passage["end"] <= len(text)


def test_the_row_of_a_refusal_has_passages_but_no_spans_text_or_numbers(corpus: Assistant) -> None:
    result = corpus.ask(OFF_TOPIC)
    assert isinstance(result, Refusal)
    row = prediction("q2", result).as_json()
    assert row["abstained"] is True
    assert (row["answer_spans"], row["short_spans"], row["numbers"]) == ([], [], [])
    assert (row["answer"], row["short_answer"]) == ("", "")
    assert row["passages"]


def test_the_number_of_a_date_is_its_year(corpus: Assistant) -> None:
    result = corpus.ask("In which year was the port of Velmora founded?")
    (number,) = prediction("q3", result).numbers
    assert (number.value, number.unit) == (1874.0, "year")


def test_a_prediction_comes_back_from_its_row_as_it_was(corpus: Assistant) -> None:
    for question in (CLEAR, OFF_TOPIC):
        found = prediction("q", corpus.ask(question))
        assert read_prediction(json.loads(json.dumps(found.as_json()))) == found
