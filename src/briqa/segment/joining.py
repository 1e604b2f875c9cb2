"""Whether a line break fell inside a sentence or inside a word.

Page breaks in extracted texts cut sentences by a blank line and words by a hyphen. Both questions
are answered from the characters on either side of the break alone.
"""

import re
from collections.abc import Set as AbstractSet

# Words after which no sentence ends: articles, prepositions, conjunctions.
_UNFINISHED = frozenset(
    "a an the of and or nor but in on at to for from by with without within into onto over under "
    "between among through during as than that which who whose via per its their his her our "
    "is are was were be been has have had will would can could may must should not".split()
)
_CLOSERS = "”\"'’)]*_»"
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_RUN_IN_HEAD = re.compile(r"[\"“*]{0,3}[A-Z][^.:]{0,60}:")
# Shorter unpunctuated blocks are labels, captions or titles, which nothing continues.
_MIN_CHARS_LOWER = 40
_MIN_CHARS_UPPER = 120


def continues_paragraph(head: str, tail: str, *, head_block_chars: int) -> bool:
    """Whether the block beginning with line `tail` continues the one ending with line `head`.

    Args:
        head: the last line of the earlier block, trimmed.
        tail: the first line of the later block, trimmed.
        head_block_chars: the length of the earlier block.

    >>> continues_paragraph("above the 33% na-", "tional average).", head_block_chars=200)
    True
    >>> continues_paragraph("A whole sentence ends here.", "Another begins.", head_block_chars=90)
    False
    """
    last = head.rstrip(_CLOSERS)[-1:]
    if not last or last in ".!?:;…。！？；：":
        return False
    if _BROKEN_WORD.search(head) and tail[0].islower():
        return True
    if tail[0].islower():
        return head_block_chars >= _MIN_CHARS_LOWER or last == ","
    words = re.findall(r"[\w'’]+", head)
    if last == "," or (words and words[-1] in _UNFINISHED):
        return head_block_chars >= _MIN_CHARS_LOWER
    if head_block_chars < _MIN_CHARS_UPPER or _RUN_IN_HEAD.match(tail):
        return False
    # Not after a digit: "…in 2019.³" and "…since 2019.3" end with a note's mark.
    return head[-1].isalpha() or head[-1] in "-–—&/"


def joins_without_hyphen(before: str, after: str, vocabulary: AbstractSet[str]) -> bool:
    """Whether a hyphen at a line end was put there by the break and belongs to no compound.

    Args:
        before: the letters before the hyphen.
        after: the letters after the line break.
        vocabulary: lower-case words of the document, hyphenated compounds among them.

    >>> joins_without_hyphen("na", "tional", frozenset())
    True
    >>> joins_without_hyphen("rail", "sea", frozenset({"rail-sea"}))
    False
    """
    if not after[:1].islower():
        return False  # "Yiwu-⏎Xinjiang", "COVID-⏎19"
    whole, compound = f"{before}{after}".lower(), f"{before}-{after}".lower()
    if whole in vocabulary:
        return True
    if compound in vocabulary:
        return False
    # Two words of the document on either side are more likely a compound than one new word.
    return not (before.lower() in vocabulary and after.lower() in vocabulary and len(before) > 3)
