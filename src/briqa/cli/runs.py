"""Runs, comparisons and sweeps as tables for people."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from briqa.evaluate.comparison import Comparison, Difference
from briqa.evaluate.metrics.names import METRICS
from briqa.evaluate.metrics.summary import OVERALL, Estimate
from briqa.evaluation import Finished
from briqa.sweep import SweptRun

_FLIPS_SHOWN: Final = 10
_SWEPT: Final = (
    "accuracy", "recall@1", "recall@5", "mrr", "span_f1", "number_acc", "abstain_f1",
    "wrongly_abstained", "doc_recall@5", "doc_ndcg@10",
)  # fmt: skip


def print_summary(finished: Finished, where: Path) -> None:
    """Prints the figures of a run, then where its files are."""
    figures = finished.run.summary.groups[OVERALL]
    if figures:
        table = _table("Metric", "Value", "95% interval", "n")
        for name, estimate in figures.items():
            table.add_row(
                METRICS[name].label,
                _value(name, estimate.value),
                _interval(name, estimate),
                str(estimate.n),
            )
        Console(highlight=False).print(table)
    refused = sum(each.prediction.abstained for each in finished.run.scored)
    total = len(finished.run.scored)
    moved = f", {finished.moved} gold spans found elsewhere than said" if finished.moved else ""
    print(f"{where}: {total} questions, {total - refused} answered{moved}")


def print_comparison(comparison: Comparison, out: Path | None) -> None:
    """Prints what differs between runs, then the questions that flipped."""
    console = Console(highlight=False)
    for name in comparison.names[1:]:
        console.print(Text(f"{name} against {comparison.names[0]}", style="bold"))
        table = _table("Metric", "First", "Other", "Difference", "95% interval", "p", "Holm", "n")
        own = [found for found in comparison.differences if found.other == name]
        differing = [found for found in own if found.difference]
        for found in differing:
            table.add_row(*_difference_cells(found))
        if differing:
            console.print(table)
        if len(differing) < len(own):
            print(f"{len(own) - len(differing)} figures are the same in both")
    print(f"{comparison.common} questions, {len(comparison.flips)} flipped")
    for flip in comparison.flips[:_FLIPS_SHOWN]:
        what = "lost" if flip.first.right else "gained"
        console.print(Text(f"  {what} by {flip.other_name}: {flip.first.row.question}"))
    if comparison.only_some:
        print(f"{len(comparison.only_some)} questions stand in some runs only and are left out")
    if out is not None:
        print(f"{out / 'comparison.html'}")


def _difference_cells(found: Difference) -> list[Text | str]:
    style = "bold red" if found.is_worse else "bold green" if found.is_better else ""
    word = " worse" if found.is_worse else " better" if found.is_better else ""
    interval = found.interval
    return [
        METRICS[found.metric].label,
        f"{found.value_first:.3f}",
        f"{found.value_other:.3f}",
        Text(f"{found.difference:+.3f}{word}", style=style),
        f"{interval.low:+.3f} to {interval.high:+.3f}" if interval else "",
        f"{found.p_permutation:.3f}",
        f"{found.p_holm:.3f}",
        str(found.n),
    ]


def print_sweep(runs: Sequence[SweptRun], folder: Path) -> None:
    """Prints a line for each variant."""
    names = [name for name in _SWEPT if any(name in run.summary.groups[OVERALL] for run in runs)]
    table = _table("Variant", *(METRICS[name].label for name in names))
    for run in runs:
        figures = run.summary.groups[OVERALL]
        table.add_row(
            Text(run.variant.label),
            *(_value(name, figures[name].value) if name in figures else "" for name in names),
        )
    Console(highlight=False).print(table)
    print(f"{folder / 'grid.csv'}: {len(runs)} variants")


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place == 0 else "right", overflow="fold")
    return table


def _value(name: str, value: float) -> str:
    return f"{value:.3f}" if METRICS[name].is_share else f"{value:.0f}"


def _interval(name: str, estimate: Estimate) -> str:
    interval = estimate.interval
    if interval is None:
        return ""
    return f"{_value(name, interval.low)} to {_value(name, interval.high)}"
