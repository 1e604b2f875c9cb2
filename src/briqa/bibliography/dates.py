"""Dates as people write them, in English, Chinese or ISO 8601, to a `PartialDate`."""

import re

from briqa.bibliography.work import PartialDate

MONTHS = (
    "january february march april may june july august september october november december".split()
)
_UNDATED = frozenset({"n.d", "nd", "no date", "undated", "unknown", "s.a"})
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:T.*)?")
_CHINESE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?")
_MONTH = r"([A-Za-z]{3,9})\.?"
_DAY_FIRST = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(\d{{4}})")
_MONTH_FIRST = re.compile(rf"{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")


def month_number(word: str) -> int | None:
    """The month of a name, a shortening of at least three letters, or a number.

    >>> month_number("Sept."), month_number("03"), month_number("spring")
    (9, 3, None)
    """
    word = word.strip().strip(".").lower()
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else None
    found = (number for number, month in enumerate(MONTHS, 1) if month.startswith(word))
    return next(found, None) if len(word) >= 3 else None


def read_date(text: str | None) -> PartialDate | None:
    """A date as written; one without a readable year is kept literally.

    >>> read_date("4 May 2022")
    PartialDate(year=2022, month=5, day=4, literal=None)
    >>> read_date("c. 1900")
    PartialDate(year=None, month=None, day=None, literal='c. 1900')
    """
    text = (text or "").strip()
    if not text or text.casefold().strip(".") in _UNDATED:
        return None
    found = _parts(text)
    if found is None:
        return PartialDate(literal=text)
    year, month, day = found
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return PartialDate(literal=text)


def _parts(text: str) -> tuple[int, int | None, int | None] | None:
    for pattern in (_ISO, _CHINESE):
        match = pattern.fullmatch(text)
        if match is not None:
            year, month, day = (int(part) if part else None for part in match.groups())
            return (year, month, day) if year is not None else None
    match = _DAY_FIRST.fullmatch(text)
    if match is not None:
        month = month_number(match[2])
        return (
            None if month is None else (int(match[3]), month, int(match[1]) if match[1] else None)
        )
    match = _MONTH_FIRST.fullmatch(text)
    if match is not None:
        month = month_number(match[1])
        return None if month is None else (int(match[3]), month, int(match[2]))
    return None
