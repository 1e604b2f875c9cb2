"""The report of a comparison: how far runs differ from a baseline, and on which questions.

The one thing to know: a difference is called one only where it is more than chance after the
adjustment for the number of comparisons; everything else is shown as open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briqa.evaluate.metrics.names import MetricText
from briqa.evaluate.report import plots, wording
from briqa.evaluate.report.data import (
    Difference,
    Flip,
    PairComparison,
    RightRun,
    in_order,
    natural,
    text_of,
)
from briqa.evaluate.report.rendering import MOST_QUESTIONS, manifest_rows, render


@dataclass(frozen=True, slots=True)
class _Pair:
    names: PairComparison
    summary: str
    plot: str
    rows: list[tuple[MetricText, Difference, str]]
    flips: Sequence[Flip]
    left_out: int


def comparison_report(
    *,
    title: str,
    pairs: Sequence[PairComparison],
    texts: Mapping[str, MetricText],
    level: float,
    manifests: Mapping[str, Mapping[str, Any]],
) -> str:
    """The page of a comparison.

    Args:
        title: what is compared.
        pairs: each run with the baseline, in the order in which they're shown.
        texts: what the metrics are called, in the order in which they're listed.
        level: of the intervals, as 0.95; a difference is clear where the adjusted p-value is
            below what it leaves.
        manifests: run → what it was made of.
    """
    values = {
        "title": title,
        "level": level,
        "pairs": [_pair(place, pair, texts, level) for place, pair in enumerate(pairs)],
        "manifests": [
            (name, manifest_rows(manifests[name])) for name in sorted(manifests, key=natural)
        ],
    }
    return render("comparison.html.j2", values)


def _pair(place: int, pair: PairComparison, texts: Mapping[str, MetricText], level: float) -> _Pair:
    by_name = {row.metric: row for row in pair.differences}
    rows = [by_name[name] for name in in_order(by_name, texts)]
    shares = [row for row in rows if text_of(row.metric, texts).is_share]
    title = f"{pair.other} minus {pair.baseline}, with intervals"
    return _Pair(
        pair,
        _summary(pair, rows, texts, level),
        plots.difference_plot(shares, texts, level=level, title=title, ident=f"pair-{place}")
        if shares
        else "",
        [(text_of(row.metric, texts), row, _outcome(row, texts, level)) for row in rows],
        pair.flips[:MOST_QUESTIONS],
        max(0, len(pair.flips) - MOST_QUESTIONS),
    )


def _summary(
    pair: PairComparison,
    rows: Sequence[Difference],
    texts: Mapping[str, MetricText],
    level: float,
) -> str:
    parts = []
    for outcome in ("better", "worse", "different"):
        named = [
            f"{text_of(row.metric, texts).label} ({_change(row, texts)})"
            for row in rows
            if _outcome(row, texts, level) == outcome
        ]
        if named:
            parts.append(f"{outcome} in {wording.listed(named)}")
    said = "; ".join(parts) if parts else "no difference that is more than chance"
    gained = sum(flip.right is RightRun.OTHER for flip in pair.flips)
    lost = len(pair.flips) - gained
    return (
        f"“{pair.other}” against “{pair.baseline}”: {said}. "
        f"Only “{pair.other}” is right on {wording.count(gained, 'question')}, "
        f"only “{pair.baseline}” on {lost:,}."
    )


def _change(row: Difference, texts: Mapping[str, MetricText]) -> str:
    return wording.difference(row.difference, is_share=text_of(row.metric, texts).is_share)


def _outcome(row: Difference, texts: Mapping[str, MetricText], level: float) -> str:
    if not row.clear(level):
        return "not clear"
    words = {"good": "better", "bad": "worse", "even": "different"}
    return words[plots.direction(row, text_of(row.metric, texts))]
