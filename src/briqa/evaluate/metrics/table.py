"""All metrics of all questions of a run, and the files that hold them."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.evaluate.gold import QuestionRow
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.question import is_answerable, is_right, score_question
from briqa.evaluate.metrics.ranking import (
    document_run,
    graded_spans,
    judged_documents,
    span_name,
)
from briqa.evaluate.prediction import Prediction
from briqa.evaluate.statistics.rounding import rounded

_COLUMNS: Final = (
    "id", "type", "question", "answer", "short_answer", "abstained", "confidence", "right",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """A question with its prediction and metrics.

    Attributes:
        row: the question with its gold.
        prediction: what was predicted.
        values: its metrics by name; those that don't apply are absent.
        answerable: whether the documents answer it; None if unknown.
        right: whether the prediction is right; None if no gold lets us tell.
    """

    row: QuestionRow
    prediction: Prediction
    values: Mapping[str, float]
    answerable: bool | None
    right: bool | None


def score_questions(
    rows: Sequence[QuestionRow], predictions: Mapping[str, Prediction]
) -> list[ScoredQuestion]:
    """Scores each question of a set.

    Args:
        rows: the questions, their gold in terms of the index.
        predictions: question id → prediction; one without counts as an empty answer.
    """
    found = {row.qid: predictions.get(row.qid) or _nothing(row.qid) for row in rows}
    evidence = {
        row.qid: row.gold.evidence for row in rows if row.gold.evidence and is_answerable(row.gold)
    }
    spans = graded_spans(evidence, {qid: each.passages for qid, each in found.items()})
    qrels = {
        row.qid: dict(row.gold.relevance)
        for row in rows
        if any(grade > 0 for grade in row.gold.relevance.values())
    }
    documents = judged_documents(qrels, {qid: document_run(found[qid].passages) for qid in qrels})
    return [
        ScoredQuestion(
            row,
            found[row.qid],
            _in_order(
                {
                    **score_question(row, found[row.qid]),
                    **spans.get(row.qid, {}),
                    **documents.get(row.qid, {}),
                }
            ),
            is_answerable(row.gold),
            is_right(row, found[row.qid]),
        )
        for row in rows
    ]


def _nothing(qid: str) -> Prediction:
    return Prediction(qid, (), (), (), "", "", (), abstained=False, confidence=0.0)


def _in_order(values: Mapping[str, float]) -> dict[str, float]:
    return {name: values[name] for name in METRICS if name in values}


def per_question_csv(scored: Sequence[ScoredQuestion]) -> str:
    """A line for each question, with its metrics; those that don't apply are empty."""
    names = [name for name in METRICS if any(name in each.values for each in scored)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_COLUMNS, *names])
    for each in scored:
        found = each.prediction
        writer.writerow(
            [
                found.qid,
                each.row.kind,
                each.row.question,
                found.answer,
                found.short_answer,
                int(found.abstained),
                found.confidence,
                "" if each.right is None else int(each.right),
                *(
                    f"{rounded(each.values[name]):.12g}" if name in each.values else ""
                    for name in names
                ),
            ]
        )
    return out.getvalue()


def trec_run(scored: Sequence[ScoredQuestion], tag: str = "briqa") -> str:
    """The ranking in TREC's form; where documents are judged these are ranked, else passages.

    Its docno column holds a docid, or a passage as "docid#start-end".
    """
    lines = []
    for each in scored:
        passages = each.prediction.passages
        names = (
            list(document_run(passages))
            if each.row.gold.relevance
            else list(dict.fromkeys(map(span_name, passages)))
        )
        for rank, name in enumerate(names, start=1):
            score = len(names) - rank + 1
            lines.append(f"{_word(each.row.qid)} Q0 {_word(name)} {rank} {score} {tag}\n")
    return "".join(lines)


def _word(name: str) -> str:
    """A name without blanks, which would part columns."""
    return "%20".join(name.split()) or "%20"
