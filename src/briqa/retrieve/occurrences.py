"""How often a question's terms stand in some passages, counted for all of them at once.

A term is looked for as a string in all texts together: of the stems of some hundred passages only
few are asked for, so nothing is made of the others.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]

# Stands between texts, so that only stems of one text are neighbours. No stem has such a sign.
_GAP = " | "


class Occurrences:
    """Where some terms stand in passages.

    Args:
        terms: the terms, each once.
        headings: the stems of each passage's heading path, a space between them.
        bodies: the same of its body.
    """

    def __init__(
        self, terms: Iterable[str], headings: Sequence[str], bodies: Sequence[str]
    ) -> None:
        sought = list(terms)
        self._heading = _Found(sought, headings)
        self._body = _Found(sought, bodies)

    def of_term(self, term: str) -> Counts:
        """How often a term stands in each passage, heading path and body: shape (n_passages,)."""
        heading, body = self._heading, self._body
        return heading.counted(heading.places[term]) + body.counted(body.places[term])

    def of_pair(self, first: str, second: str) -> Counts:
        """How often the second term follows the first in each body: shape (n_passages,)."""
        places = self._body.places
        if first not in places or second not in places:
            return self._body.counted(_NOWHERE)
        behind, seconds = places[first] + len(first) + 1, places[second]
        if not len(behind) or not len(seconds):
            return self._body.counted(_NOWHERE)
        # Both are ascending, so each is looked for where it would stand.
        found = np.minimum(np.searchsorted(seconds, behind), len(seconds) - 1)
        return self._body.counted(behind[seconds[found] == behind])


class _Found:
    """Where terms stand in some texts.

    Attributes:
        places: for each term where it begins, counted over all texts, ascending.
    """

    def __init__(self, terms: Sequence[str], texts: Sequence[str]) -> None:
        whole = f" {_GAP.join(texts)} "
        self.places: Mapping[str, Counts] = {term: _places(whole, term) for term in terms}
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        self._ends = np.cumsum(lengths + len(_GAP))
        self._none = np.zeros(len(texts), dtype=np.int64)

    def counted(self, places: Counts) -> Counts:
        """How many of some places are in each text: shape (n_texts,)."""
        if not len(places):
            return self._none
        texts = np.searchsorted(self._ends, places, side="right")
        return np.bincount(texts, minlength=len(self._ends))


_NOWHERE: Counts = np.empty(0, dtype=np.int64)


def _places(whole: str, term: str) -> Counts:
    """Where a term begins, ascending."""
    found: list[int] = []
    sought = f" {term} "
    at = whole.find(sought)
    while at >= 0:
        found.append(at)
        # The space behind it may be the one before the next.
        at = whole.find(sought, at + len(term) + 1)
    return np.array(found, dtype=np.int64)
