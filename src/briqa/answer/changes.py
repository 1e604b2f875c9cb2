"""Changes among the figures: what tells "rose by 5" from "rose to 5", and a change stated as such.

The one thing to know: a direction alone doesn't make a figure a change, since the end of a series
and a level that something rose to have one too.
"""

import re
from typing import Final

from briqa.answer.pieces import Figure
from briqa.answer.rows import Row
from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.quantities.periods import read_period
from briqa.questions import Operation, Question, Task

# Behind these words stands a level, whatever moved it there.
_TO_A_LEVEL: Final = lazy_pattern(
    r"\b(?:to|at|reach(?:ed|ing)?|total(?:l?ed|l?ing)?)\s+(?:(?:some|about|around|over|nearly|"
    r"almost|approximately|roughly|more than|at least|up to|a total of|an estimated)\s+)?$",
    re.IGNORECASE,
)
_FROM_A_LEVEL: Final = lazy_pattern(r"[^.;:()0-9]{0,24}\b(?:up|down) from\b", re.IGNORECASE)
_BEFORE: Final = 40
_BEHIND: Final = 48


def is_change(figure: Figure) -> bool:
    """Whether a figure says how much something moved, not where it stood.

    Args:
        figure: with the citation of its own span.
    """
    quantity, citation = figure.quantity, figure.citation
    if quantity.unit in ("percentage point", "basis point"):
        return True
    if quantity.direction is None or quantity.series is not None:
        return False
    text, span = citation.document.text, citation.span
    before = text[max(0, span.start - _BEFORE) : span.start]
    behind = text[span.end : span.end + _BEHIND]
    return not (_TO_A_LEVEL.search(before) or _FROM_A_LEVEL.match(behind))


def stated_first(question: Question, row: Row) -> Figure | None:
    """The figure of a row's sentence that states what would be computed; None without one.

    A stated change, share or multiple is the documents' own word, and preferred to a computed one.
    A change counts only for the period that the question asks about, as far as it names one.

    Args:
        question: the question.
        row: one of its parts.
    """
    if row.sentence is None:
        return None
    named = {f.quantity.period for f in row.sentence.figures if f.quantity.kind == "date"}
    for figure in row.sentence.figures:
        if figure is not row.figure and _states(question, row, figure, named):
            return figure
    return None


def _states(question: Question, row: Row, figure: Figure, named: set[str | None]) -> bool:
    quantity = figure.quantity
    match question.operation:
        case Operation.SHARE:
            return quantity.kind == "percent" and not is_change(figure)
        case Operation.RATIO:
            return quantity.unit == "times"
        case Operation.GROWTH | Operation.ANNUAL_GROWTH:
            wanted = quantity.kind == "percent"
        case Operation.DIFFERENCE:
            own = row.figure.quantity.unit if row.figure else None
            wanted = _is_in_points(quantity) if own == "percent" else own in (None, quantity.unit)
        case None if question.task is Task.TREND:
            wanted = True
        case _:
            return False
    return wanted and is_change(figure) and _is_of(question.years, quantity.period, named)


def _is_in_points(quantity: Quantity) -> bool:
    return quantity.unit in ("percentage point", "basis point")


def _is_of(years: tuple[str, ...], period: str | None, named: set[str | None]) -> bool:
    """Whether a change of a period is the one between the years asked about."""
    if len(years) < 2:
        return not years or period is None or _falls_in(period, years[0])
    first, last = min(years), max(years)
    if period is None:
        return {first, last} <= named
    is_yearly = int(last) - int(first) == 1
    return period == f"{first}/{last}" or (is_yearly and _falls_in(period, last))


def _falls_in(period: str, year: str) -> bool:
    stated, asked = read_period(period), read_period(year)
    return stated is not None and asked is not None and asked.covers(stated)
