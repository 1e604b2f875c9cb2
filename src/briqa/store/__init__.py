"""The index on disk: the SQLite store, and the FAISS files and lexical index derived from it."""

from briqa.store.records import (
    Casing,
    DocumentSummary,
    IndexedFile,
    StoredAlias,
    StoredDocument,
    StoredPassage,
    StoredSentence,
)
from briqa.store.store import (
    EmbeddedPassage,
    Fingerprint,
    IndexedPassage,
    KnownPassage,
    PassageStems,
    Store,
    open_store,
)
from briqa.store.table_rows import VECTOR_TABLES, VectorTable
from briqa.store.terms import TermIndex
from briqa.store.vectors import (
    VECTOR_CHOICES,
    Look,
    VectorChoice,
    VectorIndex,
    VectorState,
    cosines,
)

__all__ = [
    "VECTOR_CHOICES",
    "VECTOR_TABLES",
    "Casing",
    "DocumentSummary",
    "EmbeddedPassage",
    "Fingerprint",
    "IndexedFile",
    "IndexedPassage",
    "KnownPassage",
    "Look",
    "PassageStems",
    "Store",
    "StoredAlias",
    "StoredDocument",
    "StoredPassage",
    "StoredSentence",
    "TermIndex",
    "VectorChoice",
    "VectorIndex",
    "VectorState",
    "VectorTable",
    "cosines",
    "open_store",
]
