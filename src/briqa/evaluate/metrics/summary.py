"""The figures of a run: each metric over the whole set and each type, with its interval.

The one thing to know: every metric is made of sums over questions, or of the order of confidences,
and is computed by one function for the sample and for its resamples, so an interval is always of
the very figure that it stands beside.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from briqa.evaluate.metrics import calibration
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.table import ScoredQuestion
from briqa.evaluate.statistics import bootstrap
from briqa.evaluate.statistics.bootstrap import Interval, Resamples
from briqa.evaluate.statistics.rounding import rounded

Array = npt.NDArray[np.float64]
OVERALL: Final = "overall"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A metric over some questions.

    Attributes:
        value: the metric.
        interval: its 95% interval; None where the questions are too few.
        n: the questions that it is about.
    """

    value: float
    interval: Interval | None
    n: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of a run.

    Attributes:
        questions: how many there are.
        resamples: how many each interval is drawn from.
        seed: of the draws.
        groups: "overall" and each type → metric → estimate.
        bins: the calibration of all answers.
        curve: coverage and risk of all answers.
    """

    questions: int
    resamples: int
    seed: int
    groups: Mapping[str, Mapping[str, Estimate]]
    bins: tuple[calibration.CalibrationBin, ...]
    curve: tuple[tuple[float, float], ...]

    def as_json(self) -> dict[str, object]:
        """The figures as plain values, to 14 significant digits."""
        return {
            "questions": self.questions,
            "resamples": self.resamples,
            "seed": self.seed,
            "level": bootstrap.LEVEL,
            "groups": {
                name: {metric: _estimate_json(found) for metric, found in group.items()}
                for name, group in self.groups.items()
            },
            "calibration": [
                {name: rounded(value) for name, value in asdict(each).items()} | {"n": each.n}
                for each in self.bins
            ],
            "risk_coverage": [
                {"coverage": rounded(coverage), "risk": rounded(risk)}
                for coverage, risk in self.curve
            ],
        }


def _estimate_json(found: Estimate) -> dict[str, object]:
    interval = found.interval
    return {
        "value": rounded(found.value),
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "n": found.n,
        "method": interval.method if interval else None,
    }


def summarise(
    scored: Sequence[ScoredQuestion], *, resamples: int = bootstrap.RESAMPLES, seed: int = 0
) -> Summary:
    """The figures of a run.

    Args:
        scored: the questions with their metrics.
        resamples: how many each interval is drawn from.
        seed: fixes every draw.
    """
    kinds = list(dict.fromkeys(each.row.kind for each in scored if each.row.kind))
    groups = {OVERALL: list(scored)} | {
        # A type of that very name must not take the place of the whole set.
        f"type {kind}" if kind == OVERALL else kind: [
            each for each in scored if each.row.kind == kind
        ]
        for kind in kinds
    }
    confidence, correct = _answers(scored)
    coverage, risk = calibration.risk_coverage(confidence, correct)
    return Summary(
        len(scored),
        resamples,
        seed,
        {name: _estimates(group, resamples, seed) for name, group in groups.items()},
        tuple(calibration.calibration_bins(confidence, correct)),
        tuple(
            (float(coverage[at]), float(risk[at]))
            for at in calibration.curve_points(coverage.tolist())
        ),
    )


def _estimates(group: Sequence[ScoredQuestion], resamples: int, seed: int) -> dict[str, Estimate]:
    found = {
        name: _estimate(metric, group, resamples, seed)
        for name, metric in _METRICS.items()
        if metric.applies(group)
    }
    return {name: each for name, each in found.items() if each is not None}


@dataclass(frozen=True, slots=True)
class _Metric:
    """How a metric is made of questions.

    Attributes:
        columns: the values of each question that it is made of; None where it has none.
        figure: those of some questions, each counted so often → the metric.
        by_sums: whether only the sums of the columns matter.
        needs_both: whether it needs questions with and without an answer.
        share: for a figure that is a share of yes among yes and no: the two counts, of sums.
        of_share: from that share to the figure, rising with it.
    """

    columns: Callable[[ScoredQuestion], tuple[float, ...] | None]
    figure: Callable[[Array], Array]
    by_sums: bool = True
    needs_both: bool = False
    share: Callable[[Array], tuple[float, float]] | None = None
    of_share: Callable[[float], float] = float

    def applies(self, group: Sequence[ScoredQuestion]) -> bool:
        """Whether a group has the metric; those of refusals need questions of both sorts."""
        if self.needs_both and len({each.answerable for each in group} - {None}) < 2:
            return False
        return any(self.columns(each) is not None for each in group)


def _estimate(
    metric: _Metric, group: Sequence[ScoredQuestion], resamples: int, seed: int
) -> Estimate | None:
    having = [(each, columns) for each in group if (columns := metric.columns(each)) is not None]
    values = np.array([columns for _, columns in having], dtype=np.float64)
    clusters = _clusters([each for each, _ in having])
    if not metric.by_sums:
        return _order_estimate(metric, values, clusters, resamples, seed)
    sums = np.add.reduce(values, axis=0)
    value = float(metric.figure(sums[None])[0])
    if not np.isfinite(value):
        return None
    if metric.share is not None and bool(np.all((values == 0) | (values == 1))):
        successes, trials = metric.share(sums)
        if trials and successes in (0, trials):
            return Estimate(value, _exact(metric, successes, trials, clusters), len(values))
    units = bootstrap.by_cluster(values, clusters)
    drawn = _draw(len(units), resamples, seed)
    interval = bootstrap.percentile_interval(metric.figure(drawn.sums(units)), len(units))
    return Estimate(value, interval, len(values))


def _order_estimate(
    metric: _Metric, values: Array, clusters: Sequence[str] | None, resamples: int, seed: int
) -> Estimate | None:
    value = float(metric.figure(values)[0])
    if not np.isfinite(value):
        return None
    names = clusters if clusters is not None else [str(place) for place in range(len(values))]
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    unit = np.array([places[name] for name in names])
    drawn = _draw(len(places), resamples, seed)
    figures = [
        float(metric.figure(np.repeat(values, counts[unit], axis=0))[0]) for counts in drawn.counts
    ]
    interval = bootstrap.percentile_interval(np.array(figures), len(places))
    return Estimate(value, interval, len(values))


@lru_cache(maxsize=4)
def _draw(units: int, resamples: int, seed: int) -> Resamples:
    return bootstrap.draw(units, resamples=resamples, seed=seed)


def _clusters(group: Sequence[ScoredQuestion]) -> list[str] | None:
    """The cluster of each question; one without is its own. None where no question has one."""
    if all(each.row.cluster is None for each in group):
        return None
    return [
        f"question {each.row.qid}" if each.row.cluster is None else f"cluster {each.row.cluster}"
        for each in group
    ]


def _exact(
    metric: _Metric, successes: float, trials: float, clusters: Sequence[str] | None
) -> Interval:
    """What is known of a share that is 0 or 1 in the sample; questions of a cluster count once."""
    independent = int(trials) if clusters is None else min(int(trials), len(set(clusters)))
    found = bootstrap.exact_interval(independent if successes else 0, independent)
    low, high = metric.of_share(found.low), metric.of_share(found.high)
    return Interval(rounded(low), rounded(high), found.method)


# -- the metrics --------------------------------------------------------------------------------


def _value(name: str) -> _Metric:
    def columns(each: ScoredQuestion) -> tuple[float, ...] | None:
        value = each.values.get(name)
        return None if value is None else (value, 1.0)

    return _Metric(columns, bootstrap.mean, share=_of_mean)


def _of_mean(sums: Array) -> tuple[float, float]:
    return float(sums[0]), float(sums[1])


def _of_parts(*parts: int) -> Callable[[Array], tuple[float, float]]:
    """The first column among itself and others."""
    return lambda sums: (float(sums[0]), float(sums[0] + sum(sums[part] for part in parts)))


def _abstention(each: ScoredQuestion) -> tuple[float, ...] | None:
    """Rightly refused, wrongly refused, wrongly answered."""
    if each.answerable is None:
        return None
    refused = each.prediction.abstained
    return (
        float(refused and not each.answerable),
        float(refused and each.answerable),
        float(not refused and not each.answerable),
    )


def _share(*parts: int) -> Callable[[Array], Array]:
    """The first column over the sum of the first and others; 0 where all are."""

    def figure(sums: Array) -> Array:
        whole = sums[:, 0] + sum(sums[:, part] for part in parts)
        found: Array = np.divide(sums[:, 0], whole, out=np.zeros(len(sums)), where=whole > 0)
        return found

    return figure


def _f1(sums: Array) -> Array:
    twice = 2 * sums[:, 0]
    whole = twice + sums[:, 1] + sums[:, 2]
    found: Array = np.divide(twice, whole, out=np.zeros(len(sums)), where=whole > 0)
    return found


def _answered(each: ScoredQuestion) -> tuple[float, ...] | None:
    """Confidence, and whether it is right."""
    if each.right is None or each.prediction.abstained:
        return None
    return each.prediction.confidence, float(each.right)


def _confidence(each: ScoredQuestion) -> tuple[float, ...] | None:
    return None if each.answerable is None else (each.prediction.confidence, float(each.answerable))


def _ordered(figure: Callable[[Array, Array], float]) -> Callable[[Array], Array]:
    return lambda values: np.array([figure(values[:, 0], values[:, 1])])


def _answers(scored: Sequence[ScoredQuestion]) -> tuple[Array, Array]:
    found = [columns for each in scored if (columns := _answered(each)) is not None]
    values = np.array(found, dtype=np.float64).reshape(-1, 2)
    return values[:, 0], values[:, 1]


_SPECIAL: Final = {
    "abstain_precision": _Metric(_abstention, _share(1), needs_both=True, share=_of_parts(1)),
    # F1 is 2J / (1 + J) of the share J that is right among all that is refused or should be.
    "abstain_f1": _Metric(
        _abstention,
        _f1,
        needs_both=True,
        share=_of_parts(1, 2),
        of_share=lambda share: 2 * share / (1 + share),
    ),
    "ece": _Metric(_answered, _ordered(calibration.expected_calibration_error), by_sums=False),
    "aurc": _Metric(_answered, _ordered(calibration.area_under_risk_coverage), by_sums=False),
    "confidence_auroc": _Metric(
        _confidence,
        _ordered(lambda scores, positive: calibration.auroc(scores, positive > 0)),
        by_sums=False,
    ),
}
_METRICS: Final = {name: _SPECIAL.get(name) or _value(name) for name in METRICS}
