"""Folders as BEIR and TREC have them: queries, judgements (qrels), and mostly their corpus."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from briqa.errors import QuestionSetError
from briqa.evaluate.formats.files import read_json_lines, read_text
from briqa.evaluate.gold import Gold, GoldSpan, QuestionRow, SetDocument

QUERIES: Final = ("queries.jsonl", "queries.tsv", "topics.tsv")
_QRELS: Final = ("qrels.tsv", "qrels/test.tsv", "qrels.txt", "qrels.trec", "qrels")
_CORPUS: Final = "corpus.jsonl"
_HEADERS: Final = frozenset(("query-id", "query_id", "qid"))


def read_folder(folder: Path) -> tuple[list[QuestionRow], list[SetDocument]]:
    """The questions of a folder with their judgements, and its documents.

    Judgements of queries that the folder doesn't have are left out, as BEIR's own loader does.

    Raises:
        QuestionSetError: for what isn't there, and for the first row that can't be read.
    """
    documents = _documents(folder / _CORPUS) if (folder / _CORPUS).is_file() else []
    qrels = _judgements(folder)
    path = next((folder / name for name in QUERIES if (folder / name).is_file()), None)
    if path is None:
        raise QuestionSetError(
            folder, None, "no queries in this folder", f"it needs one of {', '.join(QUERIES)}"
        )
    queries = _json_queries(path) if path.suffix == ".jsonl" else _tsv_queries(path)
    return [_with_relevance(row, qrels.get(row.qid, {})) for row in queries], documents


def _with_relevance(row: QuestionRow, relevance: dict[str, int]) -> QuestionRow:
    gold = row.gold
    judged = Gold(gold.answerable, gold.evidence, gold.answers, relevance=relevance)
    return QuestionRow(row.qid, row.question, row.kind, row.cluster, judged, row.where)


def _documents(path: Path) -> list[SetDocument]:
    found: dict[str, SetDocument] = {}
    for line, row in read_json_lines(path):
        docid, text = _text(path, line, row, "_id"), _text(path, line, row, "text")
        if docid in found:
            raise QuestionSetError(path, line, f"the id {docid!r} stands twice", "rename one")
        title = row.get("title") if isinstance(row, dict) else None
        found[docid] = SetDocument(docid, title if isinstance(title, str) else "", text)
    return list(found.values())


def _json_queries(path: Path) -> Iterator[QuestionRow]:
    for line, row in read_json_lines(path):
        qid, question = _text(path, line, row, "_id"), _text(path, line, row, "text").strip()
        if not question:
            raise QuestionSetError(
                path, line, "is empty", "write the question's text", column="text"
            )
        fields: dict[str, Any] = row if isinstance(row, dict) else {}
        yield QuestionRow(qid, question, "", None, _gold(path, line, fields), f"line {line}")


def _gold(path: Path, line: int, row: dict[str, Any]) -> Gold:
    """What a query says of its answer beyond BEIR's form: `impossible`, and spans of documents."""
    impossible = row.get("impossible")
    spans: dict[GoldSpan, None] = {}
    answers = row.get("answers", [])
    for answer in answers if isinstance(answers, list) else []:
        if not isinstance(answer, dict) or "start" not in answer:
            continue
        docid, start, end = answer.get("doc"), answer.get("start"), answer.get("end")
        if not (
            isinstance(docid, str)
            and isinstance(start, int)
            and isinstance(end, int)
            and 0 <= start < end
        ):
            raise QuestionSetError(
                path, line, "holds what is no span", "write doc, start and end", column="answers"
            )
        spans[GoldSpan(docid, start, end, answer.get("text"))] = None
    return Gold(
        not impossible if isinstance(impossible, bool) else None,
        tuple((span,) for span in spans),
        tuple(dict.fromkeys(span.text for span in spans if span.text)),
    )


def _tsv_queries(path: Path) -> Iterator[QuestionRow]:
    for line, cells in _table(path):
        if line == 1 and cells[0].lower() in _HEADERS:
            continue
        if len(cells) != 2 or not cells[1].strip():
            raise QuestionSetError(path, line, "not an id and a question", "part them by a tab")
        yield QuestionRow(cells[0].strip(), cells[1].strip(), where=f"line {line}")


def _judgements(folder: Path) -> dict[str, dict[str, int]]:
    path = next((folder / name for name in _QRELS if (folder / name).is_file()), None)
    found: dict[str, dict[str, int]] = {}
    for line, cells in _table(path) if path is not None else ():
        if line == 1 and cells[0].lower() in _HEADERS:
            continue
        parts = cells if len(cells) > 1 else cells[0].split()
        if len(parts) == 4:  # TREC's second column says nothing
            parts = [parts[0], *parts[2:]]
        try:
            qid, docid, grade = (part.strip() for part in parts)
            found.setdefault(qid, {})[docid] = int(grade)
        except ValueError as error:
            raise QuestionSetError(
                path or folder,
                line,
                "not a judgement",
                "write query, document and grade, parted by tabs",
            ) from error
    return found


def _table(path: Path) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(read_text(path)), delimiter="\t", quoting=csv.QUOTE_NONE)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _text(path: Path, line: int, row: object, name: str) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise QuestionSetError(path, line, "isn't there or no text", "write it", column=name)
    return str(value)
