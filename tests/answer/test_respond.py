import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer import Answer, Refusal, as_json
from briqa.assistant import Assistant, build_index, open_index
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


def test_a_name_that_only_the_title_has_is_borne_by_what_stands_below(tmp_path: Path) -> None:
    text = (
        "# Ormund Mills Annual Report\n\n## Results\n\nNet sales were $4.2 billion in 2020, up from"
        " $3.9 billion in 2019. The plant at Tarn closed in March 2020.\n"
    )
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "report.md"])
    with closing(open_index(tmp_path / "index")) as assistant:
        result = assistant.ask("What were the net sales of Ormund Mills in 2019?")
        other = assistant.ask("What were the net sales of Ormund Mills in 2018?")
    assert isinstance(result, Answer)
    assert [figure.quantity.value for figure in result.figures if figure.asked_for] == [3.9e9]
    assert isinstance(other, Refusal)
