"""Percentages of things that come whole: no number of trains may give the growth stated.

728 trains after a growth of 17.7% would need 618.5 trains before: 618 give 17.8%, 619 give 17.6%.
"""

import itertools
import math
import re
from collections.abc import Iterator
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedText, Figure
from briqa.quantities.rounding import Interval

_ASIDE: Final = re.compile(
    r"[^.;()%0-9]{0,40}?(?:in [0-9]{4})?(?:,? \(|, | )(?:in [0-9]{4},? ?)?[^.;()%0-9]{0,24}"
)
_LARGEST: Final = 5000  # above it some whole number always comes close enough


def find_whole_numbers(text: AuditedText) -> Iterator[Finding]:
    """Exact counts with the growth that led to them."""
    for sentence in text.sentences:
        for count, rate in itertools.pairwise(sentence.figures):
            if not _is_count(count) or not _is_growth(rate):
                continue
            if _ASIDE.fullmatch(text.between(count, rate)):
                yield _finding(text, count, rate)


def _is_count(figure: Figure) -> bool:
    quantity = figure.quantity
    return (
        quantity.kind == "count"
        and quantity.unit is not None
        and quantity.bound is None
        and quantity.direction is None
        and figure.rounding.is_exact
        and 10 <= quantity.value <= _LARGEST
        and quantity.value % 100 != 0
    )


def _is_growth(figure: Figure) -> bool:
    quantity = figure.quantity
    return (
        quantity.unit == "percent"
        and quantity.direction is not None
        and quantity.bound is None
        and not quantity.is_range
        and quantity.value > 0
    )


def _finding(text: AuditedText, count: Figure, rate: Figure) -> Finding:
    sign = -1 if rate.quantity.direction == "down" else 1
    before = count.value / (1 + sign * rate.value / 100) if rate.value < 100 or sign > 0 else 0.0
    nearest = min(
        (max(1, math.floor(before)), max(1, math.ceil(before))),
        key=lambda whole: abs(_rate(count.value, whole, sign) - rate.value),
    )
    given = _rate(count.value, nearest, sign)
    holds = abs(given - rate.value) <= rate.rounding.step / 2 + 1e-9
    return text.finding(
        "whole numbers",
        [count, rate],
        formula=f"({count.label} / {nearest} − 1) × 100 = {sign * given:.4g}%, the nearest that a"
        f" whole number before gives; the text says {rate.label}",
        verdict="holds" if holds else "doubtful",
        stated=rate.value,
        computed=Interval(
            min(_rate(count.value, whole, sign) for whole in _neighbours(before)),
            max(_rate(count.value, whole, sign) for whole in _neighbours(before)),
        ),
        fits="" if holds else f"{given:.4g}% would fit",
    )


def _neighbours(before: float) -> tuple[int, int]:
    return max(1, math.floor(before)), max(1, math.ceil(before))


def _rate(count: float, before: int, sign: int) -> float:
    return sign * (count / before - 1) * 100
