"""Questions and predictions made by hand, in a document "d"."""

from collections.abc import Sequence

from briqa.evaluate import Gold, GoldNumber, GoldSpan, Prediction, QuestionRow
from briqa.evaluate.metrics.table import ScoredQuestion, score_questions
from briqa.evaluate.prediction import PredictedNumber, PredictedSpan

Range = tuple[int, int]
Number = tuple[float, str | None]


def question(
    qid: str = "q",
    *,
    kind: str = "",
    cluster: str | None = None,
    answerable: bool | None = True,
    evidence: Sequence[Sequence[Range]] = (),
    answers: Sequence[str] = (),
    items: Sequence[str] = (),
    numbers: Sequence[Number] = (),
    relevance: dict[str, int] | None = None,
) -> QuestionRow:
    gold = Gold(
        answerable,
        tuple(tuple(GoldSpan("d", *span) for span in spans) for spans in evidence),
        tuple(answers),
        tuple(items),
        tuple(GoldNumber(*number) for number in numbers),
        relevance or {},
    )
    return QuestionRow(qid, f"What of {qid}?", kind, cluster, gold)


def predicted(
    qid: str = "q",
    *,
    passages: Sequence[Range] = (),
    spans: Sequence[Range] = (),
    answer: str = "",
    short: str = "",
    numbers: Sequence[Number] = (),
    abstained: bool = False,
    confidence: float = 0.5,
    documents: Sequence[str] = (),
) -> Prediction:
    named = [PredictedSpan("d", *span) for span in passages]
    named += [PredictedSpan(docid, 0, 1) for docid in documents]
    return Prediction(
        qid,
        tuple(named),
        tuple(PredictedSpan("d", *span) for span in spans),
        (),
        answer,
        short,
        tuple(PredictedNumber(value, unit, PredictedSpan("d", 0, 1)) for value, unit in numbers),
        abstained,
        confidence,
    )


def scored(*pairs: tuple[QuestionRow, Prediction]) -> list[ScoredQuestion]:
    return score_questions([row for row, _ in pairs], {found.qid: found for _, found in pairs})


def values(row: QuestionRow, found: Prediction) -> dict[str, float]:
    (only,) = scored((row, found))
    return dict(only.values)
