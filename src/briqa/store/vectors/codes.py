"""Codes of a few bits for the rows of a matrix, by FAISS; the one place for faiss.

A row's label is its place in the matrix. Codes say only which rows are worth a look: scores come
from the vectors themselves.
"""

from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

from briqa.encoder import Vectors
from briqa.store.vectors.matrix import Matrix, Positions

CodedKind = Literal["rabitq", "ivf"]

# One bit a dimension and the factors of its estimate (RaBitQ: Gao and Long, SIGMOD 2024), in the
# layout that is scanned 32 rows at a time.
_SPECS: Final[dict[CodedKind, str]] = {"rabitq": "RaBitQfs", "ivf": "IVF{lists},RaBitQfs"}
# Bits of a coordinate of the query; with fewer the estimate is worse and no faster.
_QUERY_BITS: Final = 8
# As many rows a list as k-means needs at least, by FAISS's own warning, and half of its turns: with
# 64 rows and all ten turns codes of 2,000,000 rows find no more, for two to four times the work.
_TRAINING_ROWS: Final = 40
_TRAINING_TURNS: Final = 5
_CODED_AT_ONCE: Final = 16_384


class Codes:
    """Codes of the first rows of a matrix.

    Args:
        index: FAISS's index of them; the library's stubs know no subclasses.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        index.qb = _QUERY_BITS

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def lists(self) -> int:
        """How many lists there are to probe; 1 where all codes are scanned."""
        return int(getattr(self._index, "nlist", 1))

    @property
    def probes(self) -> int:
        """How many lists a search looks into."""
        return int(getattr(self._index, "nprobe", 1))

    @probes.setter
    def probes(self, count: int) -> None:
        if self.lists > 1:  # a scan of all codes knows no lists
            self._index.nprobe = count

    def add(self, vectors: Vectors) -> None:
        """Codes the next rows of the matrix: float32 of shape (n, dim)."""
        self._index.add(vectors)

    def nearest(self, query: Vectors, limit: int) -> Positions:
        """The places that seem nearest to a query of shape (dim,); fewer where lists are empty."""
        import faiss

        # One query is too little work for threads that wait for each other on a busy machine.
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        try:
            _, found = self._index.search(query.reshape(1, -1), limit)
        finally:
            faiss.omp_set_num_threads(threads)
        labels: Positions = found[0]
        return labels[labels >= 0]

    def write(self, path: Path) -> None:
        """Writes them as a FAISS file.

        Raises:
            OSError: when it can't be written.
        """
        import faiss

        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:  # all that FAISS says of a full disk
            raise OSError(str(error)) from error


def list_count(rows: int) -> int:
    """How many lists so many rows get: a list is then twice as long as there are lists.

    To compare each row with all lists is most of the work of coding. With 1,414 lists instead of
    1,000 for 2,000,000 rows it is 1.4 times as much, and 800 rescored rows hold 0.998 instead of
    0.995 of the ten best of questions at cosines of 0.66 to a row; with 707 they hold 0.983.
    """
    return max(1, min(int((rows / 2) ** 0.5), rows // _TRAINING_ROWS))


def training_size(kind: CodedKind, rows: int) -> int:
    """How many of so many rows it takes to learn what codes need to know of them."""
    return min(rows, max(16_384, list_count(rows) * _TRAINING_ROWS if kind == "ivf" else 0))


def train_codes(kind: CodedKind, sample: Vectors, rows: int) -> Codes:
    """Codes that hold nothing yet.

    Args:
        kind: which.
        sample: rows to learn from, `training_size` of them.
        rows: how many rows there are in all.
    """
    import faiss

    index: Any = faiss.index_factory(
        sample.shape[1],
        _SPECS[kind].format(lists=list_count(rows)),
        faiss.METRIC_INNER_PRODUCT,
    )
    if kind == "ivf":
        index.cp.niter = _TRAINING_TURNS
    index.train(np.ascontiguousarray(sample))
    return Codes(index)


def read_codes(path: Path, rows: int) -> Codes:
    """The codes in a file.

    Raises:
        ValueError: when they aren't those of so many rows.
        OSError: when they can't be read.
    """
    import faiss

    try:
        codes = Codes(faiss.read_index(str(path)))
    except RuntimeError as error:  # all that FAISS says of a damaged file
        raise ValueError(f"{path} is damaged") from error
    if len(codes) != rows:
        raise ValueError(f"{path} holds {len(codes)} codes of {rows} rows")
    return codes


def add_rows(codes: Codes, matrix: Matrix, start: int = 0) -> None:
    """Codes the rows of a matrix from one on."""
    for _, vectors in matrix.blocks(start, _CODED_AT_ONCE):
        codes.add(vectors)
