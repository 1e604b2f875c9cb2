"""A comparison of figures as a plot with its legend, what it leaves out, and its table."""

import html
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from briqa.answer import Citation
from briqa.figures import Comparison, FigureRow
from briqa.figures.comparisons import middle_of
from briqa.quantities import format_converted
from briqa.ui.plots import (
    MOST_BARS,
    MOST_SERIES,
    Mark,
    TimedMark,
    bar_plot,
    bounds_note,
    legend_html,
    plot_title,
    time_plot,
)
from briqa.ui.targets import link

NO_PLOT: Final = ""

_NO_SUBJECT: Final = "no subject stated"
_IDENT: Final = "figures-plot"

Cite = Callable[[FigureRow], Citation]


class _Drawn(NamedTuple):
    """A drawing, the marks in it, and the names of its series."""

    svg: str
    marks: Sequence[Mark]
    series: Sequence[str]
    left_out: str


def plot_choices(comparisons: Sequence[Comparison]) -> list[tuple[str, str]]:
    """What can be plotted, the comparison of most figures first."""
    return [
        ("no plot", NO_PLOT),
        *(
            (f"{made.name}, in {made.unit} ({len(made.rows)} figures)", plot_key(made))
            for made in comparisons
        ),
    ]


def plot_key(comparison: Comparison) -> str:
    """A name for a comparison that tells it from the others."""
    return f"{comparison.name}, {comparison.unit}"


def plot_html(comparison: Comparison, cite: Cite) -> str:
    """The plot that fits the figures: over time where they have times, else beside one another.

    Args:
        comparison: what to draw.
        cite: gives the citation of a row.
    """
    drawn = (_over_time if comparison.is_over_time else _bars)(comparison, cite)
    quantities = [mark.quantity for mark in drawn.marks]
    title = plot_title(comparison.name, quantities)
    notes = "".join(
        f'<p class="plot-note">{html.escape(note)}</p>'
        for note in (drawn.left_out, bounds_note(quantities))
        if note
    )
    return (
        f'<figure class="figure-plot"><figcaption>{html.escape(title)}</figcaption>{drawn.svg}'
        f"{legend_html(drawn.series)}{notes}{_table(drawn.marks)}</figure>"
    )


def _over_time(comparison: Comparison, cite: Cite) -> _Drawn:
    series: dict[str, list[TimedMark]] = {}
    for row in comparison.rows:
        years = middle_of(row.quantity.period)
        if years is not None:
            timed = TimedMark(_mark(row, cite), years)
            series.setdefault(row.quantity.subject or _NO_SUBJECT, []).append(timed)
    largest = sorted(series, key=lambda name: -len(series[name]))[:MOST_SERIES]
    chosen = [(name, series[name]) for name in largest]
    marks = [each.mark for _, members in chosen for each in members]
    timed_count = sum(map(len, series.values()))
    left_out = [
        _count(len(comparison.rows) - timed_count, "has no year or month", "have no year or month"),
        _count(timed_count - len(marks), "is of another subject", "are of other subjects"),
    ]
    svg = time_plot(chosen, name=comparison.name, ident=_IDENT)
    names = [] if largest == [_NO_SUBJECT] else largest
    return _Drawn(svg, marks, names, _not_drawn(left_out))


def _bars(comparison: Comparison, cite: Cite) -> _Drawn:
    ordered = sorted(comparison.rows, key=lambda row: -(row.in_unit or row.quantity).value_high)
    marks = [_mark(row, cite) for row in ordered[:MOST_BARS]]
    left_out = _count(len(ordered) - len(marks), "is smaller", "are smaller")
    svg = bar_plot(marks, name=comparison.name, ident=_IDENT)
    return _Drawn(svg, marks, (), _not_drawn([left_out]))


def _mark(row: FigureRow, cite: Cite) -> Mark:
    label = ", ".join(filter(None, (row.quantity.subject, row.quantity.period)))
    return Mark(label or _NO_SUBJECT, row.in_unit or row.quantity, cite(row))


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}" if number else ""


def _not_drawn(parts: Sequence[str]) -> str:
    said = "; ".join(filter(None, parts))
    return f"Not drawn: {said}." if said else ""


def _table(marks: Sequence[Mark]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.escape(mark.label)}</th>'
        f"<td>{html.escape(format_converted(mark.quantity))}</td>"
        f"<td>{link(mark.citation, mark.citation.quote)}</td></tr>"
        for mark in marks
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Of", "Figure", "As written"))
    return (
        "<details><summary>The same as a table</summary><table>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>"
    )
