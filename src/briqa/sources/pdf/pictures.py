"""A page of a PDF as a picture.

The one thing to know: the picture shows the page as `glyphs` frames it, cropped and turned, so a
box in points lies at the same share of the picture's width and height.
"""

import io
import math
from pathlib import Path
from typing import Final

import pypdfium2

from briqa.errors import UnreadableSource
from briqa.sources.pdf.glyphs import open_pdf

# A page of poster size or a strip of paper would fill the memory otherwise; A4 at 300 dpi has 8.7.
_MOST_PIXELS: Final = 12_000_000
# Text stays sharp at this quality with colours at full resolution, and a page takes a tenth of
# the time that PNG needs.
_JPEG_QUALITY: Final = 92


def page_picture(path: Path, page_index: int, *, width_px: int) -> bytes:
    """A page as a JPEG.

    Args:
        path: the PDF.
        page_index: the page from 0.
        width_px: how wide; less where the picture would get very large.

    Raises:
        EncryptedSource: it needs a password.
        UnreadableSource: it is damaged, or has no such page that can be drawn.
    """
    with open_pdf(path) as pdf, pdf.page(page_index) as page:
        if page is None:
            raise _undrawable(path, page_index)
        return _drawn(path, page, page_index, width_px)


def _drawn(path: Path, page: pypdfium2.PdfPage, page_index: int, width_px: int) -> bytes:
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise _undrawable(path, page_index)
    scale = min(width_px / width, math.sqrt(_MOST_PIXELS / (width * height)))
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True)
    except pypdfium2.PdfiumError as error:
        raise _undrawable(path, page_index) from error
    try:
        file = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
        return file.getvalue()
    finally:
        bitmap.close()


def _undrawable(path: Path, page_index: int) -> UnreadableSource:
    return UnreadableSource(
        path, f"has a damaged page {page_index + 1}", "see the other pages or its text"
    )
