r"""What stands on each page of a PDF, character by character: the one door to PDFium.

The one thing to know before changing it: `PageText.text` is the page's share of the canonical
text, and `PageText.boxes[i]` is where its character `i` was drawn. Both come from the same pass
over PDFium's characters, so a change here changes the offsets of every document indexed so far.

How PDFium's characters become canonical ones:

- its `\r\n` line ends become `\n`;
- its marker for a hyphen that breaks a word at a line's end (U+0002 or U+FFFE, which stands for
  the hyphen *and* the line end) becomes `-\n`; undoing the break is for a later stage;
- other control characters, form feeds among them, are dropped: `\f` only ever separates pages;
- surrogate pairs, which PDFium hands out one by one on some platforms, become one character;
- a line end that PDFium overlooks, between short lines one above the other, is put in: "0" over
  "0" isn't "00";
- specks (text under 2 points on a page that has larger, such as converters' anchors) are dropped.
"""

import ctypes
import math
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from briqa.errors import EncryptedSource, UnreadableSource

PDFIUM_LOCK = threading.RLock()  # PDFium isn't thread-safe, not even over separate documents

SPECK_POINTS = 2.0  # nobody reads smaller print; converters hide anchors in 1-point text
READABLE_POINTS = 5.0

_HYPHEN_MARKERS = frozenset({0x02, 0xFFFE})
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_FONT_NAME_BYTES = 256
_FORCE_BOLD_FLAG = 1 << 18  # ISO 32000-1, table 123, bit 19
_ITALIC_FLAG = 1 << 6  # ISO 32000-1, table 123, bit 7
_BOLD_WEIGHT = 700
_MAX_FORM_DEPTH = 5
_FIRST_IDEOGRAPH = 0x2E80  # CJK radicals and all that follows
_UPRIGHT_RADIANS = 0.1


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as shown: points from its lower left corner, rotation applied."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Points from bottom to top."""
        return self.top - self.bottom

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class FontStyle:
    """How a word is set; `size_points` is its size on the page, scaling applied."""

    size_points: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """One page: its canonical text, and the box and font of what stands in it.

    `boxes` runs parallel to `text`; None where nothing was drawn (line ends, inferred spaces).
    `styles` maps the offset of each word's first character to its font.
    """

    text: str
    boxes: tuple[Box | None, ...]
    styles: dict[int, FontStyle]
    width: float
    height: float
    has_images: bool


EMPTY_PAGE = PageText("", (), {}, 0.0, 0.0, has_images=False)


@contextmanager
def open_pdf(path: Path) -> Iterator["PdfPages"]:
    """Opens a PDF and holds PDFium's lock until it is closed again.

    Raises:
        EncryptedSource: it needs a password (the empty one doesn't open it).
        UnreadableSource: it is damaged, or not a PDF.
    """
    with PDFIUM_LOCK:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise _translated(path, error) from error
        with closing(document):
            yield PdfPages(document)


def _translated(path: Path, error: pypdfium2.PdfiumError) -> EncryptedSource | UnreadableSource:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return EncryptedSource(path, "needs a password", "save a copy without one")
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return EncryptedSource(
            path, "is protected in a way that can't be read", "save an unprotected copy"
        )
    return UnreadableSource(
        path, "is damaged or not a PDF", "open it in a PDF viewer and save it again"
    )


class PdfPages:
    """The pages of an open PDF."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    @contextmanager
    def page(self, page_index: int) -> Iterator[pypdfium2.PdfPage | None]:
        """The page itself, closed at the end; None when PDFium can't load it."""
        try:
            page = self._document[page_index]
        except pypdfium2.PdfiumError:
            yield None
            return
        with closing(page):
            yield page

    def read(self, page_index: int) -> PageText | None:
        """The page's characters; None when PDFium can't load this page."""
        with self.page(page_index) as page:
            return None if page is None else _read_page(page)


def _read_page(page: pypdfium2.PdfPage) -> PageText | None:
    frame = _Frame.of(page)
    try:
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    with closing(text_page):
        collector = _Collector(frame)
        collector.collect(text_page, char_count=text_page.count_chars())
    return PageText(
        text="".join(collector.characters),
        boxes=tuple(collector.boxes),
        styles=collector.styles,
        width=frame.width,
        height=frame.height,
        has_images=_has_images(page),
    )


def _has_images(page: pypdfium2.PdfPage) -> bool:
    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE]
    return next(page.get_objects(filter=kinds, max_depth=_MAX_FORM_DEPTH), None) is not None


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns PDFium's page coordinates into those of the page as shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "_Frame":
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation())

    @property
    def width(self) -> float:
        return self.right - self.left if self.rotation in (0, 180) else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.rotation in (0, 180) else self.right - self.left

    def shown(self, box: Box) -> Box:
        if self.rotation == 90:
            return Box(
                box.bottom - self.bottom,
                self.right - box.right,
                box.top - self.bottom,
                self.right - box.left,
            )
        if self.rotation == 180:
            return Box(
                self.right - box.right,
                self.top - box.top,
                self.right - box.left,
                self.top - box.bottom,
            )
        if self.rotation == 270:
            return Box(
                self.top - box.top,
                box.left - self.left,
                self.top - box.bottom,
                box.right - self.left,
            )
        return Box(
            box.left - self.left,
            box.bottom - self.bottom,
            box.right - self.left,
            box.top - self.bottom,
        )


