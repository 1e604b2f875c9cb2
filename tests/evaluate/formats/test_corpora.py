"""Sets that bring their corpus along, and gold in terms of an index."""

import json
from pathlib import Path
from typing import Any

import pytest

from briqa.errors import QuestionSetError
from briqa.evaluate import Gold, GoldSpan, QuestionRow, read_question_set
from briqa.evaluate.own_corpus import file_stem, write_documents
from briqa.evaluate.resolving import resolve

CONTEXT = "The port of Velmora opened in 1931. It has 84 berths, 84 cranes and a café."


def _squad() -> dict[str, Any]:
    answers = [{"text": "1931", "answer_start": 30}, {"text": "in 1931", "answer_start": 27}]
    return {
        "version": "v2.0",
        "data": [
            {
                "title": "Velmora / Port",
                "paragraphs": [
                    {
                        "context": CONTEXT,
                        "qas": [
                            {"id": "s1", "question": "When did it open?", "answers": answers * 2},
                            {
                                "id": "s2", "question": "Who built it?", "answers": [],
                                "is_impossible": True,
                                "plausible_answers": [{"text": "1931", "answer_start": 30}],
                            },
                        ],
                    }
                ],
            }
        ],
    }  # fmt: skip


def test_squad_spans_are_those_of_its_contexts(tmp_path: Path) -> None:
    (tmp_path / "dev.json").write_text(json.dumps(_squad()), encoding="utf-8")
    found = read_question_set(tmp_path / "dev.json")
    (document,) = found.documents
    answered, impossible = found.rows
    assert [document.text[span.start : span.end] for (span,) in answered.gold.evidence] == [
        "1931",
        "in 1931",
    ]
    assert (answered.gold.answers, answered.cluster) == (("1931", "in 1931"), "Velmora / Port")
    assert impossible.gold == Gold(answerable=False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda qas: qas[0]["answers"][0].update(answer_start=31), "doesn't stand at 31"),
        (lambda qas: qas[0].pop("answers"), "no list of answers"),
        (lambda qas: qas[1].update(question=" "), "question 2 has no text"),
        (lambda qas: qas[1].update(id="s1"), "same id 's1'"),
        (lambda qas: qas[1].pop("id"), "no id"),
    ],
)
def test_what_is_wrong_with_squad_is_named_by_its_place(
    tmp_path: Path, change: Any, said: str
) -> None:
    value = _squad()
    change(value["data"][0]["paragraphs"][0]["qas"])
    (tmp_path / "dev.json").write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(QuestionSetError) as caught:
        read_question_set(tmp_path / "dev.json")
    assert said in str(caught.value)


def _beir(folder: Path, qrels: str) -> Path:
    corpus = [{"_id": "d/1", "title": "Port", "text": CONTEXT}, {"_id": "d2", "text": "A bridge."}]
    queries = [{"_id": "q1", "text": "When?"}, {"_id": "q2", "text": "Where?", "impossible": True}]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "qrels",
    [
        "query-id\tcorpus-id\tscore\nq1\td/1\t2\nq9\td2\t1\n",
        "q1\t0\td/1\t2\n",
        "q1 0 d/1 2\n",
    ],
)
def test_a_folder_is_read_with_judgements_in_either_form(tmp_path: Path, qrels: str) -> None:
    found = read_question_set(_beir(tmp_path, qrels))
    assert [document.docid for document in found.documents] == ["d/1", "d2"]
    assert [dict(row.gold.relevance) for row in found.rows] == [{"d/1": 2}, {}]
    assert [row.gold.answerable for row in found.rows] == [None, False]


def test_a_bad_judgement_is_named_by_its_line(tmp_path: Path) -> None:
    folder = _beir(tmp_path, "q1\td/1\t2\nq1\td2\tmuch\n")
    with pytest.raises(QuestionSetError, match=r"qrels\.tsv, line 2: not a judgement"):
        read_question_set(folder)


def test_a_folder_without_queries_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"queries\.jsonl"):
        read_question_set(tmp_path)


def test_documents_become_files_whose_names_lead_back_to_them(tmp_path: Path) -> None:
    found = read_question_set(_beir(tmp_path, "q1\td/1\t2\n"))
    write_documents(found.documents, tmp_path / "files", titles=True)
    texts = {path.name: path.read_text("utf-8") for path in (tmp_path / "files").iterdir()}
    assert texts[f"{file_stem('d/1')}.txt"] == f"Port\n\n{CONTEXT}"
    resolved = resolve(found.rows, texts)
    assert resolved.problems == ()
    assert list(resolved.rows[0].gold.relevance) == [f"{file_stem('d/1')}.txt"]


def _row(*spans: GoldSpan) -> QuestionRow:
    return QuestionRow("q", "x", gold=Gold(evidence=(spans,)), where="line 3")


def test_a_span_that_is_off_is_moved_to_where_its_text_stands() -> None:
    resolved = resolve([_row(GoldSpan("ports", 0, 4, "1931"))], {"a/ports.md": CONTEXT})
    ((span,),) = resolved.rows[0].gold.evidence
    assert (span.docid, CONTEXT[span.start : span.end]) == ("a/ports.md", "1931")
    assert (resolved.moved, resolved.problems) == (1, ())


def test_a_span_without_a_document_is_that_of_the_only_one_with_its_text() -> None:
    texts = {"one.md": "Nothing here.", "two.md": CONTEXT}
    resolved = resolve([_row(GoldSpan(None, 30, 34, "1931"))], texts)
    ((span,),) = resolved.rows[0].gold.evidence
    assert (span.docid, resolved.moved) == ("two.md", 0)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (GoldSpan("bridges", 0, 4, "1931"), "no document 'bridges'"),
        (GoldSpan("ports", 0, 4, "1932"), "'1932' doesn't stand in ports.md"),
        (GoldSpan("ports", 0, 2, "84"), "'84' stands more than once in ports.md"),
        (GoldSpan("ports", 0, 4000), "runs past the end"),
        (GoldSpan(None, 0, 4), "names no document"),
    ],
)
def test_gold_that_is_not_in_the_index_is_named(span: GoldSpan, said: str) -> None:
    texts = {"ports.md": CONTEXT, "other.md": "Else."}
    (problem,) = resolve([_row(span)], texts).problems
    assert said in str(problem)
    assert 'line 3, question q, column "evidence"' in str(problem)
