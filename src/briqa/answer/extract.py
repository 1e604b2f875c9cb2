"""Choosing the sentences that answer, from the sentences of the best passages.

A sentence is judged by its likeness to the question, by how much of the question's weight in rare
words it bears itself or inherits from its headings, by its passage's rank, and by whether it holds
the kind of figure asked for. Weights: `bench/answers.py`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briqa.answer.wanted import Fit, Stems, best_fit, fit
from briqa.quantities import Quantity
from briqa.retrieve import Hit
from briqa.retrieve.question import Question
from briqa.store import StoredDocument, StoredSentence

COVERAGE_WEIGHT = 0.6
INHERITED_SHARE = 0.5
PASSAGE_WEIGHT = 0.3
FIT_WEIGHT = {Fit.NONE: 0.0, Fit.KIND: 0.05, Fit.UNIT: 0.15}
# A second sentence must come close to the first and bear words that the first doesn't.
SECOND_SHARE = 0.85
SECOND_GAIN = 0.15
MAX_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that might answer.

    Attributes:
        hit: the passage that it stands in, as found.
        document: its document.
        sentence: the sentence.
        quantities: the figures in it, in text order.
        fits: how well each of them fits what is asked for.
        cosine: of the question and the sentence.
        borne: the question's stems that stand in the sentence.
        inherited: those that stand only in its headings.
        score: comparable within one question only.
    """

    hit: Hit
    document: StoredDocument
    sentence: StoredSentence
    quantities: tuple[Quantity, ...]
    fits: tuple[Fit, ...]
    cosine: float
    borne: frozenset[str]
    inherited: frozenset[str]
    score: float


@dataclass(frozen=True, slots=True)
class Topic:
    """The question's topic words: stem → weight, the weights adding up to 1 (or none at all)."""

    weights: Mapping[str, float]

    def share(self, stems: frozenset[str]) -> float:
        """The share of the question's weight that some stems carry."""
        return sum(weight for stem, weight in self.weights.items() if stem in stems)


def read_topic(question: str, stems: Stems, idf: Callable[[str], float]) -> Topic:
    """The topic words of a question, weighted by rarity.

    Args:
        question: the question.
        stems: the stemmer.
        idf: the inverse document frequency of a stem.
    """
    weights = {stem: idf(stem) for stem in dict.fromkeys(stems(question))}
    total = sum(weights.values())
    return Topic({stem: weight / total for stem, weight in weights.items()} if total else {})


@dataclass(frozen=True, slots=True)
class Extractor:
    """Ranks the sentences of hits for one question.

    Attributes:
        question: the question.
        topic: its topic words.
        stems: the stemmer.
    """

    question: Question
    topic: Topic
    stems: Stems

    def rank(self, hits: Sequence[Hit], documents: Mapping[str, StoredDocument]) -> list[Candidate]:
        """All sentences of the hits, best first.

        Args:
            hits: the passages found.
            documents: docid → document, for every hit.
        """
        candidates = [
            candidate for hit in hits for candidate in self._of_hit(hit, documents[hit.docid])
        ]
        candidates.sort(
            key=lambda candidate: (
                -candidate.score,
                candidate.document.document.docid,
                candidate.sentence.sentence.span,
            )
        )
        return candidates

    def _of_hit(self, hit: Hit, document: StoredDocument) -> Iterator[Candidate]:
        first, behind = document.passages[hit.ordinal].passage.sentences
        members = document.sentences[first:behind]
        for sentence, scored in zip(members, hit.sentences, strict=True):
            yield self._candidate(hit, document, sentence, scored.cosine)

    def _candidate(
        self, hit: Hit, document: StoredDocument, sentence: StoredSentence, cosine: float
    ) -> Candidate:
        span = sentence.sentence.span
        borne = frozenset(self.stems(document.view.read(span)))
        headings = " ".join(
            section.label for section in document.outline.path(sentence.sentence.section)
        )
        inherited = frozenset(self.stems(headings)) - borne
        quantities = document.quantities_in(span)
        topic_stems = frozenset(self.topic.weights)
        fits = tuple(
            fit(quantity, self.question, topic_stems, self.stems) for quantity in quantities
        )
        coverage = self.topic.share(borne) + INHERITED_SHARE * self.topic.share(inherited)
        return Candidate(
            hit,
            document,
            sentence,
            quantities,
            fits,
            cosine,
            borne & topic_stems,
            inherited & topic_stems,
            cosine
            + COVERAGE_WEIGHT * coverage
            + PASSAGE_WEIGHT * hit.score
            + FIT_WEIGHT[best_fit(fits)],
        )


def choose(ranked: Sequence[Candidate], topic: Topic) -> list[Candidate]:
    """The sentences of the answer: the best, and those that add what it doesn't bear.

    A comparison needs a sentence for each side: the second is taken when it is nearly as good and
    bears a good part of the question's weight that the sentences before it don't.
    """
    if not ranked:
        return []
    chosen = [ranked[0]]
    borne = ranked[0].borne | ranked[0].inherited
    for candidate in ranked[1:]:
        if len(chosen) == MAX_SENTENCES or candidate.score < SECOND_SHARE * ranked[0].score:
            break
        if topic.share(candidate.borne - borne) >= SECOND_GAIN:
            chosen.append(candidate)
            borne |= candidate.borne | candidate.inherited
    return chosen
