"""Whether the confidence means what it says: calibration, risk by coverage, and ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """The answers whose confidence lies in `[low, high)`, the last bin's end included.

    Attributes:
        low: lower end.
        high: upper end.
        n: how many answers.
        confidence: their mean confidence.
        correct: the share of them that is right.
    """

    low: float
    high: float
    n: int
    confidence: float
    correct: float


def calibration_bins(confidence: Array, correct: Array) -> list[CalibrationBin]:
    """The answers in ten bins of equal width; empty bins are left out.

    Args:
        confidence: of each answer, from 0 to 1.
        correct: 1 for each that is right, 0 else.
    """
    places = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    found = []
    for place in range(BINS):
        inside = places == place
        n = int(np.count_nonzero(inside))
        if n:
            means = (float(np.add.reduce(values[inside])) / n for values in (confidence, correct))
            found.append(CalibrationBin(place / BINS, (place + 1) / BINS, n, *means))
    return found


def expected_calibration_error(confidence: Array, correct: Array) -> float:
    """How far confidence and share of right answers lie apart, over bins, weighed by their size.

    Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017). NaN without answers.
    """
    bins = calibration_bins(confidence, correct)
    total = sum(each.n for each in bins)
    if not total:
        return float("nan")
    return sum(each.n * abs(each.confidence - each.correct) for each in bins) / total


def risk_coverage(confidence: Array, correct: Array) -> tuple[Array, Array]:
    """The risk at each coverage: answers from the surest on, and the share of them that is wrong.

    El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification" (JMLR 2010).
    Answers of equal confidence come together, since no threshold tells them apart.

    Returns:
        Coverage, rising to 1, and the risk there; both empty without answers.
    """
    order = np.argsort(-confidence, kind="stable")
    wrong = np.add.accumulate(1 - correct[order])
    counts = np.arange(1, len(order) + 1)
    sorted_confidence = confidence[order]
    last = np.append(sorted_confidence[1:] != sorted_confidence[:-1], True)[: len(order)]
    return counts[last] / len(order) if len(order) else wrong, wrong[last] / counts[last]


def area_under_risk_coverage(confidence: Array, correct: Array) -> float:
    """The mean risk over all coverages (AURC, Geifman and El-Yaniv 2019); NaN without answers."""
    coverage, risk = risk_coverage(confidence, correct)
    if not len(coverage):
        return float("nan")
    return float(np.add.reduce(np.diff(coverage, prepend=0.0) * risk))


def auroc(scores: Array, positive: npt.NDArray[np.bool_]) -> float:
    """The chance that a positive scores above a negative, ties half (Mann and Whitney 1947).

    NaN where either is missing.
    """
    positives, negatives = int(np.count_nonzero(positive)), int(np.count_nonzero(~positive))
    if not positives or not negatives:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    behind = np.add.accumulate(counts)
    ranks = behind - (counts - 1) / 2
    above = float(np.add.reduce(ranks[inverse][positive])) - positives * (positives + 1) / 2
    return above / (positives * negatives)


def curve_points(coverage: Sequence[float], most: int = 100) -> list[int]:
    """At most so many places of a curve, evenly spread, the last among them."""
    count = len(coverage)
    if count <= most:
        return list(range(count))
    return sorted({round(step * (count - 1) / (most - 1)) for step in range(most)})
