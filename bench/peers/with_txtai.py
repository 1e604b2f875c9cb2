"""txtai's embeddings database, vectors and words together."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
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

    def put(self, passages: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> None:
        """See `Retriever`; by its external vectors."""
        places = {text: place for place, text in enumerate(passages)}

        def vectors_of(texts: Sequence[str]) -> NDArray[np.float32]:
            return vectors[[places[text] for text in texts]]

        embeddings = Embeddings(method="external", transform=vectors_of, hybrid=True, content=True)
        embeddings.index(passages)
        embeddings.save(str(folder / "txtai"))
        # Questions are for the model, which is what `build` writes there.
        path = folder / "txtai" / "config.json"
        config = json.loads(path.read_text(encoding="utf-8"))
        del config["method"], config["transform"]
        path.write_text(json.dumps({**config, "path": self._model, "gpu": False}), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """See `Retriever`."""
        self._embeddings = Embeddings()
        self._embeddings.load(str(folder / "txtai"))

    def search(self, question: str, limit: int) -> list[str]:
        """See `Retriever`."""
        return [found["text"] for found in self._embeddings.search(question, limit)]
