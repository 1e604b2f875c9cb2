"""Whether the best sentence answers a question at all, or the documents don't say.

A logistic model over what speaks for the sentence and over how far it stands out from the next.
`bench/ranking.py` fits it on questions with and without an answer, near misses among them: a right
topic with another place, year or measure.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from briqa.answer.models import load_model
from briqa.answer.rank import RankedSentence
from briqa.questions import Question, Task

# Below this confidence the answer is a refusal.
THRESHOLD: Final = 0.5


def confidence_features(question: Question, ranked: Sequence[RankedSentence]) -> dict[str, float]:
    """What speaks for the first of some ranked sentences answering the question.

    Args:
        question: the question.
        ranked: its sentences, best first; at least one.
    """
    best = ranked[0]
    behind = ranked[1].score if len(ranked) > 1 else best.score - 1.0
    return {
        **best.features,
        "score": best.score,
        "margin": best.score - behind,
        "wants_figure": float(question.wanted.is_figure),
        "fit_wanted": best.choice.fit * question.wanted.is_figure,
        "unnamed": float(not question.names),
        "comparison": float(question.task is Task.COMPARE),
        "stems": float(min(len(set(question.stems)), 8)),
    }


def confidence(signs: Mapping[str, float]) -> float:
    """The probability, from 0 to 1, that the sentence answers."""
    return load_model("confidence").probability(signs)
