"""The same question in other clothes: what a reader types who is in a hurry."""

import random
import re
import string
from collections.abc import Callable, Mapping

from briqa.words import content_words

LONG_WORD = 5
_LONG_WORD = re.compile(rf"[^\W\d_]{{{LONG_WORD},}}")
_END = re.compile(r"[\s?]+$")


def lower_case(question: str, rng: random.Random) -> str:
    """All in lower case."""
    return question.lower()


def no_mark(question: str, rng: random.Random) -> str:
    """Without the question mark."""
    return _END.sub("", question)


def typo(question: str, rng: random.Random) -> str:
    """With a slip in one of its longer words: a letter swapped, dropped, added or replaced.

    The first letter stays, as it mostly does. A question without a longer word stays as it is.
    """
    found = list(_LONG_WORD.finditer(question))
    if not found:
        return question
    chosen = rng.choice(found)
    word = chosen.group()
    return question[: chosen.start()] + _slip(word, rng) + question[chosen.end() :]


def keywords(question: str, rng: random.Random) -> str:
    """Its content words alone; as it is if there are none."""
    return " ".join(content_words(question)) or question


VARIANTS: Mapping[str, Callable[[str, random.Random], str]] = {
    "lower case": lower_case,
    "no mark": no_mark,
    "typo": typo,
    "keywords": keywords,
}


def _slip(word: str, rng: random.Random) -> str:
    """The word with one slip, never the same word."""
    slips = [
        *(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)),
        *(word[:at] + word[at + 1 :] for at in range(1, len(word))),
        *(word[:at] + rng.choice(string.ascii_lowercase) + word[at:] for at in range(1, len(word))),
        *(
            word[:at] + rng.choice(string.ascii_lowercase) + word[at + 1 :]
            for at in range(1, len(word))
        ),
    ]
    return rng.choice([slip for slip in slips if slip != word])
