"""Which reader a file needs: by its ending, corrected by how its content begins."""

import re
import zipfile
from pathlib import Path

from briqa.errors import EncryptedSource, SourceError, UnreadableSource, UnsupportedFormat
from briqa.sources.text import cannot_open
from briqa.spans import SourceFormat

FORMAT_BY_ENDING = {
    ".txt": SourceFormat.TEXT,
    ".text": SourceFormat.TEXT,
    ".md": SourceFormat.MARKDOWN,
    ".markdown": SourceFormat.MARKDOWN,
    ".pdf": SourceFormat.PDF,
    ".html": SourceFormat.HTML,
    ".htm": SourceFormat.HTML,
    ".xhtml": SourceFormat.HTML,
    ".docx": SourceFormat.DOCX,
}
HEAD_BYTES = 4096

_PDF_HEADER_WITHIN = 1024  # Acrobat's leniency, ISO 32000-1 annex H.3
_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_HEADER = b"PK\x03\x04"
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I
)
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def source_format(path: Path) -> SourceFormat:
    """The format to read a file as.

    Raises:
        UnsupportedFormat: no reader for its ending or its content.
        EncryptedSource: a Word document with a password.
        UnreadableSource: it can't be opened, or its content isn't what its ending says.
    """
    by_ending = FORMAT_BY_ENDING.get(path.suffix.lower())
    if by_ending is None:
        raise unsupported(path)
    if not path.is_file():
        raise missing(path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise cannot_open(path, error) from error
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN] and _may_be_pdf(head, by_ending):
        return SourceFormat.PDF
    if head.startswith(_OLE_HEADER):
        raise _old_office(path)
    if head.startswith(_ZIP_HEADER):
        return _zip_format(path)
    if by_ending in (SourceFormat.PDF, SourceFormat.DOCX) and _WEB_PAGE.match(head):
        raise UnreadableSource(
            path,
            f"is a web page, not a {by_ending.value.upper()}",
            "download the file itself, or rename it to .html to read the page",
        )
    return by_ending


def _may_be_pdf(head: bytes, by_ending: SourceFormat) -> bool:
    """In a text, `%PDF-` counts at its very start only: further down it may be talked about."""
    return by_ending is SourceFormat.PDF or head.startswith(b"%PDF-")


def unsupported(path: Path) -> UnsupportedFormat:
    """The named error for an ending that no reader takes."""
    endings = " ".join(FORMAT_BY_ENDING)
    kind = path.suffix or "without an ending"
    return UnsupportedFormat(path, f"no reader for this kind of file ({kind})", f"use {endings}")


def missing(path: Path) -> UnreadableSource:
    """The named error for a path that leads to no file or folder."""
    if path.exists():
        return UnreadableSource(path, "is not a regular file", "give a file or a folder")
    return UnreadableSource(path, "doesn't exist", "check the path")


def _old_office(path: Path) -> SourceError:
    """Word files from before 2007, and newer ones that a password turns into such a container."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return cannot_open(path, error)
    if _ENCRYPTED_PACKAGE in content:
        return EncryptedSource(path, "needs a password", "save a copy without one")
    return UnsupportedFormat(path, "is an old Office file (.doc, .xls, .ppt)", "save it as .docx")


def _zip_format(path: Path) -> SourceFormat:
    try:
        with zipfile.ZipFile(path) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableSource(
            path, "is a damaged archive", "open it in a word processor and save it again"
        ) from error
    if any(name.startswith("word/") for name in names):
        return SourceFormat.DOCX
    raise UnsupportedFormat(path, "is an archive without a Word document in it", "unpack it first")
