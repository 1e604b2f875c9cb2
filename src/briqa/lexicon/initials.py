"""Whether an abbreviation stands for words: by the letters with which those begin.

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (PSB 2003), but stricter, since reports put much else in parentheses: a letter
must begin a word or follow letters taken from the same word, and no content word may be left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briqa.words import FUNCTION_WORDS

MAX_LETTERS = 10
_PART = re.compile(r"[^\W_]+")
# Words that stand in names but not in their initials.
_UNCOUNTED = frozenset(
    "and of the for in on to at by with de du des la le el der die das von und et y "
    "inc incorporated corp corporation co company ltd limited plc llc lp gmbh ag sa nv bv group "
    "holdings".split()
)


def is_abbreviation(text: str) -> bool:
    """Whether a text looks like an abbreviation: one word, two capitals, few letters.

    >>> [is_abbreviation(text) for text in ("BRI", "R&D", "SEZs", "COVID-19", "Bri", "A", "2019")]
    [True, True, True, True, False, False, False]
    """
    letters = letters_of(text)
    capitals = sum(letter.isupper() for letter in letters)
    return 2 <= len(letters) <= MAX_LETTERS and capitals >= 2 and not re.search(r"\s", text)


def letters_of(abbreviation: str) -> str:
    """Its letters and digits, without the s of a plural."""
    letters = "".join(_PART.findall(abbreviation))
    is_plural = letters[-1:] == "s" and letters[:-1].isupper()
    return letters[:-1] if is_plural else letters


def stands_for(abbreviation: str, long: str, *, initials_only: bool = False) -> bool:
    """Whether the letters of an abbreviation are those with which a name's words begin.

    Args:
        abbreviation: the short name.
        long: the long one.
        initials_only: allow no second letter of a word.

    >>> stands_for("ASEAN", "Association of Southeast Asian Nations")
    True
    >>> stands_for("ASEAN", "Association of Nations")
    False
    """
    parts = _parts(long)
    letters = letters_of(abbreviation).lower()
    if not parts or not letters or parts[0].text[0] != letters[0]:
        return False
    if len(parts) == 1 and len(letters) < 3:
        return False
    most = 1 if initials_only else MAX_LETTERS
    return long.lower() != abbreviation.lower() and _fits(letters, parts, most)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a name in lower case, and whether initials may leave it out."""

    text: str
    optional: bool


def _parts(name: str) -> list[_Part]:
    """The parts of a name; those behind a hyphen ("twenty-foot") are often left out."""
    found: list[_Part] = []
    for word in name.lower().split():
        for index, part in enumerate(_PART.findall(word)):
            optional = index > 0 or part in _UNCOUNTED or part in FUNCTION_WORDS
            found.append(_Part(part, optional))
    return found


def _fits(letters: str, parts: Sequence[_Part], most: int) -> bool:
    """Whether the parts, in order, use up all letters, each at most so many.

    `reached` holds how many letters the parts so far can have used up.
    """
    reached = {0}
    for part in parts:
        after: set[int] = set(reached) if part.optional else set()
        for used in reached:
            after.update(_uses(letters[: used + most], used, part.text))
        reached = after
    return len(letters) in reached


def _uses(letters: str, used: int, part: str) -> set[int]:
    """How many letters can be used up once this part gives its first letter and maybe more."""
    if used == len(letters) or part[0] != letters[used]:
        return set()
    found = {used + 1}
    position, taken = 1, used + 1
    while taken < len(letters) and (place := part.find(letters[taken], position)) >= 0:
        position, taken = place + 1, taken + 1
        found.add(taken)
    return found
