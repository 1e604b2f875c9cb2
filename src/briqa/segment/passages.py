"""Passages: whole sentences of one section, packed to a size that an encoder takes in whole.

The packing is a small dynamic programme per section: it balances the passages' sizes around a
target and prefers to cut where the author did, at a paragraph, list or run-in head. Changing one
section therefore never moves the passages of another.
"""

from collections.abc import Sequence

from briqa.segment.structure import PassageSettings


def pack(
    sizes: Sequence[int], breaks: Sequence[bool], settings: PassageSettings
) -> list[tuple[int, int]]:
    """Cuts a section's sentences into runs `[first, behind)` near the target size.

    Minimises the sum of `(size - target)²` over runs, plus `split_cost` for each cut that isn't
    at a break. A sentence longer than `max_tokens` gets a run of its own.

    Args:
        sizes: the tokens of each sentence.
        breaks: for each sentence, whether a paragraph or item begins with it.
        settings: the sizes to aim at.

    >>> pack([60, 70, 60, 70], [True, False, True, False], PassageSettings())
    [(0, 2), (2, 4)]
    """
    count = len(sizes)
    best: list[float] = [0.0] + [float("inf")] * count
    previous = [0] * (count + 1)
    for behind in range(1, count + 1):
        total = 0
        for first in range(behind - 1, -1, -1):
            total += sizes[first]
            if total > settings.max_tokens and first < behind - 1:
                break
            cost = best[first] + (total - settings.target_tokens) ** 2
            if first > 0 and not breaks[first]:
                cost += settings.split_cost
            if cost < best[behind]:
                best[behind], previous[behind] = cost, first
    runs: list[tuple[int, int]] = []
    behind = count
    while behind > 0:
        runs.append((previous[behind], behind))
        behind = previous[behind]
    return runs[::-1]
