"""Predictions: what a scorer reads of each answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briqa.answer import Answer, Citation, Refusal
from briqa.evaluate.questions import QuestionRow

AskAll = Callable[[Sequence[str]], list[Answer | Refusal]]
"""Questions → their answers, in order."""

# So many questions are encoded together; more only delays the first result.
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer to one question of a set."""

    qid: str
    result: Answer | Refusal

    def as_json(self) -> dict[str, object]:
        """One row of a predictions file; offsets are code points of the document named."""
        result = self.result
        answered = isinstance(result, Answer)
        return {
            "id": self.qid,
            "passages": [_span(passage.citation) for passage in result.passages],
            "answer_spans": [_span(sentence.citation) for sentence in result.sentences]
            if isinstance(result, Answer)
            else [],
            "answer": result.text if answered else "",
            "numbers": [
                {"value": figure.quantity.value, "unit": figure.quantity.unit}
                for figure in result.figures
            ]
            if isinstance(result, Answer)
            else [],
            "abstained": not answered,
        }


def _span(citation: Citation) -> dict[str, object]:
    return {"docid": citation.docid, "start": citation.span.start, "end": citation.span.end}


def predict(
    rows: Sequence[QuestionRow], ask_all: AskAll, *, on_done: Callable[[int], None]
) -> list[Prediction]:
    """Answers a question set.

    Args:
        rows: the questions.
        ask_all: answers a batch of them.
        on_done: told how many are done after each batch.
    """
    predictions: list[Prediction] = []
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        results = ask_all([row.question for row in batch])
        predictions.extend(
            Prediction(row.qid, result) for row, result in zip(batch, results, strict=True)
        )
        on_done(len(predictions))
    return predictions
