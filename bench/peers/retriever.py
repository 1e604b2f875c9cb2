"""What each of the others is to the bench: passages in, passages out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Retriever(Protocol):
    """A way to find passages by vectors and words, made with the folder of a model."""

    def build(self, passages: Sequence[str], folder: Path) -> None:
        """Encodes and indexes passages, and writes to an empty folder what `load` needs."""

    def put(self, passages: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> None:
        """The same with vectors that are there: float32 of shape (n_passages, dim)."""

    def load(self, folder: Path) -> None:
        """Reads what `build` wrote."""

    def search(self, question: str, limit: int) -> list[str]:
        """The best passages, best first."""
