"""Asking a corpus that a bench puts together, answered even where briqa would refuse if need be."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from retrieval import changed, indexed

from briqa import assistant
from briqa.answer import compose
from briqa.assistant import Assistant
from briqa.encoder import DEFAULT_MODEL, SentenceTransformerEncoder
from briqa.spans import Document


@contextmanager
def asked(
    documents: Iterable[Document], encoder: SentenceTransformerEncoder
) -> Iterator[Assistant]:
    """An assistant over documents, which shares an encoder that is loaded already."""
    with indexed(documents, encoder) as store:
        with changed(assistant, "open_encoder", lambda model, *, for_one: encoder):
            opened = Assistant(store, model=DEFAULT_MODEL)
        yield opened


@contextmanager
def unrefused() -> Iterator[None]:
    """No confidence is too low for an answer."""
    with changed(compose, "THRESHOLD", 0.0):
        yield
