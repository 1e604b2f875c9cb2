"""Asking many questions at once: worker processes that answer batches, in order and alike.

The one thing to know: a worker runs on one thread and hashes strings as every other worker does, so
an answer is the same to the last bit however many workers there are and wherever a run began.
"""

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from briqa.assistant import Assistant, open_index
from briqa.encoder import one_thread
from briqa.errors import RunError
from briqa.evaluate import Prediction, QuestionRow, prediction
from briqa.retrieve import FusionWeights
from briqa.retrieve.fusion import DEFAULT_WEIGHTS

# A worker takes seconds to start, in which another one answers so many questions.
_WORTH_A_WORKER: Final = 200
# Batches that wait for a free worker; more would only fill the memory.
_AHEAD: Final = 2
_ENVIRONMENT: Final = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class AskSettings:
    """How questions are asked.

    Attributes:
        passages: the most passages listed for each.
        weights: what each sort of evidence weighs in the search.
    """

    passages: int = 10
    weights: FusionWeights = DEFAULT_WEIGHTS


def usual_workers(questions: int) -> int:
    """As many workers as are worth their start for so many questions, a core each."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(cores or 1, questions // _WORTH_A_WORKER))


class AskPool:
    """Worker processes over one index; use it as a context manager.

    Args:
        index_dir: the index folder.
        workers: the number of processes.
    """

    def __init__(self, index_dir: Path, *, workers: int) -> None:
        self._index_dir = index_dir
        self._workers = workers
        self._closing = contextlib.ExitStack()

    def __enter__(self) -> "AskPool":
        self._closing.enter_context(_environment(_ENVIRONMENT))
        self._pool = ProcessPoolExecutor(
            self._workers, get_context("spawn"), initializer=_start, initargs=(self._index_dir,)
        )
        self._closing.callback(self._pool.shutdown, cancel_futures=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def predict(
        self, batches: Iterable[Sequence[QuestionRow]], settings: AskSettings
    ) -> Iterator[list[Prediction]]:
        """The predictions of each batch, in order, as they are done.

        Args:
            batches: the questions.
            settings: how they are asked.

        Raises:
            RunError: when a worker died.
            BriqaError: whatever opening the index or asking raises.
        """
        waiting: deque[Future[list[Prediction]]] = deque()
        with self._translated():
            for batch in batches:
                waiting.append(self._pool.submit(_predict, tuple(batch), settings))
                if len(waiting) >= self._workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def seconds_alone(self, questions: Sequence[str], settings: AskSettings) -> list[float]:
        """How long each of some questions takes when it is asked by itself.

        Args:
            questions: the questions.
            settings: how they are asked.

        Raises:
            RunError: when a worker died.
            BriqaError: whatever opening the index or asking raises.
        """
        with self._translated():
            return self._pool.submit(_seconds_alone, tuple(questions), settings).result()

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except BrokenProcessPool as error:
            raise RunError(
                self._index_dir,
                "a worker process died, perhaps for want of memory",
                "run the same command again to go on where it stopped, with fewer --workers",
            ) from error


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Variables that processes started meanwhile have."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


# -- in a worker --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Worker:
    """What a worker process keeps between batches."""

    index_dir: Path
    assistants: dict[FusionWeights, Assistant]

    def assistant(self, weights: FusionWeights) -> Assistant:
        if weights not in self.assistants:
            known = next(iter(self.assistants.values()), None)
            if known is None:
                self.assistants[weights] = open_index(self.index_dir, weights=weights)
            else:
                self.assistants[weights] = known.reweighted(weights)
        return self.assistants[weights]


_worker: _Worker | None = None


def _start(index_dir: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to act on
    global _worker  # a process pool hands nothing else from one task to the next
    _worker = _Worker(index_dir, {})


def _assistant(settings: AskSettings) -> Assistant:
    if _worker is None:
        raise RuntimeError("the worker wasn't started")
    return _worker.assistant(settings.weights)


def _predict(batch: Sequence[QuestionRow], settings: AskSettings) -> list[Prediction]:
    assistant = _assistant(settings)
    assistant.warm_up()
    with one_thread():
        results = assistant.ask_all([row.question for row in batch], passages=settings.passages)
    return [prediction(row.qid, result) for row, result in zip(batch, results, strict=True)]


def _seconds_alone(questions: Sequence[str], settings: AskSettings) -> list[float]:
    assistant = _assistant(settings)
    assistant.warm_up()
    seconds = []
    with one_thread():
        for question in questions:
            started = time.perf_counter()
            assistant.ask(question, passages=settings.passages)
            seconds.append(time.perf_counter() - started)
    return seconds
