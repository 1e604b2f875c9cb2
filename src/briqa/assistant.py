"""The composition root: opens an index, chooses the concrete parts once, and answers.

Everything that a command or the UI does goes through here.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from briqa.answer import Answer, Citation, Refusal, answer_questions, cite
from briqa.encoder import DEFAULT_MODEL, Encoder, open_encoder
from briqa.errors import IndexMissing, QuestionError
from briqa.indexing import (
    IndexingStep,
    IndexReport,
    check_fingerprint,
    current_fingerprint,
    remove_document,
    update_index,
)
from briqa.retrieve import Searcher
from briqa.spans import Span
from briqa.store import DocumentSummary, Store, StoredDocument, open_store
from briqa.store.cache import DocumentCache

DEFAULT_INDEX = Path("index")
DEFAULT_CORPUS = Path("corpus")
DEFAULT_PASSAGES = 5


class Assistant:
    """An open index and what can be asked of it. Safe to share between threads.

    Use `briqa.open`.
    """

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder
        self._documents = DocumentCache(store)
        self._searcher: Searcher | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        """Closes the index."""
        self._store.close()

    def ask(self, question: str, *, passages: int = DEFAULT_PASSAGES) -> Answer | Refusal:
        """Answers one question.

        Args:
            question: in plain language.
            passages: the most passages to show.

        Raises:
            QuestionError: when the question is empty.
        """
        return self.ask_all([question], passages=passages)[0]

    def ask_all(
        self, questions: Sequence[str], *, passages: int = DEFAULT_PASSAGES
    ) -> list[Answer | Refusal]:
        """Answers questions, encoding them in one batch.

        Raises:
            QuestionError: when one of them is empty.
        """
        if passages < 1:
            raise ValueError(f"passages must be at least 1, not {passages}")
        for question in questions:
            if not question.strip():
                raise QuestionError("the question is empty; type what you want to know")
        with self._lock:
            searcher = self._current_searcher()
            return answer_questions(questions, searcher, self._documents.get, passages=passages)

    def index(
        self,
        targets: Sequence[Path],
        *,
        on_step: Callable[[IndexingStep], None] = lambda step: None,
    ) -> IndexReport:
        """Brings this index up to date with files and folders; see `briqa.indexing`."""
        fingerprint = self._store.fingerprint
        model = fingerprint.model if fingerprint else DEFAULT_MODEL
        return update_index(self._store, targets, self._encoder, model=model, on_step=on_step)

    def remove(self, docid: str) -> None:
        """Takes a document and every trace of it out of the index.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        remove_document(self._store, docid)

    def documents(self) -> list[DocumentSummary]:
        """What is indexed, by name."""
        return self._store.documents()

    def document(self, docid: str) -> StoredDocument:
        """One document with its sections, passages, sentences and quantities.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        return self._documents.get(docid)

    def cite_span(self, docid: str, span: Span) -> Citation:
        """The citation of any span of a document.

        Raises:
            UnknownDocument: when there is no such document.
            ValueError: when the span runs past its end.
        """
        stored = self.document(docid)
        stored.document.quote(span)
        return cite(stored, span, stored.outline.innermost(span.start))

    def _current_searcher(self) -> Searcher:
        """The searcher for the store as it is now; another process may have changed it."""
        if self._searcher is None or self._searcher.generation != self._store.generation:
            self._documents.clear()
            self._searcher = Searcher(self._store, self._encoder)
        return self._searcher


def open_index(index_dir: Path | str = DEFAULT_INDEX) -> Assistant:
    """Opens an index for asking; the encoder is the one that the index was made with.

    Raises:
        IndexMissing: when nothing has been indexed there.
        IndexMismatch: when another version of briqa or of the model made it.
        EncoderError: when that model isn't there any more.
    """
    folder = Path(index_dir)
    store = open_store(folder)
    try:
        fingerprint = store.fingerprint
        if fingerprint is None:
            raise IndexMissing(folder, "nothing is indexed here yet", "run `briqa index PATH`")
        encoder = open_encoder(fingerprint.model)
        check_fingerprint(store, current_fingerprint(encoder, fingerprint.model))
    except BaseException:
        store.close()
        raise
    return Assistant(store, encoder)
