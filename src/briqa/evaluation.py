"""Evaluating an index: a question set answered by worker processes into the folder of a run.

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
from briqa.evaluate.own_corpus import write_documents
from briqa.evaluate.run import Manifest, Progress, RunFolder, code_hash, file_hash, run_set
from briqa.indexing import IndexingStep

TIMINGS: Final = "timings.json"
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
