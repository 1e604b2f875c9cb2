"""briqa: ask reports full of figures, get answers made of their own spans and numbers.

`briqa.open(index_dir).ask(question)` is the whole of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briqa.answer import Answer, AnswerSentence, Citation, Figure, RankedPassage, Refusal
    from briqa.assistant import Assistant
    from briqa.assistant import open_index as open  # noqa: A004 - `briqa.open`, like `gzip.open`
    from briqa.audit import AuditRow, Finding
    from briqa.claims import AtomCheck, AtomStatus, ClaimCheck, Evidence, Verdict
    from briqa.errors import BriqaError
    from briqa.figures import FigureFilter, FigureRow
    from briqa.quantities import Quantity
    from briqa.spans import Document, Span

__all__ = [
    "Answer",
    "AnswerSentence",
    "Assistant",
    "AtomCheck",
    "AtomStatus",
    "AuditRow",
    "BriqaError",
    "Citation",
    "ClaimCheck",
    "Document",
    "Evidence",
    "Figure",
    "FigureFilter",
    "FigureRow",
    "Finding",
    "Quantity",
    "RankedPassage",
    "Refusal",
    "Span",
    "Verdict",
    "open",
]

_HOMES = {
    "Answer": "briqa.answer",
    "AnswerSentence": "briqa.answer",
    "Assistant": "briqa.assistant",
    "AtomCheck": "briqa.claims",
    "AtomStatus": "briqa.claims",
    "AuditRow": "briqa.audit",
    "BriqaError": "briqa.errors",
    "Citation": "briqa.answer",
    "ClaimCheck": "briqa.claims",
    "Document": "briqa.spans",
    "Evidence": "briqa.claims",
    "Figure": "briqa.answer",
    "FigureFilter": "briqa.figures",
    "FigureRow": "briqa.figures",
    "Finding": "briqa.audit",
    "Quantity": "briqa.quantities",
    "RankedPassage": "briqa.answer",
    "Refusal": "briqa.answer",
    "Span": "briqa.spans",
    "Verdict": "briqa.claims",
    "open": "briqa.assistant",
}


def __getattr__(name: str) -> Any:
    """Loads a public name where it is first used, so that `import briqa` loads no model code."""
    if name not in _HOMES:
        raise AttributeError(f"module 'briqa' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), "open_index" if name == "open" else name)
