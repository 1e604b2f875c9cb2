"""The figures of `bench/scale.py` as a table in Markdown and as a drawing in SVG."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briqa.drawing import (
    WIDTH,
    Scale,
    escaped,
    lines,
    pixels,
    polyline,
    text,
)
from scaling.growth import n_log_n, times_n_log_n
from scaling.measuring import KINDS, QUESTIONS, Figures

Known = Mapping[int, Figures]
"""Figures by the number of passages."""
CODED = 100_000
"""So many passages have their vectors coded, which fewer don't pay for."""


@dataclass(frozen=True, slots=True)
class Series:
    """One cost.

    Attributes:
        name: the figure's.
        label: what it is called.
        digits: behind the point.
        adds_up: whether it is that of a step from one size to the next, so that a size costs what
            all steps up to it do.
    """

    name: str
    label: str
    digits: int = 1
    adds_up: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Costs of one unit that are drawn together."""

    title: str
    unit: str
    series: tuple[Series, ...]


PANELS: tuple[Panel, ...] = (
    Panel(
        "Building",
        "CPU s",
        (
            Series("put_cpu_s", "documents into the store", adds_up=True),
            Series("remake_vectors_cpu_s", "vector files, all at once", 2),
            Series("read_vectors_cpu_s", "of that, reading the store", 2),
            Series("derive_lexical_cpu_s", "lexical index", 2, adds_up=True),
        ),
    ),
    Panel(
        "Opening, the encoder left out",
        "ms",
        (Series("open_cpu_ms", "CPU", 0), Series("open_ms", "by the clock", 0)),
    ),
    Panel(
        "A question",
        "CPU ms",
        (
            Series("search_cpu_p50_ms", "search, median"),
            Series("search_cpu_p95_ms", "search, 95th percentile"),
            Series("ask_cpu_p50_ms", "whole answer, median"),
        ),
    ),
    Panel(
        "Parts of the search",
        "CPU ms",
        (
            Series("encode_cpu_p50_ms", "encoder, median"),
            Series("lexical_rare_cpu_p50_ms", "words, median"),
            Series("lexical_common_cpu_p95_ms", "commonest words, 95th percentile"),
            Series("passages_cpu_p50_ms", "vectors of passages, median"),
            Series("sentences_cpu_p50_ms", "vectors of sentences, median"),
        ),
    ),
    Panel(
        f"Memory after {len(KINDS) * QUESTIONS} answers",
        "MiB",
        (
            Series("resident_mib", "resident", 0),
            Series("resident_peak_mib", "the most there was", 0),
        ),
    ),
    Panel(
        "One more document",
        "CPU ms",
        (
            Series("add_cpu_ms", "until all files are up to date", 0),
            Series("next_question_cpu_ms", "the next answer", 0),
        ),
    ),
)
# By the clock, for whoever has a machine of their own.
CLOCK: tuple[Series, ...] = (
    Series("search_p50_ms", "search, median"),
    Series("search_p95_ms", "search, 95th percentile"),
    Series("ask_p50_ms", "whole answer, median"),
    Series("lexical_common_p95_ms", "commonest words, 95th percentile"),
    Series("passages_p50_ms", "vectors of passages, median"),
    Series("sentences_p50_ms", "vectors of sentences, median"),
    Series("add_ms", "one more document", 0),
)
# Not costs, so they aren't drawn.
QUALITY: tuple[Series, ...] = (
    Series("passages_recall", "recall@10, passages", 3),
    Series("sentences_recall", "recall@10, sentences", 3),
    Series("disk_mib", "disk, MiB", 0),
)

_COLUMNS, _HEIGHT, _GAP, _LEGEND = 2, 210, 28, 17
_LEFT, _TOP = 48, 30
_TICKS_A_DECADE = 24
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.tick { font-size: 11px; fill: #59636e; }
.title { font-weight: 600; }
.grid { stroke: #d1d9e0; fill: none; }
.guide { stroke: #59636e; stroke-dasharray: 4 4; fill: none; }
.curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
""" + "".join(
    f".curve.c{number} {{ stroke: {colour}; }} .dot.c{number} {{ fill: {colour}; }}\n"
    for number, colour in enumerate(("#0969da", "#bc4c00", "#1a7f37", "#8250df", "#cf222e"))
)


def markdown(known: Known) -> str:
    """A table with a row for each figure and a column for each size.

    Behind them stands how many times the growth of n log n its growth is; where there are two sizes
    at which all is done that is done at any, vectors coded, also that from the lesser of them on.
    """
    sizes = sorted(known)
    titles = [*(f"{size:,}" for size in sizes), "× n log n"]
    titles += [f"from {least:,} on" for least in _growths_from(known)[1:]]
    rows = ["| " + " | ".join(["", *titles]) + " |", "|---|" + "---:|" * len(titles)]
    for panel in PANELS:
        rows += [
            _row(f"{panel.title}: {each.label}, {panel.unit}", each, known) for each in panel.series
        ]
    rows += [_row(f"By the clock: {each.label}, ms", each, known) for each in CLOCK]
    rows += [_row(each.label, each, known, is_cost=False) for each in QUALITY]
    return "\n".join(rows) + "\n"


