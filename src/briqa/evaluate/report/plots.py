"""Plots as SVG: intervals, reliability, risk and coverage, differences.

The one thing to know: a plot has no colours of its own. `PLOT_CSS` gives them by the custom
properties `--plot-ink`, `--plot-muted`, `--plot-grid`, `--plot-accent`, `--plot-good`,
`--plot-bad`, which whoever shows the plot may set; without them, all is drawn in the colour of the
text around it.
"""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Final

from briqa import drawing
from briqa.drawing import (
    AXIS,
    EDGE,
    ROW,
    WIDTH,
    Scale,
    labels,
    lines,
    pixels,
    polyline,
    text,
    tick_lines,
)
from briqa.evaluate.metrics.names import MetricText
from briqa.evaluate.report import wording
from briqa.evaluate.report.data import Bin, CurvePoint, Difference, Figure, text_of

PLOT_CSS: Final = (files("briqa.evaluate.report") / "assets" / "plots.css").read_text("utf-8")

_QUARTERS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_NICE: Final = (0.02, 0.04, 0.08, 0.12, 0.16, 0.2, 0.24, 0.32, 0.4, 0.6, 0.8, 1.0)
_CELL: Final = 200
_CELL_HEIGHT: Final = 16
_MOST_POINTS: Final = 400  # of a curve; more can't be told apart at this width


def interval_plot(
    rows: Sequence[tuple[str, Figure]], *, title: str, ident: str, with_n: bool = False
) -> str:
    """Values with their intervals, one below the other on one axis from 0 to 1.

    Args:
        rows: labels and shares.
        title: what is shown.
        ident: a prefix for ids that is unique in the page.
        with_n: whether the number of questions stands behind each label.
    """
    height = len(rows) * ROW + AXIS
    scale = Scale(0, 1)
    counts = [f", n = {figure.n:,}" if with_n else "" for _, figure in rows]
    body = [_axis(_QUARTERS, scale, y=height - AXIS)]
    for place, (label, figure) in enumerate(rows):
        top = place * ROW
        printed = wording.number(figure.value)
        if figure.low is not None:
            printed += f"  ({wording.interval(figure)})"
        body.append(
            labels(label, printed, top, counts[place])
            + tick_lines(_QUARTERS, scale, top + 19, top + 33)
        )
        body.append(_whisker((figure.value, figure.low, figure.high), scale, top + 26, "dot"))
    said = "; ".join(
        f"{label}{count} {_said(figure)}"
        for (label, figure), count in zip(rows, counts, strict=True)
    )
    return drawing.svg("".join(body), height, title=title, description=said, ident=ident)


def whisker(figure: Figure) -> str:
    """A single value with its interval on an axis from 0 to 1, for a cell of a table.

    It is hidden from screen readers, because the cell has the figures in words.
    """
    scale = Scale(0, 1, end=_CELL - EDGE)
    drawn = tick_lines((0, 0.5, 1), scale, 1, _CELL_HEIGHT - 1)
    drawn += _whisker((figure.value, figure.low, figure.high), scale, _CELL_HEIGHT / 2, "dot")
    return (
        f'<svg class="plot cell" viewBox="0 0 {_CELL} {_CELL_HEIGHT}" aria-hidden="true">'
        f"{drawn}</svg>"
    )


def reliability_plot(bins: Sequence[Bin], *, title: str, ident: str) -> str:
    """The share of right answers against their confidence, with the number of answers below.

    Args:
        bins: answers of about the same confidence; empty ones aren't drawn.
        title: what is shown.
        ident: a prefix for ids that is unique in the page.
    """
    filled = [(row, row.confidence, row.correct) for row in bins if row.n]
    drawn = [(row, x, y) for row, x, y in filled if x is not None and y is not None]
    left, right, top, bottom = 46, WIDTH - 12, 10, 230
    floor = bottom + 92
    body = [_frame(left, right, top, bottom, 1.0)]
    body.append(lines([(left, bottom, right, top)], "ideal"))
    places = [(left + x * (right - left), bottom - y * (bottom - top)) for _, x, y in drawn]
    body.append(polyline(places))
    body += [f'<circle class="dot" cx="{pixels(x)}" cy="{pixels(y)}" r="4.5"/>' for x, y in places]
    most = max((row.n for row, _, _ in drawn), default=1)
    for row, _, _ in drawn:
        start, end = (left + edge * (right - left) for edge in (row.low, row.high))
        tall = max(1.0, 34 * row.n / most)
        body.append(
            f'<rect class="bar" x="{pixels(start + 1)}" y="{pixels(floor - tall)}" '
            f'width="{pixels(max(1.0, end - start - 2))}" height="{pixels(tall)}"/>'
            + text(f"{row.n}", (start + end) / 2, floor - tall - 4, "tick", "middle")
        )
    body.append(text("confidence", (left + right) / 2, bottom + 34, "tick", "middle"))
    body.append(text("answers", (left + right) / 2, floor + 15, "tick", "middle"))
    body.append(lines([(left, floor, right, floor)], "axis"))
    body.append(drawing.upright("share that is right", (top + bottom) / 2))
    said = "; ".join(
        f"confidence {wording.number(x)}: {wording.number(y)} right of {row.n}"
        for row, x, y in drawn
    )
    return drawing.svg("".join(body), floor + 22, title=title, description=said, ident=ident)


