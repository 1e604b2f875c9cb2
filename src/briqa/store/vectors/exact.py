"""Cosines that don't depend on what else is looked at, and the exact scan."""

import numpy as np
import numpy.typing as npt

from briqa.encoder import Vectors
from briqa.store.vectors.matrix import Matrix, Positions

Scores = npt.NDArray[np.float32]
# A matrix product may round a row's score otherwise in another place of the matrix, in the last
# digits of float32: 384 products of unit vectors are off by less than this.
_ROUNDING = 1e-5


def scored(matrix: Matrix, query: Vectors, positions: Positions) -> Scores:
    """The cosine of each of some rows to a query, the same to the bit wherever a row stands."""
    products: Vectors = matrix.gather(positions) * query
    sums: Scores = products.sum(axis=1)
    return sums


def best(
    matrix: Matrix, query: Vectors, positions: Positions, limit: int
) -> tuple[Positions, Scores]:
    """The best of some rows, best first, and the one that came first among equals."""
    scores = scored(matrix, query, positions)
    order = np.lexsort((positions, -scores))[:limit]
    return positions[order], scores[order]


def nearest(matrix: Matrix, dead: Positions, query: Vectors, limit: int) -> Positions:
    """The rows among which the best are, found by a scan of all; in the order of the matrix."""
    scores = np.empty(len(matrix), dtype=np.float32)
    for first, rows in matrix.blocks():
        np.dot(rows, query, out=scores[first : first + len(rows)])
    scores[dead] = -np.inf
    live = len(matrix) - len(dead)
    if limit >= live:
        return np.flatnonzero(scores > -np.inf)
    last = np.partition(scores, len(scores) - limit)[len(scores) - limit]
    return np.flatnonzero(scores >= last - _ROUNDING)


def best_of_each(
    matrix: Matrix, dead: Positions, queries: Vectors, limit: int
) -> tuple[Positions, Scores]:
    """The exact scan for many queries at once, to measure others by.

    Args:
        matrix: the rows.
        dead: those that don't count.
        queries: float32 of shape (n, dim).
        limit: how many to find for each; there have to be as many.

    Returns:
        Places and cosines of shape (n, limit), best first.
    """
    is_dead = np.zeros(len(matrix), dtype=np.bool_)
    is_dead[dead] = True
    kept = np.full((len(queries), limit), -1, dtype=np.int64)
    kept_scores = np.full((len(queries), limit), -np.inf, dtype=np.float32)
    for first, rows in matrix.blocks():
        scores = queries @ rows.T
        scores[:, is_dead[first : first + len(rows)]] = -np.inf
        places = np.broadcast_to(np.arange(first, first + len(rows)), scores.shape)
        both = np.hstack((kept_scores, scores))
        order = np.argpartition(-both, limit - 1, axis=1)[:, :limit]
        kept = np.take_along_axis(np.hstack((kept, places)), order, axis=1)
        kept_scores = np.take_along_axis(both, order, axis=1)
    order = np.argsort(-kept_scores, axis=1, kind="stable")
    return np.take_along_axis(kept, order, axis=1), np.take_along_axis(kept_scores, order, axis=1)
