"""A table's cells as signed numbers, in lines that are read either down or across.

The one thing to know: brackets and a minus make a number negative, a dash is nought, and each
number keeps the place of its last digit, since that is how far it may have been rounded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briqa.audit.reading import AuditedText, Figure
from briqa.quantities.rounding import Interval, Rounding
from briqa.quantities.tables import DASH_CELL, Table
from briqa.spans import Span

_NUMBER: Final = re.compile(
    r"(?P<lead>[\s\u00a0A-Z$€£¥₹(+−–-]*)(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?P<tail>[\s\u00a0)%]*)(?P<unit>[a-z]*)[\s\u00a0)]*(?:\([0-9a-z]\)|[*†‡]+)?$"
)
_MINUS: Final = re.compile(r"[−–-]")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of a table: its value with its sign, and the place of its last digit.

    `span` is in the view; `step` is 0 for a dash.
    """

    span: Span
    value: float
    step: float
    written: str
    is_percent: bool
    unit: str

    @property
    def rounding(self) -> Rounding:
        """What the number may stand for."""
        half = self.step / 2
        around = Interval(self.value - half, self.value + half)
        return Rounding(self.value, self.step, is_exact=False, narrow=around, wide=around)

    @property
    def decimals(self) -> int:
        """How many digits stand behind the point."""
        return len(self.written.partition(".")[2])

    def named(self, value: float) -> str:
        """Another value as this one is written."""
        number = f"{abs(value):,.{self.decimals}f}"
        return f"{'-' if value < 0 else ''}{number}{'%' if self.is_percent else ''}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, or a column, with its label and its numbers.

    A place is None where no number stands; `is_blank` tells whether nothing at all stands there.
    """

    label: str
    cells: tuple[Cell | None, ...]
    is_blank: tuple[bool, ...]

    @property
    def has_numbers(self) -> bool:
        """Whether any number stands in it."""
        return any(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's lines downwards and the heads of its columns."""

    rows: tuple[Line, ...]
    heads: tuple[str, ...]

    def columns(self) -> tuple[Line, ...]:
        """The same numbers by column, each labelled by its head."""
        return tuple(
            Line(
                head,
                tuple(row.cells[index] for row in self.rows),
                tuple(row.is_blank[index] for row in self.rows),
            )
            for index, head in enumerate(self.heads)
        )


def read_grid(text: str, table: Table) -> Grid:
    """The numbers of a table, its first column left out as the rows' labels."""
    heads = _heads(text, table)
    rows = tuple(_line(text, row) for row in table.rows[table.head_rows :])
    return Grid(rows, heads)


def _heads(text: str, table: Table) -> tuple[str, ...]:
    """What stands over each column, all head rows together."""
    width = len(table.rows[0])
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in table.rows[: table.head_rows]:
        for index, cell in enumerate(row):
            if cell is not None:
                parts[index].append(text[cell.start : cell.end])
    return tuple(" ".join(part) for part in parts[1:])


def _line(text: str, row: Sequence[Span | None]) -> Line:
    label = text[row[0].start : row[0].end] if row[0] is not None else ""
    cells = [_cell(text, span) if span is not None else None for span in row[1:]]
    numbers = [cell for cell in cells if cell is not None and cell.step]
    # A row of years alone is a head that is repeated.
    if numbers and all(_YEAR.fullmatch(cell.written) for cell in numbers):
        cells = [None] * len(cells)
    return Line(label, tuple(cells), tuple(span is None for span in row[1:]))


def _cell(text: str, span: Span) -> Cell | None:
    quote = text[span.start : span.end]
    if DASH_CELL.fullmatch(quote) and not re.search("[A-Za-z]", quote):
        return Cell(span, 0.0, 0.0, "0", "%" in quote, "")
    match = _NUMBER.fullmatch(quote)
    if match is None:
        return None
    is_open = "(" in match["lead"]
    if is_open and ")" not in quote[match.end("number") :]:
        return None
    written = match["number"]
    step = 10.0 ** -len(written.partition(".")[2])
    value = float(written.replace(",", ""))
    if is_open or _MINUS.search(match["lead"]):
        value = -value
    number = Span(span.start + match.start("number"), span.start + match.end("number"))
    return Cell(number, value, step, written, "%" in match["tail"], match["unit"])


def figures_of(text: AuditedText, cells: Sequence[Cell]) -> tuple[list[Figure], list[Span]]:
    """The figures that stand in cells, and the cells in which none or several were read."""
    figures: list[Figure] = []
    others: list[Span] = []
    for cell in cells:
        inside = [
            figure
            for figure in text.figures_in(max(0, cell.span.start - 5), cell.span.end)
            if figure.end > cell.span.start and figure.quantity.kind != "date"
        ]
        if len(inside) == 1 and inside[0].end <= cell.span.end + 5:
            figures.append(inside[0])
        else:
            others.append(cell.span)
    return figures, others
