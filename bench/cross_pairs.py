"""Collects what a cross-encoder learns from: questions beside the sentences found for them.

    python bench/cross_pairs.py SQUAD2 OUT.jsonl

Each row is a question and a window around a sentence that the search and the ranking of the package
bring for it, as it would be read (`briqa.answer.window`): the best few, and each one that holds a
gold span. `answer` is where the gold span stands in the window, null where the sentence doesn't
hold it; `first` marks the sentence that has the best score. Rows of one article have the same
`fold`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ranking import FOLDS, Asked, Corpus, opened
from retrieval import indexed, read_jsonl, read_ranking_set

from briqa.answer.closeness import CloseReader
from briqa.answer.evidence import Candidate
from briqa.answer.rank import Found, SentenceRanker
from briqa.answer.reading import READ_PASSAGES
from briqa.answer.window import window_of
from briqa.encoder import open_encoder
from briqa.questions.analysis import analyse
from briqa.store.cache import DocumentCache

BEST = 3
BATCH = 50


def main() -> None:
    """Writes the rows."""
    parser = argparse.ArgumentParser(description="Collects pairs for a cross-encoder.")
    parser.add_argument("squad2", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    encoder = open_encoder()
    data = read_ranking_set(arguments.squad2)
    asked = squad_questions(arguments.squad2)
    with (
        indexed(data.documents.values(), encoder) as store,
        arguments.out.open("w", encoding="utf-8") as file,
    ):
        for row in pairs(asked, opened(store, encoder)):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def squad_questions(folder: Path) -> list[tuple[str, Asked]]:
    """The questions with their ids; the folds are those of `ranking.py`."""
    titles = {row["_id"]: row.get("title", "") for row in read_jsonl(folder / "corpus.jsonl")}
    folds = {title: at % FOLDS for at, title in enumerate(dict.fromkeys(titles.values()))}
    return [
        (
            row["_id"],
            Asked(
                "squad",
                folds[titles[row["source_doc"]]],
                not row["impossible"],
                [(gold["doc"], gold["start"], gold["end"]) for gold in row.get("answers", [])],
                row["text"],
            ),
        )
        for row in read_jsonl(folder / "queries.jsonl")
    ]


def pairs(asked: Sequence[tuple[str, Asked]], corpus: Corpus) -> Iterator[dict[str, Any]]:
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
        for (qid, each), ranked in zip(batch, ranker.rank_all(found), strict=True):
            for place, sentence in enumerate(ranked):
                answer = place_of_gold(sentence.candidate, each)
                if place < BEST or answer is not None:
                    window = window_of(sentence.candidate)
                    yield {
                        "id": qid,
                        "fold": each.fold,
                        "answerable": each.answerable,
                        "question": each.text,
                        "window": window.text,
                        "sentence": [window.start, window.end],
                        "answer": answer,
                        "first": place == 0,
                        "place": place,
                        "score": round(sentence.score, 4),
                    }


def place_of_gold(candidate: Candidate, each: Asked) -> list[int] | None:
    """Where the first gold span stands in a candidate's window, as far as its sentence holds it."""
    span = candidate.sentence.sentence.span
    window = window_of(candidate)
    for docid, start, end in each.gold:
        if docid == candidate.document.document.docid and span.start <= start and end <= span.end:
            gold = candidate.document.document.text[start:end]
            at = window.text.find(" ".join(gold.split()), window.start)
            if 0 <= at < window.end:
                return [at, at + len(" ".join(gold.split()))]
    return None


if __name__ == "__main__":
    main()
