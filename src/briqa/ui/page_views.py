"""A PDF's pages as the source pane shows them: a sheet with rectangles, and the picture on it.

The one thing to know: a rectangle is placed in shares of the page, never in pixels, so it lies over
the same characters at every size of the picture.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from briqa.assistant import Assistant
from briqa.errors import SourceError
from briqa.sources.pdf import PageBox, PageText, boxes_on_page, page_picture, read_page
from briqa.spans import Document, SourceFormat, Span
from briqa.ui.marking import page_name
from briqa.ui.recent import Recent

_PICTURES_BYTES: Final = 64_000_000
_PAGES_KEPT: Final = 64
# Widths are rounded up to it, so that panes of about one size share their pictures.
_WIDTH_STEP_PX: Final = 160
_MOST_WIDTH_PX: Final = 3_200


class Sheet(NamedTuple):
    """One page without its picture.

    Attributes:
        page_number: from 1.
        name: what the page is called.
        html: the sheet in the page's proportions, with a rectangle for each line of each span.
    """

    page_number: int
    name: str
    html: str


class PageViews:
    """Sheets and pictures of the pages of indexed PDFs; those made last are kept.

    Args:
        open_assistant: gives the open index.
    """

    def __init__(self, open_assistant: Callable[[], Assistant]) -> None:
        self._open_assistant = open_assistant
        self._pages: Recent[tuple[str, int], PageText] = Recent(_PAGES_KEPT)
        self._pictures: Recent[tuple[str, int, int], bytes] = Recent(_PICTURES_BYTES, len)

    def sheet(
        self, docid: str, page_number: int, *, cited: Sequence[Span], current: Span | None
    ) -> Sheet:
        """A page with the spans that are cited on it.

        Args:
            docid: the document, a PDF.
            page_number: from 1.
            cited: spans to mark, wherever they lie.
            current: the span to stress; it is marked too.

        Raises:
            BriqaError: when there is no such document, or its file is gone, has changed or can't
                be read.
            ValueError: when it has no such page.
        """
        assistant = self._open_assistant()
        document = assistant.document(docid).document
        page_index = _page_index(document, page_number)
        file = assistant.source_file(docid)
        page = self._pages.get(
            (file.content_hash, page_index), lambda: read_page(file.path, document, page_index)
        )
        name = page_name(page_number, document.pages[page_index].label)
        marked = {*cited, *([current] if current else [])}
        boxes = {span: boxes_on_page(page, document, page_index, span) for span in sorted(marked)}
        sheet = sheet_html(page, boxes, current=current, file=file.content_hash)
        return Sheet(page_number, name, sheet)

    def picture(self, docid: str, page_number: int, width_px: int) -> str:
        """A page's picture as a `data:` address.

        Args:
            docid: the document, a PDF.
            page_number: from 1.
            width_px: the least width; it comes out as much as a step wider.

        Raises:
            BriqaError: when there is no such document, or its file is gone, has changed or can't
                be drawn.
            ValueError: when it has no such page.
        """
        assistant = self._open_assistant()
        page_index = _page_index(assistant.document(docid).document, page_number)
        file = assistant.source_file(docid)
        width = _stepped(width_px)
        jpeg = self._pictures.get(
            (file.content_hash, page_index, width),
            lambda: page_picture(file.path, page_index, width_px=width),
        )
        return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"


def sheet_html(
    page: PageText, boxes: Mapping[Span, Sequence[PageBox]], *, current: Span | None, file: str
) -> str:
    """A sheet of the page's proportions with the boxes of spans on it.

    A current span of which nothing is to be seen, beyond the page's edges, is told in words.

    Args:
        page: its size.
        boxes: what to mark, by span.
        current: the span that is stressed, and lies above the others.
        file: tells the file from others, and from itself before a change.
    """
    spans = sorted(boxes, key=lambda span: (span == current, -len(span)))
    rectangles = "".join(
        _rectangle(page, box, span, is_current=span == current)
        for span in spans
        for box in boxes[span]
    )
    return (
        f'<div class="sheet" data-file="{file}" '
        f'style="aspect-ratio: {page.width:.2f} / {page.height:.2f}">{rectangles}'
        f"{_unseen(page, boxes.get(current, ()) if current else ())}</div>"
    )


def first_page_drawn(document: Document, span: Span) -> int:
    """The page, from 1, on which something of a span stands to be seen."""
    for number, page in enumerate(document.pages, start=1):
        start, end = max(span.start, page.start), min(span.end, page.end)
        if start < end and not document.text[start:end].isspace():
            return number
    return document.page_number(span.start) or 1


def problem_line(error: SourceError, docid: str) -> str:
    """Why there is no page to be seen, without the file's path, which is the server's own."""
    return f"{docid} {error.problem}; {error.remedy}."


def _rectangle(page: PageText, box: PageBox, span: Span, *, is_current: bool) -> str:
    shares = {
        "left": box.left / page.width,
        "top": (page.height - box.top) / page.height,
        "width": (box.right - box.left) / page.width,
        "height": (box.top - box.bottom) / page.height,
    }
    style = "; ".join(f"{name}: {100 * share:.4f}%" for name, share in shares.items())
    stress = ' aria-current="true"' if is_current else ""
    return f'<span class="box" data-spans="{span.start}-{span.end}"{stress} style="{style}"></span>'


def _unseen(page: PageText, boxes: Sequence[PageBox]) -> str:
    """A line where there are boxes and all of them lie beyond the edges of the page."""
    if not boxes or any(
        box.left < page.width and box.right > 0 and box.bottom < page.height and box.top > 0
        for box in boxes
    ):
        return ""
    return (
        '<p class="page-problem unseen" role="note">The passage lies outside the visible part of '
        "this page. Its text has it.</p>"
    )


def _page_index(document: Document, page_number: int) -> int:
    if document.format is not SourceFormat.PDF or not 1 <= page_number <= len(document.pages):
        raise ValueError(f"{document.docid} has no page {page_number}")
    return page_number - 1


def _stepped(width_px: int) -> int:
    """The width rounded up to a step, within bounds."""
    steps = -(-width_px // _WIDTH_STEP_PX)
    return min(max(1, steps) * _WIDTH_STEP_PX, _MOST_WIDTH_PX)
