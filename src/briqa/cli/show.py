"""`briqa show`: a document, or one span of it in its context, by its place or by a link."""

import json
import re
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from briqa.answer import Citation, citation_json
from briqa.assistant import DEFAULT_INDEX, Assistant, open_index
from briqa.cli.failures import FAILED, USAGE, reported, warn
from briqa.cli.options import FormatOption, IndexOption, OutputFormat
from briqa.errors import UnknownDocument
from briqa.permalink import SCHEME, Resolution, Status, parse, resolve
from briqa.spans import Document, Span
from briqa.store import StoredDocument

_TARGET = re.compile(r"(?P<docid>.+):(?P<start>\d{1,12})-(?P<end>\d{1,12})$")
_CONTEXT_CHARS = 300


class _BadSpan(Exception):
    """What follows a document's name is no span of it."""


@reported
def show(
    target: Annotated[
        str,
        typer.Argument(
            metavar="DOC[:START-END]",
            help="A document, a span of it, or a link (briqa:DOC#START-END?…).",
        ),
    ],
    index_dir: IndexOption = DEFAULT_INDEX,
    output: FormatOption = OutputFormat.TEXT,
) -> int:
    """Print a document's text, or a span in its context; a link is followed to where it leads."""
    assistant = open_index(index_dir)
    try:
        if target.startswith(SCHEME):
            return _show_link(target, assistant, output)
        try:
            stored, span = _resolve(target, assistant)
        except _BadSpan as error:
            warn(f"briqa: {target}: {error}")
            return USAGE
        if span is None:
            _show_document(stored, output)
            return 0
        if span.end > len(stored.document.text):
            length = len(stored.document.text)
            warn(f"briqa: {target}: the document ends at {length}; name a span inside it")
            return USAGE
        _show_span(assistant.cite_span(stored.document.docid, span), assistant, output, {})
        return 0
    finally:
        assistant.close()


def _show_link(target: str, assistant: Assistant, output: OutputFormat) -> int:
    """Shows where a link leads and says how that was found; fails if it leads nowhere."""
    link = parse(target)
    found = resolve(link, _document_or_none(link.docid, assistant))
    if found.span is None:
        warn(f"briqa: {found.text}")
        return FAILED
    if output is OutputFormat.TEXT:
        style = "yellow" if found.status in (Status.MOVED, Status.UNVERIFIED) else "green"
        Console(highlight=False).print(Text(found.text, style=style), soft_wrap=True)
    citation = assistant.cite_span(link.docid, found.span)
    _show_span(citation, assistant, output, {"link": _link_json(found)})
    return 0


def _document_or_none(docid: str, assistant: Assistant) -> Document | None:
    try:
        return assistant.document(docid).document
    except UnknownDocument:
        return None


def _link_json(found: Resolution) -> dict[str, object]:
    return {
        "status": found.status.value,
        "start": found.link.span.start,
        "end": found.link.span.end,
        "document_changed": found.document_changed,
    }


def _resolve(target: str, assistant: Assistant) -> tuple[StoredDocument, Span | None]:
    """The document meant, and the span of it, if any."""
    match = _TARGET.match(target)
    if match is not None and int(match["start"]) < int(match["end"]):
        return assistant.document(match["docid"]), Span(int(match["start"]), int(match["end"]))
    try:
        return assistant.document(target), None
    except UnknownDocument as error:  # a name may hold colons: "notes:9-3.txt" is one
        docid, colon, written = target.rpartition(":")
        if not colon:
            raise
        try:
            assistant.document(docid)
        except UnknownDocument:
            raise error from None
        raise _BadSpan(_fault(written, match)) from error


def _fault(written: str, match: re.Match[str] | None) -> str:
    if match is None:
        return f"{written[:40]!r} isn't a span; give START-END in characters, as 0-80"
    start, end = int(match["start"]), int(match["end"])
    if start == end:
        return f"the span {start}-{end} is empty; its end must lie behind its start"
    return f"the span ends at {end}, before its start {start}; give START-END"


def _show_document(stored: StoredDocument, output: OutputFormat) -> None:
    document = stored.document
    if output is OutputFormat.TEXT:
        print(document.text)
        return
    sections = [
        {"label": node.label, "level": node.level, "start": node.span.start, "end": node.span.end}
        for node in stored.outline.sections[1:]
    ]
    value = {
        "docid": document.docid,
        "origin": stored.origin,
        "format": document.format.value,
        "metadata": asdict(document.metadata),
        "pages": [asdict(page) for page in document.pages],
        "sections": sections,
        "text": document.text,
    }
    print(json.dumps(value, ensure_ascii=False))


def _show_span(
    citation: Citation, assistant: Assistant, output: OutputFormat, said: dict[str, object]
) -> None:
    """Shows a span; `said` are further fields of its JSON."""
    if output is OutputFormat.JSON:
        boxes = [asdict(box) for box in assistant.page_boxes(citation)]
        value = {**citation_json(citation), "boxes": boxes, **said}
        print(json.dumps(value, ensure_ascii=False))
        return
    document, span = citation.document, citation.span
    before = document.text[max(0, span.start - _CONTEXT_CHARS) : span.start]
    behind = document.text[span.end : span.end + _CONTEXT_CHARS]
    text = Text(("…" if span.start > _CONTEXT_CHARS else "") + before)
    text.append(citation.quote, style="bold reverse")
    text.append(behind + ("…" if span.end + _CONTEXT_CHARS < len(document.text) else ""))
    console = Console(highlight=False)
    console.print(Text(f"{citation.docid} · {citation.locator}", style="cyan"), soft_wrap=True)
    console.print(text, soft_wrap=True)
