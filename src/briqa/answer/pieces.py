"""The pieces that answers are made of: figures, sentences and passages, each with its citation."""

from briqa.answer.citation import Citation
from briqa.quantities import Quantity
from briqa.values import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the answer: the typed quantity, and the citation of its own span.

    `asked_for` says that it is what the question asks for, not merely in the same sentence.
    """

    quantity: Quantity
    citation: Citation
    asked_for: bool


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence that answers, with its figures in text order."""

    citation: Citation
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage found for the question; scores compare within one question only."""

    citation: Citation
    score: float
