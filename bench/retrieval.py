"""Retrieval quality on public sets: briqa beside BM25, the vectors alone, and their rank fusion.

    python bench/retrieval.py DATA [--sets squad2 tatqa cranfield chunkspans] [--sweep]

DATA holds a folder for each set: `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`, or for spans in
long documents `questions.jsonl` beside the documents. Each row of a corpus is indexed as a document
of its own through the product's code; a document scores as its best passage. Measures are those of
ir-measures. `--sweep` varies one constant of the fusion at a time.
"""

import argparse
import csv
import json
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG

from briqa.compatibility import index_fingerprint
from briqa.encoder import DEFAULT_MODEL, Encoder, PassageInput, open_encoder
from briqa.indexing import put_document
from briqa.retrieve import FusionWeights, Hit, Searcher
from briqa.spans import Document, Metadata, SourceFormat
from briqa.store import Store, open_store
from briqa.words import content_words

MEASURES = (R @ 1, R @ 5, R @ 10, RR, nDCG @ 10)
DEPTH = 100
RANK_FUSION_K = 60  # Cormack, Clarke and Büttcher, SIGIR 2009
SWEEP = [
    *(FusionWeights(lexical=weight) for weight in (0.0, 0.3, 0.5, 0.6, 0.8)),
    *(FusionWeights(pairs=weight) for weight in (0.0, 0.25, 0.4)),
    *(FusionWeights(support=weight) for weight in (0.0, 0.4, 1.2)),
]
Run = dict[str, dict[str, float]]
Qrels = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class RankingSet:
    """A corpus of short documents and its judged questions."""

    documents: Mapping[str, Document]
    questions: Mapping[str, str]
    qrels: Qrels


def main() -> None:
    """Prints a table for each set."""
    parser = argparse.ArgumentParser(description="Retrieval quality on public sets.")
    parser.add_argument("data", type=Path)
    names = ["squad2", "tatqa", "cranfield", "chunkspans"]
    parser.add_argument("--sets", nargs="+", metavar="SET", default=names)
    parser.add_argument("--sweep", action="store_true")
    arguments = parser.parse_args()
    encoder = open_encoder()
    for name in arguments.sets:
        folder = arguments.data / name
        if (folder / "qrels.tsv").is_file():
            report_ranking(name, read_ranking_set(folder), encoder, sweep=arguments.sweep)
        else:
            report_spans(name, folder, encoder)


# -- ranking documents --------------------------------------------------------------------------


def report_ranking(name: str, data: RankingSet, encoder: Encoder, *, sweep: bool) -> None:
    """Compares ways of ranking the documents of a set."""
    print(f"\n{name}: {len(data.documents)} documents, {len(data.questions)} questions")
    print(f"{'':36}" + "".join(f"{measure!s:>9}" for measure in MEASURES))
    with indexed(data.documents.values(), encoder) as store:
        searcher = Searcher(store, encoder)
        started = time.perf_counter()
        print_row("briqa", briqa_run(searcher, data.questions), data.qrels)
        mean_ms = (time.perf_counter() - started) / len(data.questions) * 1000
        words, vectors = bm25_run(data), dense_run(data, encoder)
        print_row("BM25 (FTS5, Porter)", words, data.qrels)
        print_row("MiniLM over whole documents", vectors, data.qrels)
        print_row("reciprocal rank fusion of these", rank_fusion(words, vectors), data.qrels)
        if sweep:
            for weights in SWEEP:
                run = briqa_run(Searcher(store, encoder, weights), data.questions)
                print_row(str(weights), run, data.qrels)
    print(f"{mean_ms:.1f} ms a question, encoding included")


def print_row(label: str, run: Run, qrels: Qrels) -> None:
    """One line of a table."""
    found = ir_measures.calc_aggregate(MEASURES, qrels, run)
    print(f"{label:36}" + "".join(f"{found[measure]:9.3f}" for measure in MEASURES), flush=True)


def briqa_run(searcher: Searcher, questions: Mapping[str, str]) -> Run:
    """The product's ranking."""
    found = searcher.search(list(questions.values()), limit=DEPTH)
    return {qid: best_of_documents(hits) for qid, hits in zip(questions, found, strict=True)}


def best_of_documents(hits: Sequence[Hit]) -> dict[str, float]:
    """A document scores as its best passage."""
    scores: dict[str, float] = {}
    for hit in hits:
        scores.setdefault(hit.docid, hit.score)
    return scores


def bm25_run(data: RankingSet) -> Run:
    """SQLite's BM25 over whole documents, with Porter's stemmer."""
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE VIRTUAL TABLE d USING fts5 (t, tokenize = "porter unicode61")')
    names = list(data.documents)
    connection.executemany(
        "INSERT INTO d (rowid, t) VALUES (?, ?)",
        [(row, shown_text(data.documents[name])) for row, name in enumerate(names)],
    )
    run: Run = {}
    for qid, question in data.questions.items():
        terms = " OR ".join(f'"{word}"' for word in dict.fromkeys(content_words(question)))
        rows = connection.execute(
            "SELECT rowid, -bm25(d) FROM d WHERE d MATCH ? ORDER BY rank LIMIT ?",
            (terms or '""', DEPTH),
        )
        run[qid] = {names[row]: score for row, score in rows}
    connection.close()
    return run


