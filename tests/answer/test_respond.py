import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer import Answer, Refusal, as_json
from briqa.assistant import Assistant, open_index
from briqa.encoder import SentenceTransformerEncoder
from briqa.errors import QuestionError
from briqa.indexing import remove_document
from briqa.store import open_store
from tests.indexes import add, write_documents

CLEAR = "How many routes did the ferry port of Ostrava open?"


@pytest.fixture(scope="module")
def index_dir(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder
) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    add(folder / "index", encoder, write_documents(folder / "documents"))
    return folder / "index"


@pytest.fixture(scope="module")
def assistant(index_dir: Path) -> Iterator[Assistant]:
    with closing(open_index(index_dir)) as opened:
        yield opened


def test_every_quote_and_figure_is_the_text_of_its_span(assistant: Assistant) -> None:
    result = assistant.ask(CLEAR)
    assert isinstance(result, Answer)
    assert 157 in [figure.quantity.value for figure in result.figures]
    value = json.loads(json.dumps(as_json(result)))
    for part in [*value["sentences"], *value["passages"], *value["figures"]]:
        text = assistant.document(part["docid"]).document.text
        assert text[part["start"] : part["end"]] == part.get("quote", part.get("text"))


def test_an_off_topic_question_is_refused(assistant: Assistant) -> None:
    result = assistant.ask("Which composer wrote the symphony about volcanic penguins?")
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
def test_no_question_breaks_the_search(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question) == assistant.ask(question)


def test_an_empty_question_is_an_error(assistant: Assistant) -> None:
    with pytest.raises(QuestionError):
        assistant.ask(" \n")


def test_two_threads_get_the_answers_of_one(assistant: Assistant) -> None:
    questions = [CLEAR, "When did the museum welcome visitors?"] * 4
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(assistant.ask, questions))
    assert together == [assistant.ask(question) for question in questions]


def test_a_change_by_another_process_is_noticed(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    add(tmp_path / "index", encoder, write_documents(tmp_path / "documents"))
    with closing(open_index(tmp_path / "index")) as opened:
        assert opened.ask(CLEAR).passages[0].citation.docid == "ferry.md"
        with closing(open_store(tmp_path / "index")) as store:
            remove_document(store, "ferry.md")
        assert {found.citation.docid for found in opened.ask(CLEAR).passages} == {"museum.md"}
