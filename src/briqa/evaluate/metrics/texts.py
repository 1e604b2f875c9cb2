"""Answers as text: exact match, token F1 and containment."""

import re
import string
from collections import Counter
from collections.abc import Sequence
from typing import Final

# -- SQuAD 2.0 (Rajpurkar et al. 2018): the normalisation and F1 of its evaluation --------------

_ARTICLES: Final = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> str:
    """Lower case, without punctuation and articles, blanks single."""
    bare = text.lower().translate(_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(answer: str, gold: Sequence[str]) -> float:
    """Whether the answer is one of the gold answers, normalised; no gold answer means silence."""
    wanted = {normalised(text) for text in gold} or {""}
    return float(normalised(answer) in wanted)


def token_f1(answer: str, gold: Sequence[str]) -> float:
    """F1 of the tokens of the answer and of the gold answer nearest to it."""
    return max(
        _token_f1(normalised(answer).split(), normalised(text).split()) for text in gold or ("",)
    )


def _token_f1(ours: list[str], theirs: list[str]) -> float:
    if not ours or not theirs:
        return float(ours == theirs)
    common = sum((Counter(ours) & Counter(theirs)).values())
    if not common:
        return 0.0
    precision, recall = common / len(ours), common / len(theirs)
    return 2 * precision * recall / (precision + recall)


# -- containment: does the answer say it, among other things ------------------------------------

_HYPHENATED: Final = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "−": "-"})
_POSSESSIVE: Final = re.compile(r"(?<=\w)'s\b")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_STOP: Final = re.compile(r"\.(?!\d)|(?<!\d)\.")
_OTHER: Final = re.compile(r"[^\w.%]+")
# An answer as long as a sentence says it all, the items of a list too.
_LONG: Final = 60


def plain(text: str) -> str:
    """A text as containment compares it.

    Words over a line break are joined; case, quotes, possessives, thousands separators and
    punctuation are gone.
    """
    joined = _HYPHENATED.sub("", text.replace("\\$", "$"))
    lowered = joined.lower().translate(_QUOTES)
    bare = _POSSESSIVE.sub("", lowered).replace("'", "").replace("km²", "km2")
    return " ".join(_OTHER.sub(" ", _STOP.sub(" ", _THOUSANDS.sub("", bare))).split())


def contains(text: str, wanted: str) -> bool:
    """Whether a text says something, as whole tokens: "17" isn't in "17.7"."""
    needle = plain(wanted)
    if not needle:
        return False
    behind = ""
    if not needle.endswith("%"):
        behind = r"(?!\w|\.\d)" if needle[-1].isdigit() else r"(?!\w)"
    return re.search(rf"(?<![\w.]){re.escape(needle)}{behind}", plain(text)) is not None


def says_answer(text: str, answers: Sequence[str], items: Sequence[str], *, is_list: bool) -> bool:
    """Whether a text holds an acceptable answer; of a list, all of its items."""
    found = [answer for answer in answers if contains(text, answer)]
    if found and not (is_list and items):
        return True
    if any(len(plain(answer)) > _LONG for answer in found):
        return True
    return bool(items) and all(contains(text, item) for item in items)
