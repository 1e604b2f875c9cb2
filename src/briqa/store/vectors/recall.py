"""Whether codes find what an exact scan finds, measured on the very rows when they are coded."""

import numpy as np

from briqa.store.vectors import exact
from briqa.store.vectors.codes import (
    CodedKind,
    Codes,
    add_rows,
    train_codes,
    training_size,
)
from briqa.store.vectors.index import without
from briqa.store.vectors.matrix import Matrix, Positions
from briqa.store.vectors.settings import MORE_EXACT, VectorKind, VectorSettings
from briqa.values import dataclass

_BEST = 10
# Equal rows may be found one for the other.
_EQUAL = 1e-6
_SEED = 20_240_911


@dataclass(frozen=True, slots=True)
class Coding:
    """The codes that were good enough.

    Attributes:
        kind: what they are; an exact scan where none were.
        codes: the codes; None for an exact scan.
        depth: how many of the best by them are rescored.
        recall: the share that they find of the ten best; None where nothing was measured.
    """

    kind: VectorKind
    codes: Codes | None = None
    depth: int = 0
    recall: float | None = None


def code_rows(
    matrix: Matrix, dead: Positions, wanted: VectorKind, settings: VectorSettings
) -> Coding:
    """Codes the rows in the way wanted, or in the next more exact one that finds enough.

    Args:
        matrix: the rows.
        dead: those that were removed.
        wanted: the kind to begin with.
        settings: what is enough.
    """
    kind = wanted
    live = without(np.arange(len(matrix), dtype=np.int64), dead)
    if kind == "flat" or len(live) <= settings.held_back + _BEST:
        return Coding("flat")
    trial = _Trial(matrix, dead, live, settings)
    while kind != "flat":
        found = trial.of(kind)
        if found is not None:
            return found
        kind = MORE_EXACT[kind]
    return Coding("flat")


class _Trial:
    """Rows held back as queries, what an exact scan finds for them, and what codes find."""

    def __init__(
        self, matrix: Matrix, dead: Positions, live: Positions, settings: VectorSettings
    ) -> None:
        self._matrix, self._live = matrix, live
        self._settings = settings
        chosen = np.random.default_rng(_SEED).choice(len(live), settings.held_back, replace=False)
        places = live[np.sort(chosen)]
        self._queries = matrix.gather(places)
        # A row itself is the nearest to it, and says nothing of a question's neighbours.
        self._hidden = np.union1d(dead, places)
        _, scores = exact.best_of_each(matrix, self._hidden, self._queries, _BEST)
        self._worst = scores[:, -1]

    def of(self, kind: CodedKind) -> Coding | None:
        """Codes of one kind; None where they find too little however deep one looks."""
        sample = np.linspace(
            0, len(self._live) - 1, training_size(kind, len(self._live)), dtype=np.int64
        )
        codes = train_codes(kind, self._matrix.gather(self._live[sample]), len(self._live))
        add_rows(codes, self._matrix)
        deepest = self._settings.depths[-1]
        enough = self._settings.least_recall(kind)
        if kind == "ivf" and not self._set_probes(codes, deepest, enough):
            return None
        for depth in self._settings.depths:
            recall = self.recall(codes, depth)
            if recall >= enough:
                return Coding(kind, codes, depth, recall)
        return None

    def _set_probes(self, codes: Codes, depth: int, enough: float) -> bool:
        """Lets a search look into as few lists as it takes; past a quarter codes are no gain."""
        most = max(1, codes.lists // 4)
        probes = 1
        while probes <= most:
            codes.probes = probes
            if self.recall(codes, depth) >= enough:
                return True
            probes *= 2
        return False

    def recall(self, codes: Codes, depth: int) -> float:
        """The share of the ten best for each query that are among the deepest by codes."""
        found = 0
        for query, worst in zip(self._queries, self._worst, strict=True):
            # The hidden rows take places among the deepest that they wouldn't take for a question.
            places = without(codes.nearest(query, depth + _BEST), self._hidden)[:depth]
            scores = exact.cosines(self._matrix.gather(places), query)
            found += min(_BEST, int(np.count_nonzero(scores >= worst - _EQUAL)))
        return found / (_BEST * len(self._queries))
