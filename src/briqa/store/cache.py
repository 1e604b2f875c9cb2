"""Documents as they were last read from the store, since answers come back to the same few."""

from collections import OrderedDict

from briqa.store.records import StoredDocument
from briqa.store.store import Store

# A document of a few hundred pages takes some megabytes with all that belongs to it.
_CAPACITY = 64


class DocumentCache:
    """The documents used last, at most a fixed number of them.

    Args:
        store: the store they are read from.
        in_parts: leave their rows in the store until they are asked for; see `Store.document`.
    """

    def __init__(self, store: Store, *, in_parts: bool = False) -> None:
        self._store = store
        self._in_parts = in_parts
        self._documents: OrderedDict[str, StoredDocument] = OrderedDict()

    def get(self, docid: str) -> StoredDocument:
        """One document.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        found = self._documents.get(docid)
        if found is None:
            found = self._documents[docid] = self._store.document(docid, in_parts=self._in_parts)
            if len(self._documents) > _CAPACITY:
                self._documents.popitem(last=False)
        self._documents.move_to_end(docid)
        return found

    def clear(self) -> None:
        """Forgets all, for when the store has changed."""
        self._documents.clear()
