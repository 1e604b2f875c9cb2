"""Files → documents: the one place for the libraries that know file formats.

`discover` finds the files, `read_documents` reads them. Where a span stands on a PDF's page is
`briqa.sources.pdf.boxes`, which loads PDFium and therefore isn't imported here.
"""

from typing import TYPE_CHECKING

from briqa.lazy_names import lazy_names

if TYPE_CHECKING:
    from briqa.sources.discovery import Discovery, discover
    from briqa.sources.reader import read_document, read_documents
    from briqa.sources.worker import ReadLimits

__all__ = ["Discovery", "ReadLimits", "discover", "read_document", "read_documents"]

__getattr__ = lazy_names(
    __name__,
    {
        "discovery": (
            "Discovery",
            "discover",
        ),
        "reader": (
            "read_document",
            "read_documents",
        ),
        "worker": ("ReadLimits",),
    },
)
