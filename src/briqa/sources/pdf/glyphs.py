r"""What stands on each page of a PDF, character by character: the door to PDFium.

The one thing to know before changing it: `PageText.text` is the page's share of the canonical
text, and `PageText.boxes[i]` is where its character `i` was drawn. Both come from one pass over
PDFium's characters, so a change here changes the offsets of every document indexed so far.

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

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from briqa.errors import EncryptedSource, UnreadableSource
from briqa.sources.pdf.characters import TextPageCharacters

PDFIUM_LOCK = threading.RLock()  # PDFium isn't thread-safe, not even over separate documents

SPECK_POINTS = 2.0  # nobody reads smaller print; converters hide anchors in 1-point text
READABLE_POINTS = 5.0

_TAB, _LINE_FEED, _CARRIAGE_RETURN = 0x09, 0x0A, 0x0D
_HYPHEN, _NO_UNICODE = 0x02, 0xFFFE  # PDFium's markers for a hyphen that breaks a word
_REPLACEMENT = ord("\N{REPLACEMENT CHARACTER}")
_FORCE_BOLD_FLAG = 1 << 18  # ISO 32000-1, table 123, bit 19
_ITALIC_FLAG = 1 << 6  # ISO 32000-1, table 123, bit 7
_BOLD_WEIGHT = 700
_MAX_FORM_DEPTH = 5
_FIRST_IDEOGRAPH = 0x2E80  # CJK radicals and all that follows
_UPRIGHT_RADIANS = 0.1
# By code, up to the first behind the last white space; the marker for a hyphen is drawn.
_BLANK = np.array(
    [(code <= 0x20 and code != _HYPHEN) or chr(code).isspace() for code in range(0x3002)]
)

_Floats: TypeAlias = npt.NDArray[np.float64]
_Flags: TypeAlias = npt.NDArray[np.bool_]
_Indices: TypeAlias = npt.NDArray[np.int64]


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


class Boxes:
    """Where each character of a page was drawn: a `Box`, or None where nothing was."""

    def __init__(self, edges: npt.NDArray[np.float64], drawn: npt.NDArray[np.bool_]) -> None:
        """Keeps the characters' boxes.

        Args:
            edges: left, bottom, right and top, shape (4, characters), in points; inf, inf, -inf
                and -inf where nothing was drawn.
            drawn: where something was, shape (characters,).
        """
        self._edges = edges
        self._drawn = drawn

    def __len__(self) -> int:
        return len(self._drawn)

    def __getitem__(self, index: int) -> Box | None:
        return Box(*self._edges[:, index].tolist()) if self._drawn[index] else None

    def gaps_before(self, offsets: Sequence[int]) -> npt.NDArray[np.float64]:
        """Points from the right edge of what is drawn last before each offset to its left edge.

        Infinite where nothing is drawn before it.

        Args:
            offsets: where something is drawn, ascending.
        """
        places = np.asarray(offsets, dtype=np.int64)
        inked = np.flatnonzero(self._drawn)
        before = np.searchsorted(inked, places) - 1
        rights = np.full(len(places), -np.inf)
        rights[before >= 0] = self._edges[2, inked[before[before >= 0]]]
        gaps: npt.NDArray[np.float64] = self._edges[0, places] - rights
        return gaps

    def bounding(self, starts: Sequence[int], end: int) -> list[Box | None]:
        """The box around all that is drawn from each start to the next; None when nothing is.

        Args:
            starts: offsets, each after the one before.
            end: where the last one's characters end.
        """
        if not starts:
            return []
        edges = np.concatenate(
            (
                np.fmin.reduceat(self._edges[:2, :end], starts, axis=1),
                np.fmax.reduceat(self._edges[2:, :end], starts, axis=1),
            )
        )
        drawn = np.logical_or.reduceat(self._drawn[:end], starts).tolist()
        return [
            Box(*row) if any_drawn else None
            for row, any_drawn in zip(edges.T.tolist(), drawn, strict=True)
        ]


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
    `styles` maps the offset of each word's first character to its font, in order.
    `only_images` tells of a page that shows pictures and no text.
    """

    text: str
    boxes: Boxes
    styles: dict[int, FontStyle]
    width: float
    height: float
    only_images: bool


