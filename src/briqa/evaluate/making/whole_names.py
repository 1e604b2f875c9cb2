"""Where a name can be taken out of a sentence or another put in: it has to be all of the name.

The one thing to know: names are told word by word (`names.py`), so what is found may be a part of
a longer name, or say what sort of thing a noun behind it is.
"""

import re
from typing import Final

from briqa.evaluate.making.names import Range
from briqa.words import FUNCTION_WORDS, words

# A capital before it belongs to the same name, unless that is of a sentence's first word.
_FIRST_WORDS: Final = "|".join(sorted(word.capitalize() for word in FUNCTION_WORDS))
_JOINED_BEFORE: Final = re.compile(
    rf"[\w/–—-]$|\b(?!(?:{_FIRST_WORDS})\s)[A-Z][\w'’.-]*\s(?:(?:of|and|de|the|&)\s)*$"
)
_JOINED_BEHIND: Final = re.compile(r"[\w/–—-]|\.\w|\s(?:(?:of|and|de|the|for|&)\s)*[A-Z(\d]")
# What a name can't stand behind and be all of it: "bin ___", or be one: "as ___", "a ___ plan".
_NO_NAME_BEHIND: Final = re.compile(
    r"(?:\b(?:bin|ibn|von|van|der|de|da|du|la|le|al|el|as|an?|et)|\d)\s$", re.IGNORECASE
)
# What may follow it where it isn't the first part of another noun: "___ also won", "of ___ in".
_BEHIND_NAME: Final = re.compile(r"[^\s\w]|\s?$|\s(?P<word>\w+)")
_PARTICLES: Final = frozenset("von van bin ibn de da al et".split())
_ADVERBS: Final = frozenset("also then now first later still only".split())
# "Norwegian", "Japanese": of whom, which hardly anybody asks so.
_ADJECTIVE: Final = re.compile(r"(?:ese|ish|ian|ean|can|ic|ans|ians|ani|aqi|eli)$")
# Words that no noun phrase goes on with.
VERB: Final = re.compile(
    r"(?:is|was|are|were|has|had|have|will|can|could|may|took|now|also|\w+ed)[,;]?$"
)
# Names that each document means another by.
_ROLES: Final = frozenset(
    "company group board directors committee management university government council parliament "
    "ministry department convention party fiscal note notes".split()
)


def is_whole_name(text: str, place: Range) -> bool:
    """Whether the name there is all of it, and no adjective: not the "Road" of "Belt and Road"."""
    start, end = place
    return (
        _ADJECTIVE.search(text[start:end]) is None
        and _NO_NAME_BEHIND.search(text[:start]) is None
        and _JOINED_BEFORE.search(text[:start]) is None
        and _JOINED_BEHIND.match(text, end) is None
        and _is_whole_noun(text, end)
    )


def _is_whole_noun(text: str, end: int) -> bool:
    """Whether a name that ends there isn't a part of a name or noun that goes on."""
    behind = _BEHIND_NAME.match(text, end)
    word = behind["word"] if behind else None
    return word is None or (
        word not in _PARTICLES
        and (word in FUNCTION_WORDS or word in _ADVERBS or VERB.match(word) is not None)
    )


def is_role(name: str) -> bool:
    """Whether a name says what somebody is, and not who: "the Board of Directors"."""
    return all(word.lower() in _ROLES for word in words(name))
