"""What `--fast` costs: how far the nearest texts by 8-bit vectors are those by the model's own.

    python bench/int8.py FOLDER [--limit N]

FOLDER is a set as `bench/retrieval.py` reads it. Prints the share of the ten nearest texts that
are the same, that of the first, the cosine of the two vectors of a text, and the CPU seconds of
encoding all texts with each.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from retrieval import read_ranking_set

from briqa.encoder import DEFAULT_MODEL, INT8_SUFFIX, Vectors, open_encoder

NEAREST = 10


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description="What 8-bit integers cost.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=400, help="questions, at most")
    arguments = parser.parse_args()
    found = read_ranking_set(arguments.folder)
    texts = [document.text for document in found.documents.values()]
    questions = list(found.questions.values())[: arguments.limit]
    exact, fast = (
        encoded(name, texts, questions) for name in (DEFAULT_MODEL, DEFAULT_MODEL + INT8_SUFFIX)
    )
    nearest = [nearest_texts(passages, asked) for passages, asked, _ in (exact, fast)]
    same = [len(set(one) & set(other)) / NEAREST for one, other in zip(*nearest, strict=True)]
    cosines = (exact[0] * fast[0]).sum(axis=1)
    print(f"{len(texts)} texts, {len(questions)} questions")
    print(f"the {NEAREST} nearest that are the same: {np.mean(same):.3f}")
    print(f"the first that is the same: {(nearest[0][:, 0] == nearest[1][:, 0]).mean():.3f}")
    print(f"cosine of a text's two vectors: {cosines.mean():.4f}, least {cosines.min():.4f}")
    print(f"CPU s: {exact[2]:.1f} and {fast[2]:.1f}, {exact[2] / fast[2]:.1f} times as fast")


def encoded(
    model: str, texts: Sequence[str], questions: Sequence[str]
) -> tuple[Vectors, Vectors, float]:
    """Vectors of texts and questions, and the CPU seconds of the former."""
    encoder = open_encoder(model)
    encoder.load()
    started = time.process_time()
    vectors = encoder.encode_queries(texts)
    seconds = time.process_time() - started
    return vectors, encoder.encode_queries(questions), seconds


def nearest_texts(texts: Vectors, questions: Vectors) -> npt.NDArray[np.int64]:
    """The nearest texts of each question: int of shape (n_questions, NEAREST)."""
    return np.argsort(-(questions @ texts.T), axis=1, kind="stable")[:, :NEAREST]


if __name__ == "__main__":
    main()
