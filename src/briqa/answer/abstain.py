"""Whether the best sentences bear a question out at all, or the documents don't say.

A logistic model over four readable signs; its weights were fitted by `bench/abstain.py` on public
questions with and without an answer, never on questions about the shipped corpus.
"""

import math
from dataclasses import dataclass

# Weights of the standardised signs; see bench/abstain.py.
BIAS = -6.0
COSINE_WEIGHT = 6.0
COVERAGE_WEIGHT = 4.0
UNKNOWN_WEIGHT = -3.0
FIT_WEIGHT = 0.5
# Below this confidence the answer is a refusal.
THRESHOLD = 0.4


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against an answer.

    Attributes:
        cosine: of the question and the best sentence.
        coverage: the share of the question's weight borne by the chosen sentences and headings.
        unknown: the share of the question's weight in words that stand nowhere in the corpus.
        has_figure: whether the sentences hold the kind of figure asked for, or none is asked for.
    """

    cosine: float
    coverage: float
    unknown: float
    has_figure: bool


def confidence(signs: Signs) -> float:
    """The probability, from 0 to 1, that the sentences bear the question out."""
    logit = (
        BIAS
        + COSINE_WEIGHT * signs.cosine
        + COVERAGE_WEIGHT * signs.coverage
        + UNKNOWN_WEIGHT * signs.unknown
        + FIT_WEIGHT * signs.has_figure
    )
    return 1 / (1 + math.exp(-logit))
