"""Tables for people: figures, the same for `briqa ask` and `briqa figures`, and compared rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.table import Table
from rich.text import Text

from briqa.answer import Row
from briqa.quantities import Quantity, format_converted, format_quantity
from briqa.values import dataclass

_LONGEST = 40  # characters of a subject or measure


@dataclass(frozen=True, slots=True)
class TableRow:
    """A figure as it is to be shown.

    Attributes:
        quantity: the figure.
        written: the figure as it stands in its document.
        in_unit: the figure in the unit asked for, if one was.
        where: its place; empty where it is clear.
    """

    quantity: Quantity
    written: str
    in_unit: Quantity | None = None
    where: str = ""


def figures_table(rows: Sequence[TableRow]) -> Table:
    """The table; columns that would stay empty throughout are left out."""
    converts = any(row.in_unit and row.in_unit.unit != row.quantity.unit for row in rows)
    columns: dict[str, list[str]] = {
        "Figure": [format_quantity(row.quantity) for row in rows],
        "Converted": [
            format_converted(row.in_unit) if converts and row.in_unit else "" for row in rows
        ],
        "As written": [" ".join(row.written.split()) for row in rows],
        "Kind": [row.quantity.kind for row in rows],
        "Period": [row.quantity.period or "" for row in rows],
        "Subject": [_short(row.quantity.subject) for row in rows],
        "Measure": [_short(row.quantity.measure) for row in rows],
        "Where": [row.where for row in rows],
    }
    shown = {
        name: cells
        for name, cells in columns.items()
        if any(cells) or name in ("Figure", "As written", "Kind", "Period")
    }
    return _table(shown)


def answer_table(rows: Sequence[Row]) -> Table:
    """The sides of a comparison or the times of a trend; what is missing is "not found".

    A row without a figure that has a sentence shows that in its place.
    """
    figures = [row.figure for row in rows]
    columns = {
        "Asked for": [row.label for row in rows],
        "As written": [_said(row) for row in rows],
        "Figure": [format_quantity(figure.quantity) if figure else "" for figure in figures],
        "Period": [(figure.quantity.period if figure else None) or "" for figure in figures],
        "Where": [_where(row) for row in rows],
    }
    return _table({name: cells for name, cells in columns.items() if any(cells)})


def _said(row: Row) -> str:
    cited = row.figure or row.sentence
    return cited.citation.reading if cited else "not found"


def _where(row: Row) -> str:
    """The page or line; the sections stand with the sentences."""
    cited = row.figure or row.sentence
    return replace(cited.citation, section_path=()).locator if cited else ""


def _table(columns: Mapping[str, Sequence[str]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for cells in zip(*columns.values(), strict=True):
        table.add_row(*map(Text, cells))
    return table


def _short(words: str | None) -> str:
    line = " ".join((words or "").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