def _row(label: str, series: Series, known: Known, *, is_cost: bool = True) -> str:
    costs = costs_of(series, known)
    cells = [f"{costs[size]:,.{series.digits}f}" if size in costs else "" for size in sorted(known)]
    for least in _growths_from(known):
        grown = {size: cost for size, cost in costs.items() if size >= least}
        cells.append(f"{times_n_log_n(grown):.2g}" if is_cost and len(grown) > 1 else "")
    return "| " + " | ".join([label, *cells]) + " |"


def _growths_from(known: Known) -> list[int]:
    """The sizes from which on the growth is told."""
    return [0, CODED] if sum(size >= CODED for size in known) > 1 else [0]


def costs_of(series: Series, known: Known) -> dict[int, float]:
    """One figure at each size at which it was measured; milliseconds also of those in seconds."""
    seconds = series.name.removesuffix("_ms") + "_s"
    found: dict[int, float] = {}
    before = 0.0
    for size, figures in sorted(known.items()):
        if series.name in figures:
            cost = figures[series.name]
        elif seconds in figures:
            cost = figures[seconds] * 1000
        else:
            continue
        found[size] = cost + before
        before = found[size] if series.adds_up else 0.0
    return found


def drawing(known: Known) -> str:
    """All costs against the number of passages, both axes in powers of ten."""
    heights = [_TOP + _HEIGHT + _GAP + _LEGEND * (len(panel.series) + 1) + 14 for panel in PANELS]
    tall = max(heights)
    width = _COLUMNS * WIDTH + _GAP * (_COLUMNS + 1)
    height = -(-len(PANELS) // _COLUMNS) * tall + _GAP
    parts = []
    for place, panel in enumerate(PANELS):
        x = _GAP + place % _COLUMNS * (WIDTH + _GAP)
        y = _GAP / 2 + place // _COLUMNS * tall
        parts.append(f'<g transform="translate({x} {pixels(y)})">{_panel(panel, known)}</g>')
    title = "Cost of briqa's parts against the number of passages"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'role="img" aria-labelledby="scale-title"><title id="scale-title">{escaped(title)}</title>'
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _panel(panel: Panel, known: Known) -> str:
    drawn = [(each, costs_of(each, known)) for each in panel.series]
    every = [cost for _, costs in drawn for cost in costs.values() if cost > 0]
    head = text(f"{panel.title}, {panel.unit}", 0, 16, "title", "start")
    if not every:
        return head
    bottom = _TOP + _HEIGHT
    sizes = sorted(known)
    # A single size stands at the left.
    across = Scale(
        math.log10(sizes[0]), math.log10(max(sizes[-1], sizes[0] + 1)), _LEFT, WIDTH - 28
    )
    decades = range(math.floor(math.log10(min(every))), math.ceil(math.log10(max(every))) + 1)
    up = Scale(decades[0], max(decades[-1], decades[0] + 1), bottom, _TOP)
    body = [head, *_axes(sizes, decades, across, up)]
    for number, (each, costs) in enumerate(drawn):
        places = [
            (across.at(math.log10(size)), up.at(math.log10(cost)))
            for size, cost in costs.items()
            if cost > 0
        ]
        body.append(polyline(places, f"curve c{number}"))
        body += [
            f'<circle class="dot c{number}" cx="{pixels(x)}" cy="{pixels(y)}" r="3.5"/>'
            for x, y in places
        ]
        body.append(_legend(number, each.label, bottom + _GAP + _LEGEND * number))
    body.append(_guide(drawn[0][1], across, up))
    y = bottom + _GAP + _LEGEND * len(drawn)
    body.append(lines([(_LEFT, y + 8, _LEFT + 18, y + 8)], "guide"))
    body.append(text("n log n", _LEFT + 26, y + 12, "tick", "start"))
    return "".join(body)


def _axes(sizes: Sequence[int], decades: Sequence[int], across: Scale, up: Scale) -> list[str]:
    """Lines and numbers at each size and each power of ten."""
    levels = [(power, up.at(power)) for power in decades]
    columns = [(size, across.at(math.log10(size))) for size in sizes]
    return [
        lines(((_LEFT, y, WIDTH - 12, y) for _, y in levels), "grid"),
        lines(((x, up.start, x, up.end) for _, x in columns), "grid"),
        *(text(f"{10.0**power:g}", _LEFT - 6, y + 4, "tick", "end") for power, y in levels),
        *(text(f"{size:,}", x, up.start + 16, "tick", "middle") for size, x in columns),
    ]


def _legend(number: int, label: str, y: float) -> str:
    dot = f'<circle class="dot c{number}" cx="{_LEFT + 9}" cy="{pixels(y + 8)}" r="3.5"/>'
    return dot + text(label, _LEFT + 26, y + 12, "tick", "start")


def _guide(costs: Mapping[int, float], across: Scale, up: Scale) -> str:
    """What the first series would be if it grew as n log n from the least size on."""
    least, most = min(costs), max(costs)
    if least == most:
        return ""
    steps = round(math.log10(most / least) * _TICKS_A_DECADE)
    places = []
    for step in range(steps + 1):
        size = round(least * (most / least) ** (step / steps))
        cost = math.log10(costs[least] * n_log_n(size) / n_log_n(least))
        if cost <= up.most:
            places.append((across.at(math.log10(size)), up.at(cost)))
    return polyline(places, "guide")
