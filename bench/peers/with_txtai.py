"""txtai's embeddings database, vectors and words together."""

from collections.abc import Sequence
from pathlib import Path

from txtai import Embeddings


class Peer:
    """Its hybrid index with the texts kept."""

    def __init__(self, model: str) -> None:
        self._model = model

    def build(self, passages: Sequence[str], folder: Path) -> None:
        """See `Retriever`."""
        embeddings = Embeddings(path=self._model, hybrid=True, content=True, gpu=False)
        embeddings.index(passages)
        embeddings.save(str(folder / "txtai"))

    def load(self, folder: Path) -> None:
        """See `Retriever`."""
        self._embeddings = Embeddings()
        self._embeddings.load(str(folder / "txtai"))

    def search(self, question: str, limit: int) -> list[str]:
        """See `Retriever`."""
        return [found["text"] for found in self._embeddings.search(question, limit)]
