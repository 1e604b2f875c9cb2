"""The words of a question as a sentence bears them, other spellings and inflections among them."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

# Spelling variants ("programme", "program") meet from this ratio of rapidfuzz, and inflections
# that stemming leaves apart ("investor", "invest") from so many letters in common.
_SPELLING: Final = 85.0
_SHORTEST: Final = 5
_SAME_ROOT: Final = 0.8
# Words that are alike share so many letters at their beginning.
_BEGINNING: Final = 2


class WordWeights:
    """The stems of a question with their weights; what each stem of a sentence bears is kept.

    Args:
        weights: stem → its weight.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._beginning: dict[str, list[str]] = {}
        for word in weights:
            self._beginning.setdefault(word[:_BEGINNING], []).append(word)
        self._borne: dict[str, tuple[str, float]] = {"": ("", 0.0)}

    def borne(self, stem: str) -> tuple[str, float]:
        """The stem that a stem of a sentence bears, and how much of its weight; empty for none."""
        found = self._borne.get(stem)
        if found is None:
            found = self._borne[stem] = self._found(stem)
        return found

    def _found(self, stem: str) -> tuple[str, float]:
        if stem in self._weights:
            return stem, self._weights[stem]
        for word in self._beginning.get(stem[:_BEGINNING], ()):
            if alike(stem, word):
                return word, _SAME_ROOT * self._weights[word]
        return "", 0.0


def alike(a: str, b: str) -> bool:
    """Whether two stems are spellings or inflections of one word.

    >>> alike("employe", "employ"), alike("port", "sport")
    (True, False)
    """
    if a == b:
        return True
    # Cheapest first: nearly all pairs end here.
    if (
        a[:_BEGINNING] != b[:_BEGINNING]
        or min(len(a), len(b)) < _SHORTEST
        or not (a.isalpha() and b.isalpha())
    ):
        return False
    if a.startswith(b) or b.startswith(a):
        return True
    # The ratio counts letters in common that stand in one order: never more than there are in any.
    in_common = sum((Counter(a) & Counter(b)).values())
    if 200 * in_common < _SPELLING * (len(a) + len(b)):
        return False
    from rapidfuzz import fuzz  # hardly a pair comes this far, and it takes long to import

    return fuzz.ratio(a, b) >= _SPELLING
