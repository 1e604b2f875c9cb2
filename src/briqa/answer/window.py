"""What a cross-encoder reads beside a question: a sentence, and what it needs from around it.

A sentence seldom says everything itself: "it" was named before, its year stands in the heading. So
a window holds its heading, the sentences right before it and the one behind it, as far as there is
room; the sentence itself is always whole.
"""

from typing import Final

from briqa.answer.evidence import Candidate
from briqa.values import dataclass

# In characters, of which a digit counts for three, as figures are cut into more tokens than words:
# about 100 tokens in all for a sentence of usual length.
_BEFORE: Final = 220
_AFTER: Final = 120
_HEADING: Final = 80


@dataclass(frozen=True, slots=True)
class Window:
    """A text to be read beside a question.

    Attributes:
        text: as a reader would want it.
        start: where the sentence begins in it.
        end: where the sentence ends.
    """

    text: str
    start: int
    end: int


def window_of(candidate: Candidate) -> Window:
    """A sentence with its surroundings in its passage.

    Args:
        candidate: the sentence.
    """
    document, position = candidate.document, candidate.position
    first, behind = document.passages[candidate.hit.ordinal].passage.sentences
    readings = [document.view.read(each.sentence.span) for each in document.sentences[first:behind]]
    before = ""
    for reading in reversed(readings[:position]):
        if _length(before) + _length(reading) > _BEFORE:
            break
        before = f"{reading} {before}"
    heading = candidate.bearing.heading
    if heading and _length(heading) <= _HEADING:
        before = f"{heading}: {before}"
    after = next((reading for reading in readings[position + 1 : position + 2]), "")
    text = before + candidate.reading
    start = len(before)
    return Window(
        f"{text} {after}" if after and _length(after) <= _AFTER else text, start, len(text)
    )


def _length(text: str) -> int:
    return len(text) + 2 * sum(map(str.isdigit, text))
