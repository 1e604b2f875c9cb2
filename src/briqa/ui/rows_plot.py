"""What an answer compares as a plot: its sides as bars, its times as points.

The one thing to know: only figures whose units convert to one another are drawn, and each row that
isn't is named, so that nobody takes a bar that is missing for a zero.
"""

import html
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from briqa.answer import Figure, Row
from briqa.figures.comparisons import is_drawable, middle_of
from briqa.quantities.families import converted, family_of
from briqa.ui.plots import Mark, TimedMark, bar_plot, bounds_note, plot_title, time_plot

_FEWEST: Final = 2
_IDENT: Final = "rows-plot"
_UNNAMED: Final = "Figures"


class _Drawable(NamedTuple):
    """What of the rows can be drawn on one axis, and why the others can't."""

    marks: Sequence[Mark]
    name: str
    left_out: Sequence[str]


def rows_plot(rows: Sequence[Row]) -> str:
    """The figures of an answer's rows as a plot; empty where fewer than two can be compared."""
    drawable = _drawable(rows)
    if len(drawable.marks) < _FEWEST:
        return ""
    quantities = [mark.quantity for mark in drawable.marks]
    notes = "".join(
        f'<p class="plot-note">{html.escape(note)}</p>'
        for note in (_not_drawn(drawable.left_out), bounds_note(quantities))
        if note
    )
    title = html.escape(plot_title(drawable.name, quantities))
    return (
        f'<figure class="figure-plot"><figcaption>{title}</figcaption>'
        f"{_drawing(drawable)}{notes}</figure>"
    )


def _drawing(drawable: _Drawable) -> str:
    """Points over time where each row is of one, else bars."""
    times = [middle_of(mark.label) for mark in drawable.marks]
    known = [time for time in times if time is not None]
    if len(set(known)) < len(times):
        return bar_plot(drawable.marks, name=drawable.name, ident=_IDENT)
    timed = [TimedMark(mark, time) for mark, time in zip(drawable.marks, known, strict=True)]
    return time_plot([("", timed)], name=drawable.name, ident=_IDENT)


def _drawable(rows: Sequence[Row]) -> _Drawable:
    figures = [row.figure for row in rows if row.figure is not None and _has_unit(row.figure)]
    families = Counter(family_of(figure.quantity) for figure in figures)
    if not families:
        return _Drawable((), "", ())
    ((family, _),) = families.most_common(1)
    alike = [figure for figure in figures if family_of(figure.quantity) == family]
    units = Counter(figure.quantity.unit for figure in alike)
    ((unit, _),) = units.most_common(1)
    marks: list[Mark] = []
    left_out: list[str] = []
    for row in rows:
        figure = row.figure
        if figure is None:
            left_out.append(f"{row.label} (not found)")
            continue
        quantity = converted(figure.quantity, unit) if figure in alike else None
        if quantity is None or not is_drawable(quantity):
            left_out.append(f"{row.label} (in {figure.quantity.unit or 'no unit'})")
        else:
            marks.append(Mark(row.label, quantity, figure.citation))
    return _Drawable(marks, _name(alike), left_out)


def _has_unit(figure: Figure) -> bool:
    return figure.quantity.unit is not None and figure.quantity.kind != "ordinal"


def _name(figures: Sequence[Figure]) -> str:
    """What most of the figures measure."""
    measures = Counter(each.quantity.measure for each in figures if each.quantity.measure)
    return measures.most_common(1)[0][0] if measures else _UNNAMED


def _not_drawn(left_out: Sequence[str]) -> str:
    return f"Not drawn: {', '.join(left_out)}." if left_out else ""
