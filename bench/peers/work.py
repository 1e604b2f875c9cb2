"""One piece of work of one of the others, in its own environment.

    python -m peers.work MODULE MODEL index PASSAGES FOLDER
    python -m peers.work MODULE MODEL put PASSAGES VECTORS FOLDER
    python -m peers.work MODULE MODEL cold FOLDER QUESTION
    python -m peers.work MODULE MODEL warm FOLDER QUESTIONS

PASSAGES is JSON lines with a `text` each, VECTORS a file of numpy's, QUESTIONS a JSON list. Where
anything is measured only the standard library is imported here, so that what is measured is theirs.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peers.rounds import timed_rounds

if TYPE_CHECKING:
    from peers.retriever import Retriever

LIMIT = 5


def main(module: str, model: str, work: str, *rest: str) -> None:
    """Does the work; `cold` and `warm` print JSON."""
    peer: Retriever = importlib.import_module(module).Peer(model)
    if work == "index":
        peer.build(texts_of(rest[0]), Path(rest[1]))
        return
    if work == "put":
        import numpy as np

        peer.put(texts_of(rest[0]), np.load(rest[1]), Path(rest[2]))
        return
    folder, asked = Path(rest[0]), rest[1]
    peer.load(folder)
    if work == "cold":
        print(json.dumps(peer.search(asked, LIMIT)))
        return
    questions = json.loads(Path(asked).read_text(encoding="utf-8"))
    rounds = timed_rounds(lambda question: peer.search(question, LIMIT), questions)
    print(json.dumps({"search": rounds}))


def texts_of(path: str) -> list[str]:
    """The passages in a file."""
    with Path(path).open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


if __name__ == "__main__":
    main(*sys.argv[1:])
