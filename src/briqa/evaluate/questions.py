"""Question sets: JSONL in, one question a row, each mistake named by its line."""

import json
from dataclasses import dataclass
from pathlib import Path

from briqa.errors import QuestionSetError


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question of a set; `qid` is the set's own `id`."""

    qid: str
    question: str


def read_questions(path: Path) -> list[QuestionRow]:
    """Reads a question set.

    Raises:
        QuestionSetError: for a file that can't be read, and for the first row that is no
            question or repeats an id.
    """
    try:
        # Not `splitlines`: JSON strings may hold U+2028 and U+0085 as they are.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise QuestionSetError(path, None, f"can't be read ({reason})", "check the path") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(path, None, "isn't UTF-8", "save it as UTF-8") from error
    rows: list[QuestionRow] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _row(path, number, line)
        if row.qid in seen:
            raise QuestionSetError(path, number, f"the id {row.qid!r} stands twice", "rename one")
        seen.add(row.qid)
        rows.append(row)
    if not rows:
        raise QuestionSetError(path, None, "it holds no questions", "write one JSON object a line")
    return rows


def _row(path: Path, number: int, line: str) -> QuestionRow:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionSetError(path, number, f"not JSON ({error.msg})", "mend the line") from error
    if not isinstance(value, dict):
        raise QuestionSetError(path, number, "not a JSON object", "mend the line")
    qid, question = value.get("id"), value.get("question")
    if not isinstance(qid, str | int) or isinstance(qid, bool):
        raise QuestionSetError(path, number, 'no "id"', "give each question an id")
    if not isinstance(question, str) or not question.strip():
        raise QuestionSetError(path, number, 'no "question"', "write the question's text")
    return QuestionRow(str(qid), question)
