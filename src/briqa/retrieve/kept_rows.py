"""Rows of the store that questions come back to, read once for all of them.

The one thing to know: what is kept is of one generation of the store, as is whoever keeps it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")


class KeptRows(Generic[Row]):
    """Rows by id, those that were read kept until they are too many.

    Args:
        read: gives the rows of some ids; those that aren't there are absent.
        most: how many are kept.
    """

    def __init__(self, read: Callable[[Sequence[int]], Mapping[int, Row]], *, most: int) -> None:
        self._read = read
        self._most = most
        self._kept: dict[int, Row] = {}

    def of(self, ids: Iterable[int]) -> dict[int, Row]:
        """The rows of some ids, in their order; those that aren't there are absent.

        Args:
            ids: each of them once.
        """
        wanted = list(ids)
        kept = self._kept
        try:
            return {row_id: kept[row_id] for row_id in wanted}
        except KeyError:
            self._learn(wanted)
        return {row_id: kept[row_id] for row_id in wanted if row_id in kept}

    def _learn(self, wanted: Sequence[int]) -> None:
        kept = self._kept
        new = [row_id for row_id in wanted if row_id not in kept]
        if len(kept) + len(new) > self._most:
            kept.clear()
            new = list(wanted)
        kept.update(self._read(new))
