"""Where in a sentence a cross-encoder sees the answer begin and end."""

import numpy as np

from briqa.answer.phrases import Token
from briqa.encoder import PairReading
from briqa.spans import Span
from briqa.values import dataclass

_LEAST = -30.0
# As good as nowhere.
_FARTHEST = -10.0


@dataclass(frozen=True, slots=True)
class Places:
    """The words of a sentence, and what a cross-encoder said of each.

    Attributes:
        words: the words and marks, in order, placed in the view.
        reading: what it said of them.
    """

    words: tuple[Token, ...]
    reading: PairReading

    @property
    def peak(self) -> float:
        """The log-probability of the word in which it most surely begins."""
        return float(max(self.reading.first.max(initial=_LEAST), _FARTHEST))

    def inside(self, shown: Span) -> float:
        """How surely the answer begins in a range of the view, and ends in it.

        Args:
            shown: the range.

        Returns:
            The mean of the two log-probabilities.
        """
        within = [
            at
            for at, word in enumerate(self.words)
            if word.start < shown.end and shown.start < word.end
        ]
        if not within:
            return _LEAST
        first = np.logaddexp.reduce(self.reading.first[within])
        last = np.logaddexp.reduce(self.reading.last[within])
        return float(first + last) / 2

    def exactly(self, first: int, behind: int) -> float:
        """How surely the answer is a run of the words.

        Args:
            first: the place of its first word.
            behind: the place behind its last.

        Returns:
            The mean of the two log-probabilities.
        """
        return float(self.reading.first[first] + self.reading.last[behind - 1]) / 2
