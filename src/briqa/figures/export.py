"""Figures as files that other programs read: CSV and JSONL."""

import csv
import json
from collections.abc import Iterable
from typing import Final, TextIO

from briqa.figures.row import FigureRow

FIELDS: Final = (
    "docid", "start", "end", "text", "value", "value_low", "value_high", "unit", "kind", "bound",
    "direction", "period", "subject", "measure", "series",
)  # fmt: skip
_CONVERTED_FIELDS: Final = (
    "converted_value", "converted_low", "converted_high", "converted_unit"
)  # fmt: skip
# A spreadsheet reads a cell that begins with one of these as a formula, some after a line break,
# and some the full-width forms too.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_jsonl(rows: Iterable[FigureRow], to: TextIO) -> None:
    """Writes a JSON object a line."""
    for row in rows:
        to.write(f"{json.dumps(row.as_json(), ensure_ascii=False)}\n")


def write_csv(rows: Iterable[FigureRow], to: TextIO, *, with_converted: bool) -> None:
    """Writes a table that a spreadsheet can open.

    Args:
        rows: the figures.
        to: a text file that leaves line ends as they are.
        with_converted: whether there are columns for the values in the unit asked for.
    """
    fields = FIELDS + _CONVERTED_FIELDS if with_converted else FIELDS
    # All text in quotes: the minimal quoting leaves a carriage return bare, which ends a row.
    writer = csv.DictWriter(to, fields, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writeheader()
    for row in rows:
        writer.writerow({field: csv_cell(value) for field, value in row.as_json().items()})


def csv_cell(value: object) -> object:
    """A value as a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
