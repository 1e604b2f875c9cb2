"""Reports: one page of HTML for a run, one for a comparison of runs, and the plots in them."""

from briqa.evaluate.metrics.names import MetricText
from briqa.evaluate.report.comparing import comparison_report
from briqa.evaluate.report.data import (
    Bin,
    Cited,
    CurvePoint,
    Difference,
    Figure,
    Flip,
    Metrics,
    PairComparison,
    ReportedQuestion,
    RightRun,
    Verdict,
    read_metrics,
)
from briqa.evaluate.report.plots import (
    PLOT_CSS,
    difference_plot,
    interval_plot,
    reliability_plot,
    risk_coverage_plot,
)
from briqa.evaluate.report.run_page import run_report

__all__ = [
    "PLOT_CSS",
    "Bin",
    "Cited",
    "CurvePoint",
    "Difference",
    "Figure",
    "Flip",
    "MetricText",
    "Metrics",
    "PairComparison",
    "ReportedQuestion",
    "RightRun",
    "Verdict",
    "comparison_report",
    "difference_plot",
    "interval_plot",
    "read_metrics",
    "reliability_plot",
    "risk_coverage_plot",
    "run_report",
]
