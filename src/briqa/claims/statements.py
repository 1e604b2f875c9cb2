"""The statements that one sentence of a claim joins, each of which may have a source of its own.

The one thing to know: a cut is made only where a clause or a phrase with a figure of its own
begins, told from the word that joins it; what is too short to be checked alone stays with what
stands before it.
"""

import re
from typing import Final

from briqa.spans import Span
from briqa.words import words

_JOINT: Final = re.compile(
    r"[;:](?= )|(?:,|(?<=\))) (?=(?:and|but|or|yet|while|whereas|although|though|which|who|where|"
    r"with|as well as|plus|after|before|[a-z]{3,}ing)\b)"
    r"| (?=(?:and|but|while|whereas|although|though) (?:they|it|he|she|we|there|that|this|these|"
    r"those|its|their|the|a|an|is|are|was|were|will|would|has|have|had|can|could|may|might|to|"
    r"[a-z]{3,}(?:ed|s))\b)"
)
# So many content words make a statement, or fewer with a figure.
_WORDS: Final = 4
_WORDS_WITH_FIGURE: Final = 2


def statements(sentence: str) -> list[Span]:
    """The statements of a sentence, in order; together they hold all of its words.

    >>> text = "Sales grew by 4% to 90 tons, and the firm expects 100 tons in 2031."
    >>> [text[span.start : span.end] for span in statements(text)]
    ['Sales grew by 4% to 90 tons,', 'and the firm expects 100 tons in 2031.']
    """
    if not sentence.strip():
        return []
    bounds = [0, *(match.end() for match in _JOINT.finditer(sentence)), len(sentence)]
    pieces: list[Span] = []
    start = 0
    for end in bounds[1:]:
        if _stands_alone(sentence[start:end]):
            pieces.append(_trimmed(sentence, start, end))
            start = end
    if start < len(sentence):
        if not pieces:
            return [_trimmed(sentence, 0, len(sentence))]
        pieces[-1] = _trimmed(sentence, pieces[-1].start, len(sentence))
    return pieces


def _stands_alone(text: str) -> bool:
    least = _WORDS_WITH_FIGURE if any(map(str.isdigit, text)) else _WORDS
    return sum(len(word) > 3 or word.isdigit() for word in words(text)) >= least


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, start + len(piece.rstrip()))
