"""The reading process: `python -m briqa.sources.child MEMORY_BYTES`, see `worker`.

It answers requests until its input ends. Whatever a parser library throws at a malformed file
besides a `SourceError` ends this process, and the parent makes a named error of that: so nothing
is caught here, and no broken state is carried over to the next file.
"""

import os
import sys
from typing import BinaryIO

from briqa.errors import SourceError
from briqa.sources.protocol import ReadRequest, read_frame, write_frame
from briqa.spans import Document, SourceFormat


def main() -> None:
    """Reads file after file."""
    limit_memory(int(sys.argv[1]))
    responses = _take_stdout()
    while isinstance(request := read_frame(sys.stdin.buffer), ReadRequest):
        write_frame(responses, _answer(request))


def limit_memory(memory_bytes: int) -> None:
    """Caps this process' address space where the platform can."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        memory_bytes = min(memory_bytes, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))
    except (OSError, ValueError):
        return  # macOS refuses limits below what is mapped already; the time limit still holds


def _take_stdout() -> BinaryIO:
    """Keeps the pipe for answers, and sends what libraries print to stderr instead."""
    responses = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return responses


def _answer(request: ReadRequest) -> Document | SourceError:
    try:
        return parse(request)
    except SourceError as error:
        return error


def parse(request: ReadRequest) -> Document:
    """Reads one file in this process. Each format's libraries load with its first file."""
    if request.source_format is SourceFormat.PDF:
        from briqa.sources.pdf import read_pdf

        return read_pdf(request.path, docid=request.docid)
    if request.source_format is SourceFormat.HTML:
        from briqa.sources.html import read_html

        return read_html(request.path, docid=request.docid)
    if request.source_format is SourceFormat.DOCX:
        from briqa.sources.docx import read_docx

        return read_docx(request.path, docid=request.docid)
    from briqa.sources.text import read_text

    return read_text(request.path, docid=request.docid, source_format=request.source_format)


if __name__ == "__main__":
    main()
