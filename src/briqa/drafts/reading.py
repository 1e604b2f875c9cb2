"""A draft → its sentences, each with its exact span and with the text that is to be checked.

The one thing to know: a sentence has two texts. Its span is what stands in the draft; its `claim`
is a view of that without markup and without the citations that the author has put in, aligned to
the draft, so that an atom of the claim is a span of the draft.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from briqa.drafts.marks import find_marks
from briqa.errors import EmptySource, UnreadableSource, UnsupportedFormat
from briqa.segment import SectionKind
from briqa.segment.blocks import TEXT_KINDS, Block, BlockKind, find_blocks
from briqa.segment.repair import build_view
from briqa.segment.sections import build_outline
from briqa.segment.sentences import SentenceSplitter
from briqa.sources import read_document
from briqa.sources.text import decode
from briqa.spans import Document, SourceFormat, Span, TextView
from briqa.words import is_unicode

_ENDINGS: Final = (".txt", ".text", ".md", ".markdown", ".docx")
_FORMATS: Final = frozenset({SourceFormat.TEXT, SourceFormat.MARKDOWN, SourceFormat.DOCX})
_PASTED: Final = Path("-")
_QUOTE_MARKER: Final = "> \t"


class Part(StrEnum):
    """What a sentence of a draft is part of."""

    PROSE = "prose"
    LIST_ITEM = "list item"
    QUOTE = "quote"
    HEADING = "heading"
    TABLE = "table"
    CODE = "code"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence of a draft; also a heading, a table's row or a line of code.

    Attributes:
        span: its place in the draft's canonical text.
        part: what it is part of.
        claim: what is checked of it: without markup and marks, aligned to the draft.
        marks: the citations that the author has put in.
    """

    span: Span
    part: Part
    claim: TextView
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A paragraph, heading, list item, table or piece of code of a draft.

    Attributes:
        part: what it is.
        span: its place in the draft's canonical text.
        level: of a heading from 1 (0 is the title).
        number: the number that a heading or list item carries.
        sentences: indices `[first, behind)` of its sentences.
    """

    part: Part
    span: Span
    level: int
    number: str | None
    sentences: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that somebody is writing.

    Attributes:
        document: its canonical text, under the name "draft" or that of its file.
        view: the text without markup, aligned.
        blocks: in text order.
        sentences: in text order, disjoint.
        path: its file; None for one that was pasted.
    """

    document: Document
    view: TextView
    blocks: tuple[DraftBlock, ...]
    sentences: tuple[DraftSentence, ...]
    path: Path | None = None

    @property
    def text(self) -> str:
        """The draft's own text."""
        return self.document.text


def read_draft(path: Path) -> Draft:
    """Reads a draft from a text, Markdown or Word file.

    Raises:
        UnsupportedFormat: it is of another kind.
        UnreadableSource: missing, not permitted, or damaged.
        EmptySource: it holds no text.
        EncryptedSource: it needs a password.
    """
    if path.suffix.lower() not in _ENDINGS:
        kind = path.suffix or "without an ending"
        raise UnsupportedFormat(path, f"isn't a draft that can be read ({kind})", _use_endings())
    document = read_document(path, docid=path.name)
    if document.format not in _FORMATS:
        raise UnsupportedFormat(path, f"is {document.format.value.upper()} inside", _use_endings())
    return replace(_segmented(document), path=path)


def draft_of(text: str) -> Draft:
    """A draft from pasted text, which may be Markdown.

    Raises:
        EmptySource: it is blank.
        UnreadableSource: it isn't valid Unicode.
    """
    if not is_unicode(text):
        raise UnreadableSource(_PASTED, "isn't valid text", "paste it as UTF-8")
    if not text.strip():
        raise EmptySource(_PASTED, "the draft holds no text", "paste a paragraph or name a file")
    return _segmented(Document("draft", text, SourceFormat.MARKDOWN))


def pasted_draft(content: bytes) -> Draft:
    """A draft from what was piped in, in any text encoding.

    Raises:
        EmptySource: it is blank.
        UnreadableSource: it isn't text.
    """
    text = decode(_PASTED, content).text
    if "\0" in text:
        raise UnreadableSource(_PASTED, "isn't text but binary data", "name the file instead")
    return draft_of(text)


