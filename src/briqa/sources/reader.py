"""File → `Document`: picks the reader, and keeps fragile parsers in a process of their own.

Text and Markdown are read right here. PDF, HTML and DOCX go to a child process with limits.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from briqa.errors import SourceError
from briqa.sources.protocol import ReadRequest
from briqa.sources.sniff import source_format
from briqa.sources.text import read_text
from briqa.sources.worker import ReaderProcess, ReadLimits
from briqa.spans import Document, SourceFormat

DEFAULT_LIMITS = ReadLimits()


def read_document(path: Path, *, docid: str, limits: ReadLimits = DEFAULT_LIMITS) -> Document:
    """Reads one file. For many, `read_documents` saves starting a process for each.

    Raises:
        UnsupportedFormat: no reader for its kind.
        UnreadableSource: missing, not permitted, damaged, or beyond the limits.
        EmptySource: it holds no text.
        ScannedSource: a PDF of pictures.
        EncryptedSource: it needs a password.
    """
    for result in read_documents([(path, docid)], limits=limits):
        if isinstance(result, SourceError):
            raise result
        return result
    raise AssertionError("read_documents gives one result for each file")


def read_documents(
    files: Iterable[tuple[Path, str]], *, limits: ReadLimits = DEFAULT_LIMITS
) -> Iterator[Document | SourceError]:
    """Reads files one after another: for each, in order, its document or what is wrong with it.

    Args:
        files: pairs of path and docid, taken one at a time.
        limits: what reading one file may take.
    """
    with ReaderProcess(limits=limits) as process:
        for path, docid in files:
            yield _read(path, docid, process)


def _read(path: Path, docid: str, process: ReaderProcess) -> Document | SourceError:
    try:
        kind = source_format(path)
        if kind in (SourceFormat.TEXT, SourceFormat.MARKDOWN):
            return read_text(path, docid=docid, source_format=kind)
    except SourceError as error:
        return error
    return process.read(ReadRequest(path, docid, kind))
