"""Question sets in many formats: recognised, read, and checked as a whole before any is used.

The one thing to know: whatever is wrong with a set is found here, before the first question is
asked, and named by file, row and column.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from briqa.errors import QuestionSetError
from briqa.evaluate.formats.delimited import read_delimited
from briqa.evaluate.formats.excel import read_excel
from briqa.evaluate.formats.files import read_json, read_text
from briqa.evaluate.formats.jsonl import read_jsonl, read_objects
from briqa.evaluate.formats.squad import read_squad
from briqa.evaluate.formats.trec import read_folder
from briqa.evaluate.gold import QuestionRow, QuestionSet, SetDocument

_READ = "give JSONL, CSV or TSV, Excel (.xlsx), SQuAD's JSON, or a folder with queries and qrels"


def read_question_set(path: Path, *, columns: Mapping[str, str] | None = None) -> QuestionSet:
    """Reads a set and checks all of it.

    Args:
        path: the file or folder.
        columns: field → the set's own name of it, where that isn't a usual one.

    Raises:
        QuestionSetError: for the first thing that is wrong with it.
        FilterError: for columns that can't be meant.
    """
    rows, documents = _read(path, columns or {})
    if not rows:
        raise QuestionSetError(path, None, "it holds no questions", _READ)
    first: dict[str, QuestionRow] = {}
    for row in rows:
        known = first.setdefault(row.qid, row)
        if known is not row:
            where = f"{row.where} and {known.where}" if known.where else row.where
            raise QuestionSetError(
                path, None, f"{where} have the same id {row.qid!r}", "rename one"
            )
    return QuestionSet(path, tuple(rows), tuple(documents))


def _read(
    path: Path, columns: Mapping[str, str]
) -> tuple[Sequence[QuestionRow], Sequence[SetDocument]]:
    if path.is_dir():
        return read_folder(path)
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        return read_excel(path, columns), ()
    if suffix in (".csv", ".tsv", ".tab"):
        return read_delimited(path, columns), ()
    if suffix in (".jsonl", ".ndjson"):
        return read_jsonl(path, columns), ()
    if suffix == ".json":
        return _read_json(path, columns)
    if not path.exists():
        raise QuestionSetError(path, None, "there is no such file", "check the path")
    raise QuestionSetError(path, None, f"no form of question set that is known ({suffix})", _READ)


def _read_json(
    path: Path, columns: Mapping[str, str]
) -> tuple[Sequence[QuestionRow], Sequence[SetDocument]]:
    text = read_text(path)
    if _is_json_lines(text):
        return read_jsonl(path, columns), ()
    value = read_json(path, text)
    if isinstance(value, list):
        return read_objects(path, enumerate(value, start=1), columns), ()
    if isinstance(value, dict) and "data" in value:
        return read_squad(path, value)
    raise QuestionSetError(path, None, "neither SQuAD's form nor a list of questions", _READ)


def _is_json_lines(text: str) -> bool:
    """Whether the first of several lines is an object by itself."""
    first, _, rest = text.strip().partition("\n")
    if not rest.strip() or not first.startswith("{"):
        return False
    try:
        json.loads(first)
    except ValueError:
        return False
    return True
