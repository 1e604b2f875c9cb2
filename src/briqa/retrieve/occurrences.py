"""How often a question's terms stand in some passages, counted for all of them at once."""

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]

_OTHER = -1


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
        self._numbers = {term: number for number, term in enumerate(terms)}
        self._passages = len(bodies)
        self._body = self._found(bodies)
        self._heading = self._found(headings)

    def of_term(self, term: str) -> Counts:
        """How often a term stands in each passage, heading path and body: shape (n_passages,)."""
        number = self._numbers[term]
        return sum(
            (self._counted(rows[codes == number]) for rows, codes in (self._heading, self._body)),
            np.zeros(self._passages, dtype=np.int64),
        )

    def of_pair(self, first: str, second: str) -> Counts:
        """How often the second term follows the first in each body: shape (n_passages,)."""
        rows, codes = self._body
        follows = (
            (codes[:-1] == self._numbers.get(first, _OTHER - 1))
            & (codes[1:] == self._numbers.get(second, _OTHER - 1))
            & (rows[:-1] == rows[1:])
        )
        return self._counted(rows[1:][follows])

    def _found(self, texts: Sequence[str]) -> tuple[Counts, Counts]:
        """For each stem of all texts in order the text that it is of, and the number of its term.

        A stem that is none of the terms has another number.
        """
        lengths = [text.count(" ") + 1 if text else 0 for text in texts]
        stems = " ".join(filter(None, texts)).split()
        rows = np.repeat(np.arange(len(texts)), lengths)
        codes = map(self._numbers.get, stems, itertools.repeat(_OTHER))
        return rows, np.fromiter(codes, dtype=np.int64, count=len(stems))

    def _counted(self, rows: Counts) -> Counts:
        return np.bincount(rows, minlength=self._passages)
