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
from briqa.store.store import EmbeddedPassage, Fingerprint, PassageStems, Store, open_store
from briqa.store.terms import TermIndex
from briqa.store.vectors import VectorIndex

__all__ = [
    "Casing",
    "DocumentSummary",
    "EmbeddedPassage",
    "Fingerprint",
    "IndexedFile",
    "PassageStems",
    "Store",
    "StoredAlias",
    "StoredDocument",
    "StoredPassage",
    "StoredSentence",
    "TermIndex",
    "VectorIndex",
    "open_store",
]
