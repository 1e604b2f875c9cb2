"""Evaluating an index: a question set answered by worker processes, and scored, in one folder.

The one thing to know: what a run's figures depend on stands in its manifest, and how long it took
stands apart, in `timings.json`, so that the same inputs give the same figures byte for byte.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np

from briqa.asking import AskPool, AskSettings, usual_workers
from briqa.assistant import Assistant, build_index, open_index
from briqa.encoder import DEFAULT_MODEL
from briqa.evaluate import QuestionRow, QuestionSet
from briqa.evaluate.comparison import Comparison, NamedRun, compare
from briqa.evaluate.metrics.scores import read_scores, scores_text
from briqa.evaluate.metrics.summary import summarise
from briqa.evaluate.metrics.table import (
    per_question_csv,
    score_questions,
    trec_run,
)
from briqa.evaluate.own_corpus import write_documents
from briqa.evaluate.reporting import ScoredRun, comparison_page, run_page
from briqa.evaluate.resolving import GoldProblem, resolve
from briqa.evaluate.run import Manifest, Progress, RunFolder, code_hash, file_hash, run_set
from briqa.indexing import IndexingStep

DEFAULT_RUNS: Final = Path("runs")
TIMINGS: Final = "timings.json"
SCORES: Final = "scores.jsonl"
LATENCY_SAMPLE: Final = 50
_PERCENTILES: Final = (50, 90, 95, 99)


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a set is run.

    Attributes:
        ask: how its questions are asked.
        workers: worker processes; None for as many as are worth their start.
        latency_sample: so many questions are also asked one by one, to know how long one takes.
        fresh: whether an earlier run in the folder is thrown away.
    """

    ask: AskSettings
    workers: int | None = None
    latency_sample: int = LATENCY_SAMPLE
    fresh: bool = False


