"""`briqa eval`: answers and scores question sets, compares runs, sweeps settings."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from briqa.asking import AskSettings
from briqa.assistant import DEFAULT_INDEX
from briqa.cli.failures import FAILED, USAGE, reported, warn
from briqa.cli.options import IndexOption, MapOption, named_path, read_columns
from briqa.cli.runs import print_comparison, print_summary, print_sweep
from briqa.cli.writing import check_writable, write_whole
from briqa.evaluate import QuestionSet, read_question_set
from briqa.evaluate.gates import Gate, read_gates
from briqa.evaluate.grid import read_grid
from briqa.evaluate.run import Progress as RunProgress
from briqa.evaluate.run import RunFolder
from briqa.evaluate.run.folder import PREDICTIONS
from briqa.evaluation import (
    DEFAULT_RUNS,
    LATENCY_SAMPLE,
    Finished,
    RunSettings,
    answer_set,
    compare_runs,
    own_index,
    score_set,
)
from briqa.sweep import sweep

_PASSAGES = 10
_PROBLEMS_SHOWN = 5


@reported
def evaluate(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="QUESTIONS | RUN RUN…",
            help="A question set: JSONL, CSV, Excel, SQuAD's JSON, or a folder as BEIR and TREC "
            "have them. With --compare, the folders of finished runs.",
            parser=named_path,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder of the run.", parser=named_path),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", metavar="OUT.jsonl", help="The answers, for a scorer."),
    ] = None,
    index_dir: IndexOption = DEFAULT_INDEX,
    passages: Annotated[
        int, typer.Option("-k", min=1, max=100, help="How many passages to list for each.")
    ] = _PASSAGES,
    columns: MapOption = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes; as many as are worth it.")
    ] = None,
    latency: Annotated[
        int, typer.Option(min=0, max=1000, help="So many questions are timed one by one as well.")
    ] = LATENCY_SAMPLE,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Throw an earlier run in the folder away.")
    ] = False,
    own_corpus: Annotated[
        bool,
        typer.Option(
            "--own-corpus", help="Ask the documents that the set brings along, not the index."
        ),
    ] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="Compare finished runs with the first of them.")
    ] = False,
    fail_below: Annotated[
        list[str] | None,
        typer.Option(metavar="METRIC=BOUND", help="Exit with 1 below it, as recall@5=0.95."),
    ] = None,
    fail_if_worse: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="Exit with 1 if worse than this run.", parser=named_path),
    ] = None,
    grid: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=A,B",
            help="Run every combination of k, lexical, pairs, support, size, model.",
        ),
    ] = None,
) -> int:
    """Answer a question set, score it with intervals, compare runs, sweep settings.

    The folder of a run holds predictions.jsonl, metrics.json, per_question.csv, run.trec,
    report.html and manifest.json; a run that was interrupted goes on from it.
    """
    if compare:
        return _compare(inputs, out)
    gates = read_gates(fail_below or [])
    variants = read_grid(grid or [])
    mapped = read_columns(columns)
    if variants and (gates or fail_if_worse is not None or predictions is not None):
        warn("briqa: --grid runs many variants; leave the gates and --predictions out")
        return USAGE
    if len(inputs) != 1:
        warn("briqa: name one question set, or --compare with the folders of runs")
        return USAGE
    question_set = read_question_set(inputs[0], columns=mapped)
    if predictions is not None:
        if predictions.exists() and predictions.samefile(inputs[0]):
            warn(f"briqa: {predictions}: holds the questions; name another file for predictions")
            return USAGE
        check_writable(predictions)  # before hours of answering, not after
    baseline = None if fail_if_worse is None else RunFolder(fail_if_worse)
    if baseline is not None:
        baseline.manifest()  # before hours of answering, not after
    if own_corpus and not question_set.documents:
        warn(f"briqa: {inputs[0]}: brings no documents along; leave --own-corpus out")
        return USAGE
    settings = RunSettings(AskSettings(passages), workers, latency, fresh)
    with tempfile.TemporaryDirectory() as scratch:
        usual = DEFAULT_RUNS / inputs[0].stem if predictions is None else Path(scratch)
        folder = out or usual
        if own_corpus:
            index_dir = _own_index(question_set, folder)
        if variants:
            with _bar("variants") as on_progress:
                rows = sweep(
                    question_set,
                    index_dir,
                    RunFolder(folder),
                    settings,
                    variants,
                    columns=mapped,
                    on_progress=on_progress,
                )
            print_sweep(rows, folder)
            return 0
        finished = _run(question_set, index_dir, RunFolder(folder), settings, mapped)
        if predictions is not None:
            write_whole(predictions, RunFolder(folder).read(PREDICTIONS))
        print_summary(finished, predictions if out is None and predictions else folder)
        return _gated(finished, gates, baseline)


def _run(
    question_set: QuestionSet,
    index_dir: Path,
    folder: RunFolder,
    settings: RunSettings,
    columns: Mapping[str, str],
) -> Finished:
    with _bar("questions") as on_progress:
        answer_set(
            question_set, index_dir, folder, settings, columns=columns, on_progress=on_progress
        )
    finished = score_set(question_set, index_dir, folder)
    for problem in finished.problems[:_PROBLEMS_SHOWN]:
        warn(f"briqa: {question_set.path}, {problem}")
    if len(finished.problems) > _PROBLEMS_SHOWN:
        more = len(finished.problems) - _PROBLEMS_SHOWN
        warn(f"briqa: {more} more; see `briqa questions check {question_set.path}`")
    return finished


@contextmanager
def _bar(what: str) -> Iterator[Callable[[RunProgress], None]]:
    """A progress bar with rate and time left; yields what is to be told of the progress."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(what, total=None, rate="")

        def note(progress: RunProgress) -> None:
            rate = f"{progress.per_second:.1f}/s" if progress.here else "starting"
            bar.update(task, completed=progress.done, total=progress.total, rate=rate)

        yield note


def _own_index(question_set: QuestionSet, folder: Path) -> Path:
    console = Console(stderr=True)
    status = console.status("indexing the set's documents")
    with status if console.is_terminal else nullcontext():
        return own_index(question_set, folder, on_step=lambda step: None)


def _gated(finished: Finished, gates: list[Gate], baseline: RunFolder | None) -> int:
    """The exit code: 1 if a gate isn't passed, with a line on stderr for each."""
    failures = [line for gate in gates if (line := gate.failure(finished.run.summary)) is not None]
    if baseline is not None:
        comparison = compare_runs([baseline, finished.folder])
        failures += [
            f"{found.metric} fell from {found.value_first:.4g} to {found.value_other:.4g} "
            f"(p {found.p_holm:.3g} after Holm), worse than {baseline.path}"
            for found in comparison.worse
        ]
    for line in failures:
        warn(f"briqa: {line}")
    return FAILED if failures else 0


def _compare(inputs: list[Path], out: Path | None) -> int:
    if len(inputs) < 2:
        warn("briqa: name at least two folders of runs to compare")
        return USAGE
    comparison = compare_runs([RunFolder(path) for path in inputs], out=out)
    print_comparison(comparison, out)
    return 0
