"""Figures of a claim that only words around them make what they are: "four in five", "not quite".

The one thing to know: it adds to the figure grammar what free prose writes and reports don't, so
that the figures of documents stay as they are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from briqa.quantities import Quantity
from briqa.spans import Span

_SOME: Final = r"(?:a (?:little|bit|shade|touch|fraction|whisker)|slightly|somewhat|barely)"
_NEARLY: Final = re.compile(
    rf"\b(?:not quite|shy of|{_SOME} (?:under|below|less than|short of|fewer than))"
    r" (?:the |\$|€|£|¥)?$",
    re.IGNORECASE,
)
_OVER: Final = re.compile(
    rf"\b(?:{_SOME} (?:over|above|more than)|upwards? of|north of|in excess of|a good)"
    r" (?:the |\$|€|£|¥)?$",
    re.IGNORECASE,
)
_LIMITED: Final = re.compile(
    r"(?P<negated>\b(?:no|not|never) |n['’]t )?\bsmaller than (?:the |\$|€|£|¥)?$", re.IGNORECASE
)
_IN: Final = re.compile(r" (?:in|out of) (?:every )?", re.IGNORECASE)


def as_written(text: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """The figures of a claim, with bounds and shares that the figure grammar leaves to the reader.

    Args:
        text: the claim.
        figures: its figures in order, dates among them.

    >>> from briqa.quantities import parse_quantities
    >>> text = "Four in five mills closed."
    >>> [(each.kind, each.value) for each in as_written(text, parse_quantities(text))]
    [('ratio', 0.8)]
    """
    return [_bounded(text, figure) for figure in _shares(text, figures)]


def _bounded(text: str, figure: Quantity) -> Quantity:
    if figure.bound is None and figure.kind != "date":
        before = text[: figure.span.start]
        if _NEARLY.search(before):
            return replace(figure, bound="nearly")
        if _OVER.search(before):
            return replace(figure, bound="over")
        limited = _LIMITED.search(before)
        if limited is not None:
            return replace(figure, bound="at_least" if limited["negated"] else "up_to")
    return figure


def _shares(text: str, figures: Sequence[Quantity]) -> Iterator[Quantity]:
    """The figures, two counts that make one share joined: "four in five", "3 out of 8"."""
    joined: set[int] = set()
    ratios: dict[int, Quantity] = {}
    for at, (part, whole) in enumerate(pairwise(figures)):
        between = text[part.span.end : whole.span.start]
        if (
            part.kind == whole.kind == "count"
            and _IN.fullmatch(between)
            and 0 < part.value < whole.value
            and part.unit is None
        ):
            value = part.value / whole.value
            ratios[at] = replace(
                part,
                span=Span(part.span.start, whole.span.end),
                kind="ratio",
                value=value,
                value_low=value,
                value_high=value,
                measure=whole.measure,
            )
            joined |= {at, at + 1}
    for at, figure in enumerate(figures):
        if at in ratios:
            yield ratios[at]
        elif at not in joined:
            yield figure
