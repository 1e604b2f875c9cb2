"""One side of a comparison, or one year of a trend, with what the documents say about it."""

from briqa.answer.pieces import AnswerSentence, Figure
from briqa.values import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A part of a question and its figure.

    Attributes:
        label: the side or the year, as asked for.
        figure: the figure that answers for it; None says that the documents lack it.
        sentence: the sentence that answers for it, figure or not; None where none does.
    """

    label: str
    figure: Figure | None
    sentence: AnswerSentence | None
