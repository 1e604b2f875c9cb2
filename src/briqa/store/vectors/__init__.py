"""The vector indexes: FAISS files derived from the store, followed change by change.

`index.py` is what others search, `derived.py` keeps the files true to the store, `matrix.py` holds
the vectors, `codes.py` is the one place for faiss, `recall.py` says whether codes are good enough.
"""

from briqa.store.vectors.derived import (
    VectorSource,
    VectorState,
    followed_vectors,
    open_vectors,
    read_state,
)
from briqa.store.vectors.exact import cosines
from briqa.store.vectors.index import Look, VectorIndex
from briqa.store.vectors.settings import (
    DEFAULT_VECTORS,
    VECTOR_CHOICES,
    VectorChoice,
    VectorKind,
    VectorSettings,
)

__all__ = [
    "DEFAULT_VECTORS",
    "VECTOR_CHOICES",
    "Look",
    "VectorChoice",
    "VectorIndex",
    "VectorKind",
    "VectorSettings",
    "VectorSource",
    "VectorState",
    "cosines",
    "followed_vectors",
    "open_vectors",
    "read_state",
]
