"""All figures of an index at once, for whoever filters and sorts them again and again.

The one thing to know: it is made of one generation of the index and keeps of the documents only
their texts, not what they were cut into, so that ten thousands of figures are little to hold.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from briqa.figures.comparisons import Comparison, find_comparisons
from briqa.figures.order import in_order
from briqa.figures.row import FigureRow
from briqa.figures.search import (
    Candidate,
    FigureFilter,
    candidates,
    choose_documents,
    find_among,
)
from briqa.store import StoredDocument

# A reader goes through the pages of a result, and back to the one before.
_RESULTS_KEPT: Final = 8


class FigureCollection:
    """The figures of some documents. Safe to share between threads.

    Attributes:
        docids: the documents, in their order.
        kinds: the kinds of figure that there are, the commonest first, and how many of each.
        units: likewise the units; of figures without one there is no entry.
        by_document: likewise the documents that have any figure.

    Args:
        documents: by name.
    """

    def __init__(self, documents: Iterable[StoredDocument]) -> None:
        kept: list[Candidate] = []
        self.docids: list[str] = []
        for stored in documents:
            self.docids.append(stored.document.docid)
            kept.extend(map(_without_stored, candidates([stored])))
        self._candidates: Final = tuple(kept)
        self.kinds: Final = _counted(each.quantity.kind for each in kept)
        self.units: Final = _counted(each.quantity.unit for each in kept if each.quantity.unit)
        self.by_document: Final = _counted(each.document.docid for each in kept)
        self._find = lru_cache(maxsize=_RESULTS_KEPT)(self._found)
        self._compare = lru_cache(maxsize=_RESULTS_KEPT)(self._compared)

    def __len__(self) -> int:
        return len(self._candidates)

    def find(self, wanted: FigureFilter) -> tuple[FigureRow, ...]:
        """The figures that a filter admits, in its order, as `find_figures` gives them.

        Raises:
            FilterError: when it names a document, and there is none of that name.
        """
        return self._find(wanted)

    def comparisons(self, wanted: FigureFilter) -> tuple[Comparison, ...]:
        """The comparisons that the figures of a filter allow, the largest first.

        Raises:
            FilterError: when it names a document, and there is none of that name.
        """
        return self._compare(replace(wanted, sort="place", descending=False))

    def _compared(self, wanted: FigureFilter) -> tuple[Comparison, ...]:
        return tuple(find_comparisons(self.find(wanted)))

    def _found(self, wanted: FigureFilter) -> tuple[FigureRow, ...]:
        by_place = replace(wanted, sort="place", descending=False, limit=None)
        if wanted != by_place:
            rows = in_order(self.find(by_place), wanted.sort, descending=wanted.descending)
            return tuple(rows[: wanted.limit])
        among = self._candidates
        if wanted.docid is not None:
            chosen = frozenset(choose_documents(self.docids, wanted))
            among = tuple(each for each in among if each.document.docid in chosen)
        return tuple(find_among(among, wanted))


def _without_stored(candidate: Candidate) -> Candidate:
    """The candidate with its context as a text, without the document's sentences to make it of."""
    return Candidate(candidate.document, candidate.quantity, _constant(candidate.context()))


def _constant(text: str) -> Callable[[], str]:
    return lambda: text


def _counted(names: Iterable[str]) -> dict[str, int]:
    counts = Counter(names)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
