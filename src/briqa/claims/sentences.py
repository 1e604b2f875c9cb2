"""The sentences of a claim, where more than one is given."""

from briqa.segment.sentences import SentenceSplitter
from briqa.spans import Span
from briqa.words import words


def claim_sentences(text: str) -> list[Span]:
    """The sentences of a claim in order, as trimmed spans; none without a word.

    >>> [(span.start, span.end) for span in claim_sentences("It has 7 parks. It built 2.")]
    [(0, 15), (16, 27)]
    """
    if not text.strip():
        return []
    found = SentenceSplitter(text).split(text, Span(0, len(text)))
    return [span for span in found if words(text[span.start : span.end])]