def dense_run(data: RankingSet, encoder: Encoder) -> Run:
    """Cosines of the encoder over whole documents, cut at its window."""
    names = list(data.documents)
    inputs = [PassageInput("", shown_text(document), ()) for document in data.documents.values()]
    vectors = np.stack([found.passage for found in encoder.encode_passages(inputs)])
    scores = encoder.encode_queries(list(data.questions.values())) @ vectors.T
    return {
        qid: {names[row]: float(scored[row]) for row in np.argsort(-scored)[:DEPTH]}
        for qid, scored in zip(data.questions, scores, strict=True)
    }


def rank_fusion(*runs: Run) -> Run:
    """Reciprocal rank fusion with equal weights."""
    fused: Run = {}
    for qid in runs[0]:
        scores: dict[str, float] = defaultdict(float)
        for run in runs:
            ranked = sorted(run.get(qid, {}).items(), key=lambda item: -item[1])
            for rank, (docid, _) in enumerate(ranked, start=1):
                scores[docid] += 1 / (RANK_FUSION_K + rank)
        fused[qid] = dict(scores)
    return fused


# -- spans in long documents --------------------------------------------------------------------


def report_spans(name: str, folder: Path, encoder: Encoder) -> None:
    """How much of the gold spans the first k passages hold, and how much else.

    Recall, precision and intersection over union in characters, averaged over questions, as in
    Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval" (2024).
    """
    questions = read_jsonl(folder / "questions.jsonl")
    texts = {row["doc"]: read_text(folder / row["doc"]) for row in questions}
    documents = [
        Document(docid, text, SourceFormat.MARKDOWN) for docid, text in sorted(texts.items())
    ]
    print(f"\n{name}: {len(documents)} documents, {len(questions)} questions")
    print(f"{'':12}{'recall':>9}{'precision':>11}{'IoU':>9}{'characters':>12}")
    with indexed(documents, encoder) as store:
        searcher = Searcher(store, encoder)
        found = searcher.search([row["text"] for row in questions], limit=10)
        stored = {document.docid: store.document(document.docid) for document in documents}
        for count in (1, 3, 5, 10):
            rows = []
            for row, hits in zip(questions, found, strict=True):
                retrieved = {
                    (hit.docid, offset)
                    for hit in hits[:count]
                    for span in [stored[hit.docid].passages[hit.ordinal].passage.span]
                    for offset in range(span.start, span.end)
                }
                gold = {
                    (row["doc"], offset)
                    for span in row["spans"]
                    for offset in range(span["start"], span["end"])
                }
                both = len(retrieved & gold)
                rows.append(
                    (
                        both / len(gold),
                        both / max(1, len(retrieved)),
                        both / len(retrieved | gold),
                        len(retrieved),
                    )
                )
            recall, precision, iou, characters = np.mean(rows, axis=0)
            print(
                f"first {count:<6}{recall:9.3f}{precision:11.3f}{iou:9.3f}{characters:12.0f}",
                flush=True,
            )


# -- plumbing -----------------------------------------------------------------------------------


@contextmanager
def indexed(documents: Any, encoder: Encoder) -> Iterator[Store]:
    """A store in a temporary folder that holds the documents."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), create=True)
        with store.transaction():
            store.set_fingerprint(index_fingerprint(encoder, DEFAULT_MODEL))
            for document in documents:
                place = f"/{document.docid}"
                put_document(store, document, encoder, origin=place, root=place, content_hash="")
            store.bump_generation()
        yield store
        store.close()


@contextmanager
def changed(module: ModuleType, name: str, value: object) -> Iterator[None]:
    """Another value for a name of a module, a constant above all."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def shown_text(document: Document) -> str:
    """Title and text, as the baselines read them."""
    return f"{document.metadata.title or ''}\n{document.text}".strip()


def read_ranking_set(folder: Path) -> RankingSet:
    """Reads corpus, judged questions and judgements; empty documents are left out."""
    qrels: Qrels = defaultdict(dict)
    with (folder / "qrels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            qrels[row["query-id"]][row["corpus-id"]] = int(row["score"])
    documents = {
        row["_id"]: Document(
            row["_id"],
            row["text"],
            SourceFormat.TEXT,
            Metadata(title=row.get("title") or None),
        )
        for row in read_jsonl(folder / "corpus.jsonl")
        if row["text"].strip()
    }
    questions = {
        row["_id"]: row["text"]
        for row in read_jsonl(folder / "queries.jsonl")
        if row["_id"] in qrels
    }
    return RankingSet(documents, questions, dict(qrels))


def read_jsonl(path: Path) -> list[Any]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_text(path: Path) -> str:
    """A file's text, newlines untouched."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


if __name__ == "__main__":
    main()
