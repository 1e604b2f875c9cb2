"""The scores of a run as a file, so that it can be compared with others later."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briqa.errors import RunError
from briqa.evaluate.gold import QuestionRow
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.table import ScoredQuestion
from briqa.evaluate.prediction import Prediction
from briqa.evaluate.statistics.rounding import rounded


def scores_text(scored: Sequence[ScoredQuestion]) -> str:
    """A JSON object a line for each question, with its metrics."""
    return "".join(
        json.dumps(
            {
                "id": each.row.qid,
                "question": each.row.question,
                "type": each.row.kind,
                "cluster": each.row.cluster,
                "answerable": each.answerable,
                "right": each.right,
                "metrics": {name: rounded(value) for name, value in each.values.items()},
            },
            ensure_ascii=False,
        )
        + "\n"
        for each in scored
    )


def read_scores(
    text: str, predictions: Mapping[str, Prediction], path: Path
) -> Iterator[ScoredQuestion]:
    """The questions of a run from what `scores_text` made of them; their gold isn't in it.

    Args:
        text: the lines.
        predictions: those of the run, by question id.
        path: the file, for messages.

    Raises:
        RunError: for a line that is none of these.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not line:
            continue
        try:
            row = json.loads(line)
            metrics = row["metrics"]
            yield ScoredQuestion(
                QuestionRow(row["id"], row["question"], row["type"], row["cluster"]),
                predictions[row["id"]],
                {name: float(metrics[name]) for name in METRICS if name in metrics},
                row["answerable"],
                row["right"],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise RunError(
                path, f"line {number} is no score of this run", "run it again"
            ) from error
