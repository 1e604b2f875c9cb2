"""Runs as HTML: progress, figures with their intervals, questions, comparisons."""

import html
from collections.abc import Mapping, Sequence
from typing import Final

from briqa.evaluate.comparison import Comparison, Difference
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.summary import OVERALL
from briqa.evaluate.report import (
    Figure,
    ReportedQuestion,
    Verdict,
    difference_plot,
    reliability_plot,
    risk_coverage_plot,
)
from briqa.evaluate.report.plots import whisker
from briqa.evaluate.reporting import HEADLINE, ScoredRun, compared_pairs
from briqa.evaluate.run import Progress
from briqa.evaluate.statistics.bootstrap import LEVEL
from briqa.spans import Span
from briqa.ui.targets import place_target, quoted

# More make a page slow; the download has them all.
MOST_SHOWN: Final = 100
_OUTCOMES: Final = {
    Verdict.RIGHT: "good",
    Verdict.REFUSED_RIGHTLY: "good",
    Verdict.WRONG: "bad",
    Verdict.REFUSED_WRONGLY: "bad",
    Verdict.UNJUDGED: "",
}


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


def figures_html(run: ScoredRun) -> str:
    """The figures of a run with their intervals, and how far its confidence is to be trusted."""
    metrics = run.metrics
    overall = metrics.groups[OVERALL]
    main = {name: overall[name] for name in HEADLINE if name in overall}
    others = {name: figure for name, figure in overall.items() if name not in main}
    plots = (
        '<div class="plots"><figure>'
        f"{reliability_plot(metrics.calibration, title='Calibration', ident='tab-reliability')}"
        "<figcaption>Answers of about one confidence: below the dashed line they are right less "
        "often than it says.</figcaption></figure><figure>"
        f"{risk_coverage_plot(metrics.risk_coverage, title='Risk by coverage', ident='tab-risk')}"
        "<figcaption>If only the surest answers are given, so many of them are wrong.</figcaption>"
        "</figure></div>"
        if run.summary.bins
        else ""
    )
    return (
        f'<section class="evaluation"><h2>{html.escape(run.name)}</h2>'
        f'<p role="status">{html.escape(_counts(run))}</p>'
        f"{_metric_table(main)}<details><summary>All figures, calibration and risk</summary>"
        f"{_metric_table(others)}{plots}</details></section>"
    )


def _metric_table(figures: Mapping[str, Figure]) -> str:
    if not figures:
        return ""
    rows = "".join(_metric_row(name, figure) for name, figure in figures.items())
    return (
        '<div class="wide"><table><caption>With 95% intervals</caption><thead><tr>'
        '<th scope="col">Metric</th><th scope="col">Value</th><th scope="col">95% interval</th>'
        '<th scope="col">0 to 1</th><th scope="col">n</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _counts(run: ScoredRun) -> str:
    total = len(run.scored)
    refused = sum(each.prediction.abstained for each in run.scored)
    asked = f"{total} question{'' if total == 1 else 's'}"
    return f"{asked}: {total - refused} answered, {refused} refused."


def _metric_row(name: str, figure: Figure) -> str:
    text = METRICS[name]
    form = ".3f" if text.is_share else ".0f"
    said = (
        "–"
        if figure.low is None or figure.high is None
        else f"{figure.low:{form}} – {figure.high:{form}}"
    )
    return (
        f'<tr><th scope="row" title="{html.escape(text.description)}">{html.escape(text.label)}'
        f"</th><td>{figure.value:{form}}</td><td>{said}</td>"
        f"<td>{whisker(figure) if text.is_share else ''}</td><td>{figure.n}</td></tr>"
    )


def questions_html(questions: Sequence[ReportedQuestion]) -> str:
    """Questions with what was wanted and said; a click shows what was cited in its source."""
    if not questions:
        return '<p class="busy" role="status">No such question.</p>'
    items = "".join(map(_question_item, questions[:MOST_SHOWN]))
    more = len(questions) - MOST_SHOWN
    note = f'<p class="busy">{more} more are in the download.</p>' if more > 0 else ""
    return f'<section class="evaluation"><ul class="asked">{items}</ul>{note}</section>'


def _question_item(question: ReportedQuestion) -> str:
    place = ""
    if question.cited:
        source = question.cited[0]
        place = (
            f"{place_target(source.docid, Span(source.start, source.end))} "
            f'data-quoted="{quoted(source.quote)}" title="Show in the source"'
        )
    answer = question.answer or "The documents don't say."
    return (
        f'<li><button type="button" class="asked-question" {place}>'
        f'<span class="outcome {_OUTCOMES[question.verdict]}">{question.verdict}</span>'
        f'<strong dir="auto">{html.escape(question.question)}</strong>'
        f'<span class="said" dir="auto"><em>Wanted</em> {html.escape(question.gold or "–")}</span>'
        f'<span class="said" dir="auto"><em>Answer</em> {html.escape(answer)}</span>'
        "</button></li>"
    )


def comparison_html(comparison: Comparison) -> str:
    """What differs between an earlier run and this one, and the questions that flipped."""
    rows = "".join(map(_difference_row, comparison.differences))
    shares = [
        found
        for pair in compared_pairs(comparison)
        for found in pair.differences
        if METRICS[found.metric].is_share
    ]
    plot = difference_plot(
        shares, METRICS, level=LEVEL, title="Differences", ident="tab-differences"
    )
    flips = "".join(
        f'<li><span class="outcome {"bad" if flip.first.right else "good"}">'
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
        '<th scope="col">Difference</th><th scope="col">p</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
        f'<details><summary>Drawn</summary>{plot}</details><ul class="flips">{flips}</ul></section>'
    )


def _difference_row(found: Difference) -> str:
    kind = "worse" if found.is_worse else "better" if found.is_better else ""
    return (
        f'<tr><th scope="row">{METRICS[found.metric].label}</th><td>{found.value_first:.3f}</td>'
        f'<td>{found.value_other:.3f}</td><td class="{kind}">{found.difference:+.3f} {kind}</td>'
        f"<td>{found.p_holm:.3f}</td></tr>"
    )
