"""The index on disk: the SQLite store and the FAISS files derived from it."""

from briqa.store.records import DocumentSummary, StoredDocument, StoredPassage, StoredSentence
from briqa.store.store import EmbeddedPassage, Fingerprint, Posting, Store, open_store
from briqa.store.vectors import VectorIndex

__all__ = [
    "DocumentSummary",
    "EmbeddedPassage",
    "Fingerprint",
    "Posting",
    "Store",
    "StoredDocument",
    "StoredPassage",
    "StoredSentence",
    "VectorIndex",
    "open_store",
]
