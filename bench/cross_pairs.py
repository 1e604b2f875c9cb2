"""Collects what a cross-encoder learns from: questions beside the sentences found for them.

    python bench/cross_pairs.py asked SQUAD2 OUT.jsonl
    python bench/cross_pairs.py made PATH [PATH ...] OUT.jsonl
    python bench/cross_pairs.py reports FOLDER QUESTIONS.jsonl OUT.jsonl

`asked` takes the questions of SQuAD and unanswerable twins of them (`twins.py`). Each row is a
question and a window around a sentence that the search and the ranking of the package bring for it,
as it would be read (`briqa.answer.window`): the best few, and each one that holds a gold span.
`answer` is where the gold span stands in the window, null where the sentence doesn't hold it;
`first` marks the sentence that has the best score, and `twin` names what was swapped. Rows of one
article have the same `fold`, those of a twin that of its original.

`made` takes the pairs that `cross_figures.py` makes of the figures of other documents (of a PATH
with `corpus.jsonl` each row is one); these rows hold nothing but a pair.

`reports` takes questions that people asked about one document of a folder each, which a row names
as `doc`; `answer_span` is where the document answers. Each is asked of that one alone. Only those
are taken whose `split` is "train".
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cross_figures import figure_pairs
from questions_made import opened, span_questions, stored_statements
from ranking import FOLDS, Asked, Corpus
from ranking import opened as with_models
from retrieval import read_jsonl
from twins import make_twins

from briqa.answer.closeness import CloseReader
from briqa.answer.evidence import Candidate
from briqa.answer.rank import Found, SentenceRanker
from briqa.answer.reading import READ_PASSAGES
from briqa.answer.window import window_of
from briqa.encoder import open_encoder
from briqa.questions.analysis import analyse
from briqa.store import Store
from briqa.store.cache import DocumentCache

# So many windows of each question are kept, those that hold a gold span besides.
BEST = 3
# Of a question asked by people in words of their own the right sentence is often further behind.
BEST_OF_REPORTS = 10
BATCH = 50
Row = dict[str, Any]


def main() -> None:
    """Writes the rows."""
    parser = argparse.ArgumentParser(description="Collects pairs for a cross-encoder.")
    sources = parser.add_subparsers(dest="source", required=True)
    asked = sources.add_parser("asked")
    asked.add_argument("paths", type=Path, nargs=1, metavar="SQUAD2")
    made = sources.add_parser("made")
    made.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    reports = sources.add_parser("reports")
    reports.add_argument("paths", type=Path, nargs=1, metavar="FOLDER")
    reports.add_argument("questions", type=Path)
    for each in (asked, made, reports):
        each.add_argument("out", type=Path)
    arguments = parser.parse_args()
    with arguments.out.open("w", encoding="utf-8") as file:
        if arguments.source == "reports":
            found = report_rows(arguments.paths[0], read_jsonl(arguments.questions))
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
            return
        for path in arguments.paths:
            with opened(path) as store:
                rows = asked_rows(path, store) if arguments.source == "asked" else made_rows(store)
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def asked_rows(folder: Path, store: Store) -> Iterator[Row]:
    """The rows of SQuAD's questions and their twins."""
    return pairs(squad_questions(folder, store), with_models(store, open_encoder()))


def made_rows(store: Store) -> Iterator[Row]:
    """The pairs made of the figures in a store."""
    for pair in figure_pairs(stored_statements(store), random.Random(0)):
        yield {"question": pair.question, "window": pair.window, "answer": pair.answer}


def report_rows(folder: Path, questions: Sequence[Row]) -> Iterator[Row]:
    """The rows of questions about documents of a folder, each asked of its own alone."""
    encoder = open_encoder()
    rows = [row for row in questions if row["split"] == "train"]
    for name in dict.fromkeys(row["doc"] for row in rows):
        with opened(folder / name) as store:
            own = [row for row in rows if row["doc"] == name]
            asked = [
                Asked("report", 0, row["answerable"], report_gold(row), row["question"])
                for row in own
            ]
            corpus = with_models(store, encoder)
            yield from pairs(list(zip(own, asked, strict=True)), corpus, best=BEST_OF_REPORTS)


def report_gold(row: Row) -> list[tuple[None, int, int]]:
    """Where a document answers a question."""
    spans = [row["answer_span"]] if "answer_span" in row else row["evidence"]
    return [(None, start, end) for start, end in spans]


# -- questions -------------------------------------------------------------------------------------


def squad_questions(folder: Path, store: Store) -> list[tuple[Row, Asked]]:
    """The questions of SQuAD and their twins; the folds are those of `ranking.py`."""
    queries = read_jsonl(folder / "queries.jsonl")
    titles = {row["_id"]: row.get("title", "") for row in read_jsonl(folder / "corpus.jsonl")}
    folds = {title: at % FOLDS for at, title in enumerate(dict.fromkeys(titles.values()))}
    fold_of = {row["_id"]: folds[titles[row["source_doc"]]] for row in queries}
    rows = span_questions(queries)
    twins = make_twins(rows, stored_statements(store), seed=0)
    return [
        (
            row,
            Asked(
                "squad",
                fold_of[row.get("twin_of", row["id"])],
                row["answerable"],
                [(row["docid"], start, end) for start, end in row.get("answer_spans", ())],
                row["question"],
            ),
        )
        for row in [*rows, *twins]
    ]


# -- pairs -----------------------------------------------------------------------------------------


def pairs(asked: Sequence[tuple[Row, Asked]], corpus: Corpus, *, best: int = BEST) -> Iterator[Row]:
    """The rows of each question, the best sentence first."""
    ranker = SentenceRanker(corpus.searcher, CloseReader(corpus.lexicon, corpus.phrases))
    documents = DocumentCache(corpus.store)
    for at in range(0, len(asked), BATCH):
        batch = asked[at : at + BATCH]
        questions = [
            analyse(each.text, corpus.lexicon, corpus.phrases.nearness) for _, each in batch
        ]
        hits = corpus.searcher.search([q.search_text for q in questions], limit=READ_PASSAGES)
        found = [
            Found(question, own, {hit.docid: documents.get(hit.docid) for hit in own})
            for question, own in zip(questions, hits, strict=True)
        ]
        for (row, each), ranked in zip(batch, ranker.rank_all(found), strict=True):
            for place, sentence in enumerate(ranked):
                answer = place_of_gold(sentence.candidate, each)
                if place < best or answer is not None:
                    window = window_of(sentence.candidate)
                    yield {
                        "id": row["id"],
                        "fold": each.fold,
                        "answerable": each.answerable,
                        "twin": row.get("kind"),
                        "question": each.text,
                        "window": window.text,
                        "sentence": [window.start, window.end],
                        "answer": answer,
                        "first": place == 0,
                        "place": place,
                        "score": round(sentence.score, 4),
                    }


def place_of_gold(candidate: Candidate, each: Asked) -> list[int] | None:
    """Where the first gold span stands in a candidate's window, as far as its sentence holds it.

    A span without a document is of the only one.
    """
    span = candidate.sentence.sentence.span
    window = window_of(candidate)
    for docid, start, end in each.gold:
        own = docid in (None, candidate.document.document.docid)
        if own and span.start <= start and end <= span.end:
            gold = candidate.document.document.text[start:end]
            at = window.text.find(" ".join(gold.split()), window.start)
            if 0 <= at < window.end:
                return [at, at + len(" ".join(gold.split()))]
    return None


if __name__ == "__main__":
    main()
