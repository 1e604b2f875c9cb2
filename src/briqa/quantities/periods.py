"""Periods as stretches of days, so that they can be compared.

The one thing to know: a period names its first and last day, "2022" the year's, "2017/" no last
one. Days are compared as (year, month, day); none is counted, so every month may have 31.
"""

import math
from dataclasses import dataclass
from typing import Final

from briqa.patterns import lazy_pattern

_Day = tuple[float, int, int]

_DATE: Final = lazy_pattern(
    r"(?P<year>-?[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12][0-9]|3[01]))?)?"
)
_ALWAYS: Final[_Day] = (-math.inf, 1, 1)
_FOREVER: Final[_Day] = (math.inf, 12, 31)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a first to a last day, both in it; `is_stretch` if it was written with a slash."""

    first: _Day
    last: _Day
    is_stretch: bool

    def covers(self, other: "Period") -> bool:
        """Whether all of the other lies in this one."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last


def read_period(text: str) -> Period | None:
    """A period in the form of `Quantity.period`; None when it isn't one, or ends before it begins.

    Beside those forms "/2022" is read, up to and with 2022.
    """
    begins, slash, ends = text.strip().partition("/")
    first = _days(begins) if begins else (_ALWAYS, _ALWAYS)
    if not slash:
        return Period(*first, is_stretch=False) if begins and first else None
    last = _days(ends) if ends else (_FOREVER, _FOREVER)
    if first is None or last is None or not (begins or ends) or last[1] < first[0]:
        return None
    return Period(first[0], last[1], is_stretch=True)


def _days(text: str) -> tuple[_Day, _Day] | None:
    """The first and last day of a year, a month or a day."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"])
    month, day = match["month"], match["day"]
    first = (year, int(month or 1), int(day or 1))
    return first, (year, int(month or 12), int(day or 31))
