"""The pages: templates filled in; the one place for jinja2."""

from functools import cache
from typing import TYPE_CHECKING, Final

from briqa.evaluate.comparison import Comparison, Difference
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.summary import OVERALL
from briqa.evaluate.report import plots
from briqa.evaluate.report.shown import (
    MOST_QUESTIONS,
    VERDICTS,
    ShownRun,
    headline,
    shown_metrics,
    shown_questions,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_BY_TYPE: Final = (
    "accuracy", "recall@1", "recall@5", "mrr", "span_f1", "answer_containment", "number_acc",
    "abstain_recall", "wrongly_abstained", "doc_recall@5", "doc_ndcg@10",
)  # fmt: skip
_MOST_FLIPS: Final = 300


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("briqa.evaluate.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals.update(
        whisker=plots.whisker, difference_whisker=plots.difference_whisker, plot_css=plots.PLOT_CSS
    )
    return found


def run_report(run: ShownRun) -> str:
    """The page of one run; it needs nothing but itself."""
    summary = run.summary
    questions = shown_questions(run)
    by_type = [name for name in _BY_TYPE if name in summary.groups[OVERALL]]
    page = _templates().get_template("run.html")
    return page.render(
        title=f"Evaluation of {run.name}",
        headline=headline(run),
        metrics=list(shown_metrics(summary)),
        groups={name: group for name, group in summary.groups.items() if name != OVERALL},
        by_type=by_type,
        labels={name: METRICS[name].label for name in by_type},
        summary=summary,
        reliability=plots.reliability_plot(summary.bins),
        risk_coverage=plots.risk_coverage_plot(summary.curve),
        questions=questions,
        verdicts={
            name: words
            for name, words in VERDICTS.items()
            if any(question.verdict == name for question in questions)
        },
        kinds=sorted({question.kind for question in questions if question.kind}),
        left_out=max(0, len(run.scored) - MOST_QUESTIONS),
        manifest=run.manifest,
    )


def comparison_report(comparison: Comparison) -> str:
    """The page of runs beside each other; it needs nothing but itself."""
    page = _templates().get_template("comparison.html")
    reach = max(
        (
            abs(end)
            for found in comparison.differences
            for end in (
                found.difference,
                *((found.interval.low, found.interval.high) if found.interval else ()),
            )
        ),
        default=1.0,
    )
    return page.render(
        title=" against ".join(comparison.names[::-1]),
        comparison=comparison,
        by_run={
            name: [found for found in comparison.differences if found.other == name]
            for name in comparison.names[1:]
        },
        texts=METRICS,
        verdict=_verdict,
        most=reach or 1.0,
        flips=comparison.flips[:_MOST_FLIPS],
        left_out=max(0, len(comparison.flips) - _MOST_FLIPS),
    )


def _verdict(found: Difference) -> str:
    """How a difference is coloured: "worse", "better", or empty for what may be chance."""
    if found.is_worse:
        return "worse"
    return "better" if found.is_better else ""
