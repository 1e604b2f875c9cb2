"""Whether an answer's words and figures are those wanted, whatever their spelling.

Words compare as whole tokens, so that 17 isn't found in 117 or 17.7. Units compare by class: money
by its currency, percentages, days and the like by themselves; all that is counted is one class.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

_UNIT_NAMES: Final[Mapping[str, str]] = {
    "CNY": "cny rmb yuan renminbi ¥",
    "USD": "usd $ us$ dollar",
    "EUR": "eur € euro",
    "GBP": "gbp £ pound",
    "%": "% percent percentage pct",
    "TEU": "teu",
    "t": "t ton tonne",
    "km2": "km2 km²",
    "km": "km kilometer kilometre",
    "mu": "mu",
    "days": "day",
    "year": "year date",
    "rank": "rank",
}
_UNIT_CLASS: Final = {
    name: unit_class for unit_class, names in _UNIT_NAMES.items() for name in names.split()
}
COUNT: Final = "count"
_SEPARATOR: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POSSESSIVE: Final = re.compile(r"['’‘]s\b|['’‘]")
_LOOSE_POINT: Final = re.compile(r"\.(?!\d)|(?<!\d)\.")
_NOT_TOKEN: Final = re.compile(r"[^\w.%]+")


def normalised(text: str) -> str:
    """Lower case without punctuation, possessives and thousands separators; spaces single.

    >>> normalised("Over 1,200 trains, the port’s own (17.5%).")
    'over 1200 trains the port own 17.5%'
    """
    plain = _POSSESSIVE.sub("", text.lower())
    plain = _LOOSE_POINT.sub(" ", _SEPARATOR.sub("", plain))
    return " ".join(_NOT_TOKEN.sub(" ", plain).split())


def contains(text: str, wanted: str) -> bool:
    """Whether a phrase stands in a text as whole tokens; an empty one never does."""
    phrase = normalised(wanted)
    if not phrase:
        return False
    behind = "" if phrase.endswith("%") else r"(?![\w%])" if phrase[-1].isdigit() else r"(?!\w)"
    behind += r"(?!\.\d)" if phrase[-1].isdigit() else ""
    return re.search(rf"(?<![\w.]){re.escape(phrase)}{behind}", normalised(text)) is not None


def holds_answer(row: Mapping[str, Any], text: str) -> bool:
    """Whether a text holds an acceptable answer; where a list is wanted, all its items."""
    items = row.get("answer_items")
    if items:
        return all(contains(text, item) for item in items)
    return any(contains(text, answer) for answer in row.get("answers", ()))


def unit_class(unit: str | None) -> str:
    """The class that a unit compares by."""
    name = (unit or "").lower()
    for spelling in (name, name.removesuffix("s")):
        if spelling in _UNIT_CLASS:
            return _UNIT_CLASS[spelling]
    return COUNT


def is_same_value(wanted: float, found: float) -> bool:
    """Whether two values are equal to a part in a million."""
    return abs(wanted - found) <= 1e-6 * max(abs(wanted), 1e-12)


def holds_number(wanted: Mapping[str, Any], numbers: Iterable[tuple[float, str | None]]) -> bool:
    """Whether a wanted number is among some, with a unit of the same class."""
    return any(
        is_same_value(wanted["value"], value) and unit_class(wanted.get("unit")) == unit_class(unit)
        for value, unit in numbers
    )
