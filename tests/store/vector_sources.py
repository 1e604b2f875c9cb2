"""A table of vectors as the store would give it, in memory, vectors that lie in clusters, and an
encoder that takes no time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from zlib import crc32

import numpy as np
import numpy.typing as npt

from briqa.encoder import PairReading, PairText, PassageInput, PassageVectors, Vectors

DIMENSION = 16
_BATCH = 50


class Table:
    """A `VectorSource` whose rows are added and removed by hand, each change a generation."""

    def __init__(self, dimension: int = DIMENSION) -> None:
        self.dimension = dimension
        self.generation = 0
        self.rows: dict[int, Vectors] = {}
        self.removed: dict[int, int] = {}
        self.noted_from = 0
        self.reads = 0
        self._next_id = 1

    def add(self, vectors: Vectors) -> list[int]:
        self.generation += 1
        ids = list(range(self._next_id, self._next_id + len(vectors)))
        self._next_id += len(vectors)
        self.rows.update(zip(ids, vectors, strict=True))
        return ids

    def remove(self, ids: Sequence[int]) -> None:
        self.generation += 1
        for row_id in ids:
            del self.rows[row_id]
            self.removed[row_id] = self.generation

    def snapshot(self) -> AbstractContextManager[None]:
        return nullcontext()

    def last_id(self) -> int:
        return max(self.rows, default=0)

    def rows_after(self, row_id: int) -> Iterator[tuple[npt.NDArray[np.int64], Vectors]]:
        ids = sorted(found for found in self.rows if found > row_id)
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            self.reads += len(batch)
            yield np.array(batch, dtype=np.int64), np.stack([self.rows[found] for found in batch])

    def vectors_of(self, ids: Sequence[int]) -> Mapping[int, Vectors]:
        return {row_id: self.rows[row_id] for row_id in ids if row_id in self.rows}

    def removed_since(self, generation: int) -> list[int] | None:
        if generation < self.noted_from:
            return None
        return sorted(row_id for row_id, gone in self.removed.items() if gone > generation)


def clustered(rows: int, seed: int = 0, dimension: int = DIMENSION) -> Vectors:
    """Unit vectors around some centres, as those of texts about a few subjects."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((max(1, rows // 40), dimension))
    spread = rng.standard_normal((rows, dimension))
    vectors = centres[rng.integers(0, len(centres), rows)] + 0.7 * spread
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float32)


class NumberEncoder:
    """An `Encoder` whose vectors are drawn by lot, the same ones for the same text."""

    fingerprint = "numbers"
    dimension = DIMENSION
    window_tokens = 256

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        return [(place, place + 1) for place in range(len(text))]

    def token_count(self, text: str) -> int:
        return len(text)

    def word_rank(self, word: str) -> int | None:
        return None

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        return np.stack([clustered(1, seed=crc32(query.encode()))[0] for query in queries])

    def read_pairs(self, pairs: Sequence[PairText]) -> list[PairReading] | None:
        return None

    def encode_passages(self, passages: Sequence[PassageInput]) -> Iterator[PassageVectors]:
        for passage in passages:
            parts = [passage.text, *(passage.text[start:end] for start, end in passage.sentences)]
            vectors = self.encode_queries(parts)
            yield PassageVectors(vectors[0], vectors[1:])
