"""What was found for a question before anything is said: its sentences ranked, its parts apart.

The one thing to know: everything that an answer, a refusal or an explanation is made from stands
in a `Reading`; they differ only in what they take from it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briqa.answer.abbreviations import stating_first
from briqa.answer.closeness import CloseReader
from briqa.answer.confidence import (
    NEAR_MISS,
    NOTHING_TOLD,
    THRESHOLD,
    confidence,
    confidence_features,
    is_doubtful,
)
from briqa.answer.cross_reading import CrossReader, reading_signs
from briqa.answer.field_answers import field_first, is_told, leaves_empty
from briqa.answer.placed_figures import weigh_again
from briqa.answer.rank import Found, RankedSentence, SentenceRanker
from briqa.answer.strange import NOTHING_STRANGE, StrangeWords, Unborne
from briqa.questions import Part, Question
from briqa.questions.analysis import analyse, part_question
from briqa.questions.lexicon import Lexicon
from briqa.retrieve import Hit, Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import StoredDocument
from briqa.values import dataclass

# Answers are sought in at least so many passages, however few are shown.
READ_PASSAGES = 10
_STATED: Final = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """A question and the sentences that might answer it.

    Attributes:
        question: the question.
        hits: the passages found, best first.
        ranked: the sentences of the first of them, best first: by their score, those that contend
            for the first place by what a cross-encoder says too.
        signs: what speaks for the first sentence answering at all.
        confidence: from 0 to 1, that it does; 0 when there is no sentence.
        parts: for a comparison or a trend, each side or year with its own reading.
    """

    question: Question
    hits: tuple[Hit, ...]
    ranked: tuple[RankedSentence, ...]
    signs: Mapping[str, float]
    confidence: float
    parts: "tuple[tuple[Part, Reading], ...]" = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, or one side of it asked by itself."""

    question: Question
    is_side: bool


class QuestionReader:
    """Reads questions over one generation of an index.

    Args:
        searcher: the search over the index.
        lexicon: what the corpus knows of its words.
        phrases: likeness of words in meaning.
        document: docid → document.
    """

    def __init__(
        self,
        searcher: Searcher,
        lexicon: Lexicon,
        phrases: PhraseVectors,
        document: Callable[[str], StoredDocument],
    ) -> None:
        self._searcher = searcher
        self._lexicon = lexicon
        self._phrases = phrases
        self._document = document
        self._ranker = SentenceRanker(searcher, CloseReader(lexicon, phrases))
        self._strange = StrangeWords(lexicon, phrases)
        self._cross = CrossReader(searcher.read_pairs)

    def read_all(self, texts: Sequence[str], *, limit: int) -> list[Reading]:
        """Reads questions, encoding them and all their parts in one batch.

        Args:
            texts: the questions, none of them empty.
            limit: the most passages for each.
        """
        self._searcher.learn(" ".join(texts))
        questions = [analyse(text, self._lexicon, self._phrases.nearness) for text in texts]
        parted = [
            [(part, part_question(question, part, self._lexicon)) for part in question.parts]
            for question in questions
        ]
        searched = [
            text
            for whole, parts in zip(questions, parted, strict=True)
            for text in (whole.search_text, *(part.search_text for _, part in parts))
        ]
        hits = self._searcher.search(
            searched, limit=max(limit, READ_PASSAGES), vectors=self._phrases.encode(searched)
        )
        asked = [
            _Asked(question, is_side)
            for whole, sides in zip(questions, parted, strict=True)
            for question, is_side in ((whole, False), *((own, True) for _, own in sides))
        ]
        read = iter(self._read_each(asked, hits))
        readings = []
        for sides in parted:
            whole = next(read)
            readings.append(replace(whole, parts=tuple((part, next(read)) for part, _ in sides)))
        return readings

    def _read_each(self, asked: Sequence[_Asked], hits: Sequence[Sequence[Hit]]) -> list[Reading]:
        found = [
            Found(each.question, own[:READ_PASSAGES], self._documents(own[:READ_PASSAGES]))
            for each, own in zip(asked, hits, strict=True)
        ]
        ranked = self._ranker.rank_all(found)
        # In the few words of a side a cross-encoder would find no question either.
        whole = [at for at, each in enumerate(asked) if not each.is_side and ranked[at]]
        read = self._cross.read_all([(asked[at].question, ranked[at]) for at in whole])
        stated, untold = set(), set()
        for at, own in zip(whole, read, strict=True):
            weighed = [weigh_again(each) for each in own]
            ranked[at], is_stated = stating_first(asked[at].question, field_first(weighed))
            if is_stated or is_told(ranked[at][0]):
                stated.add(at)
            elif leaves_empty(own):
                untold.add(at)
        readings = [
            _reading(each.question, hits[at], ranked[at], _before_looking(each))
            for at, each in enumerate(asked)
        ]
        settled = stated | untold
        doubtful = [at for at in whole if at not in settled and self._is_doubtful(readings[at])]
        strange = self._strange.features_all([self._unborne(readings[at]) for at in doubtful])
        for at, found_strange in zip(doubtful, strange, strict=True):
            readings[at] = _reading(asked[at].question, hits[at], ranked[at], found_strange)
        # What an abbreviation stands for is told by its form, whatever else the sentence says, and
        # so is the value of a field, or that it has none.
        for at, each in enumerate(readings):
            if at in stated:
                readings[at] = replace(each, confidence=max(each.confidence, _STATED))
            elif at in untold:
                readings[at] = replace(each, confidence=min(each.confidence, NEAR_MISS))
        return readings

    def _is_doubtful(self, reading: Reading) -> bool:
        """Whether strange words may decide between an answer and a refusal."""
        return is_doubtful(reading.confidence) or (
            reading.confidence >= THRESHOLD and self._strange.has_unknown(self._unborne(reading))
        )

    def _unborne(self, reading: Reading) -> Unborne:
        best = reading.ranked[0]
        (vector,) = self._searcher.sentence_vectors([best.candidate.sentence.sentence_id])
        return Unborne(reading.question, best.look.missing, best.candidate.reading, vector)

    def _documents(self, hits: Sequence[Hit]) -> dict[str, StoredDocument]:
        return {hit.docid: self._document(hit.docid) for hit in hits}


def _before_looking(asked: _Asked) -> Mapping[str, float]:
    """What is taken of strange words and measures as long as nobody has looked for them."""
    return NOTHING_TOLD if asked.is_side else NOTHING_STRANGE


def _reading(
    question: Question,
    hits: Sequence[Hit],
    ranked: Sequence[RankedSentence],
    further: Mapping[str, float],
) -> Reading:
    if not ranked:
        return Reading(question, tuple(hits), (), {}, 0.0)
    best, *others = ranked
    margin = best.score - max((each.score for each in others), default=best.score)
    known = {**further, **reading_signs(best)}
    signs = confidence_features(question, best.features, known, score=best.score, margin=margin)
    return Reading(question, tuple(hits), tuple(ranked), signs, confidence(signs))