EMPTY_PAGE = PageText(
    "", Boxes(np.empty((4, 0)), np.empty(0, dtype=np.bool_)), {}, 0.0, 0.0, only_images=False
)


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
        characters = TextPageCharacters(text_page)
        canonical = _Canonical.of(_Drawn.of(characters), characters)
        words = np.flatnonzero(canonical.begins_word)
        styles = _font_styles(characters, canonical.sources[words].tolist())
        text = canonical.text()
        return PageText(
            text=text,
            boxes=canonical.boxes(frame),
            styles=dict(zip(canonical.offsets[words].tolist(), styles, strict=True)),
            width=frame.width,
            height=frame.height,
            only_images=not text.strip() and _has_images(page),
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

    def shown(self, edges: _Floats) -> _Floats:
        """The edges of boxes, left, bottom, right and top, shape (4, boxes), on the shown page."""
        left, bottom, right, top = edges
        if self.rotation == 90:
            turned = (
                bottom - self.bottom,
                self.right - right,
                top - self.bottom,
                self.right - left,
            )
        elif self.rotation == 180:
            turned = (self.right - right, self.top - top, self.right - left, self.top - bottom)
        elif self.rotation == 270:
            turned = (self.top - top, left - self.left, self.top - bottom, right - self.left)
        else:
            turned = (
                left - self.left,
                bottom - self.bottom,
                right - self.left,
                top - self.bottom,
            )
        return np.stack(turned)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """PDFium's characters of a page, and where all but white space stand, in its coordinates.

    `codes` and `drawn` have the shape (characters,), `edges` (4, characters): left, bottom, right
    and top, which mean nothing where nothing is drawn.
    """

    codes: npt.NDArray[np.int64]
    edges: _Floats
    drawn: _Flags

    @classmethod
    def of(cls, characters: TextPageCharacters) -> "_Drawn":
        codes = characters.codes()
        edges = np.zeros((4, len(codes)))
        drawn = ~_BLANK[np.minimum(codes, len(_BLANK) - 1)]
        inked = np.flatnonzero(drawn)
        edges[:, inked], drawn[inked] = characters.cells(inked.tolist())
        return cls(codes, edges, drawn)

    def specks(self, characters: TextPageCharacters) -> _Indices:
        """The characters too small to read, on a page with text that isn't."""
        heights = self.edges[3] - self.edges[1]
        if not np.any(heights[self.drawn] >= READABLE_POINTS):
            return np.empty(0, dtype=np.int64)
        low = np.flatnonzero(self.drawn & (heights < SPECK_POINTS))
        return low[characters.font_sizes(low.tolist()) < SPECK_POINTS]


@dataclass(frozen=True, slots=True)
class _Canonical:
    r"""The canonical characters of a page, by the characters of PDFium that they stand for.

    All arrays but `page` run parallel, shape (kept characters,). `codes` are code points, `sources`
    indices of PDFium's characters, `offsets` those of the canonical text; between them are line
    ends. `begins_word` is where something is drawn that goes on with no word.
    """

    page: _Drawn
    codes: npt.NDArray[np.int64]
    sources: _Indices
    offsets: _Indices
    length: int
    begins_word: _Flags

    @classmethod
    def of(cls, page: _Drawn, characters: TextPageCharacters) -> "_Canonical":
        specks = page.specks(characters)
        codes, kept, breaks = _canonical_codes(page.codes, specks)
        if specks.size:
            kept[_speck_line_ends(codes, kept, breaks, specks)] = False
        sources = np.flatnonzero(kept)
        drawn, breaks = page.drawn[sources], breaks[sources]
        goes_on = np.zeros(len(sources), dtype=np.bool_)
        goes_on[1:] = drawn[:-1] & ~breaks[:-1]
        apart = _stand_apart(page, characters, sources, goes_on & drawn)
        ends_before = np.zeros(len(sources), dtype=np.int64)
        ends_before[apart] = 1
        ends_before[1:] += breaks[:-1]
        offsets = np.arange(len(sources)) + np.cumsum(ends_before)
        goes_on[apart] = False
        length = len(sources) + int(ends_before.sum()) + int(breaks[-1:].sum())
        return cls(page, codes[sources], sources, offsets, length, drawn & ~goes_on)

    def text(self) -> str:
        text = np.full(self.length, _LINE_FEED, dtype="<u4")
        text[self.offsets] = self.codes
        return text.tobytes().decode("utf-32-le")

    def boxes(self, frame: _Frame) -> Boxes:
        edges = np.empty((4, self.length))
        edges[:2], edges[2:] = np.inf, -np.inf
        drawn = np.zeros(self.length, dtype=np.bool_)
        inked = self.page.drawn[self.sources]
        drawn[self.offsets] = inked
        edges[:, drawn] = frame.shown(self.page.edges[:, self.sources[inked]])
        return Boxes(edges, drawn)


def _canonical_codes(
    codes: npt.NDArray[np.int64], specks: _Indices
) -> tuple[npt.NDArray[np.int64], _Flags, _Flags]:
    """What PDFium's characters stand for in the canonical text.

    Returns:
        The code points, which of the characters are kept, and which of them a line end follows.
    """
    # Behind the last one as behind a line's last, a hyphen brings no further line end.
    following = np.append(codes[1:], _CARRIAGE_RETURN)
    hyphens = (codes == _HYPHEN) | (codes == _NO_UNICODE)
    breaks = hyphens & (following != _LINE_FEED) & (following != _CARRIAGE_RETURN)
    returns = codes == _CARRIAGE_RETURN
    kept = (codes >= 0x20) & ((codes < 0x7F) | (codes >= 0xA0)) & (codes != 0xFFFF)
    kept |= (codes == _TAB) | (codes == _LINE_FEED) | (returns & (following != _LINE_FEED))
    kept |= hyphens
    kept[specks] = False
    canonical = codes.copy()
    canonical[hyphens] = ord("-")
    canonical[returns] = _LINE_FEED
    canonical[(codes >> 11 == 0xD800 >> 11) | (codes > 0x10FFFF)] = _REPLACEMENT
    pairs = np.flatnonzero((codes >> 10 == 0xD800 >> 10) & (following >> 10 == 0xDC00 >> 10) & kept)
    canonical[pairs] = 0x10000 + ((codes[pairs] - 0xD800) << 10) + (following[pairs] - 0xDC00)
    kept[pairs + 1] = False
    return canonical, kept, breaks


def _speck_line_ends(
    codes: npt.NDArray[np.int64], kept: _Flags, breaks: _Flags, specks: _Indices
) -> _Indices:
    """Indices of the line ends of lines that hold specks and nothing else."""
    sources = np.flatnonzero(kept)
    ends = (codes[sources] == _LINE_FEED) | breaks[sources]
    ends_nothing = ends & ~breaks[sources]
    ends_nothing[1:] &= ends[:-1]
    behind_specks = np.diff(np.searchsorted(specks, sources), prepend=0) > 0
    dropped: list[int] = []
    for place in np.flatnonzero(ends_nothing).tolist():
        if behind_specks[place] or dropped[-1:] == [place - 1]:
            dropped.append(place)
    return sources[dropped]


def _stand_apart(
    page: _Drawn, characters: TextPageCharacters, sources: _Indices, candidates: _Flags
) -> list[int]:
    """Which of the kept characters stand on another line than the one before, both upright.

    Where letters are written from top to bottom, as in Chinese, they belong to one line.

    Args:
        page: the characters.
        characters: tells their angles.
        sources: indices of those that are kept.
        candidates: which of them are drawn, and so is the one before, without a line end between.
    """
    bottom, top = page.edges[1, sources], page.edges[3, sources]
    beside = np.zeros(len(sources), dtype=np.bool_)
    beside[1:] = (bottom[:-1] < top[1:]) & (bottom[1:] < top[:-1])
    return [
        place
        for place in np.flatnonzero(candidates & ~beside).tolist()
        if all(
            page.codes[index] < _FIRST_IDEOGRAPH and abs(characters.angle(index)) < _UPRIGHT_RADIANS
            for index in sources[place - 1 : place + 1].tolist()
        )
    ]


def _font_styles(characters: TextPageCharacters, indices: Sequence[int]) -> list[FontStyle]:
    sizes = characters.font_sizes(indices).tolist()
    keys = list(zip(characters.fonts(indices), sizes, strict=True))
    examples = dict(zip(keys, indices, strict=True))
    faces: dict[int | None, tuple[bool, bool]] = {}
    styles: dict[tuple[int | None, float], FontStyle] = {}
    for (font, size), index in examples.items():
        if font not in faces:
            faces[font] = _face(*characters.font_info(index))
        styles[font, size] = FontStyle(round(size, 1), *faces[font])
    return list(map(styles.__getitem__, keys))


def _face(name: str, flags: int, weight: int) -> tuple[bool, bool]:
    """Whether a font is bold, and whether it is italic."""
    italic = bool(flags & _ITALIC_FLAG) or "italic" in name or "oblique" in name
    named_bold = any(word in name for word in ("bold", "black", "heavy", "semibold", "demi"))
    # Weights are guesses from stem widths, and far off for slanted fonts.
    weighs_bold = not italic and weight >= _BOLD_WEIGHT
    return named_bold or bool(flags & _FORCE_BOLD_FLAG) or weighs_bold, italic
