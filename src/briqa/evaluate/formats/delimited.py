"""Tables as text: CSV with commas, semicolons, tabs or bars."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from briqa.errors import QuestionSetError
from briqa.evaluate.formats.columns import fields_of
from briqa.evaluate.formats.files import read_text
from briqa.evaluate.formats.record import Record, question_row
from briqa.evaluate.gold import QuestionRow

_DELIMITERS: Final = ",;\t|"
# The size of a cell is checked by us, with a better message.
_FIELD_LIMIT: Final = 2**31 - 1


def read_delimited(path: Path, columns: Mapping[str, str]) -> list[QuestionRow]:
    """The questions of a table whose first row names its columns.

    Raises:
        QuestionSetError: for the first row that is no question.
        FilterError: for columns that can't be meant.
    """
    text = read_text(path)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise QuestionSetError(path, line, "holds a NUL character", "save it as text, UTF-8")
    rows = list(_rows(path, text))
    if not rows:
        return []
    (header_line, header), *body = rows
    places = fields_of(path, header, columns, row=header_line)
    names = {field: header[place] for field, place in places.items()}
    found = []
    for line, cells in body:
        if len(cells) != len(header):
            raise QuestionSetError(
                path,
                line,
                f"has {len(cells)} cells, the header {len(header)}",
                "put cells that hold the delimiter in quotes",
            )
        values = {field: cells[place] for field, place in places.items() if cells[place].strip()}
        found.append(question_row(Record(path, line, values, names)))
    return found


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; blank ones are left out."""
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise QuestionSetError(
            path, line, f"no row of a table ({error})", "check its quotes"
        ) from error


def _delimiter(text: str) -> str:
    """The delimiter: the one that cuts the first row into most cells, outside of quotes."""
    quoted = False
    counts = dict.fromkeys(_DELIMITERS, 0)
    for character in text:
        if character == '"':
            quoted = not quoted
        elif character in "\r\n" and not quoted:
            if any(counts.values()) or character == "\n":
                break
        elif not quoted and character in counts:
            counts[character] += 1
    return max(_DELIMITERS, key=lambda delimiter: counts[delimiter])
