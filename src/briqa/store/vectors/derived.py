"""Keeps the files of one table true to the store: opened, followed by a change, or made anew.

    passages.faiss        the vectors (`matrix.py`)
    passages.faiss.ids    their row ids
    passages.faiss.codes  codes of them (`codes.py`), where there are so many that they pay
    passages.faiss.json   the seal (`seal.py`)
    passages.faiss.lock   empty (`store/locking.py`)

The store is the truth. Whatever is wrong with the files they are made again from it, so losing
them never loses anything; where they can't be written, the rows are held in memory. Whoever has
them open keeps what it opened: rows are only ever appended, and what is made anew gets new files.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import numpy as np

from briqa.encoder import Vectors
from briqa.store.locking import locked
from briqa.store.vectors.codes import Codes, add_rows, read_codes
from briqa.store.vectors.index import VectorIndex, without
from briqa.store.vectors.matrix import (
    Ids,
    Matrix,
    Positions,
    map_matrix,
    matrix_of,
    matrix_sizes,
    write_matrix,
)
from briqa.store.vectors.recall import Coding, code_rows
from briqa.store.vectors.seal import FileMark, Seal, mark, read_seal, write_seal
from briqa.store.vectors.settings import (
    DEFAULT_VECTORS,
    VectorChoice,
    VectorKind,
    VectorSettings,
)
from briqa.values import dataclass

# So many rows, spread evenly, are compared with the store whenever files are opened: another
# index's files that were put here would have to agree in all of them.
_COMPARED: Final = 16
# Codes are made anew, with what they learnt of the rows, when there are so many times as many.
_OUTGROWN: Final = 2


class VectorSource(Protocol):
    """One table of the store, as far as it concerns vectors."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def generation(self) -> int:
        """The store's generation."""

    def snapshot(self) -> AbstractContextManager[None]:
        """What is read inside is of one generation."""

    def last_id(self) -> int:
        """The highest id of a row that has a vector; 0 for none."""

    def rows_after(self, row_id: int) -> Iterator[tuple[Ids, Vectors]]:
        """Ids and vectors of the rows behind one, ascending, some at a time."""

    def vectors_of(self, ids: Sequence[int]) -> Mapping[int, Vectors]:
        """The vectors of those of some rows that there are."""

    def removed_since(self, generation: int) -> Sequence[int] | None:
        """The ids of the rows that went after a generation; None if that isn't known."""


class VectorState(NamedTuple):
    """How a table is searched, for people to see.

    Attributes:
        kind: how rows are found.
        rows: how many there are.
        recall: recall@10 as measured when they were last coded; None for an exact scan.
    """

    kind: VectorKind
    rows: int
    recall: float | None


@dataclass(frozen=True, slots=True)
class _Files:
    """Where the files of one table are."""

    vectors: Path
    ids: Path
    codes: Path
    seal: Path
    lock: Path

    def marks(self, *, has_codes: bool) -> dict[str, FileMark]:
        paths = (self.vectors, self.ids, *((self.codes,) if has_codes else ()))
        return {path.name: mark(path) for path in paths}


class _Unfit(Exception):
    """The files aren't of this store as it is now."""


def _files(index_dir: Path, name: str) -> _Files:
    endings = ("", ".ids", ".codes", ".json", ".lock")
    return _Files(*(index_dir / f"{name}.faiss{ending}" for ending in endings))


def read_state(index_dir: Path, name: str) -> VectorState | None:
    """How a table was searched last; None where nothing has been made for it yet."""
    try:
        seal = read_seal(_files(index_dir, name).seal)
    except (OSError, ValueError):
        return None
    return VectorState(seal.kind, seal.live, seal.recall)


def followed_vectors(index_dir: Path, name: str) -> int | None:
    """The generation that a table's files were last derived from; None without such files."""
    try:
        return read_seal(_files(index_dir, name).seal).generation
    except (OSError, ValueError):
        return None


