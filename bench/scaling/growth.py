"""Whether a cost grows faster than n log n."""

import math
from collections.abc import Mapping


def n_log_n(size: int) -> float:
    """What sorting so many things is worth, up to a constant."""
    return size * math.log(max(size, 2))


def times_n_log_n(costs: Mapping[int, float]) -> float:
    """How many times as much a cost grows as n log n does, from the least size to the most.

    Args:
        costs: size → cost, two sizes at least, none of the costs 0.

    Returns:
        At most 1 for what grows no faster; 0.1 for what grows as ten times less.
    """
    least, most = min(costs), max(costs)
    return costs[most] / costs[least] / (n_log_n(most) / n_log_n(least))
