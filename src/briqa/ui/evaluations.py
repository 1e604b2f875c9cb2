"""Runs as HTML: progress, figures with their intervals, questions, comparisons."""

import html
from collections.abc import Sequence
from typing import Final

from briqa.evaluate.comparison import Comparison, Difference
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.report.plots import (
    difference_whisker,
    reliability_plot,
    risk_coverage_plot,
    whisker,
)
from briqa.evaluate.report.shown import (
    VERDICTS,
    ShownMetric,
    ShownQuestion,
    ShownRun,
    headline,
    shown_metrics,
)
from briqa.evaluate.run import Progress

# More make a page slow; the download has them all.
MOST_SHOWN: Final = 100


def progress_html(progress: Progress) -> str:
    """How far a run is, its rate, and how long it will take."""
    left = progress.seconds_left
    rate = (
        f" · {progress.per_second:.1f} a second · {_duration(left)} left"
        if progress.here and left is not None
        else " · starting"
    )
    said = f"{progress.done} of {progress.total} questions{rate}"
    return (
        f'<div class="run-progress"><progress max="{progress.total}" value="{progress.done}" '
        f'aria-label="Questions answered"></progress><p class="busy" role="status">{said}</p></div>'
    )


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def figures_html(run: ShownRun) -> str:
    """The figures of a run with their intervals, and how far its confidence is to be trusted."""
    rows = "".join(_metric_row(metric) for metric in shown_metrics(run.summary))
    plots = (
        '<div class="plots"><figure>'
        f"{reliability_plot(run.summary.bins)}<figcaption>Answers of about one confidence: below "
        "the dashed line they are right less often than it says.</figcaption></figure><figure>"
        f"{risk_coverage_plot(run.summary.curve)}<figcaption>If only the surest answers are given, "
        "so many of them are wrong.</figcaption></figure></div>"
        if run.summary.bins
        else ""
    )
    return (
        f'<section class="evaluation"><h2>{html.escape(run.name)}</h2>'
        f'<p role="status">{html.escape(headline(run))}</p>'
        '<div class="wide"><table><caption>With 95% intervals</caption><thead><tr>'
        '<th scope="col">Metric</th><th scope="col">Value</th><th scope="col">95% interval</th>'
        '<th scope="col">0 to 1</th><th scope="col">n</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{plots}</section>"
    )


def _metric_row(metric: ShownMetric) -> str:
    found = metric.estimate
    interval = found.interval
    form = ".3f" if metric.is_share else ".0f"
    said = f"{interval.low:{form}} – {interval.high:{form}}" if interval else "–"
    ends = (interval.low, interval.high) if interval else (None, None)
    return (
        f'<tr><th scope="row" title="{html.escape(metric.description)}">'
        f"{html.escape(metric.label)}</th>"
        f"<td>{found.value:{form}}</td><td>{said}</td>"
        f"<td>{whisker(found.value, *ends) if metric.is_share else ''}</td><td>{found.n}</td></tr>"
    )


def questions_html(questions: Sequence[ShownQuestion]) -> str:
    """Questions with what was wanted and said; a click shows what was cited in its source."""
    if not questions:
        return '<p class="busy" role="status">No such question.</p>'
    items = "".join(map(_question_item, questions[:MOST_SHOWN]))
    more = len(questions) - MOST_SHOWN
    note = f'<p class="busy">{more} more are in the download.</p>' if more > 0 else ""
    return f'<section class="evaluation"><ul class="asked">{items}</ul>{note}</section>'


def _question_item(question: ShownQuestion) -> str:
    place = ""
    if question.sources:
        source = question.sources[0]
        place = (
            f'data-docid="{html.escape(source.docid)}" data-start="{source.start}" '
            f'data-end="{source.end}" title="Show in the source"'
        )
    return (
        f'<li><button type="button" class="asked-question" {place}>'
        f'<span class="outcome {question.verdict}">{VERDICTS[question.verdict]}</span>'
        f'<strong dir="auto">{html.escape(question.question)}</strong>'
        f'<span class="said" dir="auto"><em>Wanted</em> {html.escape(question.gold or "–")}</span>'
        f'<span class="said" dir="auto"><em>Answer</em> {html.escape(question.answer)}</span>'
        "</button></li>"
    )


def comparison_html(comparison: Comparison) -> str:
    """What differs between an earlier run and this one, and the questions that flipped."""
    reach = max((abs(each.difference) for each in comparison.differences), default=0.0)
    ends = [
        abs(end)
        for each in comparison.differences
        if each.interval
        for end in (each.interval.low, each.interval.high)
    ]
    most = max([reach, *ends]) or 1.0
    rows = "".join(_difference_row(each, most) for each in comparison.differences)
    flips = "".join(
        f'<li><span class="outcome {"wrong" if flip.first.right else "right"}">'
        f"{'lost' if flip.first.right else 'gained'}</span> "
        f'<strong dir="auto">{html.escape(flip.first.row.question)}</strong></li>'
        for flip in comparison.flips[:MOST_SHOWN]
    )
    return (
        f'<section class="evaluation"><h2>This run against {html.escape(comparison.names[0])}</h2>'
        f'<p role="status">{comparison.common} questions in both, {len(comparison.flips)} flipped; '
        f"{len(comparison.worse)} figures worse by more than chance.</p>"
        '<div class="wide"><table><caption>p corrected over all lines (Holm)</caption><thead><tr>'
        '<th scope="col">Metric</th><th scope="col">Earlier</th><th scope="col">This</th>'
        '<th scope="col">Difference</th><th scope="col">− 0 +</th><th scope="col">p</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
        f'<ul class="flips">{flips}</ul></section>'
    )


def _difference_row(found: Difference, most: float) -> str:
    kind = "worse" if found.is_worse else "better" if found.is_better else ""
    interval = found.interval
    ends = (interval.low, interval.high) if interval else (None, None)
    drawn = difference_whisker(found.difference, *ends, most=most, kind=kind)
    return (
        f'<tr><th scope="row">{METRICS[found.metric].label}</th><td>{found.value_first:.3f}</td>'
        f'<td>{found.value_other:.3f}</td><td class="{kind}">{found.difference:+.3f} {kind}</td>'
        f"<td>{drawn}</td><td>{found.p_holm:.3f}</td></tr>"
    )
