"""Sweeps: a set run under every combination of settings, with nothing done twice that needn't be.

The one thing to know: an index is made once for each encoder and size of passages, worker processes
stay for all that is asked of it, and fewer passages are cut from the run with most.
"""

import contextlib
import csv
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from briqa.asking import AskPool, AskSettings, usual_workers
from briqa.assistant import build_index, open_index
from briqa.evaluate import Prediction, QuestionRow, QuestionSet
from briqa.evaluate.grid import Variant
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.summary import OVERALL, Summary
from briqa.evaluate.run import Batches, Progress, RunFolder, run_set
from briqa.evaluation import RunSettings, describe, score_set
from briqa.retrieve import FusionWeights
from briqa.segment import DEFAULT_SIZES, PassageSettings

_UNSAFE: Final = "/\\: "


@dataclass(frozen=True, slots=True)
class SweptRun:
    """One combination and its figures."""

    variant: Variant
    folder: Path
    summary: Summary


def sweep(
    question_set: QuestionSet,
    index_dir: Path,
    folder: RunFolder,
    settings: RunSettings,
    variants: Sequence[Variant],
    *,
    columns: Mapping[str, str],
    on_progress: Callable[[Progress], None],
) -> list[SweptRun]:
    """Runs a set under each variant; each has a folder of its own, and goes on if interrupted.

    Args:
        question_set: the set.
        index_dir: the index; other encoders and sizes index the same files anew.
        folder: where the runs, the indexes that are made, and the table go.
        settings: what the variants don't say.
        variants: those of one index together.
        columns: the set's own names of columns that were given.
        on_progress: told of each batch of each variant.

    Raises:
        IndexMissing: when nothing has been indexed there.
        EncoderError: when there is no such model.
        RunError: when a folder holds another run or can't be written, or a worker died.
    """
    found: dict[Variant, SweptRun] = {}
    for (model, size), group in itertools.groupby(variants, lambda each: (each.model, each.size)):
        own_index = _index(index_dir, folder.path / "indexes", model, size)
        workers = settings.workers or usual_workers(len(question_set.rows))
        answered: dict[FusionWeights, Mapping[str, Prediction]] = {}
        with AskPool(own_index, workers=workers) as pool:
            # Those with most passages first, since from them the others are cut.
            for variant in sorted(group, key=lambda each: -(each.k or settings.ask.passages)):
                ask = _ask(settings.ask, variant)
                source = (
                    _cut(answered[ask.weights], ask.passages)
                    if ask.weights in answered
                    else partial(pool.predict, settings=ask)
                )
                run = RunFolder(folder.path / _name(variant))
                known = _opened(question_set, own_index, run, ask, columns, fresh=settings.fresh)
                run_set(question_set.rows, source, run, known, on_progress=on_progress)
                answered.setdefault(ask.weights, run.predictions())
                finished = score_set(question_set, own_index, run)
                found[variant] = SweptRun(variant, run.path, finished.run.summary)
    runs = [found[variant] for variant in variants]
    folder.write("grid.csv", _table(runs))
    folder.write_json("grid.json", {"runs": [_row_json(run) for run in runs]})
    return runs


def _index(index_dir: Path, indexes: Path, model: str | None, size: int | None) -> Path:
    """The index itself, or one of the same files with another encoder or size of passages."""
    if model is None and size is None:
        return index_dir
    with contextlib.closing(open_index(index_dir)) as assistant:
        roots = dict.fromkeys(Path(summary.root) for summary in assistant.documents())
        usual = assistant.made_with.model
    name = f"{Path(model or usual).name}-{size or DEFAULT_SIZES.target_tokens}"
    sizes = replace(DEFAULT_SIZES, target_tokens=size) if size else DEFAULT_SIZES
    build_index(indexes / name, list(roots), model=model or usual, sizes=_fitting(sizes))
    return indexes / name


def _fitting(sizes: PassageSettings) -> PassageSettings:
    """No passage smaller at most than it aims to be."""
    return replace(sizes, max_tokens=max(sizes.max_tokens, sizes.target_tokens))


def _ask(usual: AskSettings, variant: Variant) -> AskSettings:
    given = {
        name: value
        for name in ("lexical", "pairs", "support")
        if (value := getattr(variant, name)) is not None
    }
    return AskSettings(variant.k or usual.passages, replace(usual.weights, **given))


def _opened(
    question_set: QuestionSet,
    index_dir: Path,
    run: RunFolder,
    ask: AskSettings,
    columns: Mapping[str, str],
    *,
    fresh: bool,
) -> dict[str, Prediction]:
    """Opens the folder of a variant; gives the predictions that it holds already."""
    with contextlib.closing(open_index(index_dir)) as assistant:
        manifest = describe(question_set, assistant, ask, columns)
    return run.open(manifest, fresh=fresh)


def _cut(predictions: Mapping[str, Prediction], passages: int) -> Batches:
    """Predictions with fewer passages; the number of passages changes nothing else of an answer."""

    def answer(batches: Iterable[Sequence[QuestionRow]]) -> Iterator[list[Prediction]]:
        for batch in batches:
            found = (predictions[row.qid] for row in batch)
            yield [replace(each, passages=each.passages[:passages]) for each in found]

    return answer


def _name(variant: Variant) -> str:
    """The variant as the name of a folder."""
    label = variant.label
    return "".join("-" if letter in _UNSAFE else letter for letter in label)


def _table(runs: Sequence[SweptRun]) -> str:
    """A line for each variant: its settings, then each metric over the whole set."""
    names = [name for name in METRICS if any(name in run.summary.groups[OVERALL] for run in runs)]
    settings = list(dict.fromkeys(name for run in runs for name in run.variant.settings))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*settings, *names])
    for run in runs:
        figures = run.summary.groups[OVERALL]
        writer.writerow(
            [
                *(run.variant.settings.get(name, "") for name in settings),
                *(f"{figures[name].value:.6g}" if name in figures else "" for name in names),
            ]
        )
    return out.getvalue()


def _row_json(run: SweptRun) -> dict[str, object]:
    return {
        "settings": run.variant.settings,
        "folder": run.folder.name,
        "metrics": run.summary.as_json(),
    }
