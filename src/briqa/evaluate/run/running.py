"""Running a set: batches of questions out, predictions in, appended to the run's folder.

The one thing to know: batches are the same whether a run was interrupted or not, and predictions
come back in the set's order, so the file of a run that went on equals that of one that didn't stop.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briqa.evaluate.gold import QuestionRow
from briqa.evaluate.prediction import Prediction
from briqa.evaluate.run.folder import RunFolder

# So many questions are encoded together; more only delays the first result.
BATCH = 32

Batch = Sequence[QuestionRow]
Batches = Callable[[Iterable[Batch]], Iterator[list[Prediction]]]
"""Batches of questions → the predictions of each, in order."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands.

    Attributes:
        done: questions with a prediction, those of an earlier start among them.
        total: questions of the set.
        seconds: since this start.
        here: questions answered since this start.
    """

    done: int
    total: int
    seconds: float
    here: int

    @property
    def per_second(self) -> float:
        """Questions answered in a second; 0 before the first."""
        return self.here / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at this rate; None before the first."""
        return (self.total - self.done) / self.per_second if self.here else None


def batched(rows: Sequence[QuestionRow], known: Mapping[str, Prediction]) -> Iterator[Batch]:
    """The batches of a set, without the questions that have a prediction."""
    for first in range(0, len(rows), BATCH):
        batch = [row for row in rows[first : first + BATCH] if row.qid not in known]
        if batch:
            yield batch


def run_set(
    rows: Sequence[QuestionRow],
    answer: Batches,
    folder: RunFolder,
    known: Mapping[str, Prediction],
    *,
    on_progress: Callable[[Progress], None],
) -> None:
    """Answers the questions of a set that have no prediction yet.

    Args:
        rows: the whole set.
        answer: answers batches.
        folder: where the predictions go.
        known: the predictions that the folder holds already, by question id.
        on_progress: told at the start and after each batch.

    Raises:
        RunError: when a prediction can't be written.
    """
    started = time.monotonic()
    here = 0
    on_progress(Progress(len(known), len(rows), 0.0, here))
    for predictions in answer(batched(rows, known)):
        folder.append(predictions)
        here += len(predictions)
        seconds = time.monotonic() - started
        on_progress(Progress(len(known) + here, len(rows), seconds, here))
