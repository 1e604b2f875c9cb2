import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer import Refusal, as_json
from briqa.assistant import Assistant, open_index
from briqa.encoder import SentenceTransformerEncoder
from briqa.errors import QuestionError
from briqa.indexing import remove_document
from briqa.store import open_store
from tests.indexes import add, write_documents

CLEAR = "How many routes did the ferry port of Ostrava open?"


def test_an_off_topic_question_is_refused(corpus: Assistant) -> None:
    result = corpus.ask("Which composer wrote the symphony about volcanic penguins?")
    assert isinstance(result, Refusal)
    assert json.loads(json.dumps(as_json(result)))["answered"] is False


@pytest.mark.parametrize(
    "question",
    [
        '"ferry',
        "ferry*",
        "NEAR(ferry port)",
        "-ferry AND",
        "((",
        "\U0001f600",
        "what is it",
        "x\0y",
        "ferry " * 1700,
    ],
)
def test_no_question_breaks_the_search(corpus: Assistant, question: str) -> None:
    assert corpus.ask(question) == corpus.ask(question)


def test_an_empty_question_is_an_error(corpus: Assistant) -> None:
    with pytest.raises(QuestionError):
        corpus.ask(" \n")


def test_two_threads_get_the_answers_of_one(corpus: Assistant) -> None:
    questions = [CLEAR, "When did the museum welcome visitors?"] * 4
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(corpus.ask, questions))
    assert together == [corpus.ask(question) for question in questions]


def test_a_change_by_another_process_is_noticed(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    add(tmp_path / "index", encoder, write_documents(tmp_path / "documents"))
    with closing(open_index(tmp_path / "index")) as opened:
        assert opened.ask(CLEAR).passages[0].citation.docid == "ferry.md"
        with closing(open_store(tmp_path / "index")) as store:
            remove_document(store, "ferry.md")
        assert {found.citation.docid for found in opened.ask(CLEAR).passages} == {"museum.md"}
