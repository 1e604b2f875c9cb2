"""What a cross-encoder says of a question's best sentence.

Vectors tell what a question and a sentence are about, and hardly what is said; a model that reads
both together sees that "Who sold it?" isn't answered by who bought it.
"""

from collections.abc import Callable, Sequence

from briqa.answer.evidence import Candidate
from briqa.answer.window import window_of
from briqa.encoder import Vectors
from briqa.questions import Question

PairScores = Callable[[Sequence[tuple[str, str]]], Vectors | None]

CROSS = "cross"
"""Its log-odds among the features that decide on a refusal; not there where it hasn't read."""


class CrossReader:
    """Reads questions together with sentences.

    Args:
        pair_scores: the scores of the cross-encoder, as `Encoder.pair_scores` gives them.
    """

    def __init__(self, pair_scores: PairScores) -> None:
        self._pair_scores = pair_scores

    def features_all(self, pairs: Sequence[tuple[Question, Candidate]]) -> list[dict[str, float]]:
        """What it says of each sentence, as `CROSS`; nothing where the index has no cross-encoder.

        Args:
            pairs: questions, each with a sentence and what stands around it.
        """
        if not pairs:
            return []
        scores = self._pair_scores(
            [(question.search_text, window_of(candidate).text) for question, candidate in pairs]
        )
        if scores is None:
            return [{} for _ in pairs]
        return [{CROSS: float(score)} for score in scores]
