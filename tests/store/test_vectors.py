from contextlib import closing
from pathlib import Path

import faiss
import numpy as np
import pytest

from briqa.encoder import SentenceTransformerEncoder
from briqa.store import VectorIndex, open_store
from tests.indexes import add, write_documents


@pytest.fixture
def index_dir(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Path:
    add(tmp_path / "index", encoder, write_documents(tmp_path / "documents"))
    with closing(open_store(tmp_path / "index")) as store:
        store.vector_index("passages")
    return tmp_path / "index"


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _replace(path: Path) -> None:
    faiss.write_index(faiss.IndexFlatIP(3), str(path))


@pytest.mark.parametrize("damage", [_truncate, _replace, Path.unlink])
@pytest.mark.parametrize("name", ["passages.faiss", "passages.faiss.json"])
def test_a_bad_vector_file_is_made_again(index_dir: Path, damage: object, name: str) -> None:
    path = index_dir / name
    good = path.read_bytes()
    assert callable(damage)
    damage(path)
    with closing(open_store(index_dir)) as store:
        assert len(store.vector_index("passages")) == store.embedded_passages
    assert path.read_bytes() == good


def test_a_stale_vector_file_is_made_again(index_dir: Path) -> None:
    with closing(open_store(index_dir)) as store:
        with store.transaction():
            store.remove_document("ferry.md")
            store.bump_generation()
        assert len(store.vector_index("passages")) == store.embedded_passages == 1


def test_search_gives_cosines_best_first() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    index = VectorIndex.build(np.array([7, 8, 9]), vectors, 2)
    found = index.search(np.array([0, 1], dtype=np.float32), 5)
    assert [row for row, _ in found] == [8, 9, 7]
    assert [score for _, score in found] == pytest.approx([1.0, 0.8, 0.0])
