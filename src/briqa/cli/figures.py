"""`briqa figures`: the quantities of the corpus, filtered and in order."""

import csv
import json
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.cli.failures import reported, warn
from briqa.cli.options import IndexOption
from briqa.cli.tables import TableRow, figures_table
from briqa.figures import FigureFilter, FigureRow, Sort, explain_none
from briqa.quantities import Kind

_FIELDS = (
    "docid", "start", "end", "text", "value", "value_low", "value_high", "unit", "kind", "bound",
    "direction", "period", "subject", "measure", "series",
)  # fmt: skip
_PIPED_WIDTH = 1000
_CONVERTED_FIELDS = ("converted_value", "converted_low", "converted_high", "converted_unit")
# A spreadsheet reads a cell that begins with one of these as a formula, some after a line break,
# and some the full-width forms too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class FiguresFormat(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


@reported
def figures(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEXT]", help="Words in the figure's sentence, unit, subject or measure."
        ),
    ] = None,
    index_dir: IndexOption = DEFAULT_INDEX,
    unit: Annotated[
        str | None,
        typer.Option(metavar="U", help="USD, percent, TEU, ports, ha; others are converted to it."),
    ] = None,
    minimum: Annotated[
        float | None, typer.Option("--min", metavar="X", help="The least value, in that unit.")
    ] = None,
    maximum: Annotated[
        float | None, typer.Option("--max", metavar="X", help="The greatest value, in that unit.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            metavar="P",
            help="2022, 2022-12: what lies in it. 2013/2022, 2017/: what it shares a day with.",
        ),
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="The kind of figure.")] = None,
    docid: Annotated[
        str | None, typer.Option("--doc", metavar="DOC", help="A document, or a pattern: 'a*'.")
    ] = None,
    sort: Annotated[Sort, typer.Option(help="The order of the rows.")] = "place",
    descending: Annotated[
        bool, typer.Option("--desc", help="The greatest, latest or last first.")
    ] = False,
    limit: Annotated[int | None, typer.Option(metavar="N", help="The most rows to list.")] = None,
    output: Annotated[
        FiguresFormat, typer.Option("--format", help="Table for people, csv or jsonl for programs.")
    ] = FiguresFormat.TABLE,
) -> None:
    """List the figures of the corpus, filtered and sorted."""
    wanted = FigureFilter(
        text=text,
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        period=period,
        kind=kind,
        docid=docid,
        sort=sort,
        descending=descending,
        limit=limit,
    )
    assistant = open_index(index_dir)
    try:
        rows = assistant.figures(wanted)
        if not rows:
            every = assistant.figures(FigureFilter(docid=docid))
            warn(explain_none(wanted, (row.quantity.unit for row in every)))
    finally:
        assistant.close()
    if output is FiguresFormat.JSONL:
        _print_jsonl(rows)
    elif output is FiguresFormat.CSV:
        _print_csv(rows, converted=unit is not None)
    elif rows:
        _print_table(rows)


def _print_jsonl(rows: list[FigureRow]) -> None:
    for row in rows:
        print(json.dumps(row.as_json(), ensure_ascii=False))


def _print_csv(rows: list[FigureRow], *, converted: bool) -> None:
    fields = _FIELDS + _CONVERTED_FIELDS if converted else _FIELDS
    # All text in quotes: the minimal quoting leaves a carriage return bare, which ends a row.
    writer = csv.DictWriter(sys.stdout, fields, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writeheader()
    for row in rows:
        writer.writerow({field: _csv_cell(value) for field, value in row.as_json().items()})


def _csv_cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _print_table(rows: list[FigureRow]) -> None:
    shown = [
        TableRow(
            row.quantity,
            row.text,
            row.in_unit,
            f"{row.document.docid}:{row.quantity.span.start}-{row.quantity.span.end}",
        )
        for row in rows
    ]
    console = Console(highlight=False)
    if not console.is_terminal:  # a figure a line, for `grep`; the places stay whole
        console.width = _PIPED_WIDTH
    console.print(figures_table(shown))
