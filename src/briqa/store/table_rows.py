"""The vectors of one table, as the vector indexes read them from the store."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Final, Literal, Protocol

import numpy as np

from briqa.encoder import Vectors
from briqa.store import records
from briqa.store.vectors.matrix import Ids

VectorTable = Literal["passages", "sentences"]
VECTOR_TABLES: Final[tuple[VectorTable, ...]] = ("passages", "sentences")
# Rows that are read at once: 12 MB of MiniLM's.
_BATCH_ROWS = 8192


class _Store(Protocol):
    @property
    def generation(self) -> int: ...

    def snapshot(self) -> AbstractContextManager[None]: ...

    def removed_since(self, table: VectorTable, generation: int) -> list[int] | None: ...


class TableRows:
    """A `VectorSource` over a table.

    Args:
        store: the store.
        table: the table.
        dimension: the length of a vector.
        select: reads rows from that store.
    """

    def __init__(
        self,
        store: _Store,
        table: VectorTable,
        dimension: int,
        select: Callable[[str, Sequence[object]], list[records.Row]],
    ) -> None:
        self.dimension = dimension
        self._store = store
        self._table: VectorTable = table
        self._select = select

    @property
    def generation(self) -> int:
        """The store's generation."""
        return self._store.generation

    def snapshot(self) -> AbstractContextManager[None]:
        """What is read inside is of one generation."""
        return self._store.snapshot()

    def last_id(self) -> int:
        """The highest id of a row that has a vector; 0 for none."""
        rows = self._select(
            f"SELECT id FROM {self._table} WHERE vector IS NOT NULL ORDER BY id DESC LIMIT 1",  # noqa: S608
            (),
        )
        return int(rows[0][0]) if rows else 0

    def rows_after(self, row_id: int) -> Iterator[tuple[Ids, Vectors]]:
        """Ids and vectors of the rows behind one, ascending, some at a time."""
        while True:
            rows = self._select(
                f"SELECT id, vector FROM {self._table} WHERE vector IS NOT NULL AND id > ? "  # noqa: S608
                "ORDER BY id LIMIT ?",
                (row_id, _BATCH_ROWS),
            )
            if not rows:
                return
            ids = np.array([found for found, _ in rows], dtype=np.int64)
            yield ids, records.read_vectors([blob for _, blob in rows], self.dimension)
            row_id = int(ids[-1])

    def vectors_of(self, ids: Sequence[int]) -> Mapping[int, Vectors]:
        """The vectors of those of some rows that there are."""
        rows = self._select(
            f"SELECT id, vector FROM {self._table} WHERE vector IS NOT NULL "  # noqa: S608
            "AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        vectors = records.read_vectors([blob for _, blob in rows], self.dimension)
        return dict(zip((row_id for row_id, _ in rows), vectors, strict=True))

    def removed_since(self, generation: int) -> Sequence[int] | None:
        """The ids of the rows that went after a generation; None if that isn't known."""
        return self._store.removed_since(self._table, generation)
