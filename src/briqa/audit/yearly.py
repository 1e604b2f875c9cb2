"""Growth on the year before, where that year's value stands elsewhere in the document.

The one thing to know: two figures are of one series only if subject, measure and unit agree; since
a text may mean another circle by the same words, a mismatch is doubtful, not a contradiction.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from briqa.audit.finding import Finding
from briqa.audit.reading import AuditedText, Figure, terms
from briqa.quantities.rounding import Interval

_ASIDE: Final = re.compile(r"[^.;()%]{0,50}?(?:,? \(|, )[^.;()%0-9]{0,30}")
_KINDS: Final = ("money", "count", "measure")

_Series = tuple[frozenset[str], frozenset[str], str, int]


def find_yearly_growth(text: AuditedText) -> Iterator[Finding]:
    """Values with their growth, against the same thing a year earlier."""
    levels: dict[_Series, Figure] = {}
    for sentence in text.sentences:
        for figure in sentence.figures:
            series = _series(figure)
            if series is not None:
                levels.setdefault(series, figure)
    for sentence in text.sentences:
        for level, rate in itertools.pairwise(sentence.figures):
            series = _series(level)
            if series is None or not _is_growth_of(text, level, rate):
                continue
            before = levels.get((*series[:3], series[3] - 1))
            if before is not None and before.value > 0:
                yield _finding(text, before, level, rate)


def _series(figure: Figure) -> _Series | None:
    """What a figure is a value of, and its year; None where that isn't wholly known."""
    quantity = figure.quantity
    if quantity.kind not in _KINDS or not (quantity.subject and quantity.measure):
        return None
    if quantity.unit is None or not re.fullmatch("[0-9]{4}", quantity.period or ""):
        return None
    return (
        terms(quantity.subject),
        terms(quantity.measure),
        quantity.unit,
        int(quantity.period or 0),
    )


def _is_growth_of(text: AuditedText, level: Figure, rate: Figure) -> bool:
    return (
        rate.unit == "percent"
        and rate.quantity.direction is not None
        and _ASIDE.fullmatch(text.between(level, rate)) is not None
    )


def _finding(text: AuditedText, before: Figure, level: Figure, rate: Figure) -> Finding:
    sign = -1 if rate.quantity.direction == "down" else 1

    def formula(figures: Sequence[Interval]) -> Interval:
        first, last = figures
        return ((last / first) + Interval(-1, -1)) * (100 * sign)

    return text.equation(
        "growth",
        formula,
        [before, level],
        rate,
        written=f"({level.label} / {before.label} − 1) × 100",
        sure=False,
    )
