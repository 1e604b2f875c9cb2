"""The sentences that contend for the first place, read together with the question.

Vectors tell what a question and a sentence are about, and hardly what is said; a cross-encoder,
which reads both together, sees that "Who sold it?" isn't answered by who bought it. It takes some
milliseconds a sentence, so it reads the first, and others only where they come near.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from briqa.answer.models import load_model
from briqa.answer.rank import RankedSentence
from briqa.answer.window import window_of
from briqa.encoder import Vectors
from briqa.questions import Question

PairScores = Callable[[Sequence[tuple[str, str]]], Vectors | None]
Ranked = Sequence[RankedSentence]

CROSS: Final = "cross"
"""The log-odds of the cross-encoder, as a feature."""
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
        pair_scores: the scores of the cross-encoder, as `Encoder.pair_scores` gives them.
    """

    def __init__(self, pair_scores: PairScores) -> None:
        self._pair_scores = pair_scores

    def read_all(self, asked: Sequence[tuple[Question, Ranked]]) -> list[list[RankedSentence]]:
        """The sentences of each question, those that contend in the order that it gives them.

        Args:
            asked: questions, each with its sentences, best first.

        Returns:
            The same sentences; as they were for an index without a cross-encoder.
        """
        pairs = [
            (question.search_text, window_of(each.candidate).text)
            for question, ranked in asked
            for each in contenders(ranked)
        ]
        scores = self._pair_scores(pairs) if pairs else None
        if scores is None:
            return [list(ranked) for _, ranked in asked]
        read = iter(scores)
        found = []
        for _, ranked in asked:
            own = [replace(each, cross=float(next(read))) for each in contenders(ranked)]
            found.append([*in_order(own), *ranked[len(own) :]])
        return found


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
    return load_model("order").value({SCORE: read.score, CROSS: read.cross or 0.0})
