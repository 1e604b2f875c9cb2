"""The sentences that contend for the first place, read together with the question.

Vectors tell what a question and a sentence are about, and hardly what is said; a cross-encoder,
which reads both together, sees that "Who sold it?" isn't answered by who bought it. It takes some
milliseconds a sentence, so it reads the first, and others only where they come near.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from briqa.answer.models import load_model
from briqa.answer.phrases import Token, sentence_tokens
from briqa.answer.places import Places
from briqa.answer.rank import RankedSentence
from briqa.answer.window import window_of
from briqa.encoder import PairReading, PairText
from briqa.questions import Question

ReadPairs = Callable[[Sequence[PairText]], list[PairReading] | None]
Ranked = Sequence[RankedSentence]

CROSS: Final = "cross"
"""The log-odds of the cross-encoder, as a feature."""
PEAK: Final = "cross_peak"
"""How surely it sees it begin in one word of it, in nats."""
SCORE: Final = "score"
"""What it is weighed against when sentences contend."""

# So many may contend for the first place, if their score is so near to the first one's: in an
# earlier state as many of the first were right then as if three always were read, which costs 2.4
# times as much (SQuAD's questions held out; from 0.827 by the score alone to 0.830 at a weight
# near the one fitted).
CONTENDERS: Final = 3
CONTENDED: Final = 1.0


class CrossReader:
    """Reads questions together with sentences.

    Args:
        read_pairs: what the cross-encoder says, as `Encoder.read_pairs` gives it.
    """

    def __init__(self, read_pairs: ReadPairs) -> None:
        self._read_pairs = read_pairs

    def read_all(self, asked: Sequence[tuple[Question, Ranked]]) -> list[list[RankedSentence]]:
        """The sentences of each question, those that contend in the order that it gives them.

        Args:
            asked: questions, each with its sentences, best first.

        Returns:
            The same sentences; as they were for an index without a cross-encoder.
        """
        read = [[(each, words_of(each)) for each in contenders(ranked)] for _, ranked in asked]
        pairs = [
            pair_of(question, each, words)
            for (question, _), own in zip(asked, read, strict=True)
            for each, words in own
        ]
        readings = self._read_pairs(pairs) if pairs else None
        if readings is None:
            return [list(ranked) for _, ranked in asked]
        said = iter(readings)
        found = []
        for (_, ranked), contending in zip(asked, read, strict=True):
            own = [with_reading(each, words, next(said)) for each, words in contending]
            found.append([*in_order(own), *ranked[len(own) :]])
        return found


def words_of(ranked: RankedSentence) -> tuple[Token, ...]:
    """The words of a sentence that are asked about, placed in the view."""
    candidate = ranked.candidate
    return sentence_tokens(candidate.document.view, candidate.sentence.sentence.span)


def pair_of(question: Question, ranked: RankedSentence, words: Sequence[Token]) -> PairText:
    """What the cross-encoder reads of a question and a sentence.

    Args:
        question: the question.
        ranked: the sentence.
        words: its words, as `words_of` gives them.
    """
    candidate = ranked.candidate
    window = window_of(candidate)
    shown = candidate.document.view.to_view(candidate.sentence.sentence.span)
    moved = window.start - (shown.start if shown else 0)
    places = tuple((word.start + moved, word.end + moved) for word in words)
    return PairText(question.search_text, window.text, places)


def with_reading(
    ranked: RankedSentence, words: tuple[Token, ...], reading: PairReading
) -> RankedSentence:
    """A sentence with what the cross-encoder said of it.

    Args:
        ranked: the sentence.
        words: the words that were asked about.
        reading: what it said.
    """
    return replace(ranked, cross=reading.score, places=Places(words, reading))


def contenders(ranked: Ranked) -> list[RankedSentence]:
    """The first of some sentences, best first, and those right behind it that come near."""
    return [each for each in ranked[:CONTENDERS] if ranked[0].score - each.score <= CONTENDED]


def in_order(read: Ranked) -> list[RankedSentence]:
    """Sentences that were read, by their score and by what the reading says; ties as they were."""
    return sorted(read, key=lambda each: -order_value(each))


def order_value(read: RankedSentence) -> float:
    """What decides between sentences that contend for the first place.

    Args:
        read: a sentence that was read.
    """
    return load_model("order").value({SCORE: read.score, **reading_signs(read)})


def reading_signs(read: RankedSentence) -> dict[str, float]:
    """What the cross-encoder says of a sentence, as features; nothing if it hasn't read it.

    Args:
        read: the sentence.
    """
    if read.cross is None or read.places is None:
        return {}
    return {CROSS: read.cross, PEAK: read.places.peak}
