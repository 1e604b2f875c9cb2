"""Made-up passages with vectors, for sizes that would take too long to encode.

    python -m peers.ready write COUNT PASSAGES VECTORS QUESTIONS
    python -m peers.ready put COUNT INDEX

`write` writes them for the others, and questions about them; `put` puts the same ones into an index
of briqa's, through its store, and derives all files. They are those of `scaling/made.py`.
"""

import json
import sys
from pathlib import Path

import numpy as np
from scaling.made import PASSAGES, made_documents, made_questions
from scaling.measuring import derive, put

from briqa.encoder import open_encoder

QUESTIONS = 60


def main(work: str, count: str, *paths: str) -> None:
    """Does the work."""
    documents = int(count) // PASSAGES
    if work == "write":
        write(documents, *map(Path, paths))
    else:
        put(Path(paths[0]), 0, documents, float("inf"))
        derive(Path(paths[0]))


def write(documents: int, passages: Path, vectors: Path, questions: Path) -> None:
    """Writes passages as briqa's encoder would read them, their vectors, and questions."""
    dimension = open_encoder().dimension
    shape = documents * PASSAGES, dimension
    kept = np.lib.format.open_memmap(vectors, mode="w+", dtype=np.float32, shape=shape)
    place = 0
    with passages.open("w", encoding="utf-8") as lines:
        for made in made_documents(0, documents, dimension):
            for each in made.embedded:
                lines.write(json.dumps({"text": f"{each.heading}\n{each.body}"}) + "\n")
                kept[place] = each.vector
                place += 1
    kept.flush()
    # Of the commonest words and of words as they come, in turns.
    kinds = [
        made_questions(common=common, count=QUESTIONS // 2, seed=0) for common in (True, False)
    ]
    asked = [question for pair in zip(*kinds, strict=True) for question in pair]
    questions.write_text(json.dumps(asked), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
