"""Haystack's in-memory document store in a pipeline: vectors and BM25, joined by rank fusion."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.document_stores.types import DuplicatePolicy
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

_CANDIDATES = 50


@component
class QuestionEmbedder:
    """The model as a component; Haystack 3 has none for sentence-transformers of its own."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model

    @component.output_types(embedding=list[float])  # type: ignore[untyped-decorator]
    def run(self, text: str) -> dict[str, list[float]]:
        """The vector of one question."""
        return {"embedding": self._model.encode(text, normalize_embeddings=True).tolist()}


class Peer:
    """The store saved as its JSON, and the pipeline built over it at each load."""

    def __init__(self, model: str) -> None:
        self._model = SentenceTransformer(model, device="cpu")

    def build(self, passages: Sequence[str], folder: Path) -> None:
        """See `Retriever`."""
        self.put(passages, self._model.encode(list(passages), normalize_embeddings=True), folder)

    def put(self, passages: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> None:
        """See `Retriever`."""
        store = InMemoryDocumentStore()
        documents = [
            Document(content=text, embedding=vector.tolist())
            for text, vector in zip(passages, vectors, strict=True)
        ]
        store.write_documents(documents, DuplicatePolicy.SKIP)
        store.save_to_disk(str(folder / "store.json"))

    def load(self, folder: Path) -> None:
        """See `Retriever`."""
        store = InMemoryDocumentStore.load_from_disk(str(folder / "store.json"))
        pipeline = Pipeline()
        pipeline.add_component("embedder", QuestionEmbedder(self._model))
        pipeline.add_component(
            "vectors", InMemoryEmbeddingRetriever(document_store=store, top_k=_CANDIDATES)
        )
        pipeline.add_component(
            "words", InMemoryBM25Retriever(document_store=store, top_k=_CANDIDATES)
        )
        pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        pipeline.connect("embedder.embedding", "vectors.query_embedding")
        pipeline.connect("vectors", "joiner")
        pipeline.connect("words", "joiner")
        self._pipeline = pipeline

    def search(self, question: str, limit: int) -> list[str]:
        """See `Retriever`."""
        asked = {
            "embedder": {"text": question},
            "words": {"query": question},
            "joiner": {"top_k": limit},
        }
        found = self._pipeline.run(asked)
        return [document.content for document in found["joiner"]["documents"]]
