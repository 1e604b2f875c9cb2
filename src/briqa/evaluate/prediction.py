"""Predictions: what a run keeps of each answer, and all that its metrics are computed from.

The one thing to know: a prediction goes to a file and comes back as it was, so a run that was
interrupted goes on from its file, and scoring never needs the answers themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briqa.answer import Answer, Citation, Refusal
from briqa.quantities import Quantity

# More digits would differ between processors.
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class PredictedSpan:
    """A span of an indexed document, in code points of its canonical text."""

    docid: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PredictedNumber:
    """A figure of the answer, scale applied, and where it stands."""

    value: float
    unit: str | None
    span: PredictedSpan


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer to one question of a set.

    Attributes:
        qid: the question.
        passages: best first.
        answer_spans: the sentences of the answer; empty for a refusal.
        short_spans: what was asked for inside them; empty where the sentences are the answer.
        answer: the text that a reader gets; empty for a refusal.
        short_answer: the texts of the short spans, joined by "; ".
        numbers: the figures of the answer; empty for a refusal.
        abstained: whether it is a refusal.
        confidence: from 0 to 1, of the documents bearing the question out.
    """

    qid: str
    passages: tuple[PredictedSpan, ...]
    answer_spans: tuple[PredictedSpan, ...]
    short_spans: tuple[PredictedSpan, ...]
    answer: str
    short_answer: str
    numbers: tuple[PredictedNumber, ...]
    abstained: bool
    confidence: float

    def as_json(self) -> dict[str, object]:
        """One row of a predictions file; offsets are code points of the document named."""
        return {
            "id": self.qid,
            "passages": [_span_json(span) for span in self.passages],
            "answer_spans": [_span_json(span) for span in self.answer_spans],
            "short_spans": [_span_json(span) for span in self.short_spans],
            "answer": self.answer,
            "short_answer": self.short_answer,
            "numbers": [
                {"value": number.value, "unit": number.unit, **_span_json(number.span)}
                for number in self.numbers
            ],
            "abstained": self.abstained,
            "confidence": self.confidence,
        }


def prediction(qid: str, result: Answer | Refusal) -> Prediction:
    """What a run keeps of one answer."""
    passages = tuple(_span(passage.citation) for passage in result.passages)
    confidence = round(result.confidence, _DECIMALS)
    if isinstance(result, Refusal):
        return Prediction(qid, passages, (), (), "", "", (), abstained=True, confidence=confidence)
    return Prediction(
        qid,
        passages,
        tuple(_span(sentence.citation) for sentence in result.sentences),
        tuple(_span(found) for found in result.short),
        result.text,
        "; ".join(found.quote for found in result.short),
        tuple(
            PredictedNumber(figure.quantity.value, _unit(figure.quantity), _span(figure.citation))
            for figure in result.figures
        ),
        abstained=False,
        confidence=confidence,
    )


def _unit(quantity: Quantity) -> str | None:
    """Its unit; that of a date is the year, which is its value."""
    return "year" if quantity.kind == "date" else quantity.unit


def read_prediction(row: Mapping[str, Any]) -> Prediction:
    """A prediction from the JSON that `as_json` makes of it.

    Raises:
        KeyError: when a field isn't there.
        TypeError: when one is of another type.
    """
    return Prediction(
        row["id"],
        _spans(row["passages"]),
        _spans(row["answer_spans"]),
        _spans(row["short_spans"]),
        row["answer"],
        row["short_answer"],
        tuple(
            PredictedNumber(number["value"], number["unit"], _read_span(number))
            for number in row["numbers"]
        ),
        abstained=row["abstained"],
        confidence=row["confidence"],
    )


def _span(citation: Citation) -> PredictedSpan:
    return PredictedSpan(citation.docid, citation.span.start, citation.span.end)


def _span_json(span: PredictedSpan) -> dict[str, object]:
    return {"docid": span.docid, "start": span.start, "end": span.end}


def _spans(rows: list[Mapping[str, Any]]) -> tuple[PredictedSpan, ...]:
    return tuple(map(_read_span, rows))


def _read_span(row: Mapping[str, Any]) -> PredictedSpan:
    return PredictedSpan(row["docid"], row["start"], row["end"])