def open_vectors(
    index_dir: Path,
    name: str,
    source: VectorSource,
    *,
    choice: VectorChoice = "auto",
    settings: VectorSettings = DEFAULT_VECTORS,
) -> VectorIndex:
    """The index of one table as the store has it now.

    Args:
        index_dir: the index folder.
        name: which table, the files' name without their endings.
        source: the table.
        choice: the kind that the user asks for.
        settings: the bounds between the kinds.
    """
    files = _files(index_dir, name)
    wanted = partial(settings.wanted, choice)
    # The lock comes first: the files are then never of a later generation than what is read here.
    with locked(files.lock, exclusive=False), source.snapshot():
        try:
            return _open(files, source, wanted)
        except (OSError, ValueError, _Unfit):
            pass  # what is wrong with them doesn't matter
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(files.lock, exclusive=True))
        except OSError:
            return _in_memory(source)
        stack.enter_context(source.snapshot())
        try:
            return _open(files, source, wanted)  # another process may have made them meanwhile
        except (OSError, ValueError, _Unfit):
            pass
        try:
            return _follow(files, source, wanted, settings)
        except (OSError, ValueError, _Unfit):
            pass
        try:
            return _make(files, source, wanted, settings)
        except OSError:
            return _in_memory(source)


class _Wanted(Protocol):
    """The kind to begin with for so many live rows, and the kind that was wanted last."""

    def __call__(self, live_rows: int, *, last: VectorKind | None = None) -> VectorKind: ...


def _open(files: _Files, source: VectorSource, wanted: _Wanted) -> VectorIndex:
    """The files as they are, if they are those of this generation."""
    seal = read_seal(files.seal)
    if seal.generation != source.generation or seal.wanted != wanted(seal.live, last=seal.wanted):
        raise _Unfit
    matrix, dead = _sealed(files, seal, source)
    _compare(matrix, dead, source, last_id=source.last_id())
    return VectorIndex(matrix, dead, seal.kind, _codes(files, seal), seal.depth)


def _follow(
    files: _Files,
    source: VectorSource,
    wanted: _Wanted,
    settings: VectorSettings,
) -> VectorIndex:
    """Appends what came since an earlier generation, and marks what went."""
    seal = read_seal(files.seal)
    removed = source.removed_since(seal.generation)
    if removed is None or seal.generation > source.generation:
        raise _Unfit
    matrix, _ = _sealed(files, seal, source)
    here = matrix.known_positions(removed)
    dead_ids = np.union1d(np.array(seal.dead, dtype=np.int64), matrix.ids[here])
    if len(dead_ids) > settings.most_dead * seal.rows:
        raise _Unfit
    dead = matrix.positions(dead_ids)
    _compare(matrix, dead, source)
    last = int(matrix.ids[-1]) if len(matrix) else 0
    rows = write_matrix(
        files.vectors,
        files.ids,
        source.rows_after(last),
        dimension=source.dimension,
        behind=seal.rows,
    )
    matrix = map_matrix(files.vectors, files.ids, rows, source.dimension)
    kind = wanted(rows - len(dead), last=seal.wanted)
    if kind == seal.wanted and (kind == "flat" or rows < _OUTGROWN * seal.coded_rows):
        coding = Coding(seal.kind, _codes(files, seal), seal.depth, seal.recall)
        if coding.codes is not None and rows > seal.rows:
            add_rows(coding.codes, matrix, seal.rows)
            _write_codes(files, coding.codes)
        coded_rows = seal.coded_rows
    else:
        coding = code_rows(matrix, dead, kind, settings)
        _write_codes(files, coding.codes)
        coded_rows = rows
    return _finish(files, source, matrix, dead, kind, coding, coded_rows)


def _make(
    files: _Files,
    source: VectorSource,
    wanted: _Wanted,
    settings: VectorSettings,
) -> VectorIndex:
    """All files, anew from the store."""
    vectors, ids = (path.with_suffix(f"{path.suffix}.tmp") for path in (files.vectors, files.ids))
    try:
        rows = write_matrix(vectors, ids, source.rows_after(0), dimension=source.dimension)
        vectors.replace(files.vectors)
        ids.replace(files.ids)
    finally:
        vectors.unlink(missing_ok=True)
        ids.unlink(missing_ok=True)
    matrix = map_matrix(files.vectors, files.ids, rows, source.dimension)
    nothing = np.empty(0, dtype=np.int64)
    coding = code_rows(matrix, nothing, wanted(rows), settings)
    _write_codes(files, coding.codes)
    return _finish(files, source, matrix, nothing, wanted(rows), coding, rows)


