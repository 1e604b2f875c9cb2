"""Figures that can be compared: of one measure, in units that convert to one another.

The one thing to know: an amount and its change are two measures, and what is said of no measure or
in no unit is never compared, since nobody knows whether it is of the same thing.
"""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briqa.figures.row import FigureRow
from briqa.quantities import Quantity
from briqa.quantities.families import UnitFamily, converted, family_of
from briqa.quantities.periods import read_period
from briqa.quantities.role_measures import measure_words

# Fewer say nothing that a sentence doesn't.
FEWEST: Final = 3
# Of the figures of a comparison so many have a time at least if it is one over time.
_TIMED_SHARE: Final = 0.5
_LARGEST: Final = 1e300


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of one measure in one unit.

    Attributes:
        measure: what was counted or measured, as one of the figures has it.
        is_change: whether the figures are changes of it.
        unit: the unit that most of them are in.
        rows: the figures by place, each once, with `in_unit` in that unit.
    """

    measure: str
    is_change: bool
    unit: str
    rows: tuple[FigureRow, ...]

    @property
    def name(self) -> str:
        """What is compared, without its unit."""
        return f"{self.measure} (change)" if self.is_change else self.measure

    @property
    def is_over_time(self) -> bool:
        """Whether most have a time, three at least, two of them of the same subject."""
        timed = [row for row in self.rows if middle_of(row.quantity.period) is not None]
        times: dict[str | None, set[float | None]] = {}
        for row in timed:
            times.setdefault(row.quantity.subject, set()).add(middle_of(row.quantity.period))
        return (
            len(timed) >= max(FEWEST, _TIMED_SHARE * len(self.rows))
            and max(map(len, times.values())) > 1
        )


def middle_of(written: str | None) -> float | None:
    """The middle of a year, month or day, in years; None for anything else and for stretches."""
    period = read_period(written) if written else None
    if period is None or period.is_stretch:
        return None
    return (_in_years(*period.first) + _in_years(*period.last)) / 2


def is_drawable(quantity: Quantity) -> bool:
    """Whether an axis can reach as far as a figure."""
    ends = (quantity.value_low, quantity.value_high)
    return all(math.isfinite(end) and abs(end) < _LARGEST for end in ends)


def _in_years(year: float, month: int, day: int) -> float:
    return year + (month - 1 + (day - 0.5) / 31) / 12


def find_comparisons(rows: Sequence[FigureRow]) -> list[Comparison]:
    """The comparisons that some figures allow, the largest first.

    Args:
        rows: by place.
    """
    groups: dict[Hashable, list[FigureRow]] = {}
    for row in rows:
        key = _comparable_by(row.quantity)
        if key is not None:
            groups.setdefault(key, []).append(row)
    found = [made for group in groups.values() if (made := _comparison(group)) is not None]
    return sorted(found, key=lambda made: (-len(made.rows), made.name, made.unit))


def _comparable_by(quantity: Quantity) -> tuple[frozenset[str], UnitFamily, bool] | None:
    if quantity.unit is None or quantity.measure is None or quantity.kind == "ordinal":
        return None
    words = measure_words(quantity.measure)
    return (frozenset(words), family_of(quantity), _is_change(quantity)) if words else None


def _is_change(quantity: Quantity) -> bool:
    """Whether a figure is an amount of change, rather than what something rose or fell to."""
    return quantity.direction is not None and quantity.series is None


def _comparison(group: Sequence[FigureRow]) -> Comparison | None:
    units = Counter(row.quantity.unit for row in group if row.quantity.unit)
    unit = max(units, key=lambda name: (units[name], name))
    once: dict[Hashable, FigureRow] = {}
    for row in group:
        quantity = converted(row.quantity, unit)
        if quantity is not None and is_drawable(quantity):
            said = (
                quantity.subject,
                quantity.period,
                quantity.bound,
                quantity.value_low,
                quantity.value_high,
            )
            once.setdefault(said, replace(row, in_unit=quantity))
    if len(once) < FEWEST:
        return None
    first = group[0].quantity
    return Comparison(first.measure or "", _is_change(first), unit, tuple(once.values()))
