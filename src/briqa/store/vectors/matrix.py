"""The vectors of one table in row order: a FAISS `IndexFlatIP` file that is mapped, not loaded.

The file is what `faiss.write_index` writes of such an index: a header of 45 bytes, then the rows
as float32. It is read and appended to here without faiss, whose import would cost each command
line some 30 ms. The header leaves the rows unaligned, which numpy would treat slowly, so they are
taken out as bytes and read as floats in their copy. Beside it lie the row ids as int64, ascending.
"""

import mmap
import os
import struct
import weakref
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from briqa.encoder import Vectors

Ids = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int64]
"""Places of rows in the matrix, from 0."""

# Of FAISS's `IndexFlatIP`: sign, dimension, rows, two numbers that nothing reads, trained, inner
# product; then the number of floats that follow.
_HEADER: Final = struct.Struct("<4siqqqBiQ")
_SIGN: Final = b"IxFI"
_UNREAD: Final = 1 << 20
_TRAINED: Final = 1
_INNER_PRODUCT: Final = 0
_FLOAT_BYTES: Final = 4
_ID_BYTES: Final = 8
# Rows that are taken out at once by a scan: 0.4 MB of MiniLM's, which stay in the cache of a core.
_BLOCK_ROWS: Final = 256
# Linux maps much around a row that is looked at, with large pages up to 2 MB, and counts it as this
# process's memory: some questions would bring in the whole of a file of gigabytes. So rows of a
# large file are read instead, which is also cheaper than to map and give back. What was read stays
# in the system's cache.
_LARGE_BYTES: Final = 1 << 28
# The rows of a small file are held in memory, aligned, once so many scans have gone through all of
# them: whoever asks much doesn't pay for taking them out each time, and a single question doesn't
# wait for memory to be filled.
_SMALL_BYTES: Final = 1 << 24
_SCANS: Final = 8
_AT_ONCE: Final[int] = getattr(os, "RWF_NOWAIT", 0)


class _OpenFile(NamedTuple):
    """A file that rows lie in.

    Attributes:
        descriptor: its own, which whoever takes this closes.
    """

    descriptor: int

    def has_read(self, wanted: memoryview, start: int) -> bool:
        """Whether the bytes from a place on were in the system's cache, and are here now.

        If not, Linux has the disk fetch them meanwhile, so that it may fetch many together.
        """
        if not _AT_ONCE:
            return False
        try:
            return os.preadv(self.descriptor, [wanted], start, _AT_ONCE) == len(wanted)
        except OSError:  # not in the cache, or not every file system can tell
            return False

    def read(self, wanted: memoryview, start: int) -> None:
        """Reads the bytes from a place on, and waits for them.

        Raises:
            OSError: when they can't be read.
        """
        if os.preadv(self.descriptor, [wanted], start) != len(wanted):
            raise OSError("a file of vectors was cut off")


class Matrix:
    """Rows of unit vectors and their ids, as they were when it was opened; never changed.

    Args:
        ids: int64 of shape (n,), ascending.
        rows: uint8 of shape (n, 4 * dim), the bytes of float32.
        file: the file that they lie in behind its header, where it is a large one.
    """

    def __init__(
        self, ids: Ids, rows: npt.NDArray[np.uint8], file: _OpenFile | None = None
    ) -> None:
        self.ids = ids
        self._rows = rows
        self._file = file
        self._scans = 0
        self._held: Vectors | None = None
        if file is not None:
            weakref.finalize(self, os.close, file.descriptor)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._rows.shape[1]) // _FLOAT_BYTES

    def positions(self, ids: Sequence[int] | Ids) -> Positions:
        """The places of some rows.

        Raises:
            KeyError: when there is no row of one of these ids.
        """
        wanted = np.asarray(ids, dtype=np.int64)
        found, is_here = self._look_up(wanted)
        if not is_here.all():
            raise KeyError(int(wanted[~is_here][0]))
        return found

    def known_positions(self, ids: Sequence[int]) -> Positions:
        """The places of those of some rows that are here."""
        found, is_here = self._look_up(np.asarray(ids, dtype=np.int64))
        return found[is_here]

    def _look_up(self, wanted: Ids) -> tuple[Positions, npt.NDArray[np.bool_]]:
        found = np.searchsorted(self.ids, wanted)
        is_here = found < len(self.ids)
        is_here[is_here] = self.ids[found[is_here]] == wanted[is_here]
        return found, is_here

    def gather(self, positions: Positions) -> Vectors:
        """The vectors at some places: float32 of shape (n, dim).

        Raises:
            OSError: when they can't be read.
        """
        if self._file is None:
            return self._rows[positions].view(np.float32)
        width = self._rows.shape[1]
        taken = np.empty((len(positions), width), dtype=np.uint8)
        bytes_taken = taken.reshape(-1).data
        # Neighbours, as the sentences of a passage are, are read together.
        firsts = np.flatnonzero(np.diff(positions, prepend=-2) != 1)
        waited_for: list[tuple[memoryview, int]] = []
        for first, behind in pairwise([*firsts.tolist(), len(positions)]):
            wanted = bytes_taken[first * width : behind * width]
            start = _HEADER.size + int(positions[first]) * width
            if not self._file.has_read(wanted, start):
                waited_for.append((wanted, start))
        for wanted, start in waited_for:
            self._file.read(wanted, start)
        return taken.view(np.float32)

    def blocks(self, start: int = 0, size: int = _BLOCK_ROWS) -> Iterator[tuple[int, Vectors]]:
        """All rows from one on, some or all at a time, each with the place of its first.

        What is yielded holds only until the next is.

        Raises:
            OSError: when they can't be read.
        """
        if start == 0 and self._file is None and self._rows.nbytes <= _SMALL_BYTES:
            self._scans += 1
            if self._scans > _SCANS and self._held is None:
                self._held = self._rows.copy().view(np.float32)
            if self._held is not None:
                yield 0, self._held
                return
        block = np.empty((min(size, len(self) - start), self._rows.shape[1]), dtype=np.uint8)
        for first in range(start, len(self), size):
            rows = self._rows[first : first + size]
            taken = block[: len(rows)]
            if self._file is None:
                taken[:] = rows
            else:
                self._file.read(taken.reshape(-1).data, _HEADER.size + first * rows.shape[1])
            yield first, taken.view(np.float32)