def _finish(
    files: _Files,
    source: VectorSource,
    matrix: Matrix,
    dead: Positions,
    wanted: VectorKind,
    coding: Coding,
    coded_rows: int,
) -> VectorIndex:
    seal = Seal(
        generation=source.generation,
        dimension=source.dimension,
        rows=len(matrix),
        dead=tuple(matrix.ids[dead].tolist()),
        wanted=wanted,
        kind=coding.kind,
        depth=coding.depth,
        recall=coding.recall,
        coded_rows=coded_rows,
        files=files.marks(has_codes=coding.codes is not None),
    )
    write_seal(files.seal, seal)
    return VectorIndex(matrix, dead, coding.kind, coding.codes, coding.depth)


def _write_codes(files: _Files, codes: Codes | None) -> None:
    if codes is None:
        files.codes.unlink(missing_ok=True)
        return
    draft = files.codes.with_suffix(".tmp")
    try:
        codes.write(draft)
        draft.replace(files.codes)
    finally:
        draft.unlink(missing_ok=True)


def _sealed(files: _Files, seal: Seal, source: VectorSource) -> tuple[Matrix, Positions]:
    """The rows that a seal stands for, and the dead ones of them, if the files are as it says.

    Raises:
        _Unfit: when they aren't.
        OSError: when they can't be read.
        ValueError: when they aren't such files.
    """
    sizes = tuple(found.size for found in seal.files.values())[:2]
    if (
        seal.dimension != source.dimension
        or sizes != matrix_sizes(seal.rows, seal.dimension)
        or seal.files != files.marks(has_codes=seal.kind != "flat")
    ):
        raise _Unfit
    matrix = map_matrix(files.vectors, files.ids, seal.rows, seal.dimension)
    try:
        return matrix, matrix.positions(seal.dead)
    except KeyError as error:
        raise _Unfit from error


def _compare(
    matrix: Matrix, dead: Positions, source: VectorSource, *, last_id: int | None = None
) -> None:
    """Compares some of the rows with the store's.

    Args:
        matrix: the rows.
        dead: those that the store should have no longer.
        source: the store's table.
        last_id: the highest id that they should have, where that is known.

    Raises:
        _Unfit: when they aren't the same.
    """
    if last_id is not None and _last_live_id(matrix, dead) != last_id:
        raise _Unfit
    spread = np.linspace(0, len(matrix) - 1, min(_COMPARED, len(matrix)), dtype=np.int64)
    chosen = without(spread, dead)
    ids = matrix.ids[chosen].tolist()
    stored = source.vectors_of(ids)
    rows = matrix.gather(chosen)
    if not all(
        row_id in stored and np.array_equal(stored[row_id], row)
        for row_id, row in zip(ids, rows, strict=True)
    ):
        raise _Unfit


def _last_live_id(matrix: Matrix, dead: Positions) -> int:
    last = len(matrix) - 1
    trailing = np.logical_and.accumulate(dead[::-1] == last - np.arange(len(dead)))
    live = last - int(np.count_nonzero(trailing))
    return int(matrix.ids[live]) if live >= 0 else 0


def _codes(files: _Files, seal: Seal) -> Codes | None:
    return None if seal.kind == "flat" else read_codes(files.codes, seal.rows)


def _in_memory(source: VectorSource) -> VectorIndex:
    """All rows in memory, for a folder that can't be written to or a full disk."""
    nothing = np.empty(0, dtype=np.int64)
    with source.snapshot():
        batches = list(source.rows_after(0))
    ids = np.concatenate([nothing, *(ids for ids, _ in batches)])
    empty = np.empty((0, source.dimension), dtype=np.float32)
    vectors = np.concatenate([empty, *(vectors for _, vectors in batches)])
    return VectorIndex(matrix_of(ids, vectors), nothing)
