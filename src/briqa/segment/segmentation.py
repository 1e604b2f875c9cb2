"""A document's segmentation: view, sections, sentences and passages, in one pass.

The promise kept here: sentences are ordered and disjoint, and the passages together cover every
non-blank character of the canonical text, so that nothing of a document is lost silently.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briqa.segment.blocks import TEXT_KINDS, Block, BlockKind, find_blocks
from briqa.segment.passages import pack
from briqa.segment.repair import build_view
from briqa.segment.sections import build_outline
from briqa.segment.sentences import SentenceSplitter
from briqa.segment.structure import (
    DEFAULT_SIZES,
    Outline,
    Passage,
    PassageKind,
    PassageSettings,
    SectionKind,
    Segmentation,
    Sentence,
)
from briqa.spans import Document, Span, TextView

TokenOffsets = Callable[[str], Sequence[tuple[int, int]]]
"""Text → the half-open character range of each token of the encoder in it."""


@dataclass(frozen=True, slots=True)
class _Tokens:
    """How the encoder sees texts."""

    offsets: TokenOffsets
    count: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence on its way into a passage."""

    sentence: Sentence
    container: int
    begins: int
    is_break: bool
    tokens: int
    block: int
    is_header: bool


def segment(
    document: Document,
    token_offsets: TokenOffsets,
    settings: PassageSettings = DEFAULT_SIZES,
    *,
    token_count: Callable[[str], int] | None = None,
) -> Segmentation:
    """Segments a document.

    Args:
        document: the document.
        token_offsets: the tokens of a text as the encoder will see them; passages are measured
            in them, and a sentence too long for the encoder is cut between two of them.
        settings: the sizes of passages.
        token_count: the number of these tokens, where it can be had at less cost.
    """
    tokens = _Tokens(token_offsets, token_count or (lambda text: len(token_offsets(text))))
    blocks = find_blocks(document)
    view = build_view(document, blocks)
    outline = build_outline(document, view, blocks)
    units = list(_units(view, blocks, outline, tokens, settings))
    body = list(_body_passages(units, blocks, outline, settings))
    headings = [
        Passage(block.span, section, PassageKind.HEADING)
        for block, section in zip(blocks, outline.of_block, strict=True)
        if block.kind is BlockKind.HEADING
    ]
    passages = sorted(body + headings, key=lambda passage: passage.span)
    return Segmentation(
        view,
        outline,
        tuple(unit.sentence for unit in units),
        tuple(_with_leftovers(document.text, passages)),
    )


def _units(
    view: TextView,
    blocks: Sequence[Block],
    outline: Outline,
    tokens: _Tokens,
    settings: PassageSettings,
) -> Iterator[_Unit]:
    splitter = SentenceSplitter(view.text)
    for index, (block, section) in enumerate(zip(blocks, outline.of_block, strict=True)):
        if block.kind not in TEXT_KINDS:
            continue
        begins = block.start
        for position, whole in enumerate(_block_sentences(view, block, splitter)):
            pieces = _fitting(view.text, whole, tokens, settings.max_tokens)
            for piece, size in pieces:
                span = view.to_canonical(piece)
                yield _Unit(
                    Sentence(span, section),
                    _container(outline, section),
                    begins,
                    is_break=begins == block.start,
                    tokens=size,
                    block=index,
                    is_header=position < block.header_lines,
                )
                begins = span.end


def _block_sentences(view: TextView, block: Block, splitter: SentenceSplitter) -> Iterator[Span]:
    """The view spans of a block's sentences; of a table or code, its lines; a field as a whole."""
    shown: Sequence[Span | None]
    if block.kind in (BlockKind.TABLE, BlockKind.CODE):
        shown = [view.to_view(line) for line in block.lines]
    else:
        whole = view.to_view(Span(block.lines[0].start, block.lines[-1].end))
        if whole is None or block.kind is BlockKind.FIELD:
            shown = [whole]
        else:
            shown = list(splitter.split(view.text, whole))
    for span in shown:
        if span is not None and view.text[span.start : span.end].strip():
            yield span


