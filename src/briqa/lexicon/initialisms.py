"""Names as a document never writes them but its readers do: initials of its names.

A report that says "Belt and Road Initiative" a hundred times is asked about the "BRI". Such an
abbreviation counts only where nothing else in the corpus is written so; that is left to the reader
of the aliases, since other documents may write it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from briqa.lexicon.aliases import Alias
from briqa.words import FUNCTION_WORDS

_WORD: Final = r"[A-Z][^\W\d_]*(?:['’][^\W\d_]+)?"
_LINK: Final = r"(?:of|and|the|for|in|on|de|la|du|&)"
_NAME: Final = re.compile(rf"\b{_WORD}(?:(?: |-)(?:{_LINK} ){{0,2}}{_WORD}){{1,5}}\b")
_APOSTROPHE: Final = re.compile(r"\b[A-Z][^\W\d_]+['’](?!s\b|t\b|re\b|ve\b|ll\b|d\b)[^\W\d_]+\b")
_PART: Final = re.compile(_WORD)
_LEAST_LETTERS: Final = 3


def find_initialisms(texts: Iterable[str]) -> Iterator[Alias]:
    """The initials of each name of a document, and the name, by frequency.

    Where the name mostly stands without its last word, the shorter form is given too: readers say
    "BRI countries" for "Belt and Road countries".

    Args:
        texts: its sentences.
    """
    names = Counter(
        run
        for text in texts
        for match in _NAME.finditer(text)
        for run in _runs(_without_opener(match[0]))
    )
    for name, times in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        words = _PART.findall(name)
        if len(words) < _LEAST_LETTERS:
            continue
        initials = "".join(word[0] for word in words)
        yield Alias(initials, name)
        shorter = name[: name.rindex(words[-1])].rstrip(" -")
        if names[shorter] > times:
            yield Alias(initials, shorter)


def find_joined(texts: Iterable[str]) -> Iterator[Alias]:
    """Names with an apostrophe inside, and as many type them, without: "Xi'an", "Xian".

    Args:
        texts: its sentences.
    """
    found = dict.fromkeys(match[0] for text in texts for match in _APOSTROPHE.finditer(text))
    for name in found:
        yield Alias(re.sub("['’]", "", name), name)


def _without_opener(name: str) -> str:
    """A name without the word that only begins its sentence: "The", "In the"."""
    while (first := name.partition(" "))[0].lower() in FUNCTION_WORDS and first[2]:
        name = first[2]
    return name


def _runs(name: str) -> Iterator[str]:
    """The name and the shorter names in it: "Special Economic Zone" of "Lom Special … Zone"."""
    words = [match.span() for match in _PART.finditer(name)]
    if len(words) < _LEAST_LETTERS:
        yield name
    for first in range(len(words)):
        for last in range(first + _LEAST_LETTERS - 1, len(words)):
            yield name[words[first][0] : words[last][1]]
