"""Where the sentences of a text end: the reach of a date, an ellipsis or a direction word.

The one thing to know: this cuts by punctuation alone and needs only to be right around numbers;
the sentences that users see come from `briqa.segment`.
"""

import bisect
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.reading import Reading

_END: Final = lazy_pattern(
    r"(?<![A-Z][.])(?<! [A-Z])(?<!\b(?:No|Mr|vs|Dr|St|Co|al))(?<!\b(?:Mrs|Inc|Ltd|Nos|e\.g|i\.e))"
    r"[.!?]['\"”’)\]]{0,3}[ \t\u00a0]+(?=[A-Z0-9“‘\"(\[$€£¥*-])|\n+|;[ ]+(?=\()"
)


# A sentence with more figures is a table or a list without full stops; it is read in pieces, so
# that the work stays linear.
_MAX_FIGURES: Final = 48


class Sentences:
    """The sentence bounds of one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _END.finditer(text))]
        self._length = len(text)

    def index(self, offset: int) -> int:
        """The number of the sentence that `offset` lies in."""
        return bisect.bisect_right(self._starts, offset) - 1

    def bounds(self, index: int) -> tuple[int, int]:
        """Start and end of a sentence."""
        following = index + 1
        end = self._starts[following] if following < len(self._starts) else self._length
        return self._starts[index], end

    def group(self, readings: list[Reading]) -> Iterator[tuple[int, int, list[Reading]]]:
        """The readings sentence by sentence, each with the sentence's start and end."""
        for index, members in groupby(readings, lambda reading: self.index(reading.start)):
            start, end = self.bounds(index)
            together = list(members)
            for at in range(0, len(together), _MAX_FIGURES):
                yield start, end, together[at : at + _MAX_FIGURES]
