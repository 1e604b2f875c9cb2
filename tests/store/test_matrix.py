import gc
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.encoder import Vectors
from briqa.store.vectors import matrix as module
from briqa.store.vectors.matrix import Matrix, map_matrix, write_matrix

ROWS, DIMENSION = 40, 3
VECTORS: Vectors = np.arange(ROWS * DIMENSION, dtype=np.float32).reshape(ROWS, DIMENSION)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matrix")


@pytest.fixture(scope="module")
def large(folder: Path) -> Matrix:
    """A matrix whose file counts as large, so that its rows are read and not mapped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LARGE_BYTES", 0)
        return written(folder)


def written(folder: Path) -> Matrix:
    ids = np.arange(ROWS, dtype=np.int64) * 2
    paths = folder / "rows", folder / "ids"
    assert write_matrix(*paths, iter([(ids, VECTORS)]), dimension=DIMENSION) == ROWS
    return map_matrix(*paths, ROWS, DIMENSION)


@given(st.lists(st.integers(0, ROWS - 1), max_size=30))
def test_rows_of_a_large_file_come_in_the_order_asked_for(large: Matrix, places: list[int]) -> None:
    assert np.array_equal(large.gather(np.array(places, dtype=np.int64)), VECTORS[places])


def test_what_is_not_at_hand_is_waited_for_neighbours_together(
    large: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths: list[int] = []
    read = os.preadv

    def slow(descriptor: int, buffers: list[memoryview], offset: int, flags: int = 0) -> int:
        if flags:
            raise BlockingIOError
        lengths.append(len(buffers[0]) // (4 * DIMENSION))
        return read(descriptor, buffers, offset)

    monkeypatch.setattr(os, "preadv", slow)
    places = [7, 8, 9, 3, 4, 4, 39]
    assert np.array_equal(large.gather(np.array(places)), VECTORS[places])
    assert lengths == [3, 2, 1, 1]


def test_a_file_that_was_replaced_is_still_read(large: Matrix, folder: Path) -> None:
    (folder / "other").write_bytes(b"another file")
    (folder / "other").replace(folder / "rows")
    assert np.array_equal(large.gather(np.array([5])), VECTORS[[5]])


def test_a_file_that_was_cut_off_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGE_BYTES", 0)
    matrix = written(tmp_path)
    os.truncate(tmp_path / "rows", 100)
    with pytest.raises(OSError, match="cut off"):
        matrix.gather(np.array([ROWS - 1]))


def open_files() -> int:
    gc.collect()
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists open files so")
def test_no_file_stays_open_without_its_matrix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGE_BYTES", 0)
    before = open_files()
    matrix = written(tmp_path)
    assert open_files() > before
    del matrix
    assert open_files() == before
