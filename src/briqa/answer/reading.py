"""What was found for a question before anything is said: its sentences ranked, its parts apart.

The one thing to know: everything that an answer, a refusal or an explanation is made from stands
in a `Reading`; they differ only in what they take from it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briqa.answer.closeness import CloseReader
from briqa.answer.confidence import confidence, confidence_features
from briqa.answer.rank import RankedSentence, SentenceRanker
from briqa.answer.strange import NOTHING_STRANGE, StrangeWords
from briqa.questions import Part, Question
from briqa.questions.analysis import analyse, part_question
from briqa.questions.lexicon import Lexicon
from briqa.retrieve import Hit, Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import StoredDocument

# Answers are sought in at least so many passages, however few are shown.
READ_PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """A question and the sentences that might answer it.

    Attributes:
        question: the question.
        hits: the passages found, best first.
        ranked: the sentences of the first of them, best first.
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

    def read_all(self, texts: Sequence[str], *, limit: int) -> list[Reading]:
        """Reads questions, encoding them and all their parts in one batch.

        Args:
            texts: the questions, none of them empty.
            limit: the most passages for each.
        """
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
        found = iter(self._searcher.search(searched, limit=max(limit, READ_PASSAGES)))
        readings = []
        for question, sides in zip(questions, parted, strict=True):
            whole = self._read(question, next(found))
            parts = tuple((part, self._read(own, next(found), is_side=True)) for part, own in sides)
            readings.append(
                Reading(question, whole.hits, whole.ranked, whole.signs, whole.confidence, parts)
            )
        return readings

    def _read(self, question: Question, hits: Sequence[Hit], *, is_side: bool = False) -> Reading:
        read = hits[:READ_PASSAGES]
        documents = {hit.docid: self._document(hit.docid) for hit in read}
        ranked = tuple(self._ranker.rank(question, read, documents))
        if not ranked:
            return Reading(question, tuple(hits), (), {}, 0.0)
        best = ranked[0]
        margin = best.score - ranked[1].score if len(ranked) > 1 else 0.0
        # Of a side hardly more than its name is left, so any other word would look strange.
        strange = (
            NOTHING_STRANGE
            if is_side
            else self._strange.features(question, best.look.missing, best.candidate.reading)
        )
        signs = confidence_features(
            question, best.features, strange, score=best.score, margin=margin
        )
        return Reading(question, tuple(hits), ranked, signs, confidence(signs))
