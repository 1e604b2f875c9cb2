"""Plots of figures: bars beside one another, or points over time; each leads to its span.

The one thing to know: an axis always contains 0, all figures of a plot are in the unit that its
title tells, and what limits a figure ("more than") is marked, so a bar never says more than its
source.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from briqa import drawing
from briqa.answer import Citation
from briqa.drawing import AXIS, ROW, WIDTH, Scale, lines, pixels
from briqa.quantities import Bound, Quantity, format_amount, format_converted
from briqa.ui.targets import target

# Beyond this neither marks nor colours can be told apart.
MOST_SERIES: Final = 6
MOST_BARS: Final = 40

_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_TOP: Final = 12
_BOTTOM: Final = 180
_HEIGHT: Final = 204
_DIGIT: Final = 6.4  # mean width of a tick's letters
_MOST_YEARS: Final = 6
_ARROW: Final = 5
_POINTS_UP: Final[frozenset[Bound]] = frozenset(("over", "at_least"))
_POINTS_DOWN: Final[frozenset[Bound]] = frozenset(("nearly", "up_to"))


class Mark(NamedTuple):
    """A figure of a plot.

    Attributes:
        label: whom or when it is about.
        quantity: the figure in the plot's unit.
        citation: where it stands.
    """

    label: str
    quantity: Quantity
    citation: Citation


class TimedMark(NamedTuple):
    """A figure of a plot over time.

    Attributes:
        mark: the figure.
        years: when, as the year and a fraction.
    """

    mark: Mark
    years: float


def plot_title(name: str, quantities: Sequence[Quantity]) -> str:
    """What is compared, and the unit of its axis where the name doesn't tell it already.

    Args:
        name: a measure: "cargo handled", "trains run".
        quantities: the figures, all in one unit.
    """
    _, word = _scale_of(quantities)
    unit = format_amount(2, 2, quantities[0].unit, quantities[0].kind).removeprefix("2").strip()
    title = f"{name[:1].upper()}{name[1:]}"
    if not word and unit.lower() in name.lower().split():
        return title
    return f"{title}, {word} {unit}" if word else f"{title}, {unit}"


def bar_plot(marks: Sequence[Mark], *, name: str, ident: str) -> str:
    """A bar for each figure, one below the other on one axis.

    Args:
        marks: figures in one unit; one at least.
        name: what is compared, without its unit.
        ident: a prefix for ids that is unique in the page.
    """
    quantities = [mark.quantity for mark in marks]
    factor, _ = _scale_of(quantities)
    ticks = _ticks(quantities, factor, at_most=4)
    scale = Scale(ticks[0], ticks[-1])
    height = len(marks) * ROW + AXIS
    body = [_tick_below(tick, scale, height - 4) for tick in ticks]
    body += [_bar(mark, place * ROW, factor, ticks, scale) for place, mark in enumerate(marks)]
    return _svg("".join(body), height, marks, name=name, ident=ident)


def time_plot(series: Sequence[tuple[str, Sequence[TimedMark]]], *, name: str, ident: str) -> str:
    """Points over time, those of a series joined where it has but one at each time.

    Args:
        series: a name and figures each, all in one unit; at most `MOST_SERIES` of them.
        name: what is compared, without its unit.
        ident: a prefix for ids that is unique in the page.
    """
    timed = [each for _, members in series for each in members]
    marks = [each.mark for each in timed]
    quantities = [mark.quantity for mark in marks]
    factor, _ = _scale_of(quantities)
    ticks = _ticks(quantities, factor, at_most=5)
    left = 10 + _DIGIT * max(len(_tick(tick)) for tick in ticks)
    down = Scale(ticks[0], ticks[-1], _BOTTOM, _TOP)
    first = math.floor(min(each.years for each in timed))
    behind = math.floor(max(each.years for each in timed)) + 1
    along = Scale(first, behind, left, WIDTH - 8)
    body = [_frame(ticks, down, left), _years(first, behind, along)]
    for place, (_, members) in enumerate(series):
        ordered = sorted(members, key=lambda each: each.years)
        places = [
            (along.at(each.years), down.at(each.mark.quantity.value / factor)) for each in ordered
        ]
        drawn = drawing.polyline(places) if _is_one_course(ordered) else ""
        drawn += "".join(
            _point(each.mark, x, y, place, (down, factor))
            for each, (x, y) in zip(ordered, places, strict=True)
        )
        body.append(f'<g class="series s{place}">{drawn}</g>')
    return _svg("".join(body), _HEIGHT, marks, name=name, ident=ident)


def legend_html(names: Sequence[str]) -> str:
    """Which series has which sign and colour; nothing for one alone without a name."""
    items = "".join(
        f'<li class="series s{place}"><svg class="plot series-sign" viewBox="0 0 12 12" '
        f'aria-hidden="true">{_sign(6, 6, place, "dot")}</svg>{drawing.escaped(name)}</li>'
        for place, name in enumerate(names)
    )
    return f'<ul class="legend" role="list">{items}</ul>' if any(names) else ""


def bounds_note(quantities: Sequence[Quantity]) -> str:
    """What the signs of limits mean, for those that there are; empty where there are none."""
    bounds = {quantity.bound for quantity in quantities}
    parts = []
    if bounds & _POINTS_UP:
        parts.append("arrow up or right: or more than this")
    if bounds & _POINTS_DOWN:
        parts.append("arrow down or left: or less than this")
    if bounds - {None}:
        parts.append("hollow: not stated exactly")
    said = "; ".join(parts)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def said(mark: Mark) -> str:
    """A figure of a plot in words."""
    return ": ".join(filter(None, (mark.label, format_converted(mark.quantity))))


def _bar(mark: Mark, top: float, factor: float, ticks: Sequence[float], scale: Scale) -> str:
    quantity = mark.quantity
    low, high = quantity.value_low / factor, quantity.value_high / factor
    zero, near, far = scale.at(0), scale.at(low), scale.at(high)
    start, end = sorted((zero, near))
    y = top + 25
    open_name = " open" if quantity.bound else ""
    drawn = drawing.labels(mark.label, format_converted(quantity), top)
    drawn += drawing.tick_lines(ticks, scale, top + 19, top + 33)
    drawn += (
        f'<rect class="bar{open_name}" x="{pixels(start)}" y="{pixels(y - 4)}" '
        f'width="{pixels(max(1.0, end - start))}" height="9"/>'
    )
    if quantity.is_range:
        drawn += lines([(near, y, far, y), (far, y - 4, far, y + 5)], "whisker")
    drawn += lines([(zero, top + 19, zero, top + 33)], "axis")
    drawn += _sideways_arrow(quantity.bound, far, y)
    return _pressable(
        mark, f'<rect class="hit" y="{pixels(top)}" width="{WIDTH}" height="36"/>{drawn}'
    )


def _sideways_arrow(bound: Bound | None, x: float, y: float) -> str:
    if bound in _POINTS_UP:
        tip = min(x + 2 + _ARROW, WIDTH)
        return _triangle((tip, y), (tip - _ARROW, y - 4), (tip - _ARROW, y + 4))
    if bound in _POINTS_DOWN:
        tip = x + 2
        return _triangle((tip, y), (tip + _ARROW, y - 4), (tip + _ARROW, y + 4))
    return ""


def _point(mark: Mark, x: float, y: float, place: int, axis: tuple[Scale, float]) -> str:
    quantity = mark.quantity
    drawn = f'<circle class="hit" cx="{pixels(x)}" cy="{pixels(y)}" r="12"/>'
    if quantity.is_range:
        down, factor = axis
        far = down.at(quantity.value_high / factor)
        drawn += lines([(x, y, x, far), (x - 4, far, x + 4, far)], "whisker")
    drawn += _sign(x, y, place, "dot open" if quantity.bound else "dot")
    if quantity.bound in _POINTS_UP:
        drawn += _triangle((x, y - 7 - _ARROW), (x - 4, y - 7), (x + 4, y - 7))
    if quantity.bound in _POINTS_DOWN:
        drawn += _triangle((x, y - 7), (x - 4, y - 7 - _ARROW), (x + 4, y - 7 - _ARROW))
    return _pressable(mark, drawn)


def _sign(x: float, y: float, place: int, name: str) -> str:
    """A circle, square, diamond or triangle, so that colour isn't all that tells series apart."""
    if place % 4 == 0:
        return f'<circle class="{name}" cx="{pixels(x)}" cy="{pixels(y)}" r="4.5"/>'
    corners = {
        1: ((-4, -4), (4, -4), (4, 4), (-4, 4)),
        2: ((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)),
        3: ((0, -5), (5, 4), (-5, 4)),
    }[place % 4]
    return _polygon([(x + right, y + down) for right, down in corners], name)


