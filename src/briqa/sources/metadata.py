"""Cleaning of what files declare about themselves, alike for every format."""

import re

_SPACE = re.compile(r"\s+")
_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", re.DOTALL)
_PLACEHOLDER = re.compile(
    r"untitled.*|title|document\s?\d*|microsoft (?:word|powerpoint|excel) - .*|no title|none"
    r"|slide \d+|.*\.(?:docx?|pdf|indd|xlsx?|pptx?|rtf|txt|html?|tex|dvi|qxd|md)",
    re.IGNORECASE,
)
MAX_FIELD_CHARS = 500


def one_line(value: str | None) -> str | None:
    """The value on one line and without outer space; None when nothing of it is left."""
    if value is None:
        return None
    return _SPACE.sub(" ", value.replace("\0", "")).strip()[:MAX_FIELD_CHARS] or None


def meaningful_title(value: str | None, *, stem: str) -> str | None:
    """The title, unless a program put it there: "untitled", the file's name, a serial number.

    >>> meaningful_title("Microsoft Word - report_final.doc", stem="report")
    >>> meaningful_title("Annual report", stem="report")
    'Annual report'
    """
    title = one_line(value)
    if title is None or _PLACEHOLDER.fullmatch(title) or title.casefold() == stem.casefold():
        return None
    return title if any(character.isalpha() for character in title) else None


def plain_date(value: str | None) -> str | None:
    """A date as written; of a timestamp, its date alone.

    >>> plain_date("2023-12-03T00:00:00+00:00")
    '2023-12-03'
    >>> plain_date("December 2023")
    'December 2023'
    """
    date = one_line(value)
    if date is None:
        return None
    timestamp = _TIMESTAMP.fullmatch(date)
    return timestamp[1] if timestamp else date