def matrix_of(ids: Ids, vectors: Vectors) -> Matrix:
    """A matrix in memory: float32 of shape (n, dim), and ascending ids."""
    return Matrix(ids, np.ascontiguousarray(vectors).view(np.uint8))


def map_matrix(vectors_path: Path, ids_path: Path, rows: int, dimension: int) -> Matrix:
    """Opens the first rows of the two files; more may be appended to them meanwhile.

    Raises:
        OSError: when they can't be read.
        ValueError: when they aren't such files, or too short.
    """
    with vectors_path.open("rb") as vectors_file, ids_path.open("rb") as ids_file:
        mapping, ids_mapping = _map(vectors_file), _map(ids_file)
        data = np.frombuffer(mapping, dtype=np.uint8)
        if data[: _HEADER.size].tobytes() != _header(rows, dimension):
            raise ValueError(f"{vectors_path} has another header")
        width = dimension * _FLOAT_BYTES
        body = data[_HEADER.size : _HEADER.size + rows * width].reshape(rows, width)
        ids = np.frombuffer(ids_mapping, dtype=np.uint8)[: rows * _ID_BYTES].view(np.int64)
        file = None
        if isinstance(mapping, mmap.mmap) and body.nbytes > _LARGE_BYTES and hasattr(os, "preadv"):
            file = _OpenFile(os.dup(vectors_file.fileno()))
        return Matrix(ids, body, file)


def matrix_sizes(rows: int, dimension: int) -> tuple[int, int]:
    """The sizes in bytes of the file of vectors and of that of ids."""
    return _HEADER.size + rows * dimension * _FLOAT_BYTES, rows * _ID_BYTES


def write_matrix(
    vectors_path: Path,
    ids_path: Path,
    batches: Iterator[tuple[Ids, Vectors]],
    *,
    dimension: int,
    behind: int = 0,
) -> int:
    """Writes rows in new files, or behind those of files that hold some.

    Args:
        vectors_path: the file of vectors.
        ids_path: the file of ids.
        batches: ids and float32 of shape (n, dim), ids ascending over all of them.
        dimension: the length of a vector.
        behind: how many rows the files hold; 0 for new ones.

    Returns:
        How many they hold now.
    """
    rows = behind
    mode = "r+b" if behind else "wb"
    with vectors_path.open(mode) as vectors_file, ids_path.open(mode) as ids_file:
        for file, size in zip((vectors_file, ids_file), matrix_sizes(rows, dimension), strict=True):
            file.seek(size)
        for ids, vectors in batches:
            vectors_file.write(np.ascontiguousarray(vectors, dtype="<f4").data)
            ids_file.write(np.ascontiguousarray(ids, dtype="<i8").data)
            rows += len(ids)
        # Last, so that whoever opens the file while it grows finds what it held before.
        vectors_file.seek(0)
        vectors_file.write(_header(rows, dimension))
        for file in (vectors_file, ids_file):
            file.flush()
            os.fsync(file.fileno())
    return rows


def _header(rows: int, dimension: int) -> bytes:
    floats = rows * dimension
    return _HEADER.pack(_SIGN, dimension, rows, _UNREAD, _UNREAD, _TRAINED, _INNER_PRODUCT, floats)


def _map(file: BinaryIO) -> mmap.mmap | bytes:
    if os.fstat(file.fileno()).st_size == 0:  # nothing of nothing can't be mapped
        return b""
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
