"""The scale of a table that states none, told by the prose around it.

The one thing to know: "$24.2 million of net income and $47.6 million of charges" beside the cells
24,193 and 47,625 says that the table is in thousands. Three cells must be met by the prose with one
scale and none with another, each to the prose's own rounding, before anything is concluded.
"""

import bisect
import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.quantity import Quantity
from briqa.quantities.tables import Table

_FACTORS: Final = (1e3, 1e6)
_REACH: Final = 6000  # characters before and behind a table
_FEWEST: Final = 3  # cells that the prose must meet
_LEAST: Final = 1e5  # what prose says in millions
_DIGITS: Final = lazy_pattern(r"[0-9]+(?:,[0-9]{3})*(?:\.([0-9]+))?")
_SCALED: Final = lazy_pattern(r"(?:million|billion|trillion|mn|bn|[mbMB])\b")
_RATE: Final = lazy_pattern(r"\bper\b|%|\bEPS\b|\bratio\b", re.IGNORECASE)


def infer_scales(
    text: str, tables: Sequence[Table], cells: Sequence[Quantity], prose: Sequence[Quantity]
) -> Iterator[Quantity]:
    """The cells of `tables`, those of a table without a stated scale multiplied by the inferred.

    Args:
        text: what all spans count in.
        tables: the tables in order.
        cells: the quantities inside them, in order.
        prose: the quantities outside, in order.
    """
    starts = [quantity.span.start for quantity in cells]
    outside = [quantity.span.start for quantity in prose]
    for table in tables:
        first = bisect.bisect_left(starts, table.span.start)
        inside = cells[first : bisect.bisect_left(starts, table.span.end)]
        from_ = bisect.bisect_left(outside, table.span.start - _REACH)
        to = bisect.bisect_left(outside, table.span.end + _REACH)
        factor = _factor(text, inside, prose[from_:to])
        yield from inside if factor is None else (_times(cell, factor) for cell in inside)


def _factor(text: str, cells: Sequence[Quantity], around: Sequence[Quantity]) -> float | None:
    amounts = [cell for cell in cells if _is_amount(cell)]
    if len(amounts) < _FEWEST or any(_is_scaled(text, cell) for cell in amounts):
        return None
    stated = [
        (abs(found.value), _step(text, found))
        for found in around
        if found.kind == "money" and abs(found.value) >= _LEAST and _says_scale(text, found)
    ]
    if len(stated) < _FEWEST:
        return None
    values = {abs(cell.value) for cell in amounts}
    met = {
        factor: sum(
            any(abs(value * factor - said) <= step / 2 for said, step in stated)
            for value in values
            if value * factor >= _LEAST
        )
        for factor in (1.0, *_FACTORS)
    }
    best = max(_FACTORS, key=lambda factor: met[factor])
    others = [count for factor, count in met.items() if factor != best]
    return best if met[best] >= _FEWEST and not any(others) else None


def _is_amount(cell: Quantity) -> bool:
    """Whether a cell holds a sum, not a rate, a year or a count of something named."""
    return (
        (cell.kind == "money" or (cell.kind == "count" and cell.unit is None))
        and _RATE.search(f"{cell.subject or ''} {cell.measure or ''}") is None
        and cell.value != 0
    )


def _written(text: str, quantity: Quantity) -> re.Match[str] | None:
    return _DIGITS.search(text, quantity.span.start, quantity.span.end)


def _is_scaled(text: str, cell: Quantity) -> bool:
    written = _written(text, cell)
    if written is None:
        return True
    return abs(abs(cell.value) - float(written.group().replace(",", ""))) > 1e-9 * abs(cell.value)


def _step(text: str, quantity: Quantity) -> float:
    """The place of the last digit written: 1e5 for $24.2 million."""
    written = _written(text, quantity)
    number = float(written.group().replace(",", "")) if written else 0.0
    if written is None or number == 0:
        return 0.0
    return abs(quantity.value) / number * 0.1 ** len(written.group(1) or "")


def _says_scale(text: str, quantity: Quantity) -> bool:
    return _SCALED.search(text, quantity.span.start, quantity.span.end) is not None


def _times(cell: Quantity, factor: float) -> Quantity:
    if not _is_amount(cell):
        return cell
    return dataclasses.replace(
        cell,
        value=cell.value * factor,
        value_low=cell.value_low * factor,
        value_high=cell.value_high * factor,
    )
