"""How a document writes its words: in lower case, or with a capital where a capital says something.

A capital says nothing where any word would get one: at the start of a sentence, table cell or
quotation, behind a colon, in headings, and in lines of title case or capitals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briqa.spans import Span
from briqa.words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+")
# Between the word before and this one: a mark behind which any word gets a capital.
_OPENING = re.compile(r"[|:\t•·;!?…]|  |,\s?[\"“«'‘]")
# The label of an item that stands before the word: "(a) ", "2. ", "iv) ".
_LABEL = re.compile(r"(?:^|\s)\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s*$")
_GAP = re.compile(r"[\W_]*$")
_SENTENCE_END = re.compile(r"[.!?;]\W*$")
# How far back to look for them.
_REACH = 8
# Titles leave a word or two in lower case ("versus"); sentences far more.
_TITLE_LOWER = 0.2


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word of a document and how it is written.

    Attributes:
        word: the word in lower case.
        count: its occurrences.
        upper: those with a capital first letter, where that says something.
        lower: those with none.
    """

    word: str
    count: int
    upper: int
    lower: int


def count_words(
    text: str, sentences: Sequence[Span], heads: Sequence[Span] = ()
) -> tuple[WordCount, ...]:
    """Counts the content words of a text.

    Args:
        text: the view.
        sentences: the view spans to read, in order.
        heads: view spans of titles inside sentences, in order; capitals in them say nothing.

    Returns:
        A count for each word with a letter in it, in alphabetical order.
    """
    counts: dict[str, list[int]] = {}
    head = 0
    for sentence in sentences:
        while head < len(heads) and heads[head].end <= sentence.start:
            head += 1
        behind_head = sentence.start
        if head < len(heads) and heads[head].start < sentence.end:
            behind_head = heads[head].end
        found = list(_WORD.finditer(text, sentence.start, sentence.end))
        is_title = _is_title(text, sentence, [match.group() for match in found])
        for match in found:
            word = match.group()
            lowered = word.lower()
            if word.isdigit() or lowered in FUNCTION_WORDS:
                continue
            tally = counts.setdefault(lowered, [0, 0, 0])
            tally[0] += 1
            if word == lowered:
                tally[2] += word[0].isalpha()
            elif not is_title and match.start() >= behind_head:
                tally[1] += word[1:] != lowered[1:] or not _opens(text, sentence, match.start())
    return tuple(WordCount(word, *counts[word]) for word in sorted(counts))


def _is_title(text: str, sentence: Span, found: Sequence[str]) -> bool:
    """Whether a sentence is written as a title, a row of cells or all in capitals."""
    lower = [word for word in found if word == word.lower() and word[0].isalpha()]
    if _SENTENCE_END.search(text, max(sentence.start, sentence.end - _REACH), sentence.end):
        return not lower
    content = [word for word in found if word.lower() not in FUNCTION_WORDS and word[0].isalpha()]
    content_lower = [word for word in content if word == word.lower()]
    return len(content_lower) <= _TITLE_LOWER * len(content)


def _opens(text: str, sentence: Span, position: int) -> bool:
    """Whether the word at a position is one that any word's place would give a capital."""
    before = text[max(sentence.start, position - _REACH) : position]
    gap = _GAP.search(before)
    between = gap.group() if gap else ""
    if sentence.start + len(between) == position or _OPENING.search(between):
        return True
    return _LABEL.search(before) is not None
