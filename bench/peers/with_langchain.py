"""LangChain's FAISS store, by vectors alone."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings
from numpy.typing import NDArray


class Peer:
    """The store saved to disk and loaded again."""

    def __init__(self, model: str) -> None:
        self._embeddings = HuggingFaceEmbeddings(
            model_name=model,
            model_kwargs={"device": "cpu"},
            encode_kwargs={"normalize_embeddings": True},
        )

    def build(self, passages: Sequence[str], folder: Path) -> None:
        """See `Retriever`."""
        FAISS.from_texts(list(passages), self._embeddings).save_local(str(folder / "faiss"))

    def put(self, passages: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> None:
        """See `Retriever`."""
        # Rows of numpy's instead of lists of floats, of which 65,000 would take 800 MB.
        store = FAISS.from_embeddings(zip(passages, vectors, strict=True), self._embeddings)
        store.save_local(str(folder / "faiss"))

    def load(self, folder: Path) -> None:
        """See `Retriever`."""
        self._store = FAISS.load_local(
            str(folder / "faiss"), self._embeddings, allow_dangerous_deserialization=True
        )

    def search(self, question: str, limit: int) -> list[str]:
        """See `Retriever`."""
        return [found.page_content for found in self._store.similarity_search(question, limit)]
