"""The orders in which figures can be listed.

The one thing to know: the sorts are stable, so what is equal stays by place, and what lacks the
thing that is sorted by comes last in either direction.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any, Final, Literal

from briqa.figures.row import FigureRow
from briqa.quantities.families import UnitFamily, converted, family_of
from briqa.quantities.periods import read_period

Sort = Literal["place", "value", "period", "unit", "kind", "subject", "measure"]

# A key that compares with others of the same order; None where the row lacks what it is made of.
_Key = Callable[[FigureRow], Any]


def in_order(rows: Sequence[FigureRow], sort: Sort, *, descending: bool) -> list[FigureRow]:
    """Rows that come by place in another order.

    Args:
        rows: by place.
        sort: the order.
        descending: the greatest, latest or last first.
    """
    if sort == "place":
        return list(rows[::-1] if descending else rows)
    if sort == "unit":
        return _by_family(rows, descending=descending)
    return _sorted(rows, _KEYS[sort], descending=descending)


def count_families(rows: Sequence[FigureRow]) -> dict[UnitFamily, int]:
    """The families of some figures, that with most figures first, those without a unit last."""
    counts = Counter(family_of(row.quantity) for row in rows)
    return dict(sorted(counts.items(), key=_family_place))


def _family_place(counted: tuple[UnitFamily, int]) -> tuple[bool, int, str]:
    family, count = counted
    return family.unit is None, -count, family.name


def _by_family(rows: Sequence[FigureRow], *, descending: bool) -> list[FigureRow]:
    """Family after family, always in the same order, and by value within each."""
    groups: dict[UnitFamily, list[FigureRow]] = {family: [] for family in count_families(rows)}
    for row in rows:
        groups[family_of(row.quantity)].append(row)
    return [row for group in groups.values() for row in _by_value(group, descending=descending)]


def _by_value(group: Sequence[FigureRow], *, descending: bool) -> list[FigureRow]:
    """Figures of one family, compared in the unit that most of them have."""
    ((unit, _),) = Counter(row.quantity.unit for row in group).most_common(1)
    return _sorted(group, partial(_value_in, unit=unit), descending=descending)


def _value_in(row: FigureRow, unit: str | None) -> float | None:
    quantity = converted(row.quantity, unit)
    return None if quantity is None else quantity.value


def _sorted(rows: Sequence[FigureRow], key: _Key, *, descending: bool) -> list[FigureRow]:
    keyed = [(key(row), row) for row in rows]
    lacking = [row for found, row in keyed if found is None]
    having = [pair for pair in keyed if pair[0] is not None]
    having.sort(key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in having] + lacking


def _value(row: FigureRow) -> float:
    return (row.in_unit or row.quantity).value


def _period(row: FigureRow) -> tuple[object, object] | None:
    return _days(row.quantity.period) if row.quantity.period else None


@lru_cache(maxsize=4096)
def _days(written: str) -> tuple[object, object] | None:
    period = read_period(written)
    return None if period is None else (period.first, period.last)


def _folded(words: str | None) -> str | None:
    return words.casefold() if words else None


_KEYS: Final[dict[Sort, _Key]] = {
    "value": _value,
    "period": _period,
    "kind": lambda row: row.quantity.kind,
    "subject": lambda row: _folded(row.quantity.subject),
    "measure": lambda row: _folded(row.quantity.measure),
}
