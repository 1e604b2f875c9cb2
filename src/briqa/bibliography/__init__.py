"""From documents and bibliography files to finished citations, entries and exports."""

from briqa.bibliography.documents import DocumentWork, find_work, work_of
from briqa.bibliography.exports import ExportFormat, citation_keys, export
from briqa.bibliography.library import Library, LibraryEntry, Match, read_library
from briqa.bibliography.locator import Locator, locator_of
from briqa.bibliography.markup import Form
from briqa.bibliography.style_names import STYLES, Kind, Style, find_style
from briqa.bibliography.styles import (
    CitedText,
    Mention,
    bibliography,
    cite_all,
    entry,
    in_text,
)
from briqa.bibliography.work import PartialDate, Person, Work

__all__ = [
    "STYLES",
    "CitedText",
    "DocumentWork",
    "ExportFormat",
    "Form",
    "Kind",
    "Library",
    "LibraryEntry",
    "Locator",
    "Match",
    "Mention",
    "PartialDate",
    "Person",
    "Style",
    "Work",
    "bibliography",
    "citation_keys",
    "cite_all",
    "entry",
    "export",
    "find_style",
    "find_work",
    "in_text",
    "locator_of",
    "read_library",
    "work_of",
]
