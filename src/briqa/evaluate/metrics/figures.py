"""Figures of an answer against those wanted: value with scale and sign, and unit."""

import re
from collections.abc import Sequence
from typing import Final

from briqa.evaluate.gold import GoldNumber
from briqa.evaluate.prediction import PredictedNumber

_TOLERANCE: Final = 1e-6
_SMALLEST: Final = 1e-12
COUNT: Final = "count"
_CLASSES: Final = {
    "CNY": "cny rmb yuan renminbi ¥ 元",
    "USD": "usd $ us$ dollar dollars usdollar usdollars",
    "%": "% percent pct percentage per_cent percentage_points",
    "TEU": "teu teus",
    "t": "t ton tons tonne tonnes metric_ton metric_tons metric_tonne metric_tonnes",
    "km2": "km2 km² sqkm sq_km square_kilometer square_kilometers square_kilometre "
    "square_kilometres",
    "mu": "mu",
    "days": "d day days",
    "year": "year years date yr",
    "rank": "rank ranking place position ordinal",
}
_CLASS_OF: Final = {
    name: unit_class for unit_class, names in _CLASSES.items() for name in names.split()
}
_BLANKS: Final = re.compile(r"\s+")


def unit_class(unit: str | None) -> str:
    """The class of a unit: money and measures are told apart, all that is counted is "count".

    >>> unit_class("RMB"), unit_class("metric tons"), unit_class("shipping routes")
    ('CNY', 't', 'count')
    """
    if unit is None:
        return COUNT
    name = _BLANKS.sub("_", unit.strip().lower().replace("\\$", "$").replace(".", ""))
    return _CLASS_OF.get(name) or _CLASS_OF.get(name.replace("_", ""), COUNT)


def is_same(gold: GoldNumber, found: PredictedNumber, *, with_unit: bool) -> bool:
    """Whether a figure is the one wanted, to a millionth of it."""
    if abs(found.value - gold.value) > _TOLERANCE * max(abs(gold.value), _SMALLEST):
        return False
    return not with_unit or unit_class(found.unit) == unit_class(gold.unit)


def all_found(
    gold: Sequence[GoldNumber], found: Sequence[PredictedNumber], *, with_unit: bool
) -> bool:
    """Whether every figure wanted is among those of the answer."""
    return all(any(is_same(each, one, with_unit=with_unit) for one in found) for each in gold)


def precision(gold: Sequence[GoldNumber], found: Sequence[PredictedNumber]) -> float:
    """The share of the answer's figures that are wanted; 0 for none."""
    wanted = sum(any(is_same(each, one, with_unit=True) for each in gold) for one in found)
    return wanted / len(found) if found else 0.0
