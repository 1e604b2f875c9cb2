"""`briqa status` and `briqa remove`: what is indexed, and taking it out."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.catalogue import Holding
from briqa.cli.failures import reported
from briqa.cli.options import FormatOption, IndexOption, OutputFormat
from briqa.upkeep import remove as remove_document


@reported
def status(
    index_dir: IndexOption = DEFAULT_INDEX, output: FormatOption = OutputFormat.TEXT
) -> None:
    """List the documents in the index."""
    assistant = open_index(index_dir)
    try:
        catalogue = assistant.catalogue()
    finally:
        assistant.close()
    if output is OutputFormat.JSON:
        for holding in catalogue.holdings:
            print(json.dumps(holding.as_json(), ensure_ascii=False))
        about = {"index": str(index_dir), **catalogue.index_json()}
        print(json.dumps(about, ensure_ascii=False))
        return
    console = Console(highlight=False)
    console.print(_table(catalogue.holdings))
    if catalogue.search:
        print(f"search: {', '.join(catalogue.search)}")
    print(f"{index_dir}: {', '.join(catalogue.about)}")


def _table(holdings: Sequence[Holding]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Document", overflow="fold", min_width=14)
    table.add_column("Status")
    for column in ("Pages", "Characters", "Passages", "Figures"):
        table.add_column(column, justify="right")
    table.add_column("File", min_width=len("up to date"))
    for holding in holdings:
        summary = holding.summary
        table.add_row(
            Text(summary.docid),
            Text(summary.metadata.status or ""),
            str(summary.pages or ""),
            f"{summary.characters:,}",
            f"{summary.passages:,}",
            f"{summary.quantities:,}",
            holding.state.words,
        )
    return table


@reported
def remove(
    docid: Annotated[str, typer.Argument(metavar="DOC", help="A document's name in the index.")],
    index_dir: IndexOption = DEFAULT_INDEX,
) -> None:
    """Take a document and every trace of it out of the index."""
    assistant = open_index(index_dir)
    try:
        removed = remove_document(assistant, docid)
    finally:
        assistant.close()
    copy = " and the copy that was kept of its file" if removed.was_upload else ""
    print(f"{index_dir}: removed {docid}{copy}")