def _use_endings() -> str:
    return f"save it as one of {' '.join(_ENDINGS)}"


def _segmented(document: Document) -> Draft:
    found = [_unquoted(document, block) for block in find_blocks(document)]
    blocks = [block for block, _ in found if block.lines]
    quoted = [is_quote for block, is_quote in found if block.lines]
    view = build_view(document, blocks)
    outline = build_outline(document, view, blocks)
    splitter = SentenceSplitter(view.text)
    sentences: list[DraftSentence] = []
    parts: list[DraftBlock] = []
    for block, is_quote, section in zip(blocks, quoted, outline.of_block, strict=True):
        part = _part(block, outline.sections[section].kind, is_quote=is_quote)
        if part is None:
            continue
        first = len(sentences)
        shown = _sentence_spans(view, block, splitter)
        sentences.extend(_sentence(view, span, part) for span in shown)
        if len(sentences) > first:
            place = (first, len(sentences))
            parts.append(DraftBlock(part, block.span, block.level, block.number, place))
    return Draft(document, view, tuple(parts), tuple(sentences))


def _unquoted(document: Document, block: Block) -> tuple[Block, bool]:
    """A block without the `>` of Markdown's quotations; whether it was one."""
    texts = [document.text[line.start : line.end] for line in block.lines]
    if block.kind is not BlockKind.PARAGRAPH or not all(text.startswith(">") for text in texts):
        return block, False
    lines = []
    for line, text in zip(block.lines, texts, strict=True):
        marker = len(text) - len(text.lstrip(_QUOTE_MARKER))
        if marker < len(text):
            lines.append(Span(line.start + marker, line.end))
    return replace(block, lines=tuple(lines)), True


def _part(block: Block, section: SectionKind, *, is_quote: bool) -> Part | None:
    """What a block is in a draft; None for what isn't text."""
    if block.kind is BlockKind.HEADING:
        return Part.HEADING
    if block.kind not in TEXT_KINDS:
        return None
    if section is SectionKind.REFERENCES:
        return Part.REFERENCES
    if is_quote:
        return Part.QUOTE
    return {
        BlockKind.PARAGRAPH: Part.PROSE,
        BlockKind.LIST_ITEM: Part.LIST_ITEM,
        BlockKind.TABLE: Part.TABLE,
        BlockKind.CODE: Part.CODE,
        BlockKind.FIELD: Part.PROSE,
    }[block.kind]


def _sentence_spans(view: TextView, block: Block, splitter: SentenceSplitter) -> Iterator[Span]:
    """The view spans of a block's sentences; lines of a table or code, a heading as a whole."""
    if block.kind in (BlockKind.TABLE, BlockKind.CODE):
        shown = [view.to_view(line) for line in block.lines]
    else:
        whole = view.to_view(Span(block.lines[0].start, block.lines[-1].end))
        if whole is None or block.kind is BlockKind.HEADING:
            shown = [whole]
        else:
            shown = list(splitter.split(view.text, whole))
    for span in shown:
        if span is not None and view.text[span.start : span.end].strip():
            yield span


def _sentence(view: TextView, shown: Span, part: Part) -> DraftSentence:
    text = view.text[shown.start : shown.end]
    marks = [Span(shown.start + at.start, shown.start + at.end) for at in find_marks(text)]
    claim = _without(view, shown, marks)
    if not any(map(str.isalnum, claim.text)):
        claim = _without(view, shown, [])
    return DraftSentence(
        view.to_canonical(shown), part, claim, tuple(map(view.to_canonical, marks))
    )


def _without(view: TextView, shown: Span, marks: Sequence[Span]) -> TextView:
    """The view of a sentence without some parts and the blanks before them."""
    kept: list[Span] = []
    position = shown.start
    for mark in (*marks, Span(shown.end, shown.end + 1)):
        end = mark.start
        while end > position and view.text[end - 1].isspace():
            end -= 1
        if end > position:
            kept.append(Span(position, end))
        position = mark.end
    text = ""
    runs: list[tuple[int, int]] = []
    for part in kept:
        shift = len(text) - part.start
        runs.append((len(text), view.canonical_offset(part.start)))
        runs += [
            (start + shift, canonical)
            for start, canonical in view.runs
            if part.start < start < part.end
        ]
        text += view.text[part.start : part.end]
    return TextView(text, tuple(runs))
