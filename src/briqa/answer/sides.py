"""The sides of a comparison, each with the sentence that answers for it.

Sides are chosen together: of sentences that are nearly as good, those are taken whose figures have
the same unit and measure the same, since only these compare.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briqa.answer.confidence import confidence, confidence_features
from briqa.answer.rank import RankedSentence
from briqa.answer.reading import Reading
from briqa.quantities import Quantity
from briqa.quantities.roles import same_measure
from briqa.questions import Part

# So many sentences of each side are tried, and of so many sides at most together.
_TRIED: Final = 4
_TOGETHER: Final = 4
# What agreement and repetition are worth, in the scores of sentences.
_SAME_UNIT: Final = 1.0
_SAME_MEASURE: Final = 0.3
# Each side is mostly told by a sentence of its own.
_SAME_SENTENCE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Side:
    """A part of a question with what answers for it.

    Attributes:
        part: the part.
        found: its sentence; None where none was found.
        confidence: from 0 to 1, that the sentence answers.
    """

    part: Part
    found: RankedSentence | None
    confidence: float


def choose_sides(parts: Sequence[tuple[Part, Reading]]) -> tuple[Side, ...]:
    """A sentence for each part.

    Args:
        parts: the parts with their readings, in the question's order.
    """
    options = [reading.ranked[:_TRIED] for _, reading in parts]
    chosen: list[RankedSentence | None] = [found[0] if found else None for found in options]
    if len(parts) <= _TOGETHER and all(options):
        together = max(itertools.product(*options), key=_worth)
        chosen = list(together)
    return tuple(
        Side(part, found, _confidence(reading, found))
        for (part, reading), found in zip(parts, chosen, strict=True)
    )


def _worth(chosen: tuple[RankedSentence, ...]) -> float:
    first = [each.choice.figures[0].quantity for each in chosen if each.choice.figures]
    agreement = 0.0
    if len(first) == len(chosen):
        agreement += _SAME_UNIT * all(_unit(each) == _unit(first[0]) for each in first)
        agreement += _SAME_MEASURE * all(
            same_measure(each.measure, first[0].measure) for each in first
        )
    return sum(each.score for each in chosen) + agreement - _SAME_SENTENCE * _repeated(chosen)


def _repeated(chosen: tuple[RankedSentence, ...]) -> int:
    """How many sides have a sentence that another has, too."""
    return len(chosen) - len({each.candidate.sentence.sentence_id for each in chosen})


def _unit(quantity: Quantity) -> tuple[str, str | None]:
    return quantity.kind, quantity.unit


def _confidence(reading: Reading, found: RankedSentence | None) -> float:
    if found is None:
        return 0.0
    others = [each.score for each in reading.ranked if each is not found]
    margin = found.score - max(others) if others else 0.0
    return confidence(
        confidence_features(reading.question, found.features, score=found.score, margin=margin)
    )
