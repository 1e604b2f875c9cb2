"""PDFium's answers about the characters of a page: many characters a call of a function here.

The one thing to know: a page has thousands of characters, and calling through pypdfium2 costs more
than what PDFium does. So its functions are bound once more, without checks of their arguments, and
mapped over indices and places of one buffer, which numpy then reads. Nothing here is checked:
hand in open text pages and indices that they have, and hold PDFium's lock.
"""

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

_BATCH = 4096  # characters for which the buffers have room
_NO_UNICODE = 0xFFFE  # what stands in PDFium's text for its hyphen marker, among others
_FONT_NAME_BYTES = 256


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that keeps Python's lock: to release it costs as much as a call."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_get_unicode = _bound(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_get_loose_box = _bound(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
_get_matrix = _bound(pdfium.FPDFText_GetMatrix, ctypes.c_int)
_get_font_size = _bound(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_get_text_object = _bound(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_get_font = _bound(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)


class _Places:
    """Room for a structure of floats a character, and the arguments that point to each."""

    def __init__(self, structure: type[ctypes.Structure]) -> None:
        size = ctypes.sizeof(structure)
        buffer = ctypes.create_string_buffer(_BATCH * size)
        self.arguments = [ctypes.byref(buffer, place * size) for place in range(_BATCH)]
        self.rows = np.frombuffer(memoryview(buffer), dtype=np.float32).reshape(_BATCH, -1)


_RECTANGLES = _Places(pdfium.FS_RECTF)
_MATRICES = _Places(pdfium.FS_MATRIX)


class TextPageCharacters:
    """The characters of an open text page, by their indices in it."""

    def __init__(self, text_page: pypdfium2.PdfTextPage) -> None:
        self._text_page = text_page
        self._handle = ctypes.c_void_p.from_param(ctypes.cast(text_page.raw, ctypes.c_void_p).value)

    def codes(self) -> npt.NDArray[np.int64]:
        """All characters' codes, shape (characters,): UTF-16 units or code points.

        PDFium's text as a whole has one unit a character unless it left some out. The places
        without Unicode in it are asked for one by one.
        """
        count = self._text_page.count_chars()
        if count <= 0:
            return np.empty(0, dtype=np.int64)
        units = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text_page, 0, count, units)
        if written != count + 1:  # with the closing zero
            return np.array(self._unicode(range(count)), dtype=np.int64)
        codes = np.frombuffer(memoryview(units), dtype=np.uint16)[:count].astype(np.int64)
        unsure = np.flatnonzero(codes == _NO_UNICODE)
        if unsure.size:
            codes[unsure] = self._unicode(unsure.tolist())
        return codes

    def _unicode(self, indices: Sequence[int]) -> list[int]:
        return list(map(_get_unicode, repeat(self._handle), indices))

    def cells(
        self, indices: Sequence[int]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """The characters' cells in their fonts; drawn outlines where the font gives no cell.

        Returns:
            Left, bottom, right and top in the page's coordinates, shape (4, indices), and which of
            the characters have any, shape (indices,).
        """
        columns, found = self._filled(_get_loose_box, _RECTANGLES, indices)
        edges = columns[[0, 3, 2, 1]]
        found &= edges[3] > edges[1]
        for place in np.flatnonzero(~found).tolist():
            outline = self._outline(indices[place])
            if outline is not None:
                edges[:, place] = outline
                found[place] = True
        return edges, found

    def _outline(self, index: int) -> tuple[float, float, float, float] | None:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if not pdfium.FPDFText_GetCharBox(self._text_page, index, left, right, bottom, top):
            return None
        return left.value, bottom.value, right.value, top.value

    def _filled(
        self, function: Callable[..., int], places: _Places, indices: Sequence[int]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """What a function writes for each character, a column each, and where it says it did."""
        columns = np.empty((places.rows.shape[1], len(indices)))
        found = bytearray()
        for start in range(0, len(indices), _BATCH):
            batch = indices[start : start + _BATCH]
            found += bytes(map(function, repeat(self._handle), batch, places.arguments))
            columns[:, start : start + _BATCH] = places.rows[: len(batch)].T
        return columns, np.frombuffer(found, dtype=np.bool_)

    def font_sizes(self, indices: Sequence[int]) -> npt.NDArray[np.float64]:
        """Points on the page: the fonts' nominal sizes times the matrices' vertical scales."""
        matrices, found = self._filled(_get_matrix, _MATRICES, indices)
        nominal = np.fromiter(map(_get_font_size, repeat(self._handle), indices), dtype=np.float64)
        scales = np.abs(matrices[3])
        for place in np.flatnonzero(matrices[2]).tolist():
            scales[place] = math.hypot(matrices[2, place], matrices[3, place])
        sizes: npt.NDArray[np.float64] = np.abs(nominal) * scales
        sizes[~found] = 0.0
        return sizes

    def fonts(self, indices: Sequence[int]) -> Iterator[int | None]:
        """A key for each character's font, good while the page is open; None without one."""
        return map(_get_font, map(_get_text_object, repeat(self._handle), indices))

    def font_info(self, index: int) -> tuple[str, int, int]:
        """The font's name in lower case, its descriptor's flags, and its weight or a guess."""
        name: Any = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text_page, index, name, _FONT_NAME_BYTES, flags)
        weight: int = pdfium.FPDFText_GetFontWeight(self._text_page, index)
        return name.value.decode("utf-8", "replace").lower(), flags.value, weight

    def angle(self, index: int) -> float:
        """Radians by which the character is turned."""
        radians: float = pdfium.FPDFText_GetCharAngle(self._text_page, index)
        return radians
