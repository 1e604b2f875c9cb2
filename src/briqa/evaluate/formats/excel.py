"""Workbooks: the first sheet that has a column of questions; the one place for openpyxl."""

import datetime
import zipfile
from collections.abc import Mapping
from pathlib import Path

from briqa.errors import QuestionSetError
from briqa.evaluate.formats.columns import fields_of
from briqa.evaluate.formats.record import Record, question_row
from briqa.evaluate.gold import QuestionRow

_Row = tuple[int, list[object]]


def read_excel(path: Path, columns: Mapping[str, str]) -> list[QuestionRow]:
    """The questions of a workbook; of formulas their last results.

    Raises:
        QuestionSetError: when it is no workbook, and for the first row that is no question.
        FilterError: for columns that can't be meant.
    """
    problem: QuestionSetError | None = None
    for sheet, rows in _sheets(path):
        if not rows:
            continue
        (header_row, header), *body = rows
        names = ["" if cell is None else str(cell) for cell in header]
        try:
            places = fields_of(path, names, columns, row=header_row, sheet=sheet)
        except QuestionSetError as error:
            problem = problem or error
            continue
        shown = {field: names[place] for field, place in places.items()}
        return [
            question_row(
                Record(
                    path,
                    number,
                    {
                        field: value
                        for field, place in places.items()
                        if (value := _value(cells[place])) not in (None, "")
                    },
                    shown,
                    sheet,
                )
            )
            for number, cells in body
        ]
    if problem is not None:
        raise problem
    return []


def _sheets(path: Path) -> list[tuple[str, list[_Row]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
        try:
            return [
                (
                    str(sheet.title),
                    [
                        (number, list(cells))
                        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
                        if any(cell not in (None, "") for cell in cells)
                    ],
                )
                for sheet in workbook.worksheets
            ]
        finally:
            workbook.close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise QuestionSetError(path, None, f"can't be read ({reason})", "check the path") from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
        raise QuestionSetError(path, None, "no workbook", "save it as .xlsx or .csv") from error


def _value(cell: object) -> object:
    """A cell as the JSON form would have it: dates in ISO's way, everything else as it is."""
    if isinstance(cell, datetime.datetime):
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return cell
