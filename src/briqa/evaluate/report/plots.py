"""Plots as inline SVG.

The one thing to know: they are written by hand, since four small plots need no plotting library of
30 MB, take their colours from the page (light or dark) through custom properties, and are the same
bytes for the same figures.
"""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from briqa.evaluate.metrics.calibration import CalibrationBin

_WIDTH: Final = 220
_HEIGHT: Final = 18
_SIDE: Final = 300
_LEFT, _BOTTOM, _TOP, _RIGHT = 44, 40, 12, 12

PLOT_CSS: Final = """
svg.plot { color: var(--ink); font: 12px var(--sans, sans-serif); overflow: visible; }
svg.plot text { fill: var(--muted); }
svg.plot .axis { stroke: var(--line); stroke-width: 1; fill: none; }
svg.plot .ideal { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 4 4; fill: none; }
svg.plot .interval { stroke: var(--accent); stroke-width: 4; stroke-linecap: round; opacity: .35; }
svg.plot .dot { fill: var(--accent); }
svg.plot .curve { stroke: var(--accent); stroke-width: 2; fill: none; }
svg.plot .worse { fill: var(--bad); stroke: var(--bad); }
svg.plot .better { fill: var(--good); stroke: var(--good); }
"""


def whisker(value: float, low: float | None, high: float | None) -> Markup:
    """A share on a line from 0 to 1, with its interval."""
    said = f"{value:.3f}" + ("" if low is None or high is None else f", {low:.3f} to {high:.3f}")
    return _on_line(said, value, low, high, least=0.0, most=1.0, ticks=(0.0, 0.5, 1.0), kind="")


def difference_whisker(
    value: float, low: float | None, high: float | None, *, most: float, kind: str
) -> Markup:
    """A difference on a line around 0, with its interval.

    Args:
        value: the difference.
        low: lower end of its interval; None without one.
        high: upper end.
        most: the line goes so far to either side.
        kind: "worse", "better" or empty: how it is coloured.
    """
    said = f"{value:+.3f}" + ("" if low is None or high is None else f", {low:+.3f} to {high:+.3f}")
    return _on_line(said, value, low, high, least=-most, most=most, ticks=(0.0,), kind=kind)


def _on_line(
    said: str,
    value: float,
    low: float | None,
    high: float | None,
    *,
    least: float,
    most: float,
    ticks: Sequence[float],
    kind: str,
) -> Markup:
    def x(at: float) -> str:
        share = (min(max(at, least), most) - least) / (most - least)
        return f"{5 + share * (_WIDTH - 10):.1f}"

    middle = _HEIGHT / 2
    parts = [f'<line class="axis" x1="{x(least)}" y1="{middle}" x2="{x(most)}" y2="{middle}"/>']
    parts += [
        f'<line class="axis" x1="{x(tick)}" y1="3" x2="{x(tick)}" y2="{_HEIGHT - 3}"/>'
        for tick in ticks
    ]
    if low is not None and high is not None:
        parts.append(
            f'<line class="interval {kind}" x1="{x(low)}" y1="{middle}" x2="{x(high)}" '
            f'y2="{middle}"/>'
        )
    parts.append(f'<circle class="dot {kind}" cx="{x(value)}" cy="{middle}" r="4"/>')
    return Markup(
        f'<svg class="plot" role="img" aria-label="{said}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}">{"".join(parts)}</svg>'
    )


def reliability_plot(bins: Sequence[CalibrationBin]) -> Markup:
    """The share of right answers by their confidence; on the dashed line the two are equal."""
    marks = []
    for each in bins:
        x, y = _place(each.confidence, each.correct)
        radius = 4 + min(6.0, each.n**0.5 / 3)
        marks.append(
            f'<circle class="dot" cx="{x}" cy="{y}" r="{radius:.1f}"><title>{each.n} answers: '
            f"confidence {each.confidence:.2f}, right {each.correct:.2f}</title></circle>"
        )
    ideal = f'<path class="ideal" d="{_path([(0.0, 0.0), (1.0, 1.0)])}"/>'
    said = "; ".join(
        f"confidence {each.confidence:.2f}: {each.correct:.2f} of {each.n} right" for each in bins
    )
    return _square("Calibration", said, "confidence", "share right", ideal + "".join(marks))


def risk_coverage_plot(curve: Sequence[tuple[float, float]]) -> Markup:
    """The share of wrong answers, if only the surest so many are given."""
    line = f'<path class="curve" d="{_path(curve)}"/>' if curve else ""
    said = f"{curve[-1][1]:.2f} wrong if all are given" if curve else "no answers"
    return _square("Risk by coverage", said, "share of answers given", "share wrong", line)


def _square(title: str, said: str, x_label: str, y_label: str, inside: str) -> Markup:
    ticks = []
    for at in (0.0, 0.5, 1.0):
        x, y = _place(at, at)
        base, left = _place(0.0, 0.0)[1], _place(0.0, 0.0)[0]
        ticks.append(f'<text x="{x}" y="{_SIDE - _BOTTOM + 16}" text-anchor="middle">{at:g}</text>')
        ticks.append(
            f'<text x="{_LEFT - 8}" y="{float(y) + 4:.1f}" text-anchor="end">{at:g}</text>'
        )
        ticks.append(f'<path class="axis" d="M{x} {base}v4M{left} {y}h-4"/>')
    frame = f'<path class="axis" d="{_path([(0.0, 1.0), (0.0, 0.0), (1.0, 0.0)])}"/>'
    middle = (_LEFT + _SIDE - _RIGHT) / 2
    labels = (
        f'<text x="{middle}" y="{_SIDE - 6}" text-anchor="middle">{x_label}</text>'
        f'<text transform="translate(12 {_SIDE / 2 - 14}) rotate(-90)" text-anchor="middle">'
        f"{y_label}</text>"
    )
    return Markup(
        f'<svg class="plot" role="img" aria-label="{title}: {said}" width="{_SIDE}" '
        f'height="{_SIDE}" viewBox="0 0 {_SIDE} {_SIDE}">'
        f"{frame}{''.join(ticks)}{labels}{inside}</svg>"
    )


def _place(x: float, y: float) -> tuple[str, str]:
    across, up = _SIDE - _LEFT - _RIGHT, _SIDE - _TOP - _BOTTOM
    return f"{_LEFT + x * across:.1f}", f"{_TOP + (1 - y) * up:.1f}"


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(" ".join(_place(x, y)) for x, y in points)
