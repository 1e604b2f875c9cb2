"""Which column of a table is which field of ours, by its usual names or as the user says."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from rapidfuzz.process import extractOne

from briqa.errors import FilterError, QuestionSetError

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("qid", "query_id", "question_id", "_id", "nr", "no", "number of question", "#"),
    "question": ("query", "text", "prompt", "user_input", "input", "frage"),
    "type": ("kind", "category", "question_type"),
    "answerable": ("has_answer", "is_answerable"),
    "is_impossible": ("impossible", "unanswerable"),
    "evidence": ("spans", "span", "gold_spans"),
    "evidence_text": ("quote", "quotes"),
    "alt_evidence": (),
    "answers": ("answer", "reference", "ground_truth", "expected_answer", "gold_answer", "gold"),
    "answer_items": ("items",),
    "numbers": ("number", "value", "figure", "figures"),
    "unit": ("units",),
    "docid": ("doc", "document", "doc_id", "source", "file"),
    "cluster": ("group",),
}  # fmt: skip


def fields_of(
    path: Path,
    header: Sequence[str],
    columns: Mapping[str, str],
    *,
    row: int,
    sheet: str | None = None,
) -> dict[str, int]:
    """The place of each field's column.

    Args:
        path: the file, for messages.
        header: the columns' names.
        columns: field → column, as the user says it; the others are known by their usual names.
        row: where the header stands.
        sheet: the sheet, for messages.

    Raises:
        FilterError: when the user names a field that there isn't, or a column that the file lacks.
        QuestionSetError: when no column holds the questions.
    """
    check_fields(columns)
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(_known(name), place)
    shown = ", ".join(name for name in header if name.strip()) or "none"
    found: dict[str, int] = {}
    for field, column in columns.items():
        if _known(column) not in places:
            near = extractOne(column, [name for name in header if name.strip()], score_cutoff=60)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise FilterError(
                f"--map {field}={column}",
                f"{path} has no column {column!r}",
                f"{hint}it has {shown}",
            )
        found[field] = places[_known(column)]
    taken = set(found.values())
    for field, usual in FIELDS.items():
        for name in (field, *usual):
            usual_place = places.get(_known(name))
            if field in found or usual_place is None or usual_place in taken:
                continue
            found[field] = usual_place
            taken.add(usual_place)
    if "question" not in found:
        raise QuestionSetError(
            path,
            row,
            f"no column holds the questions (there are {shown})",
            "call one `question` or name it with --map question=COLUMN",
            sheet=sheet,
        )
    return found


def check_fields(columns: Mapping[str, str]) -> None:
    """Refuses a field that there isn't.

    Raises:
        FilterError: for the first of them.
    """
    for field, column in columns.items():
        if field not in FIELDS:
            raise FilterError(
                f"--map {field}={column}", f"no field {field!r}", f"name one of {', '.join(FIELDS)}"
            )


def _known(name: str) -> str:
    return "_".join(name.replace("_", " ").lower().split())
