"""The sentences of the passages found, ranked twice: all by their words, the best few closely.

The first model needs nothing but what the search brought. The second looks into a sentence: at the
figures that a question asks for, at names that stand in the place of the one asked about, and at
words that mean the same. That costs the encoder a look at each new word, so only few get it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from briqa.answer.closeness import CloseLook, CloseReader, Nearest
from briqa.answer.evidence import Candidate, Evidence
from briqa.answer.features import Topic, features, weigh
from briqa.answer.fields import AskedField, FieldReader
from briqa.answer.figure_choice import Choice
from briqa.answer.models import LinearModel, load_model
from briqa.answer.places import Places
from briqa.questions import Question
from briqa.retrieve import Hit, Searcher
from briqa.store import StoredDocument
from briqa.values import dataclass

# The best by words are read closely; the answer is hardly ever behind them.
CLOSE: Final = 10
# Of so many sentences it is kept that their words were looked up, since what is known of words is
# kept for some thousands of sentences too.
_LEARNT: Final = 3000


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A candidate with its score.

    Attributes:
        candidate: the sentence.
        features: what speaks for and against it.
        score: comparable within one question only.
        look: what a close look at it showed.
        cross: the log-odds of the cross-encoder that it answers; None where that hasn't read it.
        field: what it is as the field of a form that the question asks for; None for any other.
        places: where the cross-encoder sees the answer in it; None where that hasn't read it.
    """

    candidate: Candidate
    features: Mapping[str, float]
    score: float
    look: CloseLook
    cross: float | None = None
    field: AskedField | None = None
    places: Places | None = None

    @property
    def choice(self) -> Choice:
        """The figures in it that the question asks for."""
        return self.look.choice


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question.

    Attributes:
        question: the question.
        hits: the passages, best first.
        documents: docid → document, for every hit.
    """

    question: Question
    hits: Sequence[Hit]
    documents: Mapping[str, StoredDocument]


class SentenceRanker:
    """Ranks sentences for questions, one corpus at a time.

    Args:
        searcher: the search over the index.
        reader: looks closely at the best of them.
    """

    def __init__(self, searcher: Searcher, reader: CloseReader) -> None:
        self._searcher = searcher
        self._reader = reader
        self._evidence = Evidence(searcher.stems, reader.is_name)
        self._fields = FieldReader(searcher.stems)
        self._learnt: set[int] = set()

    def topic(self, question: Question) -> Topic:
        """What a question is about, weighed by rarity."""
        return weigh(question, {stem: self._searcher.idf(stem) for stem in question.stems})

    def rank_all(self, found: Sequence[Found]) -> list[list[RankedSentence]]:
        """The best sentences for each of many questions, best first; ties by place.

        The encoder reads the words of all of them in one batch.

        Args:
            found: the questions, each with what was found for it.
        """
        topics = [self.topic(each.question) for each in found]
        model = load_model("candidates")
        every = [
            self.by_words(each.question, topic, each.hits, each.documents, model)
            for each, topic in zip(found, topics, strict=True)
        ]
        fields = [
            self._fields.asked(each.question, [candidate for candidate, _ in own])
            for each, own in zip(found, every, strict=True)
        ]
        near = [_nearest_and(own, field) for own, field in zip(every, fields, strict=True)]
        self._learn([candidate for nearest in near for candidate, _ in nearest])
        looks = self._reader.read_all(
            [
                _nearest(each.question, topic, [candidate for candidate, _ in nearest])
                for each, topic, nearest in zip(found, topics, near, strict=True)
            ]
        )
        return [
            _closely(nearest, own, field)
            for nearest, own, field in zip(near, looks, fields, strict=True)
        ]

    def _learn(self, candidates: Sequence[Candidate]) -> None:
        """Looks up the words of sentences that are looked at closely for the first time."""
        new = [each for each in candidates if each.sentence.sentence_id not in self._learnt]
        if not new:
            return
        if len(self._learnt) > _LEARNT:
            self._learnt.clear()
        self._searcher.learn(" ".join(text for each in new for text in _texts(each)))
        self._learnt.update(each.sentence.sentence_id for each in new)

    def by_words(
        self,
        question: Question,
        topic: Topic,
        hits: Sequence[Hit],
        documents: Mapping[str, StoredDocument],
        model: LinearModel,
    ) -> list[tuple[Candidate, dict[str, float]]]:
        """All sentences of the hits with their features, best first by the first model."""
        best_passage = hits[0].score if hits else 0.0
        candidates = self._evidence.candidates(hits, documents)
        among = topic.among(candidates)
        found = [
            (candidate, features(question, among, candidate, best_passage=best_passage))
            for candidate in candidates
        ]
        return sorted(found, key=lambda each: (-model.value(each[1]), *_place(each[0])))


def documents_of(candidates: Sequence[Candidate]) -> list[StoredDocument]:
    """The documents of some sentences, each once."""
    found = {each.document.document.docid: each.document for each in candidates}
    return list(found.values())


def _nearest_and(
    every: Sequence[tuple[Candidate, dict[str, float]]], field: tuple[Candidate, AskedField] | None
) -> list[tuple[Candidate, dict[str, float]]]:
    """The best by words, and the field asked for, of whose few words the model may think little."""
    behind = [each for each in every[CLOSE:] if field is not None and each[0] is field[0]]
    return [*every[:CLOSE], *behind]


def _texts(candidate: Candidate) -> Iterator[str]:
    """What is read word by word of a sentence that is looked at closely."""
    yield from (candidate.bearing.heading, candidate.reading)
    for quantity in candidate.quantities:
        yield from filter(None, (quantity.measure, quantity.unit, quantity.subject))


def _nearest(question: Question, topic: Topic, candidates: Sequence[Candidate]) -> Nearest:
    return Nearest(question, topic, candidates, documents_of(candidates))


def _closely(
    near: Sequence[tuple[Candidate, dict[str, float]]],
    looks: Sequence[CloseLook],
    field: tuple[Candidate, AskedField] | None,
) -> list[RankedSentence]:
    """Sentences by what their words and a close look say, best first."""
    model = load_model("sentences")
    ranked = []
    for (candidate, by_words), look in zip(near, looks, strict=True):
        every = {**by_words, **look.features}
        asked = field[1] if field is not None and field[0] is candidate else None
        ranked.append(RankedSentence(candidate, every, model.value(every), look, field=asked))
    return sorted(ranked, key=lambda each: (-each.score, *_place(each.candidate)))


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.document.document.docid, candidate.sentence.sentence.span.start
