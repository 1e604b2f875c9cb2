"""From the evidence on each passage to one ranking.

The scores are added as they are, not by rank: cosines and shares of a question's rarity have the
same meaning for every question and corpus, which a rank hasn't. `bench/retrieval.py` compares
this with reciprocal rank fusion, BM25 alone and vectors alone.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from briqa.encoder import Vectors
from briqa.values import dataclass

Scores = npt.NDArray[np.float64]

# A passage is vouched for by the best few of its nearest passages.
NEIGHBOURS = 10
SUPPORTERS = 3


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each sort of evidence weighs beside the cosines.

    Chosen by `bench/retrieval.py --sweep`; the optimum is flat (0.3 to 0.6 for the words).

    Attributes:
        lexical: of the words.
        pairs: of pairs of neighbouring words.
        support: of the best scores among the nearest passages.
    """

    lexical: float = 0.4
    pairs: float = 0.15
    support: float = 0.8


DEFAULT_WEIGHTS: Final = FusionWeights()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a passage.

    Attributes:
        passage_cosine: of the question and the passage.
        sentence_cosine: of the question and the passage's best sentence.
        lexical: BM25 as a share of the question's IDF mass.
        pairs: the same for pairs of neighbouring terms.
    """

    passage_cosine: float
    sentence_cosine: float
    lexical: float
    pairs: float


@dataclass(frozen=True, slots=True)
class EvidenceOfAll:
    """What speaks for each of some passages, as `Evidence` has it: float64 of shape (n,) each."""

    passage_cosine: Scores
    sentence_cosine: Scores
    lexical: Scores
    pairs: Scores

    def scores(self, weights: FusionWeights) -> Scores:
        """Dense and lexical evidence in one figure for each.

        Args:
            weights: what each sort of evidence weighs.
        """
        dense = (self.passage_cosine + self.sentence_cosine) / 2
        found: Scores = dense + weights.lexical * self.lexical + weights.pairs * self.pairs
        return found

    def of(self, number: int) -> Evidence:
        """That of one of them."""
        return Evidence(
            float(self.passage_cosine[number]),
            float(self.sentence_cosine[number]),
            float(self.lexical[number]),
            float(self.pairs[number]),
        )


def rank(
    evidence: EvidenceOfAll, vectors: Vectors, weights: FusionWeights = DEFAULT_WEIGHTS
) -> list[tuple[int, float]]:
    """Orders passages, best first.

    A passage is lifted by the best scores among the passages nearest to it, since close passages
    tend to be relevant to the same questions (score regularisation: Diaz, CIKM 2005). That orders
    the places behind the first, which the best passage by its own score keeps.

    Args:
        evidence: what speaks for each.
        vectors: their vectors: float32 of shape (n, dim).
        weights: what each sort of evidence weighs.

    Returns:
        Pairs of number, from 0, and score, best first, ties by number.
    """
    scores = own = evidence.scores(weights)
    if len(own) > 1:
        scores = own + weights.support * _support(own, vectors)
        best = _in_order(own)[0]
        scores[best] = max(scores[best], float(scores.max()) + 1e-9)
    return [(number, float(scores[number])) for number in _in_order(scores)]


def _in_order(scores: Scores) -> list[int]:
    """The places of scores, the best first, of equals the first."""
    found: list[int] = np.argsort(-scores, kind="stable").tolist()
    return found


def _support(scores: Scores, vectors: Vectors) -> Scores:
    """For each passage the mean score of the best supporters among its nearest neighbours."""
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -np.inf)
    count = min(NEIGHBOURS, len(scores) - 1)
    best = np.sort(scores[largest(similarity, count)], axis=1)[:, -SUPPORTERS:]
    means: Scores = best.mean(axis=1)
    return means


def largest(values: npt.NDArray[np.float32], count: int) -> npt.NDArray[np.int64]:
    """The columns of the largest values of each row, of equals the first.

    Args:
        values: shape (n_rows, n_columns).
        count: how many are wanted, from 1 to the number of columns.

    Returns:
        Ascending in each row: shape (n_rows, count).
    """
    least = np.partition(values, -count, axis=1)[:, -count, np.newaxis]
    chosen = values >= least
    # Mostly nothing is as large as the least of them.
    if np.count_nonzero(chosen) > count * len(values):
        above, equal = values > least, values == least
        missing = count - np.count_nonzero(above, axis=1, keepdims=True)
        chosen = above | (equal & (np.cumsum(equal, axis=1) <= missing))
    return np.nonzero(chosen)[1].reshape(len(values), count)
