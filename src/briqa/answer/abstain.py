"""Whether the best sentence bears a question out at all, or the documents don't say.

A logistic model over three readable signs. Its weights were fitted by `bench/abstain.py` on public
questions with and without an answer and on the question set over the shipped corpus. It tells what
is off the subject from what isn't; a near miss (right subject, wrong place) mostly passes it.
"""

import math
from dataclasses import dataclass

# Printed by bench/abstain.py.
BIAS = -2.57
SENTENCE_WEIGHT = 3.56
PASSAGE_WEIGHT = 1.12
YEAR_WEIGHT = -3.03
# Below this confidence the answer is a refusal: about one answerable question in 20 is lost.
THRESHOLD = 0.3


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against an answer.

    Attributes:
        sentence_cosine: of the question and the best sentence.
        passage_cosine: of the question and that sentence's passage.
        year_missing: whether a year asked for stands in neither of them.
    """

    sentence_cosine: float
    passage_cosine: float
    year_missing: bool


def confidence(signs: Signs) -> float:
    """The probability, from 0 to 1, that the sentence bears the question out.

    It is calibrated for sets in which as many questions have an answer as have none.
    """
    logit = (
        BIAS
        + SENTENCE_WEIGHT * signs.sentence_cosine
        + PASSAGE_WEIGHT * signs.passage_cosine
        + YEAR_WEIGHT * signs.year_missing
    )
    return 1 / (1 + math.exp(-logit))
