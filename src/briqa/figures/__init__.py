"""Figures: every quantity of the corpus as a row, searched, put in order and written to files."""

from typing import TYPE_CHECKING

from briqa.lazy_names import lazy_names

if TYPE_CHECKING:
    from briqa.figures.collection import FigureCollection
    from briqa.figures.comparisons import Comparison
    from briqa.figures.export import write_csv, write_jsonl
    from briqa.figures.order import Sort
    from briqa.figures.row import FigureRow
    from briqa.figures.search import (
        FigureFilter,
        choose_documents,
        explain_none,
        find_figures,
        near_units,
    )

__all__ = [
    "Comparison",
    "FigureCollection",
    "FigureFilter",
    "FigureRow",
    "Sort",
    "choose_documents",
    "explain_none",
    "find_figures",
    "near_units",
    "write_csv",
    "write_jsonl",
]

__getattr__ = lazy_names(
    __name__,
    {
        "collection": ("FigureCollection",),
        "comparisons": ("Comparison",),
        "export": (
            "write_csv",
            "write_jsonl",
        ),
        "order": ("Sort",),
        "row": ("FigureRow",),
        "search": (
            "FigureFilter",
            "choose_documents",
            "explain_none",
            "find_figures",
            "near_units",
        ),
    },
)