def risk_coverage_plot(points: Sequence[CurvePoint], *, title: str, ident: str) -> str:
    """The share of wrong answers as less sure ones are let in.

    Args:
        points: in rising coverage.
        title: what is shown.
        ident: a prefix for ids that is unique in the page.
    """
    left, right, top, bottom = 46, WIDTH - 12, 10, 230
    highest = _nice(max((point.risk for point in points), default=0.1))
    shown = _thinned(points)
    places = [
        (left + point.coverage * (right - left), bottom - point.risk / highest * (bottom - top))
        for point in shown
    ]
    body = [_frame(left, right, top, bottom, highest), polyline(places)]
    if places:
        x, y = places[-1]
        body.append(f'<circle class="dot" cx="{pixels(x)}" cy="{pixels(y)}" r="4.5"/>')
    body.append(
        text("coverage (share of answers let in)", (left + right) / 2, 264, "tick", "middle")
    )
    body.append(drawing.upright("share that is wrong", (top + bottom) / 2))
    said = "; ".join(
        f"coverage {wording.number(point.coverage)}: {wording.number(point.risk)} wrong"
        for point in _at_quarters(points)
    )
    return drawing.svg("".join(body), 272, title=title, description=said, ident=ident)


def difference_plot(
    rows: Sequence[Difference],
    texts: Mapping[str, MetricText],
    *,
    level: float,
    title: str,
    ident: str,
) -> str:
    """Differences with their intervals around 0, one below the other.

    A filled dot is more than chance, a hollow one isn't; a better one and a worse one have colours
    of their own, and their signs say the same.

    Args:
        rows: differences of shares.
        texts: what the metrics are called, and which direction is better.
        level: as 0.95.
        title: what is shown.
        ident: a prefix for ids that is unique in the page.
    """
    ends = [abs(end) for row in rows for end in (row.difference, row.low, row.high) if end]
    limit = _nice(max(ends, default=0.1))
    height = len(rows) * ROW + AXIS
    ticks = (-limit, -limit / 2, 0.0, limit / 2, limit)
    scale = Scale(-limit, limit)
    body = [_axis(ticks, scale, y=height - AXIS, signed=True)]
    middle = scale.at(0)
    said = []
    for place, row in enumerate(rows):
        text = text_of(row.metric, texts)
        printed = wording.difference(row.difference)
        if row.low is not None:
            printed += f"  ({wording.difference_ends(row.low, row.high)})"
        top = place * ROW
        body.append(labels(text.label, printed, top))
        body.append(tick_lines(ticks, scale, top + 19, top + 33))
        body.append(lines([(middle, top + 19, middle, top + 33)], "axis"))
        mark = f"dot {direction(row, text)}" if row.clear(level) else "dot open"
        body.append(_whisker((row.difference, row.low, row.high), scale, top + 26, mark))
        said.append(f"{text.label} {printed}")
    return drawing.svg("".join(body), height, title=title, description="; ".join(said), ident=ident)


def direction(row: Difference, text: MetricText) -> str:
    """What a difference is worth: "good" or "bad", and "even" where it is neither."""
    if text.higher_is_better is None or row.difference == 0:
        return "even"
    return "good" if (row.difference > 0) is text.higher_is_better else "bad"


def _said(figure: Figure) -> str:
    value = wording.number(figure.value)
    if figure.low is None or figure.high is None:
        return value
    return f"{value}, {wording.number(figure.low)} to {wording.number(figure.high)}"


def _whisker(
    places: tuple[float | None, float | None, float | None], scale: Scale, y: float, mark: str
) -> str:
    value, low, high = places
    drawn = ""
    if low is not None and high is not None:
        x1, x2 = scale.at(low), scale.at(high)
        caps = ((x, y - 4, x, y + 4) for x in (x1, x2))
        drawn = lines([(x1, y, x2, y), *caps], f"whisker {mark.removeprefix('dot').strip()}")
    if value is not None:
        drawn += f'<circle class="{mark}" cx="{pixels(scale.at(value))}" cy="{pixels(y)}" r="4.5"/>'
    return drawn


def _axis(ticks: Sequence[float], scale: Scale, *, y: float, signed: bool = False) -> str:
    return "".join(
        text(_tick(tick, signed=signed), scale.at(tick), y + 12, "tick", "middle") for tick in ticks
    )


def _frame(left: float, right: float, top: float, bottom: float, highest: float) -> str:
    drawn = []
    for quarter in _QUARTERS:
        x, y = left + quarter * (right - left), bottom - quarter * (bottom - top)
        drawn.append(lines([(left, y, right, y)], "axis" if not quarter else "grid"))
        drawn.append(text(_tick(quarter), x, bottom + 16, "tick", "middle"))
        drawn.append(text(_tick(quarter * highest), left - 6, y + 4, "tick", "end"))
    return "".join(drawn)


def _tick(value: float, *, signed: bool = False) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"+{text}" if signed and value > 0 else text


def _nice(value: float) -> float:
    return next((limit for limit in _NICE if value <= limit), value)


def _at_quarters(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    reached = (
        next((point for point in points if point.coverage >= quarter), None)
        for quarter in _QUARTERS[1:]
    )
    return list(dict.fromkeys(point for point in reached if point))


def _thinned(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    if len(points) <= _MOST_POINTS:
        return list(points)
    step = (len(points) - 1) / (_MOST_POINTS - 1)
    return [points[round(place * step)] for place in range(_MOST_POINTS)]
