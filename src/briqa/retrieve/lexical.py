"""BM25 over passages that may suit a question: terms, pairs of terms, how much of it they are.

FTS5 cuts and stems, tantivy finds; the score is our own, reckoned from the stems of just these
passages. tantivy's and FTS5's have fixed constants that fit short passages badly, and their sums
can't be read as a share of the question.
"""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briqa.store import PassageStems, Store

# Constants for short passages: Lin et al., "Anserini" (SIGIR 2017), its defaults.
BM25_K1 = 0.9
BM25_B = 0.4
# A pair is counted where one of its terms stands in no more passages, which takes a millisecond
# (`bench/lexical.py`).
_COUNTED = 20_000
# So many terms and pairs are kept, since those of a corpus are asked for again and again.
_KEPT = 20_000


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
        self.passages_with = lru_cache(_KEPT)(self._passages_with)
        self._passages_with_pair = lru_cache(_KEPT)(self._terms.passages_with_pair)

    def best(self, sequence: Sequence[str], enough: int) -> LexicalScores:
        """The passages that may suit a question best, scored.

        Args:
            sequence: the question's terms in order, stemmed as in the lexical index.
            enough: how many of the best are wanted; more may come.
        """
        return self.score(sequence, self._terms.best(sequence, enough))

    def score(self, sequence: Sequence[str], passage_ids: Iterable[int]) -> LexicalScores:
        """Scores those of some passages that share a term with a question.

        Args:
            sequence: the question's terms in order, stemmed as in the lexical index.
            passage_ids: the passages.
        """
        frequencies = {term: self.passages_with(term) for term in dict.fromkeys(sequence)}
        weights = {term: self.idf(count) for term, count in frequencies.items() if count}
        mass = sum(weights.values()) or 1.0
        neighbours = dict.fromkeys(itertools.pairwise(sequence))
        terms: dict[int, float] = {}
        pairs: dict[int, float] = {}
        for passage_id, passage in self._store.passage_stems(list(passage_ids)).items():
            counts, adjacent = _occurrences(passage, weights.keys())
            score = 0.0
            for term, weight in weights.items():
                if term in counts:
                    score += weight * self._saturation(passage.words, counts[term]) / mass
            if score:
                terms[passage_id] = score
            score = 0.0
            for pair in neighbours:
                if pair in adjacent:
                    weight = self.idf(self._about_with_pair(*pair))
                    score += weight * self._saturation(passage.words, adjacent[pair]) / mass
            if score:
                pairs[passage_id] = score
        return LexicalScores(terms, pairs)

    def idf(self, passages: float) -> float:
        """The inverse document frequency of a term that stands in so many passages.

        Robertson and Zaragoza 2009, with 1 added inside the logarithm so that it is never
        negative.
        """
        return math.log(1 + (self._passages - passages + 0.5) / (passages + 0.5))

    def share_with_pair(self, first: str, second: str) -> float:
        """The share of the passages with the second stem that have the first right before it.

        Headings don't count; 0 where no passage has the second.
        """
        found = self._store.bodies_with(second)
        return self._passages_with_pair(first, second) / found if found else 0.0

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

    def _passages_with(self, term: str) -> int:
        return self._store.stem_passages([term]).get(term, 0)

    def _saturation(self, words: int, count: int) -> float:
        relative = words / self._mean_length
        return count * (BM25_K1 + 1) / (count + BM25_K1 * (1 - BM25_B + BM25_B * relative))


def _occurrences(
    passage: PassageStems, terms: Iterable[str]
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often some terms stand in a passage, and how often one right before another one.

    Neighbours count in the body alone.
    """
    wanted = set(terms)
    counts = Counter(stem for stem in passage.heading if stem in wanted)
    adjacent: Counter[tuple[str, str]] = Counter()
    last_place, last = -2, ""
    for place, stem in enumerate(passage.body):
        if stem in wanted:
            counts[stem] += 1
            if place == last_place + 1:
                adjacent[last, stem] += 1
            last_place, last = place, stem
    return counts, adjacent
