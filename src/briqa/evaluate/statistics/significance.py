"""Whether two runs differ by more than chance.

Runs answer the same questions, so tests are paired. Many metrics are looked at together, so their
p values are corrected (Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# Up to so many pairs that differ, all signs are tried; 2¹² are fewer than the draws.
_EXACT: Final = 12
DRAWS: Final = 10_000
# A sum of other signs counts as equal if only the order of adding parts it from the one observed.
_SAME: Final = 1e-9
_CHUNK: Final = 500


def permutation_p(differences: Array, *, seed: int) -> float:
    """The two-sided p value of a paired permutation test.

    Under no difference either run could have been the other, so each difference may have either
    sign (Fisher, "The Design of Experiments", 1935). For many pairs a seeded sample of sign
    patterns stands for all, the one observed among them (Phipson and Smyth, 2010).

    Args:
        differences: of each pair, or the sum of those in each cluster.
        seed: fixes the sample.
    """
    differing = differences[differences != 0]
    count = len(differing)
    if not count:
        return 1.0
    observed = abs(float(np.add.reduce(differing)))
    least = observed - _SAME * float(np.add.reduce(np.abs(differing)))
    if count <= _EXACT:
        patterns = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
        return float(np.mean(_signed_sums(patterns, differing) >= least))
    generator = np.random.Generator(np.random.PCG64(seed))
    as_far = 0
    for first in range(0, DRAWS, _CHUNK):
        drawn = generator.integers(0, 2, size=(min(_CHUNK, DRAWS - first), count))
        as_far += int(np.sum(_signed_sums(drawn, differing) >= least))
    return (as_far + 1) / (DRAWS + 1)


def _signed_sums(patterns: npt.NDArray[np.int64], differences: Array) -> Array:
    """The absolute sum of differences under each pattern of signs, by numpy's own loops."""
    found: Array = np.abs(np.einsum("pd,d->p", 2 * patterns - 1, differences, optimize=False))
    return found


def mcnemar_p(only_first: int, only_second: int) -> float:
    """The exact p value of McNemar's test (Psychometrika 1947) on pairs of yes and no.

    Args:
        only_first: pairs that are yes in the first run only.
        only_second: pairs that are yes in the second run only.
    """
    from scipy.stats import binomtest

    differing = only_first + only_second
    return float(binomtest(only_first, differing).pvalue) if differing else 1.0


def holm(p_values: Sequence[float]) -> list[float]:
    """P values corrected for looking at all of them; in the same order.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=lambda at: p_values[at])
    corrected = [1.0] * len(p_values)
    highest = 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, p_values[at] * (len(p_values) - rank)))
        corrected[at] = highest
    return corrected
