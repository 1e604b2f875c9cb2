"""The report of one run: what came out, how sure it is, and every question that went wrong.

The one thing to know: the faults of a run stand before the rest, and they are what is kept when a
set has more questions than a page holds.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briqa.evaluate.metrics.names import MetricText
from briqa.evaluate.report import plots, wording
from briqa.evaluate.report.data import (
    OVERALL,
    Figure,
    Metrics,
    ReportedQuestion,
    Verdict,
    failures_first,
    in_order,
    natural,
    text_of,
)
from briqa.evaluate.report.rendering import MOST_QUESTIONS, manifest_rows, render


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    text: MetricText
    figure: Figure
    whisker: str


def run_report(
    *,
    title: str,
    metrics: Metrics,
    texts: Mapping[str, MetricText],
    main: Sequence[str],
    questions: Sequence[ReportedQuestion],
    manifest: Mapping[str, Any],
) -> str:
    """The page of one run.

    Args:
        title: the name of the set, or of the run.
        metrics: its figures.
        texts: what the metrics are called, in the order in which they're listed.
        main: the shares that are told in words and drawn by type; those that weren't measured are
            left out.
        questions: all that were asked, in the set's order.
        manifest: what the run was made of, nested at will.
    """
    overall = metrics.groups.get(OVERALL, {})
    told = [
        name
        for name in main
        if name in overall and overall[name].value is not None and text_of(name, texts).is_share
    ]
    shown = failures_first(questions)[:MOST_QUESTIONS]
    failed = [question for question in shown if question.verdict.failed]
    values = {
        "title": title,
        "summary": _summary(questions),
        "main": [(text_of(name, texts), overall[name]) for name in told],
        "metrics": metrics,
        "sections": _sections(overall, texts),
        "by_type": _by_type(metrics, told, texts),
        "types": metrics.types,
        "type_rows": _type_rows(metrics, texts),
        "reliability": _reliability(metrics),
        "risk": _risk(metrics),
        "failed": failed,
        "all_failed": sum(question.verdict.failed for question in questions),
        "rest": shown[len(failed) :],
        "left_out": len(questions) - len(shown),
        "asked": len(questions),
        "kinds": sorted({question.kind for question in shown if question.kind}, key=natural),
        "verdicts": [v for v in Verdict if any(question.verdict is v for question in shown)],
        "manifest": manifest_rows(manifest),
    }
    return render("run.html.j2", values)


def _summary(questions: Sequence[ReportedQuestion]) -> str:
    refused = sum(question.abstained for question in questions)
    verdicts = Counter(question.verdict for question in questions)
    judged = [f"{verdicts[verdict]:,} {verdict}" for verdict in Verdict if verdicts[verdict]]
    asked = wording.count(len(questions), "question")
    said = f"{asked}: {len(questions) - refused:,} answered, {refused:,} refused"
    return f"{said}; {wording.listed(judged)}." if judged else f"{said}."


def _sections(
    overall: Mapping[str, Figure], texts: Mapping[str, MetricText]
) -> list[tuple[str, list[_Row]]]:
    sections: dict[str, list[_Row]] = {}
    for name in in_order(overall, texts):
        text, figure = text_of(name, texts), overall[name]
        drawn = plots.whisker(figure) if text.is_share and figure.value is not None else ""
        sections.setdefault(text.section, []).append(_Row(name, text, figure, drawn))
    return list(sections.items())


def _by_type(
    metrics: Metrics, told: Sequence[str], texts: Mapping[str, MetricText]
) -> list[tuple[str, str]]:
    """Each main metric's label and its plot, with a row for every type that has a value."""
    drawn = []
    for place, name in enumerate(told):
        label = text_of(name, texts).label
        groups = [group for group in (*metrics.types, OVERALL) if name in metrics.groups[group]]
        rows = [
            (group, metrics.groups[group][name])
            for group in groups
            if metrics.groups[group][name].value is not None
        ]
        title = f"{label} by type of question"
        plot = plots.interval_plot(rows, title=title, ident=f"type-{place}", with_n=True)
        drawn.append((label, plot))
    return drawn if metrics.types else []


def _type_rows(
    metrics: Metrics, texts: Mapping[str, MetricText]
) -> list[tuple[MetricText, list[Figure | None]]]:
    names = {name for group in metrics.types for name in metrics.groups[group]}
    return [
        (text_of(name, texts), [metrics.groups[group].get(name) for group in metrics.types])
        for name in in_order(names, texts)
    ]


def _reliability(metrics: Metrics) -> str:
    if not any(row.n for row in metrics.calibration):
        return ""
    title = "Confidence and the share of right answers"
    return plots.reliability_plot(metrics.calibration, title=title, ident="reliability")


def _risk(metrics: Metrics) -> str:
    if not metrics.risk_coverage:
        return ""
    title = "Share of wrong answers by coverage"
    return plots.risk_coverage_plot(metrics.risk_coverage, title=title, ident="risk")
