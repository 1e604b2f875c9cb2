"""What the reports show: figures, questions with their verdicts, differences between runs.

The one thing to know: metrics and manifests come as the JSON that a run writes, so their names are
data here. What a metric is called and means is said by a table of `MetricText`, whose order is the
order in which the reports list them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from briqa.evaluate.metrics.names import MetricText

OVERALL: Final = "overall"


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value, its interval, and the number of questions behind it.

    Attributes:
        value: None where no question counts.
        low: lower end of the interval; None without one.
        high: upper end.
        n: questions that count.
        method: how the interval was made, "bootstrap" or "exact".
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    method: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same confidence, and how many of them are right.

    Attributes:
        low: the least confidence of the bin.
        high: the greatest.
        n: answers in it.
        confidence: their mean confidence; None for an empty bin.
        correct: the share of right ones; None for an empty bin.
    """

    low: float
    high: float
    n: int
    confidence: float | None
    correct: float | None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The share of wrong answers among the surest ones, `coverage` being their share of all."""

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one run.

    Attributes:
        questions: how many were asked.
        resamples: of the bootstrap.
        seed: of the bootstrap.
        level: of the intervals, as 0.95.
        groups: "overall" and every type → metric → figure.
        calibration: bins in rising order.
        risk_coverage: points in rising coverage.
    """

    questions: int
    resamples: int
    seed: int
    level: float
    groups: Mapping[str, Mapping[str, Figure]]
    calibration: tuple[Bin, ...]
    risk_coverage: tuple[CurvePoint, ...]

    @property
    def types(self) -> list[str]:
        """The types of questions, in natural order."""
        return sorted((name for name in self.groups if name != OVERALL), key=natural)


class Verdict(StrEnum):
    """What became of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    REFUSED_RIGHTLY = "refused rightly"
    REFUSED_WRONGLY = "refused wrongly"
    UNJUDGED = "unjudged"

    @property
    def failed(self) -> bool:
        """Whether it is a fault of the run."""
        return self in (Verdict.WRONG, Verdict.REFUSED_WRONGLY)


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited place, in code points of the document's canonical text, and what stands there."""

    docid: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ReportedQuestion:
    """A question with what was answered and what was wanted.

    Attributes:
        qid: its id.
        question: the text asked.
        kind: the type that the set gives it; empty without one.
        answer: the text that a reader gets; empty for a refusal.
        gold: the right answer in words; empty where the set has none.
        abstained: whether it was refused.
        confidence: from 0 to 1.
        verdict: what became of it.
        cited: the places that the answer cites.
    """

    qid: str
    question: str
    kind: str
    answer: str
    gold: str
    abstained: bool
    confidence: float
    verdict: Verdict
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric of two runs over the same questions.

    Attributes:
        metric: its name.
        a: its value in the baseline.
        b: its value in the other run.
        difference: `b - a`.
        low: lower end of the difference's interval; None without one.
        high: upper end.
        p_permutation: of the paired permutation test; None where it wasn't made.
        p_mcnemar: of McNemar's test; None where the metric isn't right or wrong.
        p_holm: adjusted for the number of comparisons (Holm 1979); None without a test.
        n: pairs of questions.
    """

    metric: str
    a: float
    b: float
    difference: float
    low: float | None
    high: float | None
    p_permutation: float | None
    p_mcnemar: float | None
    p_holm: float | None
    n: int

    def clear(self, level: float) -> bool:
        """Whether the difference is more than chance, at a level like 0.95."""
        return self.p_holm is not None and self.p_holm < 1 - level


class RightRun(StrEnum):
    """Which of two runs got a question right."""

    BASELINE = "baseline"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that one run got right and the other one wrong.

    Attributes:
        qid: its id.
        question: the text asked.
        kind: the type that the set gives it; empty without one.
        gold: the right answer in words; empty where the set has none.
        answer_a: the baseline's answer; empty for a refusal.
        answer_b: the other run's.
        right: whose answer is right.
    """

    qid: str
    question: str
    kind: str
    gold: str
    answer_a: str
    answer_b: str
    right: RightRun


@dataclass(frozen=True, slots=True)
class PairComparison:
    """Two runs over the same questions.

    Attributes:
        baseline: the name of the run compared with.
        other: the name of the run compared.
        differences: one for each metric.
        flips: the questions that only one of them got right.
    """

    baseline: str
    other: str
    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...] = ()


def read_metrics(raw: Mapping[str, Any]) -> Metrics:
    """Metrics from the JSON that a run writes.

    Raises:
        KeyError: when a field isn't there.
    """
    return Metrics(
        raw["questions"],
        raw["resamples"],
        raw["seed"],
        raw["level"],
        {
            group: {name: _figure(row) for name, row in figures.items()}
            for group, figures in raw["groups"].items()
        },
        tuple(
            Bin(row["low"], row["high"], row["n"], row["confidence"], row["correct"])
            for row in raw["calibration"]
        ),
        tuple(CurvePoint(row["coverage"], row["risk"]) for row in raw["risk_coverage"]),
    )


def in_order(names: Iterable[str], texts: Mapping[str, MetricText]) -> list[str]:
    """Metrics in the order of their texts, and behind them those without, in natural order."""
    places = {name: place for place, name in enumerate(texts)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), natural(name)))


def text_of(name: str, texts: Mapping[str, MetricText]) -> MetricText:
    """A metric's text; its bare name where the table has none."""
    return texts.get(name) or MetricText(name, "", higher_is_better=None, is_share=False)


def failures_first(questions: Sequence[ReportedQuestion]) -> list[ReportedQuestion]:
    """The questions with the faults of the run in front, otherwise in the order given."""
    return sorted(questions, key=lambda question: not question.verdict.failed)


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts "recall@5" before "recall@10"."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"([0-9]+)", name)
        if part
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(row["value"], row["low"], row["high"], row["n"], row["method"])
