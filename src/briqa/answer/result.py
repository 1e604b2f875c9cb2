"""What a question gets: an answer made of spans and figures, or a plain refusal."""

from dataclasses import dataclass

from briqa.answer.citation import Citation
from briqa.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the answer: the typed quantity, and the citation of its own span.

    `asked_for` says that it fits the question best of the answer's figures, by unit or counted
    noun if any do, else by kind.
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


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentences that answer a question.

    Attributes:
        question: as asked.
        sentences: best first; never empty.
        passages: where they were found, best first.
        confidence: from 0 to 1, of the documents bearing the question out.
    """

    question: str
    sentences: tuple[AnswerSentence, ...]
    passages: tuple[RankedPassage, ...]
    confidence: float

    @property
    def text(self) -> str:
        """The quotes one after another, each exactly as it stands in its document."""
        return " ".join(sentence.citation.quote for sentence in self.sentences)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that were asked for; if none is marked so, all but the dates."""
        every = [figure for sentence in self.sentences for figure in sentence.figures]
        asked = [figure for figure in every if figure.asked_for]
        return tuple(
            asked or [figure for figure in every if figure.quantity.kind != "date"] or every
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """The documents don't say.

    Attributes:
        question: as asked.
        missing: words of the question that the nearest passage doesn't bear out.
        passages: the nearest passages, best first; empty for an empty index.
        confidence: from 0 to 1, of the documents bearing the question out after all.
    """

    question: str
    missing: tuple[str, ...]
    passages: tuple[RankedPassage, ...]
    confidence: float

    @property
    def text(self) -> str:
        """The plain sentence that a reader gets."""
        return "The documents don't say."
