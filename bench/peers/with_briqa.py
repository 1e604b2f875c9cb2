"""briqa's questions in one process.

    python -m peers.with_briqa INDEX QUESTIONS

QUESTIONS is a JSON list. Prints JSON: the rounds of `search`, which finds passages as the others
do, and of `ask`, which gives the whole answer.
"""

import json
import sys
from contextlib import closing
from pathlib import Path

from briqa.assistant import open_index
from briqa.encoder import open_encoder
from briqa.retrieve import Searcher
from briqa.store import open_store
from peers.rounds import timed_rounds

LIMIT = 5


def main(index: str, asked: str) -> None:
    """Asks all questions in both ways."""
    questions = json.loads(Path(asked).read_text(encoding="utf-8"))
    with closing(open_store(Path(index))) as store:
        encoder = open_encoder()
        encoder.load()
        searcher = Searcher(store, encoder)
        search = timed_rounds(lambda question: searcher.search([question], limit=LIMIT), questions)
    with closing(open_index(index)) as assistant:
        assistant.warm_up()
        ask = timed_rounds(lambda question: assistant.ask(question, passages=LIMIT), questions)
    print(json.dumps({"search": search, "ask": ask}))


if __name__ == "__main__":
    main(*sys.argv[1:])
