"""What a question asks for, read from its words alone."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Wanted(StrEnum):
    """The kind of thing that would answer."""

    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read.

    Attributes:
        text: as asked.
        wanted: the kind of thing asked for.
        counted: the words of the noun phrase behind "how many", lower case.
        years: years named in it.
    """

    text: str
    wanted: Wanted
    counted: tuple[str, ...]
    years: tuple[str, ...]


_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_HOW_MANY = re.compile(
    r"\b(?:how many|(?:the |total )?number of|(?:the |total )?count of|no\. of)\s+"
    r"(?P<noun>[^,.?;:()]{1,80})",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:when|(?:what|which) (?:year|date|month|day)|since when)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:what|which|how (?:large|big|high|much) (?:a |of a |is the )?)?\s*"
    r"(?:percent(?:age)?s?|per cent|share|proportion|fraction|rate)\b|%",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:cost|price|worth|revenue|turnover|earnings?|income|profit|salary|budget|fees?|spend|"
    r"spent|invest(?:ed|ment)?|dollars?|euros?|pounds?|rmb|yuan|usd|cny|"
    r"taxe?s?)\b|[$€£¥]",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:how (?:much|large|big|long|far|high|old|fast|often)|value|volume|amount|total|sum|size|"
    r"capacity|area|length|distance|population|growth|increase|decrease)\b",
    re.IGNORECASE,
)
# Where the noun phrase behind "how many" ends: at a verb or preposition.
_NOUN_END = re.compile(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|should|may|might|"
    r"of|in|on|at|to|for|from|by|with|within|into|over|under|between|among|during|as|than|per|"
    r"that|which|who|there|and|or|the)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def read_question(text: str) -> Question:
    """Reads a question; sloppy input (no capitals, keywords only) is normal.

    >>> read_question("How many foreign trade routes has the port opened?").counted
    ('foreign', 'trade', 'routes')
    >>> read_question("what share of the cargo is local").wanted
    <Wanted.SHARE: 'share'>
    """
    match = _HOW_MANY.search(text)
    counted: tuple[str, ...] = ()
    if match:
        phrase = _NOUN_END.split(match["noun"], maxsplit=1)[0]
        counted = tuple(word.lower() for word in _WORD.findall(phrase))
    return Question(text, _wanted(text, counted=bool(match)), counted, tuple(_YEAR.findall(text)))


def _wanted(text: str, *, counted: bool) -> Wanted:
    if counted:
        return Wanted.NUMBER
    if _DATE.search(text):
        return Wanted.DATE
    if _SHARE.search(text):
        return Wanted.SHARE
    if _MONEY.search(text):
        return Wanted.MONEY
    return Wanted.NUMBER if _AMOUNT.search(text) else Wanted.TEXT
