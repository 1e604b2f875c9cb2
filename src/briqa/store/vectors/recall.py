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
# Questions lie farther from rows than rows from one another: with four lists instead of two, which
# cost as much as 16 rows rescored of 2,000,000, those at cosines of 0.66 to a row find 0.995 of the
# ten best instead of 0.993.
_LEAST_PROBES = 4
# As many codes are scanned in the time that it takes to fetch and rescore one row (3.6 and 0.015
# microseconds on the machine of `docs/performance.md`).
_SCANNED_FOR_ONE_RESCORED = 250


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
        """Codes of one kind, searched as cheaply as finds enough; None where nothing does.

        More lists are looked into as long as fewer rows have to be rescored for that; past a
        quarter of the lists codes are no gain.
        """
        sample = np.linspace(
            0, len(self._live) - 1, training_size(kind, len(self._live)), dtype=np.int64
        )
        codes = train_codes(kind, self._matrix.gather(self._live[sample]), len(self._live))
        add_rows(codes, self._matrix)
        most = max(1, codes.lists // 4)
        probes = min(_LEAST_PROBES, most)
        best, least = None, np.inf
        while probes <= most:
            codes.probes = probes
            found = self._shallowest(codes, self._settings.least_recall(kind))
            if found is not None:
                depth, recall = found
                cost = depth + probes * len(self._live) / codes.lists / _SCANNED_FOR_ONE_RESCORED
                if cost >= least:
                    break
                best, least = (probes, Coding(kind, codes, depth, recall)), cost
            probes *= 2
        if best is None:
            return None
        codes.probes, coding = best
        return coding

    def _shallowest(self, codes: Codes, enough: float) -> tuple[int, float] | None:
        """The least depth that finds enough, and what it finds."""
        recalls = zip(self._settings.depths, self.recalls(codes), strict=True)
        return next(((depth, recall) for depth, recall in recalls if recall >= enough), None)

    def recalls(self, codes: Codes) -> list[float]:
        """The share of the ten best for each query that are among the deepest, by depth."""
        depths = self._settings.depths
        found = np.zeros(len(depths))
        for query, worst in zip(self._queries, self._worst, strict=True):
            # The hidden rows take places among the deepest that they wouldn't take for a question.
            places = without(codes.nearest(query, depths[-1] + _BEST), self._hidden)
            is_best = exact.cosines(self._matrix.gather(places), query) >= worst - _EQUAL
            found += [min(_BEST, int(np.count_nonzero(is_best[:depth]))) for depth in depths]
        return [float(share) for share in found / (_BEST * len(self._queries))]
