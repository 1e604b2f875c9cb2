"""Two or more runs over the same questions: what differs, and whether by more than chance.

The one thing to know: tests are paired by question and corrected over all metrics and pairs looked
at (Holm), so a lone small p value among forty metrics isn't taken for a finding.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.table import ScoredQuestion
from briqa.evaluate.statistics import bootstrap
from briqa.evaluate.statistics.bootstrap import Interval
from briqa.evaluate.statistics.rounding import rounded
from briqa.evaluate.statistics.significance import holm, mcnemar_p, permutation_p

Array = npt.NDArray[np.float64]

# Below it a difference is called significant.
SIGNIFICANT: Final = 0.05


@dataclass(frozen=True, slots=True)
class NamedRun:
    """A run by the name of its folder, its questions scored."""

    name: str
    scored: tuple[ScoredQuestion, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric in the first run and in another, over the questions that have it in both.

    Attributes:
        metric: its name.
        first: the name of the first run.
        other: the name of the other.
        value_first: the metric in the first run.
        value_other: the metric in the other.
        interval: 95% interval of other minus first; None for a single question.
        p_permutation: of the paired permutation test.
        p_mcnemar: of McNemar's test; None unless the metric is yes or no for each question.
        p_holm: the permutation test's p value, corrected over all metrics and pairs.
        n: how many questions.
    """

    metric: str
    first: str
    other: str
    value_first: float
    value_other: float
    interval: Interval | None
    p_permutation: float
    p_mcnemar: float | None
    p_holm: float
    n: int

    @property
    def difference(self) -> float:
        """Other minus first."""
        return self.value_other - self.value_first

    @property
    def is_worse(self) -> bool:
        """Whether the other run is worse by more than chance."""
        return self.p_holm < SIGNIFICANT and self._gain < 0

    @property
    def is_better(self) -> bool:
        """Whether the other run is better by more than chance."""
        return self.p_holm < SIGNIFICANT and self._gain > 0

    @property
    def _gain(self) -> float:
        return self.difference if METRICS[self.metric].higher_is_better else -self.difference


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that one run gets right and the other wrong."""

    first: ScoredQuestion
    other: ScoredQuestion
    other_name: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs beside each other.

    Attributes:
        names: of the runs; the first is what the others are compared with.
        common: how many questions all of them have.
        only_some: ids of the questions that some of them lack.
        differences: by pair and metric.
        flips: by pair, in the set's order.
    """

    names: tuple[str, ...]
    common: int
    only_some: tuple[str, ...]
    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...]

    @property
    def worse(self) -> list[Difference]:
        """Where another run is worse than the first by more than chance."""
        return [found for found in self.differences if found.is_worse]

    def as_json(self) -> dict[str, object]:
        """The comparison as plain values."""
        return {
            "runs": list(self.names),
            "questions": self.common,
            "only_in_some": list(self.only_some),
            "level": bootstrap.LEVEL,
            "differences": [_difference_json(found) for found in self.differences],
            "flips": [_flip_json(flip) for flip in self.flips],
        }


def compare(
    runs: Sequence[NamedRun], *, resamples: int = bootstrap.RESAMPLES, seed: int = 0
) -> Comparison:
    """Compares runs with the first of them.

    Args:
        runs: at least two.
        resamples: how many each interval is drawn from.
        seed: fixes every draw.
    """
    by_id = [{each.row.qid: each for each in run.scored} for run in runs]
    every = dict.fromkeys(qid for known in by_id for qid in known)
    common = [qid for qid in every if all(qid in known for known in by_id)]
    in_all = set(common)
    first, *others = ([known[qid] for qid in common] for known in by_id)
    found = [
        difference
        for run, other in zip(runs[1:], others, strict=True)
        for difference in _differences(runs[0].name, run.name, first, other, resamples, seed)
    ]
    corrected = holm([difference.p_permutation for difference in found])
    return Comparison(
        tuple(run.name for run in runs),
        len(common),
        tuple(qid for qid in every if qid not in in_all),
        tuple(
            replace(difference, p_holm=p) for difference, p in zip(found, corrected, strict=True)
        ),
        tuple(
            Flip(ours, theirs, run.name)
            for run, other in zip(runs[1:], others, strict=True)
            for ours, theirs in zip(first, other, strict=True)
            if ours.right is not None and theirs.right is not None and ours.right != theirs.right
        ),
    )


def _differences(
    first_name: str,
    other_name: str,
    first: Sequence[ScoredQuestion],
    other: Sequence[ScoredQuestion],
    resamples: int,
    seed: int,
) -> Iterator[Difference]:
    for metric, text in METRICS.items():
        if text.higher_is_better is None:
            continue
        pairs = [
            (ours, theirs)
            for ours, theirs in zip(first, other, strict=True)
            if metric in ours.values and metric in theirs.values
        ]
        if not pairs:
            continue
        values = np.array([(ours.values[metric], theirs.values[metric]) for ours, theirs in pairs])
        clusters = _clusters([ours for ours, _ in pairs])
        yield _difference(metric, (first_name, other_name), values, clusters, resamples, seed)


def _difference(
    metric: str,
    names: tuple[str, str],
    values: Array,
    clusters: Sequence[str] | None,
    resamples: int,
    seed: int,
) -> Difference:
    apart = values[:, 1] - values[:, 0]
    units = bootstrap.by_cluster(np.stack([apart, np.ones(len(apart))], axis=1), clusters)
    drawn = bootstrap.draw(len(units), resamples=resamples, seed=seed)
    first_mean, other_mean = (float(np.add.reduce(column)) / len(values) for column in values.T)
    yes_or_no = bool(np.all((values == 0) | (values == 1)))
    p_value = permutation_p(units[:, 0], seed=seed)
    return Difference(
        metric,
        *names,
        first_mean,
        other_mean,
        bootstrap.percentile_interval(bootstrap.mean(drawn.sums(units)), len(units)),
        p_value,
        mcnemar_p(int(np.sum(apart < 0)), int(np.sum(apart > 0))) if yes_or_no else None,
        p_value,
        len(values),
    )


def _clusters(scored: Sequence[ScoredQuestion]) -> list[str] | None:
    if all(each.row.cluster is None for each in scored):
        return None
    return [each.row.cluster or f"question {each.row.qid}" for each in scored]


def _difference_json(found: Difference) -> Mapping[str, object]:
    interval = found.interval
    return {
        "metric": found.metric,
        "first": found.first,
        "other": found.other,
        "value_first": rounded(found.value_first),
        "value_other": rounded(found.value_other),
        "difference": rounded(found.difference),
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "p_permutation": rounded(found.p_permutation),
        "p_mcnemar": None if found.p_mcnemar is None else rounded(found.p_mcnemar),
        "p_holm": rounded(found.p_holm),
        "n": found.n,
        "worse": found.is_worse,
    }


def _flip_json(flip: Flip) -> Mapping[str, object]:
    return {
        "id": flip.first.row.qid,
        "question": flip.first.row.question,
        "other": flip.other_name,
        "right": "first" if flip.first.right else "other",
        "answer_first": flip.first.prediction.answer,
        "answer_other": flip.other.prediction.answer,
        "abstained_first": flip.first.prediction.abstained,
        "abstained_other": flip.other.prediction.abstained,
    }
