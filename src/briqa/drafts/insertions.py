"""What is put into a draft's text, and where: the one way in which an export changes it.

The one thing to know: a draft's own characters are never touched, so taking the insertions out
again gives the draft. Offsets count in its canonical text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from briqa.drafts.reading import Draft, DraftSentence
from briqa.drafts.report import CheckedSentence

_STOP: Final = re.compile(r"[.!?…。！？]+$")
# A full stop that belongs to a word: "U.S.", "etc.", "St. J."; nothing can be put before it.
_ABBREVIATED: Final = re.compile(
    r"(?:\b[^\W\d_]|\b(?:etc|al|inc|ltd|co|corp|jr|sr|no|approx|ibid|cf|vol|ed|eds|pp?))\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Insertion:
    """A text to be put in before the character at `offset`."""

    offset: int
    text: str


def with_insertions(text: str, insertions: Iterable[Insertion]) -> str:
    """A text with its insertions; those at one place stand in the order given.

    >>> with_insertions("It rose.", [Insertion(7, " [1]"), Insertion(8, "*")])
    'It rose [1].*'
    """
    parts: list[str] = []
    position = 0
    for insertion in sorted(insertions, key=lambda insertion: insertion.offset):
        parts += [text[position : insertion.offset], insertion.text]
        position = insertion.offset
    return "".join([*parts, text[position:]])


def citation_insertion(draft: Draft, checked: CheckedSentence) -> Insertion | None:
    """The in-text citation of a sentence, before its full stop.

    None if there is nothing to cite, or if the author has cited something there already.
    """
    if checked.in_text is None or checked.sentence.marks:
        return None
    return Insertion(_before_stop(draft, checked.sentence), f" {checked.in_text}")


def end_offset(draft: Draft, sentence: DraftSentence) -> int:
    """Where a sentence ends in the draft, with the markup that closes behind it."""
    end = sentence.span.end
    while end < len(draft.text) and draft.text[end] in "*_`" and not _is_shown(draft, end):
        end += 1
    return end


def _before_stop(draft: Draft, sentence: DraftSentence) -> int:
    """Before the full stop of a sentence; behind its end where none can be parted from it."""
    written = draft.text[sentence.span.start : sentence.span.end]
    stop = _STOP.search(written)
    if stop is None or not written[: stop.start()].strip() or _ABBREVIATED.search(written):
        return end_offset(draft, sentence)
    return sentence.span.start + stop.start()


def _is_shown(draft: Draft, offset: int) -> bool:
    start = draft.view.view_offset(offset)
    return start < len(draft.view.text) and draft.view.canonical_offset(start) == offset
