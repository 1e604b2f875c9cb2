"""Passages: whole sentences of one section, packed to a size that an encoder takes in whole.

The packing is a small dynamic programme per section: it balances the passages' sizes around a
target and prefers to cut where the author did, at a paragraph, list or run-in head. Changing one
section therefore never moves the passages of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from briqa.spans import Span


class PassageKind(StrEnum):
    """Whether a passage can be evidence; only body passages are embedded and retrieved."""

    BODY = "body"
    REFERENCE = "reference"
    HEADING = "heading"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and retrieved.

    Attributes:
        span: the passage in the canonical text.
        section: index of its section.
        kind: whether it can be evidence.
        sentences: indices `[first, behind)` of its sentences; empty unless body or reference.
        header: the head rows of the table whose rows it continues, None otherwise.
    """

    span: Span
    section: int
    kind: PassageKind
    sentences: tuple[int, int] = (0, 0)
    header: Span | None = None


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """Sizes in tokens of the encoder.

    The target was chosen among 90, 110 and 130 on the questions in `bench/data`: larger passages
    find no more, and a reader has more to read.

    Attributes:
        target_tokens: the size that packing aims at.
        max_tokens: the most a passage may have; with a heading path in front it must still fit
            the encoder's window of 256.
        split_cost: the cost, in squared tokens, of cutting inside a paragraph.
    """

    target_tokens: int = 110
    max_tokens: int = 200
    split_cost: int = 2500

    def __post_init__(self) -> None:
        if not 0 < self.target_tokens <= self.max_tokens:
            raise ValueError(f"target {self.target_tokens} must be in 1..{self.max_tokens}")


DEFAULT_SIZES: Final = PassageSettings()


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
