"""What a cross-encoder says of a question's best sentence, as features of the confidence.

Vectors tell what a question and a sentence are about, and hardly what is said; a model that reads
both together sees that "Who sold it?" isn't answered by who bought it.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.answer.window import window_of
from briqa.encoder import Vectors
from briqa.questions import Question

PairScores = Callable[[Sequence[tuple[str, str]]], Vectors | None]

NOTHING_READ: Final[Mapping[str, float]] = MappingProxyType(
    {"cross_answers": 0.0, "cross_places": 0.0}
)
"""Of an index whose model has no cross-encoder: neither for nor against."""

# Beyond, the model is as sure as it gets.
_MOST: Final = 6.0


class CrossReader:
    """Reads questions together with sentences.

    Args:
        pair_scores: the scores of the cross-encoder, as `Encoder.pair_scores` gives them.
    """

    def __init__(self, pair_scores: PairScores) -> None:
        self._pair_scores = pair_scores

    def features_all(
        self, pairs: Sequence[tuple[Question, Candidate]]
    ) -> list[Mapping[str, float]]:
        """What it says of each sentence, by name; from -1 to 1, and 0 where nothing is known.

        Args:
            pairs: questions, each with a sentence and what stands around it.
        """
        scores = self._pair_scores(
            [(question.search_text, window_of(candidate).text) for question, candidate in pairs]
        )
        if scores is None:
            return [NOTHING_READ] * len(pairs)
        bounded = (scores / _MOST).clip(-1.0, 1.0)
        return [
            {name: float(value) for name, value in zip(NOTHING_READ, row, strict=True)}
            for row in bounded
        ]
