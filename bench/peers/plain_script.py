"""sentence-transformers, FAISS and bm25s, put together as tutorials do."""

import json
from collections.abc import Sequence
from pathlib import Path

import bm25s
import faiss
import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

RRF_K = 60  # Cormack et al. 2009
_CANDIDATES = 50


class Peer:
    """A flat FAISS index and BM25, merged by reciprocal rank fusion."""

    def __init__(self, model: str) -> None:
        self._model = SentenceTransformer(model, device="cpu")

    def build(self, passages: Sequence[str], folder: Path) -> None:
        """See `Retriever`."""
        self.put(passages, self._model.encode(list(passages), normalize_embeddings=True), folder)

    def put(self, passages: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> None:
        """See `Retriever`."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, str(folder / "vectors.faiss"))
        words = bm25s.BM25()
        tokens = bm25s.tokenize(list(passages), stopwords="en", show_progress=False)
        words.index(tokens, show_progress=False)
        words.save(folder / "bm25")
        (folder / "passages.json").write_text(json.dumps(list(passages)), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """See `Retriever`."""
        self._index = faiss.read_index(str(folder / "vectors.faiss"))
        self._words = bm25s.BM25.load(folder / "bm25")
        self._passages = json.loads((folder / "passages.json").read_text(encoding="utf-8"))

    def search(self, question: str, limit: int) -> list[str]:
        """See `Retriever`."""
        wanted = min(_CANDIDATES, len(self._passages))
        vector = self._model.encode([question], normalize_embeddings=True)
        _, by_vector = self._index.search(vector, wanted)
        tokens = bm25s.tokenize([question], stopwords="en", show_progress=False)
        by_words, _ = self._words.retrieve(tokens, k=wanted, show_progress=False)
        scores: dict[int, float] = {}
        for ranking in (by_vector[0], by_words[0]):
            for rank, place in enumerate(ranking, start=1):
                scores[int(place)] = scores.get(int(place), 0.0) + 1 / (RRF_K + rank)
        best = sorted(scores, key=lambda place: -scores[place])[:limit]
        return [self._passages[place] for place in best]
