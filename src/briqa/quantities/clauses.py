"""Where the sentences of a text end: the reach of a date, an ellipsis or a direction word.

The one thing to know: this cuts by punctuation alone and needs only to be right around numbers;
the sentences that users see come from `briqa.segment`.
"""

import bisect
import re
from typing import Final

_END: Final = re.compile(
    r"(?<![A-Z][.])(?<! [A-Z])(?<!\b(?:No|Mr|vs|Dr|St|Co|al))(?<!\b(?:Mrs|Inc|Ltd|Nos|e\.g|i\.e))"
    r"[.!?]['\"”’)\]]{0,3}[ \t\u00a0]+(?=[A-Z0-9“‘\"(\[$€£¥*-])|\n+|;[ ]+(?=\()"
)


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
