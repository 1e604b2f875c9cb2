"""Figures made ready for arithmetic: in one unit, with the numbers that each of them admits.

The one thing to know: an operand has two ranges. `written` holds what rounds to its digits and
says how precise a result may be; `admissible` also heeds its bound and says what a result may be.
"""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from briqa.answer.changes import is_change
from briqa.answer.exact import End, Range, exactly
from briqa.answer.pieces import Figure
from briqa.quantities import Quantity
from briqa.quantities.conversion import has_own_zero, rescale_exact, shares_dimension
from briqa.quantities.rounding import rounding_of
from briqa.values import dataclass

_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Operand:
    """A row's figure as a number of the common unit.

    Attributes:
        label: of the row.
        figure: as read from the document.
        unit: the common unit.
        value: as written; a range's low end, a fall negative among changes.
        written: the numbers that round to it; of a range its low end alone.
        admissible: the numbers that it may stand for.
    """

    label: str
    figure: Figure
    unit: str | None
    value: Fraction
    written: Range
    admissible: Range

    @property
    def quantity(self) -> Quantity:
        """The figure's quantity."""
        return self.figure.quantity

    @property
    def bounded(self) -> Range:
        """What its bound or its two ends leave, the digits taken as they are."""
        if self.quantity.bound is None and not self.quantity.is_range:
            return Range.point(self.value)
        return self.admissible

    @property
    def is_converted(self) -> bool:
        """Whether the document has it in another unit."""
        return self.quantity.unit is not None and rescales(self.quantity.unit, self.unit)


def rescales(source: str, target: str | None) -> bool:
    """Whether values change from one unit to the other."""
    return target is not None and source != target and shares_dimension(source, target)


def read_operands(
    figures: Sequence[tuple[str, Figure]], wanted_unit: str | None
) -> tuple[Operand, ...] | str:
    """Operands in one unit, or the plain reason why there are none.

    Args:
        figures: label and figure, at least one.
        wanted_unit: the unit to compute in, where the figures convert to it.
    """
    kinds = {figure.quantity.kind for _, figure in figures}
    if len(kinds & {"date", "ordinal"}) and len(kinds) > 1:
        return "Not the same kind of figure, so nothing is computed."
    changes = [is_change(figure) for _, figure in figures]
    if any(changes) and not all(changes):
        label = figures[changes.index(True)][0]
        return f"{label} has a change and not a level, so nothing is computed."
    unit = _common_unit([figure.quantity for _, figure in figures], wanted_unit)
    if isinstance(unit, _Unlike):
        return unit.reason
    return tuple(
        _operand(label, figure, unit, is_fall=all(changes) and figure.quantity.direction == "down")
        for label, figure in figures
    )


@dataclass(frozen=True, slots=True)
class _Unlike:
    reason: str


def _common_unit(quantities: Sequence[Quantity], wanted: str | None) -> str | _Unlike | None:
    units = list(dict.fromkeys(quantity.unit for quantity in quantities))
    named = [unit for unit in units if unit is not None]
    if not named:
        return None
    if len(named) < len(units):
        return _Unlike(f"Only some are in {_named(named[0])}, so nothing is computed.")
    for unit in [wanted, *named] if wanted else named:
        if all(shares_dimension(other, unit) for other in named):
            return unit
    for noun in sorted(named, key=len):
        # "rail-sea route" and "route" are counted alike.
        if all(other == noun or other.endswith(f" {noun}") for other in named):
            return noun
    are_money = all(quantity.kind == "money" for quantity in quantities)
    what = "currencies" if are_money else "units"
    return _Unlike(f"In different {what}: {_and(map(_named, named))}; nothing is computed.")


def _named(unit: str) -> str:
    return "%" if unit == "percent" else unit


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _operand(label: str, figure: Figure, unit: str | None, *, is_fall: bool) -> Operand:
    quantity = figure.quantity
    low, high = exactly(quantity.value_low), exactly(quantity.value_high)
    rounding = rounding_of(quantity, figure.citation.quote)
    step = exactly(rounding.step)
    half = Fraction(0) if rounding.is_exact else step * _HALF
    written = Range(low - half, low + half)
    if quantity.is_range:
        admissible = _bounded(quantity, Range(low, high), step)
    else:
        place = max(step, 2 * (exactly(rounding.wide.high) - low))
        admissible = _bounded(quantity, written, place)
    value = low

    def change(number: Fraction) -> Fraction:
        return _converted(number, quantity.unit, unit)

    value, written, admissible = change(low), written.mapped(change), admissible.mapped(change)
    if is_fall:
        value, written, admissible = -abs(value), -_size(written), -_size(admissible)
    return Operand(label, figure, unit, value, written, admissible)


def _size(numbers: Range) -> Range:
    """The numbers of a fall, of which some texts write the minus and some don't."""
    return -numbers if numbers.high <= 0 else numbers


def _converted(number: Fraction, source: str | None, target: str | None) -> Fraction:
    if source is None or target is None:
        return number
    converted = rescale_exact(number, source, target)
    return number if converted is None else converted  # a noun counted alike


def _bounded(quantity: Quantity, numbers: Range, place: Fraction) -> Range:
    """The numbers that a bound leaves; `place` is worth one of the last digit that isn't filler.

    "Nearly" reaches down by one of that digit (nearly 45,000: from 44,000), "about" by half of one
    to both sides.
    """
    low, high = exactly(quantity.value_low), exactly(quantity.value_high)
    match quantity.bound:
        case "over" | "at_least":
            return Range(low, math.inf)
        case "up_to":
            return Range(_floor(quantity), high)
        case "nearly":
            return Range(low - place, high)
        case "about":
            margin = place * _HALF
            return Range(low - margin, high + margin)
        case None:
            return numbers


def _floor(quantity: Quantity) -> End:
    """The least that something bounded from above may be: "up to $5 million" is no debt.

    A percentage may be a fall, and a temperature below zero.
    """
    may_be_negative = quantity.kind == "percent" or has_own_zero(quantity.unit or "")
    return -math.inf if may_be_negative or quantity.value < 0 else Fraction(0)