def _triangle(*corners: tuple[float, float]) -> str:
    return _polygon(corners, "bound")


def _polygon(corners: Sequence[tuple[float, float]], name: str) -> str:
    points = " ".join(f"{pixels(x)},{pixels(y)}" for x, y in corners)
    return f'<polygon class="{name}" points="{points}"/>'


def _pressable(mark: Mark, drawn: str) -> str:
    """A part of the drawing that leads to its span; its tip is the quote."""
    words = drawing.escaped(said(mark))
    quote = drawing.escaped(" ".join(mark.citation.quote.split()))
    return (
        f'<g class="mark" tabindex="0" role="button" aria-label="{words}" {target(mark.citation)}>'
        f"<title>{words} — “{quote}”</title>{drawn}</g>"
    )


def _is_one_course(ordered: Sequence[TimedMark]) -> bool:
    """Whether a series has several times and one figure at each; others are points alone."""
    return len(ordered) > 1 and len({each.years for each in ordered}) == len(ordered)


def _frame(ticks: Sequence[float], down: Scale, left: float) -> str:
    drawn = []
    for tick in ticks:
        y = down.at(tick)
        drawn.append(lines([(left, y, WIDTH - 8, y)], "grid" if tick else "axis"))
        drawn.append(drawing.text(_tick(tick), left - 6, y + 4, "tick", "end"))
    return "".join(drawn)


