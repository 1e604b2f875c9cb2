"""What the rest of briqa searches: the live rows of one table at one generation."""

from collections.abc import Sequence

import numpy as np

from briqa.encoder import Vectors
from briqa.store.vectors import exact
from briqa.store.vectors.codes import Codes
from briqa.store.vectors.matrix import Matrix, Positions
from briqa.store.vectors.settings import VectorKind
from briqa.values import dataclass

# Codes bring so many rows for each that is asked for, at least: the hundred that retrieval asks for
# then hold 0.997 of the hundred nearest of real passages and sentences, with half as many 0.984.
_RESCORED_FOR_EACH = 8


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Search by inner product. Never changed: a new generation of the store makes a new one.

    All scores are exact, whatever kind it is; a search over codes may miss a row.

    Attributes:
        matrix: all rows, the removed ones too.
        dead: the places of those, ascending.
        kind: how rows are found.
        codes: what they are found by; None for an exact scan.
        depth: how many of the best by their codes are rescored at least.
    """

    matrix: Matrix
    dead: Positions
    kind: VectorKind = "flat"
    codes: Codes | None = None
    depth: int = 0

    def __len__(self) -> int:
        return len(self.matrix) - len(self.dead)

    def search(self, query: Vectors, limit: int) -> list[tuple[int, float]]:
        """The ids with the highest cosines to a query of shape (dim,), best first.

        Of rows that are equally near, the one with the lower id comes first.
        """
        return self.look(query).best(limit)

    def look(self, query: Vectors) -> "Look":
        """The rows as a query of shape (dim,) sees them."""
        return Look(self, query)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of some rows: float32 of shape (len(ids), dim).

        Raises:
            KeyError: when one of these rows was removed, or never there.
        """
        return self.matrix.gather(self.positions(ids))

    def positions(self, ids: Sequence[int]) -> Positions:
        """The places of some rows.

        Raises:
            KeyError: when one of these rows was removed, or never there.
        """
        positions = self.matrix.positions(ids)
        if len(without(positions, self.dead)) < len(positions):
            raise KeyError("a row that was removed")
        return positions


class Look:
    """The rows of an index as one query sees them; what an exact scan finds is kept meanwhile.

    Args:
        index: the index.
        query: float32 of shape (dim,).
    """

    def __init__(self, index: VectorIndex, query: Vectors) -> None:
        self._index = index
        self._query = query
        self._scores: exact.Scores | None = None

    def best(self, limit: int) -> list[tuple[int, float]]:
        """The ids with the highest cosines, as `VectorIndex.search` gives them."""
        count = min(limit, len(self._index))
        if count == 0:
            return []
        positions, scores = self._best(count)
        return list(zip(self._index.matrix.ids[positions].tolist(), scores.tolist(), strict=True))

    def _best(self, count: int) -> tuple[Positions, exact.Scores]:
        matrix, dead, codes = self._index.matrix, self._index.dead, self._index.codes
        if codes is None:
            self._scores = exact.scores(matrix, self._query)
            return exact.best(self._scores, dead, count)
        fetched = max(self._index.depth, _RESCORED_FOR_EACH * count)
        while True:
            found = codes.nearest(self._query, min(fetched, len(matrix)))
            live = without(found, dead)
            # Where a removed document was the nearest, few are left: look further.
            if len(live) >= count or len(found) < fetched:
                return exact.rescored(matrix, self._query, live, count)
            fetched *= 2

    def cosines(self, ids: Sequence[int]) -> exact.Scores:
        """The cosine of each of some rows, float32 of shape (len(ids),).

        Raises:
            KeyError: when one of these rows was removed, or never there.
        """
        if self._scores is None:
            return exact.cosines(self._index.vectors(ids), self._query)
        found: exact.Scores = self._scores[self._index.positions(ids)]
        return found


def without(positions: Positions, dead: Positions) -> Positions:
    """The places that aren't among the dead ones, which are ascending."""
    if not len(dead):
        return positions
    places = np.minimum(np.searchsorted(dead, positions), len(dead) - 1)
    live: Positions = positions[dead[places] != positions]
    return live
