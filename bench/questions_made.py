"""Makes questions about any documents, answerable ones and unanswerable twins, from their figures.

    python bench/questions_made.py PATH OUT.jsonl [--seed N] [--twins-of QUESTIONS.jsonl]

PATH is indexed in a temporary folder; it may be a public set with `corpus.jsonl`, of which each
row is a document, and with `queries.jsonl`, whose questions then get twins too. A question is made
of a figure's subject, measure and period if no other figure of the corpus could answer it; its
evidence is the figure's sentence. Twins (`twins.py`) are made of these questions and of those in
QUESTIONS, which is about PATH. The rows have the form that `bench/answers.py` reads, and `docid`; a
twin also has `twin_of`, `kind` and `old_numbers`, figures of the answer that would be wrong now.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from retrieval import indexed, read_jsonl, read_ranking_set
from twins import make_twins

from briqa.assistant import build_index
from briqa.encoder import open_encoder
from briqa.evaluate.making.figure_questions import FigureQuestion, figure_questions
from briqa.evaluate.making.statements import Statements, read_statements
from briqa.store import Store, open_store

Row = dict[str, Any]


def main() -> None:
    """Writes the rows and says how many there are."""
    parser = argparse.ArgumentParser(description="Makes questions and unanswerable twins.")
    parser.add_argument("path", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--twins-of", type=Path, help="a question set about the same documents")
    arguments = parser.parse_args()
    known = read_jsonl(arguments.twins_of) if arguments.twins_of else []
    if (arguments.path / "queries.jsonl").is_file():
        known += span_questions(read_jsonl(arguments.path / "queries.jsonl"))
    with opened(arguments.path) as store:
        corpus = stored_statements(store)
        made = make_questions(corpus, seed=arguments.seed)
        twins = make_twins([*made, *known], corpus, seed=arguments.seed)
    with arguments.out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in [*made, *twins])
    print(f"{len(made)} questions and {len(twins)} twins without an answer")


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """A store in a temporary folder with all that a path holds."""
    if (path / "corpus.jsonl").is_file():
        with indexed(read_ranking_set(path).documents.values(), open_encoder()) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as folder:
        build_index(Path(folder), [path])
        store = open_store(Path(folder))
        yield store
        store.close()


def span_questions(queries: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The questions of a public set with answer spans, in the form of our own sets."""
    return [
        {
            "id": row["_id"],
            "question": row["text"],
            "type": "unanswerable" if row["impossible"] else "span",
            "answerable": not row["impossible"],
            "docid": row["source_doc"],
            "evidence": spans[:1],
            "answers": [answer["text"] for answer in row["answers"]],
            "answer_spans": spans,
        }
        for row in queries
        for spans in [[[answer["start"], answer["end"]] for answer in row["answers"]]]
    ]


def stored_statements(store: Store) -> Statements:
    """The sentences of all that is indexed in a store."""
    documents = [store.document(summary.docid) for summary in store.documents()]
    return read_statements(documents, store.terms)


def make_questions(corpus: Statements, *, seed: int) -> list[Row]:
    """A question for each figure that alone answers it, in text order.

    Args:
        corpus: the sentences to ask about.
        seed: fixes the wording.
    """
    return [_row(made) for made in figure_questions(corpus, seed=seed)]


def _row(made: FigureQuestion) -> Row:
    statement, quantity = made.statement, made.quantity
    return {
        "id": made.qid,
        "question": made.text,
        "type": f"made-{quantity.kind}",
        "answerable": True,
        "docid": statement.docid,
        "evidence": [[statement.span.start, statement.span.end]],
        "evidence_text": [statement.text],
        "answers": [],
        "numbers": [{"value": quantity.value, "unit": quantity.unit}],
        "answer_spans": [[quantity.span.start, quantity.span.end]],
    }


if __name__ == "__main__":
    main()
