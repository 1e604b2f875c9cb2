"""What a PDF says of itself beside its text: metadata, outline, page labels. The door to pypdf.

All of it is an extra: a file whose catalogue is damaged still has its text, so a fault here
leaves that part out. pypdf meets damaged files with whatever exception their damage causes, hence
the long list of faults.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import Destination

from briqa.sources.metadata import meaningful_title, one_line
from briqa.sources.pdf.headings import OutlineEntry
from briqa.spans import Metadata

_FAULTS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
_MAX_OUTLINE_ENTRIES = 5000

# pypdf reports every oddity of a file through its logger; none of them is news for the user.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`page_labels` has one entry a page, None where the label is only the page's number."""

    metadata: Metadata
    outline: tuple[OutlineEntry, ...]
    page_labels: tuple[str | None, ...]


def read_catalogue(path: Path, *, page_count: int) -> Catalogue:
    """Reads what can be read of it; what can't is empty."""
    no_labels: tuple[str | None, ...] = (None,) * page_count
    with path.open("rb") as file:
        reader = _attempt(lambda: _open(PdfReader(file)), None)
        if reader is None:
            return Catalogue(Metadata(), (), no_labels)
        return Catalogue(
            _attempt(lambda: _metadata(reader, stem=path.stem), Metadata()),
            _attempt(lambda: tuple(_outline(reader)), ()),
            _attempt(lambda: _page_labels(reader, page_count=page_count), no_labels),
        )


def _attempt(read: Callable[[], _Value], fallback: _Value) -> _Value:
    try:
        return read()
    except _FAULTS:
        return fallback


def _open(reader: PdfReader) -> PdfReader:
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _metadata(reader: PdfReader, *, stem: str) -> Metadata:
    information = reader.metadata
    if information is None:
        return Metadata()
    created = _attempt(lambda: information.creation_date, None)
    return Metadata(
        title=meaningful_title(_attempt(lambda: information.title, None), stem=stem),
        author=one_line(_attempt(lambda: information.author, None)),
        date=created.date().isoformat() if created is not None else None,
    )


def _outline(reader: PdfReader) -> Iterator[OutlineEntry]:
    for count, (destination, level) in enumerate(_walk(reader.outline, level=1)):
        if count == _MAX_OUTLINE_ENTRIES:
            return
        entry = _attempt(partial(_entry, reader, destination, level=level), None)
        if entry is not None:
            yield entry


def _walk(items: list[Any], *, level: int) -> Iterator[tuple[Destination, int]]:
    """Goes through the outline, in which pypdf nests an entry's children as a list behind it."""
    for item in items:
        if isinstance(item, list):
            yield from _walk(item, level=level + 1)
        else:
            yield item, level


def _entry(reader: PdfReader, destination: Destination, *, level: int) -> OutlineEntry | None:
    page_index = reader.get_destination_page_number(destination)
    title = one_line(destination.title)
    if page_index is None or page_index < 0 or title is None:
        return None
    top = destination.top
    return OutlineEntry(title, page_index, level, float(top) if top is not None else None)


def _page_labels(reader: PdfReader, *, page_count: int) -> tuple[str | None, ...]:
    labels = reader.page_labels
    if len(labels) != page_count:
        return (None,) * page_count
    return tuple(
        None if label == str(page_index + 1) else one_line(label)
        for page_index, label in enumerate(labels)
    )
