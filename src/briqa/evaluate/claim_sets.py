"""Sets of claims: JSONL in, one a row, each mistake named by its line."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briqa.errors import QuestionSetError
from briqa.words import is_unicode

_CLAIM: Final = "claim"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of a set; `claim_id` is the set's own `id`."""

    claim_id: str
    claim: str


def read_claims(path: Path) -> list[ClaimRow]:
    """Reads a set of claims.

    Raises:
        QuestionSetError: for a file that can't be read, and for the first row that is no claim or
            repeats an id.
    """
    return [ClaimRow(claim_id, claim) for claim_id, claim in _read(path)]


def _read(path: Path) -> list[tuple[str, str]]:
    """The rows of a set: each its id and its text."""
    try:
        # Not `splitlines`: JSON strings may hold U+2028 and U+0085 as they are.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise QuestionSetError(path, None, f"can't be read ({reason})", "check the path") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(path, None, "isn't UTF-8", "save it as UTF-8") from error
    rows: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row_id, text = _row(path, number, line)
        if row_id in rows:
            raise QuestionSetError(path, number, f"the id {row_id!r} stands twice", "rename one")
        rows[row_id] = text
    if not rows:
        raise QuestionSetError(path, None, "it holds no claims", "write one JSON object a line")
    return list(rows.items())


def _row(path: Path, number: int, line: str) -> tuple[str, str]:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
        raise QuestionSetError(path, number, f"not JSON ({said})", "mend the line") from error
    if not isinstance(value, dict):
        raise QuestionSetError(path, number, "not a JSON object", "mend the line")
    row_id, text = value.get("id"), value.get(_CLAIM)
    if not isinstance(row_id, str | int) or isinstance(row_id, bool):
        raise QuestionSetError(path, number, 'no "id"', "give each claim an id")
    if not isinstance(text, str) or not text.strip():
        raise QuestionSetError(path, number, f'no "{_CLAIM}"', "write the claim's text")
    if not is_unicode(text) or not is_unicode(str(row_id)):
        raise QuestionSetError(path, number, "holds half a character", "write it as UTF-8")
    return str(row_id), text
