"""PDF files: their text with its layout, where any span of it is drawn, and pictures of pages."""

from briqa.sources.pdf.glyphs import PageText
from briqa.sources.pdf.pictures import page_picture
from briqa.sources.pdf.reading import PageBox, boxes, boxes_on_page, read_page, read_pdf

__all__ = [
    "PageBox",
    "PageText",
    "boxes",
    "boxes_on_page",
    "page_picture",
    "read_page",
    "read_pdf",
]
