"""Whether the best sentence answers a question at all, or the documents don't say.

A logistic model over what speaks for the sentence and over how far it stands out from the next.
`bench/ranking.py` fits it on questions with and without an answer, near misses among them: a right
topic with another place, year or measure.
"""

from collections.abc import Mapping
from typing import Final

from briqa.answer.models import load_model
from briqa.questions import Question, Task

# Below this confidence the answer is a refusal.
THRESHOLD: Final = 0.4
# A side of a comparison is asked about in fewer words, and shown beside its own source.
SIDE_THRESHOLD: Final = 0.05


def confidence_features(
    question: Question, best: Mapping[str, float], *, score: float, margin: float
) -> dict[str, float]:
    """What speaks for a question's best sentence answering it.

    Args:
        question: the question.
        best: the features of that sentence.
        score: its score.
        margin: how far that is above the next.
    """
    figure = question.wanted.is_figure
    return {
        **best,
        "score": score,
        "margin": margin,
        "wants_figure": float(figure),
        "fit_missing": (1.0 - best["fit"]) * figure,
        "unnamed": float(not question.names),
        "comparison": float(question.task is Task.COMPARE),
        "stems": float(min(len(set(question.stems)), 8)),
    }


def confidence(features: Mapping[str, float]) -> float:
    """The probability, from 0 to 1, that the sentence answers."""
    return load_model("confidence").probability(features)
