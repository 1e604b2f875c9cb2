"""Bootstrap intervals: how far a figure would move with other questions of the same sort.

Questions, or clusters of questions where they depend on each other, are drawn with replacement.
The interval is the expanded percentile interval (Hesterberg, "What Teachers Should Know About the
Bootstrap", 2015, section 4.1.3): the plain percentiles are a little narrow for few questions, which
a Student quantile makes up for. `tests/evaluate/statistics` simulates how often it holds the truth.

The one thing to know: sums are taken by numpy's own loops and never by BLAS, whose last digits
depend on the number of threads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from briqa.evaluate.statistics.rounding import rounded

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

LEVEL: Final = 0.95
RESAMPLES: Final = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95% confidence interval.

    Attributes:
        low: its lower end.
        high: its upper end.
        method: "bootstrap"; "exact" for a share that is all or nothing in the sample, where no
            resample differs from it and the binomial distribution says more (Clopper and Pearson,
            Biometrika 1934).
    """

    low: float
    high: float
    method: Literal["bootstrap", "exact"]


@dataclass(frozen=True, slots=True)
class Resamples:
    """Which units each resample holds, and how often.

    Attributes:
        counts: int64 of shape (resamples, units).
    """

    counts: Counts

    @property
    def units(self) -> int:
        """How many units were drawn from."""
        return int(self.counts.shape[1])

    def sums(self, values: Array) -> Array:
        """The sum of values over each resample: (resamples, columns).

        Args:
            values: float64 of shape (units, columns).
        """
        found: Array = np.einsum("ru,uc->rc", self.counts, values, optimize=False)
        return found


def draw(units: int, *, resamples: int, seed: int) -> Resamples:
    """Draws as many units as there are, with replacement, so many times.

    Args:
        units: how many there are, at least one.
        resamples: how many times.
        seed: fixes every draw.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    counts = np.empty((resamples, units), dtype=np.int64)
    for row in counts:
        row[:] = np.bincount(generator.integers(0, units, size=units), minlength=units)
    return Resamples(counts)


def percentile_interval(values: Array, units: int) -> Interval | None:
    """The expanded percentile interval of a figure.

    Args:
        values: the figure of each resample; those that aren't numbers don't count.
        units: how many units were drawn from.

    Returns:
        The interval; None where fewer than two units, or no resample, have the figure.
    """
    from scipy.stats import norm, t

    finite = values[np.isfinite(values)]
    if units < 2 or not len(finite):
        return None
    tail = (1 - LEVEL) / 2
    expanded = float(norm.cdf(np.sqrt(units / (units - 1)) * t.ppf(tail, units - 1)))
    low, high = np.quantile(finite, [expanded, 1 - expanded])
    return Interval(rounded(float(low)), rounded(float(high)), "bootstrap")


def exact_interval(successes: int, trials: int) -> Interval:
    """The exact binomial interval of a share."""
    from scipy.stats import binomtest

    found = binomtest(successes, trials).proportion_ci(LEVEL, method="exact")
    return Interval(rounded(float(found.low)), rounded(float(found.high)), "exact")


def by_cluster(values: Array, clusters: Sequence[str] | None) -> Array:
    """Values summed within each cluster, in the order in which clusters first stand.

    Args:
        values: float64 of shape (questions, columns).
        clusters: the cluster of each question; None where each is its own.
    """
    if clusters is None:
        return values
    places = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
    summed = np.zeros((len(places), values.shape[1]))
    np.add.at(summed, [places[name] for name in clusters], values)
    return summed


Statistic = Callable[[Array], Array]
"""Sums of components, (resamples, columns) → the figure made of them, (resamples,)."""


def mean(sums: Array) -> Array:
    """The mean from the sum of the values and the number of them."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Array = sums[:, 0] / sums[:, 1]
    return found
