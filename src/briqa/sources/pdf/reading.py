"""PDF → `Document`, and a span of it → the boxes that it fills on its pages.

The canonical text is the pages' text (see `glyphs`) joined by form feeds. `boxes` reads the page
again and relies on getting the very same text, which it checks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from pathlib import Path

from briqa.errors import EmptySource, ScannedSource, UnreadableSource
from briqa.sources.pdf.catalogue import read_catalogue
from briqa.sources.pdf.furniture import furniture_lines
from briqa.sources.pdf.glyphs import EMPTY_PAGE, PageText, PdfPages, open_pdf
from briqa.sources.pdf.headings import outline_headings, type_headings
from briqa.sources.pdf.lines import PAGE_BREAK, column_starts, page_ranges, text_lines
from briqa.sources.pdf.paragraphs import paragraph_lines
from briqa.spans import Document, SourceFormat, Span

_OCR_REMEDY = "run OCR over it (for example `ocrmypdf in.pdf out.pdf`) and add the result"


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle on a page as shown: points from its lower left corner, rotation applied."""

    page_index: int
    left: float
    bottom: float
    right: float
    top: float


def read_pdf(path: Path, *, docid: str) -> Document:
    """Reads the text of a PDF with its pages, paragraphs, headings and furniture.

    A page that can't be loaded is kept as an empty one.

    Raises:
        EncryptedSource: it needs a password.
        ScannedSource: its pages are pictures without text.
        EmptySource: it has neither text nor pictures.
        UnreadableSource: it is damaged.
    """
    with open_pdf(path) as pdf:
        loaded = [pdf.read(page_index) for page_index in range(len(pdf))]
    pages = [page or EMPTY_PAGE for page in loaded]
    _require_text(path, loaded=loaded, pages=pages)
    catalogue = read_catalogue(path, page_count=len(pages))
    ranges = page_ranges(pages, catalogue.page_labels)
    lines = text_lines(pages, ranges)
    furniture = furniture_lines(lines, pages)
    body = tuple(line for line in lines if line not in furniture)
    starts = paragraph_lines(body)
    headings = outline_headings(catalogue.outline, body) or type_headings(body, starts)
    return Document(
        docid=docid,
        text=PAGE_BREAK.join(page.text for page in pages),
        format=SourceFormat.PDF,
        metadata=replace(catalogue.metadata, note=_missing_pages_note(loaded)),
        pages=ranges,
        headings=headings,
        paragraph_starts=tuple(sorted(line.start for line in starts)),
        furniture=tuple(Span(line.start, line.end) for line in lines if line in furniture),
        column_starts=column_starts(pages, ranges),
    )


def _require_text(
    path: Path, *, loaded: Sequence[PageText | None], pages: Sequence[PageText]
) -> None:
    if any(page.text.strip() for page in pages):
        return
    if any(page.only_images for page in pages):
        raise ScannedSource(path, "its pages are pictures without text", _OCR_REMEDY)
    if None in loaded:
        raise UnreadableSource(
            path, "none of its pages can be read", "open it in a PDF viewer and save it again"
        )
    raise EmptySource(path, "holds no text", "remove it or add a file with text")


def _missing_pages_note(loaded: Sequence[PageText | None]) -> str | None:
    """Tells of pages whose content isn't in the text, so that nothing is lost silently."""
    damaged = [index + 1 for index, page in enumerate(loaded) if page is None]
    pictures = [
        index + 1 for index, page in enumerate(loaded) if page is not None and page.only_images
    ]
    notes = []
    if damaged:
        notes.append(f"Damaged and left out: {_pages(damaged)}.")
    if pictures:
        notes.append(f"Pictures without text: {_pages(pictures)}.")
    return " ".join(notes) or None


def _pages(numbers: Sequence[int]) -> str:
    """Page numbers, runs joined.

    >>> _pages([1, 2, 3, 7])
    'pages 1–3, 7'
    """
    runs = []
    for _, group in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        run = [number for _, number in group]
        runs.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}")
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(runs)}"


def boxes(path: Path, document: Document, span: Span) -> tuple[PageBox, ...]:
    """Where a span is drawn: one box for each line of it, in the order of the text.

    Reads the pages of the file again, so it works from an index that keeps only text.

    Raises:
        UnreadableSource: the file has changed since `document` was read from it.
        EncryptedSource: it has changed and needs a password now.
    """
    if span.end > len(document.text):
        raise ValueError(f"{span} runs past the end of {document.docid} ({len(document.text)})")
    _require_file(path)
    found: list[PageBox] = []
    with open_pdf(path) as pdf:
        for page_index, where in enumerate(document.pages):
            if max(span.start, where.start) < min(span.end, where.end):
                page = _same_page(pdf, path, document, page_index)
                found.extend(boxes_on_page(page, document, page_index, span))
    return tuple(found)


def read_page(path: Path, document: Document, page_index: int) -> PageText:
    """The characters of one page and where they are drawn, read again from the file.

    Raises:
        UnreadableSource: the file has changed since `document` was read from it, or the page is
            damaged.
        EncryptedSource: it has changed and needs a password now.
    """
    _require_file(path)
    with open_pdf(path) as pdf:
        return _same_page(pdf, path, document, page_index)


def boxes_on_page(
    page: PageText, document: Document, page_index: int, span: Span
) -> tuple[PageBox, ...]:
    """Where a span is drawn on one page: a box for each line; none when it isn't on this page.

    Args:
        page: the page, as `read_page` gives it.
        document: the document that the span is of.
        page_index: the page from 0.
        span: it may begin and end on other pages.
    """
    where = document.pages[page_index]
    start, end = max(span.start, where.start), min(span.end, where.end)
    if start >= end:
        return ()
    return tuple(_line_boxes(page, page_index, start=start - where.start, end=end - where.start))


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise UnreadableSource(path, "isn't there any more", "put it back or index the folder")


def _same_page(pdf: PdfPages, path: Path, document: Document, page_index: int) -> PageText:
    """A page, if its text is the document's: else the boxes would be those of other words."""
    where = document.pages[page_index]
    page = pdf.read(page_index) if page_index < len(pdf) else None
    if page is None and where.start == where.end:
        raise UnreadableSource(path, f"has a damaged page {page_index + 1}", "see the other pages")
    if page is None or page.text != document.text[where.start : where.end]:
        raise UnreadableSource(path, "has changed since it was indexed", "index it again")
    return page


def _line_boxes(page: PageText, page_index: int, *, start: int, end: int) -> Iterator[PageBox]:
    lengths = [len(line) for line in page.text[start:end].splitlines(keepends=True)]
    starts = [start + before for before in accumulate(lengths[:-1], initial=0)]
    for box in page.boxes.bounding(starts, end):
        if box is not None:
            yield PageBox(page_index, box.left, box.bottom, box.right, box.top)