def _years(first: int, behind: int, along: Scale) -> str:
    step = -(-(behind - first) // _MOST_YEARS)
    return "".join(
        drawing.text(f"{year}", along.at(year + 0.5), _BOTTOM + 18, "tick", "middle")
        for year in range(first, behind, step)
    )


def _svg(body: str, height: float, marks: Sequence[Mark], *, name: str, ident: str) -> str:
    quantities = [mark.quantity for mark in marks]
    return drawing.svg(
        body,
        height,
        title=plot_title(name, quantities),
        description="; ".join(map(said, marks)),
        ident=ident,
        role="group",
    )


def _scale_of(quantities: Sequence[Quantity]) -> tuple[float, str]:
    largest = max(max(abs(quantity.value_low), abs(quantity.value_high)) for quantity in quantities)
    return next(((size, word) for size, word in _SCALES if largest >= size), (1.0, ""))


def _ticks(quantities: Sequence[Quantity], factor: float, *, at_most: int) -> list[float]:
    ends = [end / factor for each in quantities for end in (each.value_low, each.value_high)]
    return drawing.ticks_from_zero(ends, at_most=at_most)


def _tick(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")


def _tick_below(value: float, scale: Scale, y: float) -> str:
    """A tick's number below a lying axis, kept inside the drawing."""
    words = _tick(value)
    half = len(words) * _DIGIT / 2
    x = min(max(scale.at(value), half), WIDTH - half)
    return drawing.text(words, x, y, "tick", "middle")
