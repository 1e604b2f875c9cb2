"""The FAISS files, derived from the store; the one place for faiss.

Each file belongs to one generation of the store. When it is missing, damaged or of another
generation it is rebuilt from the vectors in the store, so losing it never loses anything.
"""

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from briqa.encoder import Vectors

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Exact inner-product search over the rows of one table.

    Built once and never changed: a new generation of the store makes a new one.
    """

    _index: Any  # faiss.IndexIDMap2 over IndexFlatIP; the library's stubs know no subclasses

    @classmethod
    def build(cls, ids: Ids, vectors: Vectors, dimension: int) -> "VectorIndex":
        """An index over unit vectors, float32 of shape (n, dimension), and their row ids."""
        import faiss  # here, so that commands that search nothing don't wait for it

        index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        if len(ids):
            index.add_with_ids(np.ascontiguousarray(vectors), ids)
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vectors, limit: int) -> list[tuple[int, float]]:
        """The ids with the highest cosines to a query of shape (dim,), best first."""
        count = min(limit, len(self))
        if count == 0:
            return []
        scores, ids = self._index.search(query.reshape(1, -1), count)
        return list(zip(ids[0].tolist(), scores[0].tolist(), strict=True))

    def cosines(self, query: Vectors, ids: Sequence[int]) -> list[float]:
        """The cosine of each of some rows to a query of shape (dim,)."""
        if not ids:
            return []
        rows = self.vectors(ids)
        return [float(score) for score in rows @ query]

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of some rows: float32 of shape (len(ids), dim)."""
        rows: Vectors = self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))
        return rows

    def _save(self, path: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(path))


def open_vectors(
    index_dir: Path,
    name: str,
    generation: int,
    dimension: int,
    load: Callable[[], tuple[Ids, Vectors]],
) -> VectorIndex:
    """The index of one table at one generation, from its file if that fits, else rebuilt.

    Args:
        index_dir: the index folder.
        name: which table, the file's name without its ending.
        generation: the store's generation.
        dimension: the length of a vector.
        load: reads ids and vectors from the store, for a rebuild.
    """
    found = _read(index_dir, name, generation)
    if found is not None and found._index.d == dimension:  # noqa: SLF001 - built here
        return found
    ids, vectors = load()
    built = VectorIndex.build(ids, vectors, dimension)
    _write(index_dir, name, generation, built)
    return built


def _paths(index_dir: Path, name: str) -> tuple[Path, Path]:
    return index_dir / f"{name}.faiss", index_dir / f"{name}.faiss.json"


def _read(index_dir: Path, name: str, generation: int) -> VectorIndex | None:
    import faiss

    data_path, seal_path = _paths(index_dir, name)
    try:
        seal = json.loads(seal_path.read_text(encoding="utf-8"))
        if seal["generation"] != generation or seal["sha256"] != _sha256(data_path):
            return None
        return VectorIndex(faiss.read_index(str(data_path)))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None  # whatever is wrong with a derived file, the store can make it again


def _write(index_dir: Path, name: str, generation: int, built: VectorIndex) -> None:
    data_path, seal_path = _paths(index_dir, name)
    draft = data_path.with_suffix(f".{os.getpid()}.tmp")
    try:
        built._save(draft)  # noqa: SLF001 - the module's own
        seal = {"generation": generation, "sha256": _sha256(draft)}
        draft.replace(data_path)
        draft.write_text(json.dumps(seal) + "\n", encoding="utf-8")
        draft.replace(seal_path)
    except (OSError, RuntimeError):
        # A folder that can't be written to (or a full disk) still answers, from memory.
        draft.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
