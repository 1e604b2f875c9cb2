"""Our own form: a JSON object for each question, one a line or all in one array."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from briqa.errors import QuestionSetError
from briqa.evaluate.formats.columns import check_fields, fields_of
from briqa.evaluate.formats.files import read_json_lines
from briqa.evaluate.formats.record import Record, question_row
from briqa.evaluate.gold import QuestionRow


def read_jsonl(path: Path, columns: Mapping[str, str]) -> list[QuestionRow]:
    """The questions of a file with one object a line.

    Raises:
        QuestionSetError: for the first line that is no question.
        FilterError: for columns that can't be meant.
    """
    return read_objects(path, read_json_lines(path), columns)


def read_objects(
    path: Path, values: Iterable[tuple[int, object]], columns: Mapping[str, str]
) -> list[QuestionRow]:
    """The questions of numbered JSON values.

    Args:
        path: the file, for messages.
        values: each with its line, or its place in an array, from 1.
        columns: field → key, as the user says it.

    Raises:
        QuestionSetError: for the first that is no question.
        FilterError: for columns that can't be meant.
    """
    check_fields(columns)
    rows = []
    for number, value in values:
        if not isinstance(value, dict):
            raise QuestionSetError(path, number, "not a JSON object", "mend the line")
        rows.append((number, value))
    if not rows:
        return []
    places = fields_of(
        path, list(dict.fromkeys(key for _, row in rows for key in row)), columns, row=1
    )
    keys = list(dict.fromkeys(key for _, row in rows for key in row))
    names = {field: keys[place] for field, place in places.items()}
    return [
        question_row(
            Record(
                path,
                number,
                {
                    field: row[key]
                    for field, key in names.items()
                    if row.get(key) not in (None, "", [])
                },
                names,
            )
        )
        for number, row in rows
    ]
