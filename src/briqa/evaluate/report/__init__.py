"""Reports of runs and of comparisons: pages that need nothing but themselves."""

from briqa.evaluate.report.pages import comparison_report, run_report
from briqa.evaluate.report.shown import ShownRun

__all__ = ["ShownRun", "comparison_report", "run_report"]
