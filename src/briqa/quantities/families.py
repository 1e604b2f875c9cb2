"""Families of units: figures that can stand in one order, or on one axis.

The one thing to know: a family is as wide as conversion is, so km and miles are one, while two
currencies, a share and its change, and two counted nouns are not.
"""

from dataclasses import replace
from functools import cache
from typing import Final

from briqa.quantities.conversion import dimension_of, first_unit, has_own_zero, rescale
from briqa.quantities.quantity import Kind, Quantity
from briqa.values import dataclass

# What figures without a unit are; others of them are numbers of something that no word names.
_WITHOUT_UNIT: Final[dict[Kind, str]] = {"date": "years"}
_NUMBERS: Final = "no unit"


@dataclass(frozen=True, slots=True)
class UnitFamily:
    """Units that convert to one another.

    Attributes:
        name: what they measure, as "area"; else the one unit; else what figures without one are.
        unit: the unit that stands for all; None where the figures have none.
    """

    name: str
    unit: str | None


def family_of(quantity: Quantity) -> UnitFamily:
    """The family of a figure."""
    if quantity.unit is None:
        return UnitFamily(_WITHOUT_UNIT.get(quantity.kind, _NUMBERS), None)
    return _family(quantity.unit, is_change=quantity.direction is not None)


@cache
def _family(unit: str, *, is_change: bool) -> UnitFamily:
    if is_change and has_own_zero(unit):  # a difference of degrees isn't a temperature
        return UnitFamily(f"change in {unit}", unit)
    dimension = dimension_of(unit)
    return UnitFamily(unit, unit) if dimension is None else UnitFamily(dimension, first_unit(unit))


def converted(quantity: Quantity, unit: str | None) -> Quantity | None:
    """A figure in another unit of its family; None where its value is past the largest number.

    Args:
        quantity: the figure.
        unit: one of its family.
    """
    if unit == quantity.unit or unit is None or quantity.unit is None:
        return quantity
    ends = (quantity.value, quantity.value_low, quantity.value_high)
    value, low, high = (rescale(end, quantity.unit, unit) for end in ends)
    if value is None or low is None or high is None:
        return None
    return replace(quantity, value=value, value_low=low, value_high=high, unit=unit)
