"""Fits the model that decides between an answer and a refusal, and shows what a threshold costs.

    python bench/abstain.py SQUAD2 DOCUMENT QUESTIONS.jsonl

SQUAD2 is a folder with `corpus.jsonl` and `queries.jsonl`, whose rows say `impossible`; the rows of
QUESTIONS.jsonl about DOCUMENT say `answerable`. Both classes get the same weight, and so do the
two sets. Prints the weights that stand in `briqa/answer/abstain.py`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from retrieval import indexed, read_jsonl, read_ranking_set
from sklearn.linear_model import LogisticRegression

from briqa.answer.extract import Extractor, read_topic
from briqa.answer.respond import READ_PASSAGES, read_signs
from briqa.encoder import open_encoder
from briqa.retrieve import Searcher
from briqa.retrieve.question import read_question
from briqa.sources import read_document
from briqa.store import Store
from briqa.store.cache import DocumentCache

Signs = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def main() -> None:
    """Fits, and prints weights and a table of thresholds for each set."""
    parser = argparse.ArgumentParser(description="Fits the choice between answer and refusal.")
    parser.add_argument("squad2", type=Path)
    parser.add_argument("document", type=Path)
    parser.add_argument("questions", type=Path)
    arguments = parser.parse_args()
    encoder = open_encoder()
    sets: dict[str, tuple[Signs, Labels]] = {}
    rows = read_jsonl(arguments.squad2 / "queries.jsonl")
    with indexed(read_ranking_set(arguments.squad2).documents.values(), encoder) as store:
        signs = collect(store, Searcher(store, encoder), [row["text"] for row in rows])
    sets["squad2"] = signs, np.array([not row["impossible"] for row in rows])
    rows = read_jsonl(arguments.questions)
    with indexed([read_document(arguments.document, docid="document")], encoder) as store:
        signs = collect(store, Searcher(store, encoder), [row["question"] for row in rows])
    sets["corpus"] = signs, np.array([row["answerable"] for row in rows])
    x = np.concatenate([signs for signs, _ in sets.values()])
    y = np.concatenate([labels for _, labels in sets.values()])
    weights = np.concatenate([balanced(labels) for _, labels in sets.values()])
    model = LogisticRegression().fit(x, y, sample_weight=weights)
    print("sentence, passage, year:", np.round(model.coef_[0], 2), "bias:", model.intercept_)
    for name, (signs, labels) in sets.items():
        print(f"\n{name}: {len(labels)} questions, {int((~labels).sum())} without an answer")
        sure = model.predict_proba(signs)[:, 1]
        for threshold in THRESHOLDS:
            refused = sure < threshold
            print(
                f"  below {threshold:.2f}: refuses {refused[~labels].mean():.3f} of those without, "
                f"{refused[labels].mean():.3f} of those with an answer"
            )


def collect(store: Store, searcher: Searcher, questions: Sequence[str]) -> Signs:
    """The signs of each question's best sentence, a row each."""
    documents = DocumentCache(store)
    rows: list[tuple[float, float, float]] = []
    for text, hits in zip(questions, searcher.search(questions, limit=READ_PASSAGES), strict=True):
        question = read_question(text)
        topic = read_topic(text, searcher.question_stems, searcher.idf)
        found = {hit.docid: documents.get(hit.docid) for hit in hits}
        best = Extractor(question, topic, searcher.stems).rank(hits, found)[0]
        signs = read_signs(question, best)
        rows.append((signs.sentence_cosine, signs.passage_cosine, float(signs.year_missing)))
    return np.array(rows)


def balanced(labels: Labels) -> npt.NDArray[np.float64]:
    """Weights that make both classes count the same, and the whole set 1000."""
    positive = float(labels.mean())
    weights: npt.NDArray[np.float64] = np.where(labels, 0.5 / positive, 0.5 / (1 - positive))
    return weights * (1000 / len(labels))


if __name__ == "__main__":
    main()
