"""Drafts: a text that somebody is writing, checked sentence by sentence, cited and exported.

`read_draft` and `draft_of` make a `Draft`, `check_draft` a `DraftReport` of it; `as_markdown`,
`as_docx` and `report_json` write one.
"""

from briqa.drafts.docx_export import as_docx
from briqa.drafts.markdown import as_markdown
from briqa.drafts.needs_source import Need, needs_source
from briqa.drafts.reading import Draft, DraftSentence, Part, draft_of, pasted_draft, read_draft
from briqa.drafts.report import (
    Check,
    CheckedSentence,
    Citer,
    DraftReport,
    Standing,
    Summary,
    check_draft,
)
from briqa.drafts.serialise import report_json

__all__ = [
    "Check",
    "CheckedSentence",
    "Citer",
    "Draft",
    "DraftReport",
    "DraftSentence",
    "Need",
    "Part",
    "Standing",
    "Summary",
    "as_docx",
    "as_markdown",
    "check_draft",
    "draft_of",
    "needs_source",
    "pasted_draft",
    "read_draft",
    "report_json",
]
