"""Whether `briqa eval` measures what others measure.

    python bench/evaluation.py DATA
    python bench/evaluation.py DATA --set SET --predictions PREDICTIONS.jsonl --scores SCORES.json

DATA holds the folder `cranfield`, as for bench/retrieval.py. Its documents are ranked by BM25, and
the metrics of each question are compared with those of ir-measures over the same run and with their
definitions, written out here. SCORES is what an outside scorer says of SET and PREDICTIONS: JSON
with `groups`, group → metric → `{"value": …}`. Every metric that it has is compared in every group.
Exits with 1 if anything differs by more than 1e-9, or wasn't compared.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log2
from pathlib import Path

import ir_measures
from ir_measures import AP, RR, R, Success, nDCG
from retrieval import bm25_run, read_ranking_set

from briqa.evaluate import Gold, GoldSpan, Prediction, QuestionRow, read_question_set
from briqa.evaluate.metrics.ranking import DEPTHS
from briqa.evaluate.metrics.summary import summarise
from briqa.evaluate.metrics.table import score_questions
from briqa.evaluate.prediction import PredictedSpan, read_prediction

CLOSE = 1e-9
# An outside scorer needs none of the resamples.
RESAMPLES = 2
MEASURES = {
    **{R @ depth: f"doc_recall@{depth}" for depth in DEPTHS},
    **{Success @ depth: f"doc_success@{depth}" for depth in DEPTHS},
    RR: "doc_mrr",
    nDCG @ 10: "doc_ndcg@10",
    AP: "doc_map",
}


def main() -> int:
    """Compares and says what differs."""
    parser = argparse.ArgumentParser(description="Whether briqa eval measures what others measure.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--scores", type=Path)
    arguments = parser.parse_args()
    outside = (arguments.set, arguments.predictions, arguments.scores)
    if any(outside) and not all(outside):
        parser.error("--set, --predictions and --scores come together")
    differing = compare_ranking(arguments.data / "cranfield")
    if all(outside):
        differing += compare_scores(*outside)
    return 1 if differing else 0


# -- documents ----------------------------------------------------------------------------------


def compare_ranking(folder: Path) -> int:
    """How many metrics of questions differ from those of ir-measures and their definitions."""
    data = read_ranking_set(folder)
    run = bm25_run(data)
    # Equal scores have no order that two programs need share; ranks have.
    ranked = {qid: sorted(run.get(qid, {}), key=lambda d: (-run[qid][d], d)) for qid in data.qrels}
    found = score_questions(
        [
            QuestionRow(qid, data.questions[qid], gold=Gold(relevance=grades))
            for qid, grades in data.qrels.items()
        ],
        {qid: _ranking(qid, docids) for qid, docids in ranked.items()},
    )
    ours = {
        (each.row.qid, name): each.values.get(name) for each in found for name in MEASURES.values()
    }
    scores = {
        qid: {docid: -float(rank) for rank, docid in enumerate(docids)}
        for qid, docids in ranked.items()
    }
    theirs = {
        (metric.query_id, MEASURES[metric.measure]): float(metric.value)
        for metric in ir_measures.iter_calc(list(MEASURES), data.qrels, scores)
    }
    defined = {
        (qid, name): value
        for qid, grades in data.qrels.items()
        for name, value in by_definition(ranked[qid], grades).items()
    }
    return report("ir-measures", ours, theirs) + report("definitions", ours, defined)


def _ranking(qid: str, docids: Sequence[str]) -> Prediction:
    passages = tuple(PredictedSpan(docid, 0, 1) for docid in docids)
    return Prediction(qid, passages, (), (), "", "", (), abstained=False, confidence=0.0)


def by_definition(ranked: Sequence[str], grades: Mapping[str, int]) -> dict[str, float]:
    """The measures of one ranking, from nothing but what they say."""
    gains = [max(0, grades.get(docid, 0)) for docid in ranked]
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    ranks = [rank for rank, gain in enumerate(gains, start=1) if gain]
    return {
        **{
            f"doc_recall@{depth}": sum(rank <= depth for rank in ranks) / len(best)
            for depth in DEPTHS
        },
        **{f"doc_success@{depth}": float(any(r <= depth for r in ranks)) for depth in DEPTHS},
        "doc_mrr": 1 / ranks[0] if ranks else 0.0,
        "doc_ndcg@10": _discounted(gains[:10]) / _discounted(best[:10]),
        "doc_map": sum(at / rank for at, rank in enumerate(ranks, start=1)) / len(best),
    }


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))


# -- an outside scorer --------------------------------------------------------------------------


def compare_scores(questions: Path, predictions: Path, scores: Path) -> int:
    """How many metrics of groups differ from an outside scorer's."""
    rows = [json.loads(line) for line in predictions.read_text("utf-8").split("\n") if line]
    found = {row["id"]: read_prediction(row) for row in rows}
    docids = {span.docid for each in found.values() for span in each.passages}
    only = docids.pop() if len(docids) == 1 else None
    asked = [_in_document(row, only) for row in read_question_set(questions).rows]
    summary = summarise(score_questions(asked, found), resamples=RESAMPLES)
    ours = {
        (group, name): each.value
        for group, metrics in summary.groups.items()
        for name, each in metrics.items()
    }
    theirs = {
        (group, name): float(each["value"])
        for group, metrics in json.loads(scores.read_text("utf-8"))["groups"].items()
        for name, each in metrics.items()
        if isinstance(each, dict)
    }
    return report("the outside scorer", ours, theirs)


def _in_document(row: QuestionRow, docid: str | None) -> QuestionRow:
    """A question whose spans name the one document there is, where they name none."""

    def named(span: GoldSpan) -> GoldSpan:
        return replace(span, docid=docid) if span.docid is None else span

    evidence = tuple(tuple(map(named, spans)) for spans in row.gold.evidence)
    return replace(row, gold=replace(row.gold, evidence=evidence))


# -- what differs -------------------------------------------------------------------------------

Figures = Mapping[tuple[str, str], float]


def report(whose: str, ours: Mapping[tuple[str, str], float | None], theirs: Figures) -> int:
    """Prints what differs; returns how many figures do, those that briqa lacks among them."""
    differing, largest = 0, 0.0
    for key, value in theirs.items():
        own = ours.get(key)
        apart = float("inf") if own is None else abs(own - value)
        largest = max(largest, apart)
        if apart > CLOSE:
            differing += 1
            print(f"  {key[0]} {key[1]}: {own} here, {value} by {whose}")
    print(f"{whose}: {len(theirs)} figures, {differing} differ, largest difference {largest:.1e}")
    return differing


if __name__ == "__main__":
    sys.exit(main())
