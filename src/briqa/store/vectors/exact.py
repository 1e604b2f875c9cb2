"""Cosines that are the same to the bit wherever a row stands, and the exact scan.

A matrix product would round a row's score otherwise in another place of the matrix, and spreads
over threads that wait for each other on a busy machine. One inner product a row does neither, and
is as fast on what memory can deliver.
"""

import numpy as np
import numpy.typing as npt

from briqa.encoder import Vectors
from briqa.store.vectors.matrix import Matrix, Positions

Scores = npt.NDArray[np.float32]
# Rows of one matrix product, for many queries.
_AT_ONCE = 16_384


def cosines(rows: Vectors, query: Vectors) -> Scores:
    """The cosine of each row of shape (n, dim) to a query of shape (dim,)."""
    scores: Scores = np.vecdot(rows, query)
    return scores


def scores(matrix: Matrix, query: Vectors) -> Scores:
    """The cosine of every row, the dead ones too: shape (n,)."""
    found = np.empty(len(matrix), dtype=np.float32)
    for first, rows in matrix.blocks():
        found[first : first + len(rows)] = cosines(rows, query)
    return found


def best(scores: Scores, dead: Positions, limit: int) -> tuple[Positions, Scores]:
    """The best of all rows but the dead ones, best first; the first of equals comes first."""
    live = scores
    if len(dead):
        live = scores.copy()
        live[dead] = -np.inf
    last = np.partition(live, len(live) - limit)[len(live) - limit]
    found = np.flatnonzero(live >= last)
    return _ranked(found, live[found], limit)


def rescored(
    matrix: Matrix, query: Vectors, positions: Positions, limit: int
) -> tuple[Positions, Scores]:
    """The best of some rows, as `best` would have them."""
    return _ranked(positions, cosines(matrix.gather(positions), query), limit)


def _ranked(positions: Positions, scores: Scores, limit: int) -> tuple[Positions, Scores]:
    order = np.lexsort((positions, -scores))[:limit]
    return positions[order], scores[order]


def best_of_each(
    matrix: Matrix, dead: Positions, queries: Vectors, limit: int
) -> tuple[Positions, Scores]:
    """The exact scan for many queries at once, to measure others by.

    Args:
        matrix: the rows.
        dead: those that don't count, ascending.
        queries: float32 of shape (n, dim).
        limit: how many to find for each; there have to be as many.

    Returns:
        Places and cosines of shape (n, limit), best first.
    """
    kept = np.full((len(queries), limit), -1, dtype=np.int64)
    kept_scores = np.full((len(queries), limit), -np.inf, dtype=np.float32)
    for first, rows in matrix.blocks(size=_AT_ONCE):
        scores = queries @ rows.T
        start, behind = np.searchsorted(dead, (first, first + len(rows)))
        scores[:, dead[start:behind] - first] = -np.inf
        # Soon a block has a better row for few of the queries only.
        for query in np.flatnonzero(scores.max(axis=1) > kept_scores.min(axis=1)):
            better = np.flatnonzero(scores[query] > kept_scores[query].min())
            both = np.concatenate((kept_scores[query], scores[query, better]))
            order = np.argpartition(-both, limit - 1)[:limit]
            kept[query] = np.concatenate((kept[query], first + better))[order]
            kept_scores[query] = both[order]
    order = np.argsort(-kept_scores, axis=1, kind="stable")
    return np.take_along_axis(kept, order, axis=1), np.take_along_axis(kept_scores, order, axis=1)
