"""The text lines of a PDF with their place and type on the page: what all layout rules look at."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briqa.sources.pdf.glyphs import Box, FontStyle, PageText
from briqa.spans import Page

PAGE_BREAK = "\f"

_LINE = re.compile(r"[^\n]+")
# Wider than any space, even in a justified line: a column begins. As a share of the type size.
_COLUMN_GAP = 1.0
_SAME_ROW_OVERLAP = 0.5  # share of the lower line's height


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line as PDFium cuts them: `text` is the canonical text from `start` to `end`.

    `style` is the one that most of its characters have; `bold` and `italic` only when all have.
    """

    start: int
    end: int
    text: str
    page_index: int
    box: Box
    style: FontStyle

    def same_row(self, other: "TextLine") -> bool:
        """Whether the two stand side by side, like the cells of a table row."""
        if self.page_index != other.page_index:
            return False
        shared = min(self.box.top, other.box.top) - max(self.box.bottom, other.box.bottom)
        return shared > _SAME_ROW_OVERLAP * min(self.box.height, other.box.height)


def page_ranges(pages: Sequence[PageText], labels: Sequence[str | None]) -> tuple[Page, ...]:
    """Where each page lies in the canonical text, which joins the pages by form feeds."""
    ranges: list[Page] = []
    start = 0
    for page, label in zip(pages, labels, strict=True):
        ranges.append(Page(start, start + len(page.text), label))
        start += len(page.text) + len(PAGE_BREAK)
    return tuple(ranges)


def text_lines(pages: Sequence[PageText], ranges: Sequence[Page]) -> tuple[TextLine, ...]:
    """All lines with something drawn in them, in the order of the canonical text."""
    return tuple(
        line
        for page_index, (page, where) in enumerate(zip(pages, ranges, strict=True))
        for line in _page_lines(page, page_index=page_index, page_start=where.start)
    )


def column_starts(pages: Sequence[PageText], ranges: Sequence[Page]) -> tuple[int, ...]:
    """Ascending offsets of the words that stand apart from the one before them in their line."""
    found: list[int] = []
    for page, where in zip(pages, ranges, strict=True):
        words = list(page.styles)
        sizes = np.array([style.size_points for style in page.styles.values()])
        apart = np.flatnonzero(page.boxes.gaps_before(words) > _COLUMN_GAP * sizes)
        found.extend(
            where.start + start
            for start in (words[at] for at in apart.tolist())
            if start and page.text[start - 1] != "\n"
        )
    return tuple(found)


def _page_lines(page: PageText, *, page_index: int, page_start: int) -> list[TextLine]:
    matches = list(_LINE.finditer(page.text))
    boxes = page.boxes.bounding([match.start() for match in matches], len(page.text))
    words, styles = list(page.styles), list(page.styles.values())
    lines = []
    for match, box in zip(matches, boxes, strict=True):
        if box is None:
            continue
        start, end = match.span()
        style = _line_style(styles[bisect_left(words, start) : bisect_left(words, end)])
        line = TextLine(page_start + start, page_start + end, match.group(), page_index, box, style)
        lines.append(line)
    return lines


def _line_style(styles: Sequence[FontStyle]) -> FontStyle:
    """The commonest size of the line's words, and bold or italic where every word is."""
    if not styles:
        return FontStyle(0.0, bold=False, italic=False)
    if styles.count(styles[0]) == len(styles):
        return styles[0]
    size = Counter(style.size_points for style in styles).most_common(1)[0][0]
    return FontStyle(
        size,
        bold=all(style.bold for style in styles),
        italic=all(style.italic for style in styles),
    )