def _fitting(
    text: str, sentence: Span, tokens: _Tokens, max_tokens: int
) -> Iterator[tuple[Span, int]]:
    """The sentence with its size in tokens, cut into pieces if it is too long for a passage."""
    shown = text[sentence.start : sentence.end]
    count = tokens.count(shown)
    if count <= max_tokens:
        yield sentence, count
        return
    offsets = tokens.offsets(shown)
    start, first = 0, 0
    while len(offsets) - first > max_tokens:
        behind = _cut(shown, offsets, first, max_tokens)
        end = len(shown[: offsets[behind][0]].rstrip())
        yield Span(sentence.start + start, sentence.start + end), behind - first
        start, first = offsets[behind][0], behind
    yield Span(sentence.start + start, sentence.end), len(offsets) - first


_CLAUSE_END = re.compile(r"[;:,.|)\]–—]$")


def _cut(text: str, offsets: Sequence[tuple[int, int]], first: int, max_tokens: int) -> int:
    """The token to cut before: behind a clause if one ends in the second half, else a word."""
    word: int | None = None
    for behind in range(first + max_tokens, first + max_tokens // 2, -1):
        gap = text[offsets[behind - 1][1] : offsets[behind][0]]
        if gap and gap.isspace():
            if _CLAUSE_END.match(text, offsets[behind - 1][1] - 1, offsets[behind - 1][1]):
                return behind
            word = word or behind
    # Tokens that share a character (a combining mark) can't be cut apart.
    behind = word or first + max_tokens
    while behind > first + 1 and offsets[behind][0] < offsets[behind - 1][1]:
        behind -= 1
    return behind


def _container(outline: Outline, section: int) -> int:
    """The nearest section with a heading of its own; passages never cross it."""
    index = section
    while (node := outline.sections[index]).run_in and node.parent is not None:
        index = node.parent
    return index


def _body_passages(
    units: Sequence[_Unit],
    blocks: Sequence[Block],
    outline: Outline,
    settings: PassageSettings,
) -> Iterator[Passage]:
    first = 0
    while first < len(units):
        behind = first + 1
        while behind < len(units) and units[behind].container == units[first].container:
            behind += 1
        group = units[first:behind]
        runs = pack([unit.tokens for unit in group], [unit.is_break for unit in group], settings)
        for run_first, run_behind in runs:
            yield _passage(units, first + run_first, first + run_behind, blocks, outline)
        first = behind


def _passage(
    units: Sequence[_Unit],
    first: int,
    behind: int,
    blocks: Sequence[Block],
    outline: Outline,
) -> Passage:
    head, last = units[first], units[behind - 1]
    end = last.sentence.span.end
    if behind == len(units) or units[behind].block != last.block:
        end = max(end, blocks[last.block].span.end)
    start = head.begins if head.is_break else head.sentence.span.start
    section = outline.sections[head.sentence.section]
    is_reference = section.kind is SectionKind.REFERENCES
    header = None
    if blocks[head.block].kind is BlockKind.TABLE and not head.is_header:
        rows = [unit for unit in units[:first] if unit.block == head.block and unit.is_header]
        if rows:
            header = Span(rows[0].sentence.span.start, rows[-1].sentence.span.end)
    return Passage(
        Span(start, end),
        head.sentence.section,
        PassageKind.REFERENCE if is_reference else PassageKind.BODY,
        (first, behind),
        header,
    )


def _with_leftovers(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, and one of kind OTHER for each stretch of text that none of them covers."""
    position = 0
    for passage in passages:
        yield from _leftover(text, position, passage.span.start)
        yield passage
        position = max(position, passage.span.end)
    yield from _leftover(text, position, len(text))


def _leftover(text: str, start: int, end: int) -> Iterator[Passage]:
    gap = text[start:end]
    kept = gap.strip()
    if kept:
        begins = start + len(gap) - len(gap.lstrip())
        yield Passage(Span(begins, begins + len(kept)), 0, PassageKind.OTHER)