@dataclass(slots=True)
class _Collector:
    """Goes through PDFium's characters once and keeps the canonical ones."""

    frame: _Frame
    characters: list[str] = field(default_factory=list)
    boxes: list[Box | None] = field(default_factory=list)
    styles: dict[int, FontStyle] = field(default_factory=dict)

    def collect(self, text_page: pypdfium2.PdfTextPage, *, char_count: int) -> None:
        codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(char_count)]
        drawn = _drawn_boxes(text_page, codes)
        specks = _specks(text_page, drawn)
        in_word = speck_line = False
        previous: int | None = None  # the drawn character just before, with nothing in between
        index = 0
        while index < char_count:
            here, code = index, codes[index]
            index += 1
            if here in specks:
                speck_line = True
                continue
            following = codes[index] if index < char_count else None
            if _is_pair(code, following):
                assert following is not None
                code = 0x10000 + ((code - 0xD800) << 10) + (following - 0xDC00)
                index += 1
            character = _canonical_character(code, following=following)
            if character == "\n" and speck_line and self._at_line_start():
                character = ""
            if character:
                if previous is not None and _stands_apart(text_page, drawn, previous, here):
                    in_word = self._keep("\n", None)
                if not in_word and here in drawn:
                    self.styles[len(self.characters)] = _font_style(text_page, here)
                in_word = self._keep(character, drawn.get(here))
                speck_line = speck_line and character[-1] != "\n"
                previous = here if in_word else None

    def _keep(self, character: str, box: Box | None) -> bool:
        """Adds what one PDFium character stands for; says whether a word goes on after it."""
        self.characters.extend(character)
        self.boxes.append(None if box is None else self.frame.shown(box))
        self.boxes.extend([None] * (len(character) - 1))
        return box is not None and len(character) == 1

    def _at_line_start(self) -> bool:
        return not self.characters or self.characters[-1] == "\n"


def _is_pair(code: int, following: int | None) -> bool:
    return 0xD800 <= code < 0xDC00 and following is not None and 0xDC00 <= following < 0xE000


def _canonical_character(code: int, *, following: int | None) -> str:
    r"""What one PDFium character stands for in the canonical text.

    It is one character, nothing, or `-\n` for a hyphen at a line's end.

    >>> _canonical_character(0x02, following=ord("b"))
    '-\n'
    """
    if code in _HYPHEN_MARKERS:
        return "-" if following in (None, 0x0A, 0x0D) else "-\n"
    if code == 0x0D:
        return "" if following == 0x0A else "\n"
    if code in (0x09, 0x0A):
        return chr(code)
    if code < 0x20 or 0x7F <= code < 0xA0 or code == 0xFFFF:
        return ""
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return _REPLACEMENT
    return chr(code)


def _drawn_boxes(text_page: pypdfium2.PdfTextPage, codes: list[int]) -> dict[int, Box]:
    """The boxes, in PDFium's coordinates, of all characters but white space."""
    return {
        index: box
        for index, code in enumerate(codes)
        if not _is_blank(code) and (box := _loose_box(text_page, index)) is not None
    }


def _is_blank(code: int) -> bool:
    if code in _HYPHEN_MARKERS:
        return False
    return code <= 0x20 or chr(min(code, 0x10FFFF)).isspace()


def _specks(text_page: pypdfium2.PdfTextPage, drawn: dict[int, Box]) -> frozenset[int]:
    """Indices of characters too small to read, on a page with text that isn't."""
    if max((box.height for box in drawn.values()), default=0.0) < READABLE_POINTS:
        return frozenset()
    return frozenset(
        index
        for index, box in drawn.items()
        if box.height < SPECK_POINTS and _font_size(text_page, index) < SPECK_POINTS
    )


def _stands_apart(
    text_page: pypdfium2.PdfTextPage, drawn: dict[int, Box], first: int, second: int
) -> bool:
    """Whether two upright characters in sequence stand on different lines.

    Where letters are written from top to bottom, as in Chinese, they belong to one line.
    """
    above, below = drawn.get(first), drawn.get(second)
    if above is None or below is None:
        return False
    if above.bottom < below.top and below.bottom < above.top:
        return False
    return all(
        pdfium.FPDFText_GetUnicode(text_page, index) < _FIRST_IDEOGRAPH
        and abs(pdfium.FPDFText_GetCharAngle(text_page, index)) < _UPRIGHT_RADIANS
        for index in (first, second)
    )


def _loose_box(text_page: pypdfium2.PdfTextPage, index: int) -> Box | None:
    """The character's cell in its font; its drawn outline where the font gives no cell."""
    rect = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(text_page, index, rect) and rect.top > rect.bottom:
        return Box(rect.left, rect.bottom, rect.right, rect.top)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return None
    return Box(left.value, bottom.value, right.value, top.value)


def _font_size(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    """Points on the page: the font's nominal size times the text matrix' vertical scale."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        return 0.0
    nominal: float = pdfium.FPDFText_GetFontSize(text_page, index)
    return abs(nominal) * math.hypot(matrix.c, matrix.d)


def _font_style(text_page: pypdfium2.PdfTextPage, index: int) -> FontStyle:
    name, flags = _font_info(text_page, index)
    italic = bool(flags & _ITALIC_FLAG) or "italic" in name or "oblique" in name
    named_bold = any(word in name for word in ("bold", "black", "heavy", "semibold", "demi"))
    # Weights are guesses from stem widths, and far off for slanted fonts.
    weighs_bold = not italic and pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT
    bold = named_bold or bool(flags & _FORCE_BOLD_FLAG) or weighs_bold
    return FontStyle(round(_font_size(text_page, index), 1), bold, italic)


def _font_info(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[str, int]:
    """The font's name in lower case, and its descriptor's flags."""
    name: Any = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, _FONT_NAME_BYTES, flags)
    return name.value.decode("utf-8", "replace").lower(), flags.value
