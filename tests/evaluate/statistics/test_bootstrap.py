"""Intervals: what they are of, and how often they hold the truth (simulated)."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from briqa.evaluate.metrics.summary import _f1
from briqa.evaluate.statistics.bootstrap import (
    by_cluster,
    draw,
    exact_interval,
    mean,
    percentile_interval,
)

Array = npt.NDArray[np.float64]
Sampler = Callable[[np.random.Generator], Array]
TRIALS = 600
# A share of .95 over so many trials lies within .03 of it in 999 of 1000 simulations.
SLACK = 0.01


def _coverage(sample: Sampler, truth: float, statistic: Callable[[Array], Array] = mean) -> float:
    """How often the interval of a mean or ratio holds the truth."""
    generator = np.random.default_rng(20)
    held = 0
    for trial in range(TRIALS):
        units = sample(generator)
        drawn = draw(len(units), resamples=400, seed=trial)
        found = percentile_interval(statistic(drawn.sums(units)), len(units))
        assert found is not None
        held += found.low - 1e-12 <= truth <= found.high + 1e-12
    return held / TRIALS


def _ones(values: Array) -> Array:
    return np.stack([values, np.ones(len(values))], axis=1)


@pytest.mark.parametrize(
    ("sample", "truth"),
    [
        (lambda rng: _ones((rng.random(50) < 0.1) * 1.0), 0.1),
        (lambda rng: _ones((rng.random(50) < 0.5) * 1.0), 0.5),
        (lambda rng: _ones((rng.random(100) < 0.3) * 1.0), 0.3),
        (lambda rng: _ones((rng.random(150) < 0.85) * 1.0), 0.85),
        (lambda rng: _ones(rng.beta(2.0, 3.0, 100)), 0.4),
        (lambda rng: _ones(1 / rng.integers(1, 6, 120)), float(np.mean(1 / np.arange(1, 6)))),
    ],
    ids=["low share, few", "half, few", "share", "high share", "graded", "reciprocal ranks"],
)
def test_the_interval_holds_the_truth_95_times_in_100(sample: Sampler, truth: float) -> None:
    assert 0.93 - SLACK <= _coverage(sample, truth) <= 0.97 + SLACK


def _refusals(rng: np.random.Generator) -> Array:
    """Rightly refused, wrongly refused and wrongly answered among 50 questions."""
    unanswerable = rng.random(50) < 0.3
    refused = rng.random(50) < np.where(unanswerable, 0.8, 0.1)
    parts = (unanswerable & refused, ~unanswerable & refused, unanswerable & ~refused)
    return np.stack(parts, axis=1).astype(np.float64)


def test_the_interval_of_a_ratio_holds_the_truth_as_often() -> None:
    # Of 100 questions 24 are rightly and 7 wrongly refused, 6 wrongly answered: F1 = 48 / 61.
    assert 0.93 - SLACK <= _coverage(_refusals, 48 / 61, _f1) <= 0.97 + SLACK


def _clustered(rng: np.random.Generator, clusters: int = 40) -> tuple[Array, list[str]]:
    sizes = rng.integers(3, 12, clusters)
    shares = rng.beta(2.0, 2.0, clusters)
    values = np.concatenate(
        [(rng.random(size) < share) * 1.0 for size, share in zip(sizes, shares, strict=True)]
    )
    names = [str(at) for at, size in enumerate(sizes) for _ in range(size)]
    return _ones(values), names


def test_clustered_questions_need_the_wider_interval_that_clusters_give() -> None:
    def by_document(rng: np.random.Generator) -> Array:
        return by_cluster(*_clustered(rng))

    assert 0.93 - SLACK <= _coverage(by_document, 0.5) <= 0.97 + SLACK
    assert _coverage(lambda rng: _clustered(rng)[0], 0.5) < 0.9


def test_thirty_clusters_are_enough() -> None:
    coverage = _coverage(lambda rng: by_cluster(*_clustered(rng, 30)), 0.5)
    assert 0.93 - SLACK <= coverage <= 0.97 + SLACK


def test_sums_over_clusters_are_those_of_their_questions() -> None:
    values = np.array([[1.0, 1.0], [0.5, 1.0], [0.25, 1.0]])
    assert by_cluster(values, ["b", "a", "b"]).tolist() == [[1.25, 2.0], [0.5, 1.0]]
    assert by_cluster(values, None) is values


def test_the_same_seed_draws_the_same_and_every_resample_is_as_large_as_the_sample() -> None:
    first, again = (draw(7, resamples=50, seed=3).counts for _ in range(2))
    assert (first == again).all()
    assert (first.sum(axis=1) == 7).all()
    assert (first != draw(7, resamples=50, seed=4).counts).any()


def test_nothing_is_said_of_one_question() -> None:
    assert percentile_interval(np.array([1.0, 1.0]), 1) is None
    assert percentile_interval(np.array([np.nan]), 5) is None


def test_all_of_ten_may_still_be_seven_of_ten() -> None:
    # Clopper and Pearson: the lower end is (alpha / 2) ** (1 / n).
    found = exact_interval(10, 10)
    assert found.low == pytest.approx(0.025 ** (1 / 10), abs=1e-9)
    assert (found.high, found.method) == (1.0, "exact")
