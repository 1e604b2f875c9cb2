"""Search: candidates from vectors and words, scored by everything known of them, ranked once."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice

import numpy as np

from briqa.encoder import Encoder, PairReading, PairText, Vectors, one_blas_thread
from briqa.retrieve.fusion import DEFAULT_WEIGHTS, Evidence, EvidenceOfAll, FusionWeights, rank
from briqa.retrieve.kept_rows import KeptRows
from briqa.retrieve.lexical import LexicalIndex, LexicalScores
from briqa.retrieve.spelling import Speller
from briqa.store import Look, Store, VectorIndex, cosines
from briqa.values import dataclass

# How many passages each side may bring; beyond it the scores decide nothing any more.
CANDIDATES = 100
# The terms of so many texts are kept, since those of a corpus are asked for again and again.
_KEPT = 20_000
# The places of so many passages and sentences are kept, some 10 MB in all.
_KEPT_PASSAGES = 10_000
_KEPT_SENTENCES = 50_000


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a hit and its cosine to the question."""

    sentence_id: int
    cosine: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    Attributes:
        passage_id: the passage.
        docid: its document.
        ordinal: its place among the document's passages.
        score: comparable within one question only.
        evidence: what the score was made of.
        sentences: the passage's sentences in text order.
    """

    passage_id: int
    docid: str
    ordinal: int
    score: float
    evidence: Evidence
    sentences: tuple[ScoredSentence, ...]


class Searcher:
    """Searches one generation of a store.

    Args:
        store: the index.
        encoder: the encoder that the index was made with.
        weights: what each sort of evidence weighs.
    """

    def __init__(
        self, store: Store, encoder: Encoder, weights: FusionWeights = DEFAULT_WEIGHTS
    ) -> None:
        self._weights = weights
        self._store = store
        self._encoder = encoder
        self._passages: VectorIndex = store.vector_index("passages")
        self._sentences: VectorIndex = store.vector_index("sentences")
        self._lexical = LexicalIndex(store)
        self._speller = Speller(store, encoder.word_rank)
        self._stems = lru_cache(_KEPT)(store.terms)
        self._by_word = lru_cache(_KEPT)(store.terms_by_word)
        self._spelled = lru_cache(_KEPT)(self._speller.spelled)
        self._corrected = lru_cache(_KEPT)(self._speller.correct)
        self._is_word = lru_cache(_KEPT)(self._speller.is_word)
        self._places = KeptRows(store.passage_places, most=_KEPT_PASSAGES)
        self._members = KeptRows(store.passage_sentences, most=_KEPT_PASSAGES)
        self._passage_of = KeptRows(store.passages_of_sentences, most=_KEPT_SENTENCES)

    def read_pairs(self, pairs: Sequence[PairText]) -> list[PairReading] | None:
        """Questions and texts read together, as `Encoder.read_pairs` has it."""
        return self._encoder.read_pairs(pairs)

    def sentence_vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of sentences as they are indexed: float32 of shape (len(ids), dim)."""
        return self._sentences.vectors(ids)

    def stems(self, text: str) -> list[str]:
        """The terms of a text, cut and stemmed as in the lexical index."""
        return list(self._stems(text))

    def question_stems(self, text: str) -> list[str]:
        """The terms of a question, those that the corpus doesn't know corrected where possible."""
        found = self._by_word(text)
        if len(found) > 1:
            self._lexical.learn(stem for _, stem in found)
        return [stem if self.known(stem) else self._corrected(word, stem) for word, stem in found]

    def learn(self, text: str) -> None:
        """Looks up the words of a text at once, since one by one each would ask the store.

        Args:
            text: a text of words whose stems will be asked for.
        """
        self._lexical.learn(self._store.terms(text))

    def spelled(self, word: str) -> str:
        """A word of a question as it is meant; itself if nothing is like it."""
        found = self._by_word(word)
        if len(found) != 1:
            return word
        own, stem = found[0]
        return own if self.known(stem) else self._spelled(own, stem)

    def is_word(self, word: str) -> bool:
        """Whether the language has a word, whatever the corpus has."""
        return self._is_word(word)

    def known(self, stem: str) -> bool:
        """Whether a stem stands anywhere in the corpus."""
        return self._lexical.passages_with(stem) > 0

    def idf(self, stem: str) -> float:
        """The inverse document frequency of a stem."""
        return self._lexical.idf(self._lexical.passages_with(stem))

    def share_with_pair(self, first: str, second: str) -> float:
        """The share of the second stem's occurrences that have the first right before them."""
        return self._lexical.share_with_pair(first, second)

    def search(
        self,
        questions: Sequence[str],
        *,
        limit: int,
        within: Sequence[int] | None = None,
        vectors: Vectors | None = None,
    ) -> list[list[Hit]]:
        """The best passages for each question, best first.

        The questions are encoded together, since a batch costs less than one by one.

        Args:
            questions: the questions.
            limit: the most hits for each.
            within: the passages that count, all of them embedded; None for the whole index.
            vectors: the questions' vectors, float32 of shape (n_questions, dim); None to have them
                encoded here.
        """
        if not questions:
            return []
        if vectors is None:
            vectors = self._encoder.encode_queries(questions)
        with one_blas_thread():
            return [
                self._search_one(question, vector, limit, within)
                for question, vector in zip(questions, vectors, strict=True)
            ]

    def _search_one(
        self, question: str, vector: Vectors, limit: int, within: Sequence[int] | None
    ) -> list[Hit]:
        terms = self.question_stems(question)
        by_words = [] if within is not None else self._lexical.candidates(terms, CANDIDATES)
        sentences = self._sentences.look(vector)
        near = self._nearest(vector, sentences) if within is None else within
        lexical = self._lexical.score(terms, {*by_words, *near})
        found = {*near, *self._best(lexical, by_words)}
        places = self._places.of(found)
        # By place, which doesn't depend on when a document was indexed, as ids do.
        candidates = sorted(places, key=places.__getitem__)
        if not candidates:
            return []
        members = self._members.of(candidates)
        by_sentence = _by_passage(members, sentences)
        vectors = self._passages.vectors(candidates)
        own = cosines(vectors, vector).astype(np.float64)
        evidence = EvidenceOfAll(
            own,
            np.array(
                [
                    max(by_sentence[passage_id], default=cosine)
                    for passage_id, cosine in zip(candidates, own.tolist(), strict=True)
                ]
            ),
            np.array([lexical.terms.get(passage_id, 0.0) for passage_id in candidates]),
            np.array([lexical.pairs.get(passage_id, 0.0) for passage_id in candidates]),
        )
        hits = []
        for number, score in rank(evidence, vectors, self._weights)[:limit]:
            passage_id = candidates[number]
            scored = tuple(map(ScoredSentence, members[passage_id], by_sentence[passage_id]))
            hits.append(Hit(passage_id, *places[passage_id], score, evidence.of(number), scored))
        return hits

    def _nearest(self, vector: Vectors, sentences: Look) -> set[int]:
        """The passages that the vectors bring."""
        by_passage = [found for found, _ in self._passages.search(vector, CANDIDATES)]
        nearest = [found for found, _ in sentences.best(CANDIDATES)]
        return {*by_passage, *self._passage_of.of(nearest).values()}

    def _best(self, scores: LexicalScores, passage_ids: Sequence[int]) -> list[int]:
        """Those of some passages with the best scores, at most as many as words may bring."""
        scored = [passage_id for passage_id in passage_ids if passage_id in scores.terms]
        totals = {passage_id: scores.total(passage_id) for passage_id in scored}
        best = sorted(totals, key=totals.__getitem__, reverse=True)
        if len(best) <= CANDIDATES:
            return best
        least = totals[best[CANDIDATES - 1]]
        above = [passage_id for passage_id in best if totals[passage_id] > least]
        alike = [passage_id for passage_id in best if totals[passage_id] == least]
        places = self._places.of(alike)
        return [*above, *sorted(places, key=places.__getitem__)[: CANDIDATES - len(above)]]


def _by_passage(members: Mapping[int, Sequence[int]], sentences: Look) -> dict[int, list[float]]:
    """For each passage, given with its sentences, their cosines to the question."""
    ids = list(chain.from_iterable(members.values()))
    found = iter(sentences.cosines(ids).tolist())
    return {passage_id: list(islice(found, len(own))) for passage_id, own in members.items()}
