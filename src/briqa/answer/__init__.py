"""Answers: the sentences that answer, their figures, or the plain word that the documents don't."""

from typing import TYPE_CHECKING

from briqa.answer.derive import derive  # not lazily: its module has its name
from briqa.lazy_names import lazy_names

if TYPE_CHECKING:
    from briqa.answer.changes import stated_first
    from briqa.answer.citation import Citation, cite
    from briqa.answer.derived import Derivation, Derived, format_derived
    from briqa.answer.explain import explanation_json
    from briqa.answer.pieces import AnswerSentence, Figure, RankedPassage
    from briqa.answer.respond import Responder
    from briqa.answer.result import Answer, Refusal, row_lines
    from briqa.answer.rows import Row
    from briqa.answer.serialise import (
        as_json,
        citation_json,
        derived_json,
        figure_json,
        passage_json,
        row_json,
    )

__all__ = [
    "Answer",
    "AnswerSentence",
    "Citation",
    "Derivation",
    "Derived",
    "Figure",
    "RankedPassage",
    "Refusal",
    "Responder",
    "Row",
    "as_json",
    "citation_json",
    "cite",
    "derive",
    "derived_json",
    "explanation_json",
    "figure_json",
    "format_derived",
    "passage_json",
    "row_json",
    "row_lines",
    "stated_first",
]

__getattr__ = lazy_names(
    __name__,
    {
        "changes": ("stated_first",),
        "citation": (
            "Citation",
            "cite",
        ),
        "derived": (
            "Derivation",
            "Derived",
            "format_derived",
        ),
        "explain": ("explanation_json",),
        "pieces": (
            "AnswerSentence",
            "Figure",
            "RankedPassage",
        ),
        "respond": ("Responder",),
        "result": (
            "Answer",
            "Refusal",
            "row_lines",
        ),
        "rows": ("Row",),
        "serialise": (
            "as_json",
            "citation_json",
            "derived_json",
            "figure_json",
            "passage_json",
            "row_json",
        ),
    },
)
