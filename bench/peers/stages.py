"""How long briqa's own stages take: reading, segmenting, figures, encoding, asking.

    python -m peers.stages PATH [PATH ...]

Prints characters a second for each stage, and the median and the 95th percentile of a question's
time. Compare runs on one machine only.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from briqa.assistant import build_index, open_index
from briqa.encoder import open_encoder
from briqa.quantities import find_quantities
from briqa.segment import segment
from briqa.sources import discover, read_documents
from briqa.spans import Document

QUESTION_RUNS = 60
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """A result and the seconds that it took."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def main(paths: Sequence[Path]) -> None:
    """Prints the table."""
    files = [(path, path.name) for path in discover(paths).paths]
    results, reading_s = timed(lambda: list(read_documents(files)))
    documents = [result for result in results if isinstance(result, Document)]
    characters = sum(len(document.text) for document in documents)
    encoder = open_encoder()
    _, loading_s = timed(encoder.load)
    cut, segmenting_s = timed(
        lambda: [segment(document, encoder.token_offsets) for document in documents]
    )
    _, figures_s = timed(lambda: [find_quantities(found) for found in cut])
    print(
        f"{len(documents)} documents, {characters:,} characters; encoder loads in {loading_s:.1f} s"
    )
    for stage, seconds in (
        ("reading", reading_s),
        ("segmenting", segmenting_s),
        ("figures", figures_s),
    ):
        print(f"{stage:12}{characters / seconds:14,.0f} characters/s")
    with tempfile.TemporaryDirectory() as folder:
        _, indexing_s = timed(lambda: build_index(Path(folder), paths))
        _, again_s = timed(lambda: build_index(Path(folder), paths))
        print(f"{'indexing':12}{characters / indexing_s:14,.0f} characters/s, all stages together")
        print(f"{'again':12}{again_s:14.2f} s with nothing changed")
        assistant = open_index(folder)
        assistant.warm_up()
        times = [
            timed(lambda: assistant.ask("How much did trade grow in 2022?"))[1] * 1000
            for _ in range(QUESTION_RUNS)
        ]
        assistant.close()
    ninety_fifth = statistics.quantiles(times, n=20)[-1]
    print(f"{'a question':12}{statistics.median(times):14.1f} ms median, {ninety_fifth:.1f} ms p95")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
