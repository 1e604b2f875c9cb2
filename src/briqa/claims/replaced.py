"""What a claim writes in the place of words of the source, where it follows it nearly word by word.

The one thing to know: most slips of a writer are made in a sentence that is copied or hardly
changed. There the words around tell which word stands for which, so that an opposite, another name
or another noun is seen although the sentence has the claim's word somewhere else as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from briqa.spans import Span

_TOKEN: Final = re.compile(r"[^\W_]+(?:[.,]\d+)*")
# From this share of its words on, in the source's order, a claim follows the source.
_FOLLOWS: Final = 0.6
# So many words at most stand in the place of others.
_MOST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Replacement:
    """A few words of a claim and those of the source in whose place they stand.

    Attributes:
        claimed: their place in the claim.
        found: the place of the source's words in the sentence's reading.
    """

    claimed: Span
    found: Span


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a claim follows a sentence word by word.

    Attributes:
        share: of the claim's words, those that stand in the sentence in the same order.
        replacements: the words that it writes in the place of others; empty unless it follows.
    """

    share: float
    replacements: tuple[Replacement, ...]


def compare_words(claim: str, reading: str) -> Likeness:
    """How far a claim follows a sentence, and where it doesn't.

    Args:
        claim: the claim.
        reading: the sentence.
    """
    ours, theirs = list(_TOKEN.finditer(claim)), list(_TOKEN.finditer(reading))
    if not ours:
        return Likeness(0.0, ())
    matcher = SequenceMatcher(
        None,
        [match[0].lower() for match in ours],
        [match[0].lower() for match in theirs],
        autojunk=False,
    )
    share = sum(block.size for block in matcher.get_matching_blocks()) / len(ours)
    if share < _FOLLOWS:
        return Likeness(share, ())
    return Likeness(share, tuple(_replacements(matcher, ours, theirs)))


def _replacements(
    matcher: "SequenceMatcher[str]",
    ours: list[re.Match[str]],
    theirs: list[re.Match[str]],
) -> Iterator[Replacement]:
    for kind, start, end, found_start, found_end in matcher.get_opcodes():
        sizes = end - start, found_end - found_start
        if kind == "replace" and max(sizes) <= _MOST_WORDS:
            yield Replacement(
                Span(ours[start].start(), ours[end - 1].end()),
                Span(theirs[found_start].start(), theirs[found_end - 1].end()),
            )
