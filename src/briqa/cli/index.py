"""`briqa index`: adds and updates documents."""

from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from briqa.building import DEFAULT_CORPUS, DEFAULT_INDEX, build_index
from briqa.cli.failures import FAILED, reported, warn
from briqa.cli.options import IndexOption, named_path
from briqa.indexing import IndexingStep, IndexReport
from briqa.store import VectorChoice

_EXPORTING: Final = "preparing the model for this machine, once; it takes some seconds"


@reported
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files and folders; corpus/ if none is given.",
            parser=named_path,
        ),
    ] = None,
    index_dir: IndexOption = DEFAULT_INDEX,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME_OR_PATH", help="Encoder: the default's name, or a folder."),
    ] = None,
    fast: Annotated[
        bool,
        typer.Option(
            "--fast",
            help="Encode in 8-bit integers: twice as fast, but 8 in 100 of the nearest passages "
            "are others.",
        ),
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the index anew from the same files.")
    ] = False,
    vectors: Annotated[
        VectorChoice | None,
        typer.Option(
            help="How vectors are searched, kept with the index: exactly, by codes, by codes in "
            "lists, or as suits their number."
        ),
    ] = None,
) -> int:
    """Add or update files and folders in the index.

    Only what changed is read again; a file gone from a folder goes from the index.
    """
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("passages"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # piped, even an empty bar leaves a blank line
    ) as progress:
        report = build_index(
            index_dir,
            paths or [DEFAULT_CORPUS],
            model=model,
            fast=fast,
            rebuild=rebuild,
            vectors=vectors,
            on_step=_Bar(progress),
            on_export=partial(_say, _EXPORTING, console),
        )
    for error in report.skipped:
        warn(f"skipped {error}")
    for docid, encoding in report.guessed:
        warn(f"{docid}: encoding not declared, read as {encoding}")
    print(_summary(report, index_dir))
    return FAILED if report.skipped else 0


def _say(line: str, console: Console) -> None:
    """A line above the bar, for those who watch it."""
    if console.is_terminal:
        console.print(line, highlight=False)


class _Bar:
    """Shows indexing steps on a progress bar, a line for the file at hand."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def __call__(self, step: IndexingStep) -> None:
        description = f"{step.file_number}/{step.files} {step.path.name}: {step.stage}"
        if self._task is None:
            self._task = self._progress.add_task(description)
        self._progress.update(
            self._task,
            description=description,
            completed=step.passages_done,
            total=step.passages or None,
        )


def _summary(report: IndexReport, index_dir: Path) -> str:
    counts = [
        (len(report.added), "added"),
        (len(report.changed), "changed"),
        (len(report.unchanged), "unchanged"),
        (len(report.removed), "removed"),
        (len(report.skipped), "skipped"),
    ]
    said = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to do"
    return f"{index_dir}: {said}"
