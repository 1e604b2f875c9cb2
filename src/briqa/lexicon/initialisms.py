"""Abbreviations that a document never writes but its readers do: initials of its frequent names.

A report that says "Belt and Road Initiative" a hundred times is asked about the "BRI". Such an
abbreviation counts only where nothing else in the corpus is written so; that is left to the reader
of the aliases, since other documents may write it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from briqa.lexicon.aliases import Alias

_WORD: Final = r"[A-Z][^\W\d_]*(?:['’][^\W\d_]+)?"
_LINK: Final = r"(?:of|and|the|for|in|on|de|la|du|&)"
_NAME: Final = re.compile(rf"(?<![\w.!?] )\b{_WORD}(?:(?: |-)(?:{_LINK} ){{0,2}}{_WORD}){{1,5}}\b")
_PART: Final = re.compile(_WORD)
_LEAST_LETTERS: Final = 3
_LEAST_TIMES: Final = 2


def find_initialisms(texts: Iterable[str]) -> Iterator[Alias]:
    """The initials of each name that a document uses twice or more, and the name, by frequency.

    Where the name mostly stands without its last word, the shorter form is given too: readers say
    "BRI countries" for "Belt and Road countries".

    Args:
        texts: its sentences.
    """
    names = Counter(match[0] for text in texts for match in _NAME.finditer(text))
    for name, times in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        words = _PART.findall(name)
        if times < _LEAST_TIMES or len(words) < _LEAST_LETTERS:
            continue
        initials = "".join(word[0] for word in words)
        yield Alias(initials, name)
        shorter = name[: name.rindex(words[-1])].rstrip(" -")
        if names[shorter] > times:
            yield Alias(initials, shorter)
