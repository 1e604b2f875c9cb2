"""BM25 over the lexical index: terms, pairs of terms, and how much of a question they are.

FTS5 cuts, stems and stores the terms; the score is our own, since FTS5's has fixed constants that
fit short passages badly, and its sum can't be read as a share of the question.
"""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briqa.store import Posting, Store

# Constants for short passages: Lin et al., "Anserini" (SIGIR 2017), its defaults.
BM25_K1 = 0.9
BM25_B = 0.4


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """How well passages match a question's words.

    Attributes:
        terms: passage id → BM25 over the sum of the known terms' IDF: about the share of the
            question, weighted by rarity, that the passage holds; from 0 to 1 + k1.
        pairs: passage id → the same for pairs of neighbouring terms, over the same sum.
    """

    terms: Mapping[int, float]
    pairs: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """BM25 over one generation of a store.

    Attributes:
        store: the store.
        lengths: the length in words of each body passage.
    """

    store: Store
    lengths: Mapping[int, int]
    _mean_length: float = field(init=False)

    def __post_init__(self) -> None:
        mean = sum(self.lengths.values()) / len(self.lengths) if self.lengths else 1.0
        object.__setattr__(self, "_mean_length", max(mean, 1.0))

    def score(self, sequence: Sequence[str]) -> LexicalScores:
        """Scores every passage that shares a term with a question.

        Args:
            sequence: the question's terms in order, stemmed as in the lexical index.
        """
        postings = {term: self.store.postings(term) for term in dict.fromkeys(sequence)}
        weights = {term: self.idf(len(found)) for term, found in postings.items() if found}
        mass = sum(weights.values()) or 1.0
        terms: dict[int, float] = {}
        for term, found in postings.items():
            for posting in found:
                count = posting.heading_count + len(posting.body_offsets)
                gain = weights[term] * self._saturation(posting.passage_id, count)
                terms[posting.passage_id] = terms.get(posting.passage_id, 0.0) + gain / mass
        pairs: dict[int, float] = {}
        for first, second in dict.fromkeys(itertools.pairwise(sequence)):
            counts = _adjacent(postings[first], postings[second])
            weight = self.idf(len(counts))
            for passage_id, count in counts.items():
                gain = weight * self._saturation(passage_id, count)
                pairs[passage_id] = pairs.get(passage_id, 0.0) + gain / mass
        return LexicalScores(terms, pairs)

    def idf(self, passages: int) -> float:
        """The inverse document frequency of a term that stands in so many passages.

        Robertson and Zaragoza 2009, with 1 added inside the logarithm so that it is never
        negative.
        """
        return math.log(1 + (len(self.lengths) - passages + 0.5) / (passages + 0.5))

    def _saturation(self, passage_id: int, count: int) -> float:
        relative = self.lengths.get(passage_id, self._mean_length) / self._mean_length
        return count * (BM25_K1 + 1) / (count + BM25_K1 * (1 - BM25_B + BM25_B * relative))


def _adjacent(first: Sequence[Posting], second: Iterable[Posting]) -> dict[int, int]:
    """In which passages, and how often, the first term stands right before the second."""
    offsets = {posting.passage_id: set(posting.body_offsets) for posting in first}
    counts: dict[int, int] = {}
    for posting in second:
        before = offsets.get(posting.passage_id)
        if before:
            count = sum(offset - 1 in before for offset in posting.body_offsets)
            if count:
                counts[posting.passage_id] = count
    return counts
