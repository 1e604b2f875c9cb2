"""`briqa figures`: the quantities of the corpus, filtered."""

import csv
import json
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.cli.failures import reported
from briqa.cli.options import IndexOption
from briqa.figures import FigureFilter, FigureRow
from briqa.quantities import format_quantity

_FIELDS = (
    "docid", "start", "end", "text", "value", "value_low", "value_high", "unit", "kind", "bound",
    "direction", "period", "subject", "measure",
)  # fmt: skip
# A spreadsheet reads a cell that begins with one of these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class FiguresFormat(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


@reported
def figures(
    text: Annotated[
        str | None, typer.Argument(metavar="[TEXT]", help="Words in the figure's sentence.")
    ] = None,
    index_dir: IndexOption = DEFAULT_INDEX,
    unit: Annotated[
        str | None, typer.Option(metavar="U", help="CNY, USD, percent, TEU, port, ...")
    ] = None,
    minimum: Annotated[
        float | None, typer.Option("--min", metavar="X", help="The least value.")
    ] = None,
    maximum: Annotated[
        float | None, typer.Option("--max", metavar="X", help="The greatest value.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(metavar="P", help="What the period begins with, as 2022.")
    ] = None,
    output: Annotated[
        FiguresFormat, typer.Option("--format", help="Table for people, csv or jsonl for programs.")
    ] = FiguresFormat.TABLE,
) -> None:
    """List the figures of the corpus, filtered."""
    assistant = open_index(index_dir)
    try:
        wanted = FigureFilter(text, unit, minimum, maximum, period)
        rows = list(assistant.figures(wanted))
    finally:
        assistant.close()
    _PRINTERS[output](rows)


def _row(row: FigureRow) -> dict[str, object]:
    quantity = row.quantity
    return {
        "docid": row.document.docid,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "text": row.text,
        **{field: getattr(quantity, field) for field in _FIELDS[4:]},
    }


def _print_jsonl(rows: list[FigureRow]) -> None:
    for row in rows:
        print(json.dumps(_row(row), ensure_ascii=False))


def _print_csv(rows: list[FigureRow]) -> None:
    writer = csv.DictWriter(sys.stdout, _FIELDS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({field: _csv_cell(value) for field, value in _row(row).items()})


def _csv_cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _print_table(rows: list[FigureRow]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("Figure", "As written", "Kind", "Period", "Where"):
        table.add_column(column, overflow="fold")
    for row in rows:
        quantity = row.quantity
        table.add_row(
            Text(format_quantity(quantity)),
            Text(row.text),
            Text(quantity.kind),
            Text(quantity.period or ""),
            Text(f"{row.document.docid}:{quantity.span.start}-{quantity.span.end}"),
        )
    Console(highlight=False).print(table)


_PRINTERS = {
    FiguresFormat.TABLE: _print_table,
    FiguresFormat.CSV: _print_csv,
    FiguresFormat.JSONL: _print_jsonl,
}
