"""`briqa figures`: the quantities of the corpus, filtered and in order."""

import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.cli.failures import reported, warn
from briqa.cli.options import IndexOption
from briqa.cli.tables import TableRow, figures_table
from briqa.figures import (
    FigureFilter,
    FigureRow,
    Sort,
    explain_none,
    write_csv,
    write_jsonl,
)
from briqa.quantities import Kind

_PIPED_WIDTH = 1000


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
        write_jsonl(rows, sys.stdout)
    elif output is FiguresFormat.CSV:
        write_csv(rows, sys.stdout, with_converted=unit is not None)
    elif rows:
        _print_table(rows)


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
