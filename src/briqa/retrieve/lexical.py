"""BM25 over passages that may suit a question: terms, pairs of terms, how much of it they are.

FTS5 cuts and stems, tantivy finds; the score is our own, reckoned from the stems of just these
passages. tantivy's and FTS5's have fixed constants that fit short passages badly, and their sums
can't be read as a share of the question.
"""

import itertools
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from briqa.retrieve.kept_rows import KeptRows
from briqa.retrieve.occurrences import Counts, Occurrences
from briqa.store import PassageStems, Store
from briqa.values import dataclass

Scores = npt.NDArray[np.float64]

# Constants for short passages: Lin et al., "Anserini" (SIGIR 2017), its defaults.
BM25_K1 = 0.9
BM25_B = 0.4
# A pair is counted where one of its terms stands in no more passages, which takes a millisecond
# (`bench/lexical.py`).
_COUNTED = 20_000
# The passages with a pair are read to see how often they have it, if they are no more than this.
_READ = 200
# So many terms and pairs are kept, since those of a corpus are asked for again and again.
_KEPT = 20_000
# The stems of so many passages take some 10 MB; a question is scored over some 200.
_KEPT_PASSAGES = 10_000


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """How well passages match a question's words.

    Attributes:
        terms: passage id → BM25 over the sum of the known terms' IDF: about the share of the
            question, weighted by rarity, that the passage holds; from 0 to 1 + k1.
        pairs: passage id → the same for pairs of neighbouring terms, over the same sum.
    """

    terms: Mapping[int, float] = field(default_factory=dict)
    pairs: Mapping[int, float] = field(default_factory=dict)

    def total(self, passage_id: int) -> float:
        """Terms and pairs together."""
        return self.terms.get(passage_id, 0.0) + self.pairs.get(passage_id, 0.0)


class LexicalIndex:
    """BM25 over one generation of a store.

    Args:
        store: the store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._terms = store.term_index()
        self._passages = store.embedded_passages
        self._mean_length = max(store.embedded_words / max(self._passages, 1), 1.0)
        self._frequencies: dict[str, int] = {}
        self._passages_with_pair = lru_cache(_KEPT)(self._terms.passages_with_pair)
        self._stems = KeptRows(store.passage_stems, most=_KEPT_PASSAGES)

    def best(self, sequence: Sequence[str], enough: int) -> LexicalScores:
        """The passages that may suit a question best, scored.

        Args:
            sequence: the question's terms in order, stemmed as in the lexical index.
            enough: how many of the best are wanted; more may come.
        """
        return self.score(sequence, self.candidates(sequence, enough))

    def candidates(self, sequence: Sequence[str], enough: int) -> list[int]:
        """The passages that may suit a question best, in no order.

        Args:
            sequence: the question's terms, stemmed as in the lexical index.
            enough: how many of the best are wanted; more may come.
        """
        return self._terms.best(sequence, enough)

    def passages_with(self, term: str) -> int:
        """In how many passages a term stands."""
        if term not in self._frequencies:
            self.learn([term])
        return self._frequencies[term]

    def learn(self, terms: Iterable[str]) -> None:
        """Looks up in how many passages some terms stand, all at once.

        Args:
            terms: the terms.
        """
        new = [term for term in dict.fromkeys(terms) if term not in self._frequencies]
        if not new:
            return
        if len(self._frequencies) >= _KEPT:
            self._frequencies.clear()
        found = self._store.stem_passages(new)
        self._frequencies.update((term, found.get(term, 0)) for term in new)

    def score(self, sequence: Sequence[str], passage_ids: Iterable[int]) -> LexicalScores:
        """Scores those of some passages that share a term with a question.

        Args:
            sequence: the question's terms in order, stemmed as in the lexical index.
            passage_ids: the passages, each once.
        """
        self.learn(sequence)
        frequencies = {term: self.passages_with(term) for term in dict.fromkeys(sequence)}
        weights = {term: self.idf(count) for term, count in frequencies.items() if count}
        mass = sum(weights.values()) or 1.0
        passages = self._stems.of(passage_ids)
        found = _occurrences(weights, passages.values())
        lengths = np.array([passage.words for passage in passages.values()], dtype=np.float64)
        damping = BM25_K1 * (1 - BM25_B + BM25_B * (lengths / self._mean_length))
        terms, pairs = np.zeros(len(passages)), np.zeros(len(passages))
        for term, weight in weights.items():
            terms += weight * _saturation(found.of_term(term), damping) / mass
        for pair in dict.fromkeys(itertools.pairwise(sequence)):
            counts = found.of_pair(*pair)
            if counts.any():
                weight = self.idf(self._about_with_pair(*pair))
                pairs += weight * _saturation(counts, damping) / mass
        return LexicalScores(_by_passage(passages, terms), _by_passage(passages, pairs))

    def idf(self, passages: float) -> float:
        """The inverse document frequency of a term that stands in so many passages.

        Robertson and Zaragoza 2009, with 1 added inside the logarithm so that it is never
        negative.
        """
        return math.log(1 + (self._passages - passages + 0.5) / (passages + 0.5))

    def share_with_pair(self, first: str, second: str) -> float:
        """The share of the second stem's occurrences that have the first right before them.

        Headings don't count; 0 where no passage has the second. Where very many passages have the
        pair, each counts once, so the true share may be larger.
        """
        occurrences = self._store.occurrences(second)
        together = self._passages_with_pair(first, second)
        if not occurrences or not together:
            return 0.0
        if together <= _READ:
            passages = self._stems.of(self._terms.having_pair(first, second, _READ))
            found = _occurrences({first, second}, passages.values())
            together = int(found.of_pair(first, second).sum())
        return together / occurrences

    def _about_with_pair(self, first: str, second: str) -> float:
        """In how many passages a pair stands; a guess where counting would take long.

        The guess is the middle, in the logarithm, between what chance would give and the most
        there can be.
        """
        less, more = sorted((self.passages_with(first), self.passages_with(second)))
        if less <= _COUNTED:
            return self._passages_with_pair(first, second)
        by_chance = less * more / (self._passages * self._mean_length)
        return math.sqrt(less * by_chance)


def _occurrences(terms: Iterable[str], passages: Collection[PassageStems]) -> Occurrences:
    return Occurrences(
        terms,
        [passage.heading for passage in passages],
        [passage.body for passage in passages],
    )


def _saturation(counts: Counts, damping: Scores) -> Scores:
    """How much so many occurrences are worth: 0 for none, and at most 1 + k1."""
    return counts * (BM25_K1 + 1) / (counts + damping)


def _by_passage(passage_ids: Iterable[int], scores: Scores) -> dict[int, float]:
    """The scores that aren't 0."""
    return {
        passage_id: score
        for passage_id, score in zip(passage_ids, scores.tolist(), strict=True)
        if score
    }
