"""What the audit says of one relation: the figures in it, the arithmetic, and the verdict."""

from dataclasses import dataclass
from typing import Literal

from briqa.spans import Span

Relation = Literal[
    "share",
    "total",
    "part of whole",
    "growth",
    "change",
    "direction",
    "comparison",
    "list",
    "repeated",
    "rank",
    "whole numbers",
    "year",
    "table total",
    "table change",
]
Verdict = Literal["contradiction", "doubtful", "holds_within_rounding", "holds"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation between figures of a document, recomputed.

    Attributes:
        relation: what sort of relation the text states.
        spans: the figures and list items in it, canonical, in text order.
        formula: the arithmetic with its numbers, as "1.49 trillion / 5.45 trillion = 27.34%; the
            text says 27.3%".
        stated: the figure that the others check; None where the relation isn't about one.
        computed_low: the least that the others allow for it, their rounding considered.
        computed_high: the most that they allow.
        verdict: whether it holds.
        fits: what would make it hold, in words; empty where it holds or nothing simple would.
    """

    relation: Relation
    spans: tuple[Span, ...]
    formula: str
    stated: float | None
    computed_low: float | None
    computed_high: float | None
    verdict: Verdict
    fits: str = ""
