"""The index on disk: the SQLite store and the FAISS files derived from it."""

from briqa.store.records import (
    Casing,
    DocumentSummary,
    IndexedFile,
    StoredAlias,
    StoredDocument,
    StoredPassage,
    StoredSentence,
)
from briqa.store.store import EmbeddedPassage, Fingerprint, Posting, Store, open_store
from briqa.store.vectors import VectorIndex

__all__ = [
    "Casing",
    "DocumentSummary",
    "EmbeddedPassage",
    "Fingerprint",
    "IndexedFile",
    "Posting",
    "Store",
    "StoredAlias",
    "StoredDocument",
    "StoredPassage",
    "StoredSentence",
    "VectorIndex",
    "open_store",
]
