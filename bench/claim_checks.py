"""Documents indexed once and kept, and claims checked against them, each against its own.

The one thing to know: an index that is kept is taken as it is, whatever documents are given; drop
the folder when they change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from retrieval import changed

from briqa import assistant
from briqa.assistant import Assistant
from briqa.claims import ClaimCheck
from briqa.compatibility import index_fingerprint
from briqa.encoder import DEFAULT_MODEL, SentenceTransformerEncoder
from briqa.indexing import put_document
from briqa.spans import Document
from briqa.store import Store, open_store

# So many claims go into one call, so that a batch of thousands needn't fit into memory.
BATCH = 256


class ClaimChecker(Protocol):
    """What checks claims: the assistant, or in tests a stand-in."""

    def cite_all(self, sentences: Sequence[str], *, docid: str | None = None) -> list[ClaimCheck]:
        """The check of each sentence, against one document or against all."""
        ...


@contextmanager
def opened(
    documents: Iterable[Document], encoder: SentenceTransformerEncoder, folder: Path | None
) -> Iterator[Assistant]:
    """A checker over documents.

    Args:
        documents: indexed unless the folder holds an index already.
        encoder: shared with what else is opened.
        folder: where the index stays; None for a temporary one.
    """
    with ExitStack() as undo:
        place = folder or Path(undo.enter_context(TemporaryDirectory()))
        place.mkdir(parents=True, exist_ok=True)
        store = open_store(place, create=True)
        undo.callback(store.close)
        if not store.documents():
            _fill(store, documents, encoder)
        with changed(assistant, "open_encoder", lambda model, *, for_one: encoder):
            checker = Assistant(store, model=DEFAULT_MODEL)
        yield checker


def _fill(store: Store, documents: Iterable[Document], encoder: SentenceTransformerEncoder) -> None:
    with store.transaction():
        store.set_fingerprint(index_fingerprint(encoder, DEFAULT_MODEL))
        for document in documents:
            place = f"/{document.docid}"
            put_document(store, document, encoder, origin=place, root=place, content_hash="")
        store.bump_generation()


def check_each(
    checker: ClaimChecker, claims: Sequence[str], docids: Sequence[str | None]
) -> list[ClaimCheck]:
    """The check of each claim against its document (None: against all), in the claims' order."""
    places: dict[str | None, list[int]] = defaultdict(list)
    for place, docid in enumerate(docids):
        places[docid].append(place)
    checks: dict[int, ClaimCheck] = {}
    for docid, members in places.items():
        for first in range(0, len(members), BATCH):
            batch = members[first : first + BATCH]
            found = checker.cite_all([claims[place] for place in batch], docid=docid)
            checks.update(zip(batch, found, strict=True))
    return [checks[place] for place in range(len(claims))]