def answer_set(
    question_set: QuestionSet,
    index_dir: Path,
    folder: RunFolder,
    settings: RunSettings,
    *,
    columns: Mapping[str, str],
    on_progress: Callable[[Progress], None],
) -> None:
    """Answers a set into the folder of a run: manifest, predictions, timings.

    Args:
        question_set: the set.
        index_dir: the index that is asked.
        folder: where the run goes; one that was interrupted goes on.
        settings: how it is run.
        columns: the set's own names of columns that were given, which the manifest keeps.
        on_progress: told of each batch.

    Raises:
        IndexMissing: when nothing has been indexed there.
        IndexMismatch: when another version of briqa made the index.
        RunError: when the folder holds another run or can't be written, or a worker died.
    """
    with contextlib.closing(open_index(index_dir)) as assistant:
        manifest = describe(question_set, assistant, settings.ask, columns)
    known = folder.open(manifest, fresh=settings.fresh)
    rows = question_set.rows
    left = [row for row in rows if row.qid not in known]
    if not left:
        return
    workers = settings.workers or usual_workers(len(left))
    last = Progress(len(known), len(rows), 0.0, 0)

    def note(progress: Progress) -> None:
        nonlocal last
        last = progress
        on_progress(progress)

    note(last)
    with AskPool(index_dir, workers=workers) as pool:
        sample = _spread(left, settings.latency_sample)
        alone = pool.seconds_alone([row.question for row in sample], settings.ask)
        run_set(
            rows,
            lambda batches: pool.predict(batches, settings.ask),
            folder,
            known,
            on_progress=note,
        )
    folder.write_json(TIMINGS, _timings(alone, last, workers))


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that is done.

    Attributes:
        folder: where its files are.
        run: its questions and figures.
        problems: gold that the index doesn't have.
        moved: how many gold spans stand elsewhere than the set says.
    """

    folder: RunFolder
    run: ScoredRun
    problems: tuple[GoldProblem, ...]
    moved: int


def score_set(question_set: QuestionSet, index_dir: Path, folder: RunFolder) -> Finished:
    """Scores the predictions of a run, and writes its figures beside them.

    Args:
        question_set: the set that was run.
        index_dir: the index that was asked.
        folder: the folder of the run.

    Raises:
        IndexMissing: when nothing is indexed there any more.
        RunError: when a prediction is missing, or a file can't be written.
    """
    predictions = folder.predictions()
    with contextlib.closing(open_index(index_dir)) as assistant:
        texts = document_texts(assistant)
    resolved = resolve(question_set.rows, texts)
    scored = tuple(score_questions(resolved.rows, predictions))
    summary = summarise(scored)
    folder.write("run.trec", trec_run(scored))
    folder.write("per_question.csv", per_question_csv(scored))
    folder.write(SCORES, scores_text(scored))
    folder.write_json("metrics.json", summary.as_json())
    run = ScoredRun(question_set.path.name, scored, summary, folder.manifest(), texts)
    folder.write("report.html", run_page(run))
    return Finished(folder, run, resolved.problems, resolved.moved)


def document_texts(assistant: Assistant) -> dict[str, str]:
    """The canonical text of every document of an index."""
    return {
        summary.docid: assistant.document(summary.docid).document.text
        for summary in assistant.documents()
    }


def compare_runs(folders: Sequence[RunFolder], *, out: Path | None = None) -> Comparison:
    """Compares finished runs with the first of them.

    Args:
        folders: of the runs, at least two.
        out: where comparison.json and comparison.html go; None for nowhere.

    Raises:
        RunError: when a folder holds no finished run, or the result can't be written.
    """
    names = _told_apart([folder.path for folder in folders])
    comparison = compare(
        [named_run(folder, name) for folder, name in zip(folders, names, strict=True)]
    )
    if out is not None:
        target = RunFolder(out)
        target.make()
        target.write_json("comparison.json", comparison.as_json())
        manifests = [folder.manifest() for folder in folders]
        page = comparison_page(comparison, dict(zip(names, manifests, strict=True)))
        target.write("comparison.html", page)
    return comparison


def _told_apart(paths: Sequence[Path]) -> list[str]:
    """Short names of folders, with as many parents as make them differ."""
    parts = [path.resolve().parts for path in paths]
    for depth in range(1, max(map(len, parts)) + 1):
        names = ["/".join(each[-depth:]) for each in parts]
        if len(set(names)) == len(names):
            return names
    return [f"{path} ({number})" for number, path in enumerate(paths, start=1)]


def named_run(folder: RunFolder, name: str) -> NamedRun:
    """A finished run, to be compared.

    Args:
        folder: the folder of the run.
        name: how it is called.

    Raises:
        RunError: when the folder holds none.
    """
    scored = read_scores(folder.read(SCORES), folder.predictions(), folder.path / SCORES)
    return NamedRun(name, tuple(scored))


def describe(
    question_set: QuestionSet,
    assistant: Assistant,
    settings: AskSettings,
    columns: Mapping[str, str],
) -> Manifest:
    """The manifest of a run.

    Raises:
        RunError: when the set can't be read any more.
    """
    made_with = asdict(assistant.made_with)
    made_with["model"] = Path(made_with["model"]).name  # where it lies changes no figure
    return Manifest(
        {
            "name": question_set.path.name,
            "sha256": file_hash(question_set.path),
            "questions": len(question_set.rows),
            "columns": dict(columns),
        },
        {summary.docid: summary.content_hash for summary in assistant.documents()},
        made_with,
        asdict(settings),
        code_hash(),
    )


def own_index(
    question_set: QuestionSet,
    folder: Path,
    *,
    model: str = DEFAULT_MODEL,
    on_step: Callable[[IndexingStep], None],
) -> Path:
    """Makes the index of the corpus that a set brings along, beside its run.

    Args:
        question_set: a set with documents.
        folder: the folder of the run; the documents go to `corpus` there, the index to `index`.
        model: the encoder by name or path.
        on_step: told of each step of indexing.

    Raises:
        RunError: when the documents can't be written.
        EncoderError: when there is no such model.

    Returns:
        The index folder.
    """
    has_spans = any(row.gold.evidence for row in question_set.rows)
    write_documents(question_set.documents, folder / "corpus", titles=not has_spans)
    build_index(folder / "index", [folder / "corpus"], model=model, on_step=on_step)
    return folder / "index"


def _spread(rows: Sequence[QuestionRow], count: int) -> list[QuestionRow]:
    """So many rows at even steps."""
    step = max(1, len(rows) // count) if count else len(rows) + 1
    return list(rows[::step][:count])


def _timings(alone: Sequence[float], last: Progress, workers: int) -> dict[str, object]:
    found: dict[str, object] = {
        "questions": last.here,
        "seconds": round(last.seconds, 3),
        "questions_per_second": round(last.per_second, 3),
        "workers": workers,
    }
    if alone:
        values = np.percentile(alone, _PERCENTILES) * 1000
        found["alone"] = {
            "questions": len(alone),
            "mean_ms": round(float(np.mean(alone)) * 1000, 3),
            **{
                f"p{percentile}_ms": round(float(value), 3)
                for percentile, value in zip(_PERCENTILES, values, strict=True)
            },
        }
        found["times_as_fast_as_alone"] = round(last.per_second * float(np.mean(alone)), 2)
    return found
