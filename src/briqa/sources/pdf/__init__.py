"""PDF: PDFium gives the text and its geometry, pypdf the metadata, outline and page labels."""

from briqa.sources.pdf.reading import PageBox, boxes, read_pdf

__all__ = ["PageBox", "boxes", "read_pdf"]
