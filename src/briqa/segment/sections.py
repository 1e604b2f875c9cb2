"""The heading tree of a document: headings, numbered headings and run-in heads.

A run-in head ("Nanjing: …", "- **Shenzhen Port:** …") opens a section that its own paragraph
already belongs to; unlike a heading it stays part of that paragraph's first sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briqa.segment.blocks import TEXT_KINDS, Block, BlockKind
from briqa.segment.structure import Outline, Section, SectionKind
from briqa.spans import Document, Span, TextView

_NUMBER = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,4}\.?\s+(?=\S)")
_ABSTRACT = re.compile(r"(?:executive )?(?:abstract|summary)$", re.IGNORECASE)
_REFERENCES = re.compile(
    r"(?:list of )?(?:references?|bibliography|works cited|literature(?: cited)?|endnotes)$",
    re.IGNORECASE,
)
_BOLD_HEAD = re.compile(r"\*\*(?P<head>[^*\n]{2,90}?)[:.]?\*\*(?P<colon>:?)(?=\s|$)")
_PLAIN_HEAD = re.compile(r"(?P<head>[A-Z][^.:;!?()\n]{1,60}):\s+(?=\S)")
_INLINE_BULLET = re.compile(r"-\s+(?=\S)")
_MAX_HEAD_WORDS = 8
_TITLE_LEVEL = 1
# Below every heading: a run-in head in a paragraph or numbered item, then one in a bullet.
_PARAGRAPH_TIER = 90
_BULLET_TIER = 91


@dataclass(frozen=True, slots=True)
class RunInHead:
    """A run-in head: its title, where it stands, and the level it opens."""

    title: str
    span: Span
    level: int


def build_outline(document: Document, view: TextView, blocks: Sequence[Block]) -> Outline:
    """The heading tree over the document's blocks."""
    whole = Span(0, max(1, len(document.text)))
    sections = [Section("", None, 0, None, whole, None)]
    open_sections = [0]
    of_block: list[int] = []
    list_owner: int | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            _close(sections, open_sections, block.level + 1, block.start)
            if block.by_form and block.number:
                _close_unnumbered(sections, open_sections, block.start)
            _open(sections, open_sections, _heading_section(view, block, open_sections[-1]))
            list_owner = None
        elif block.kind is BlockKind.LIST_ITEM:
            # An item's heads stay open for its own sub-items, not for what follows the list.
            tier = _PARAGRAPH_TIER if block.number else _BULLET_TIER
            if list_owner is None:
                list_owner = len(open_sections)
            _close(sections, open_sections, tier, block.start)
            list_owner = min(list_owner, len(open_sections))
        elif block.kind in TEXT_KINDS and list_owner is not None:
            _close_to(sections, open_sections, list_owner, block.start)
            list_owner = None
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            for head in run_in_heads(document, block):
                _close(sections, open_sections, head.level, block.start)
                node = Section(
                    head.title,
                    block.number if block.kind is BlockKind.LIST_ITEM else None,
                    head.level,
                    head.span,
                    Span(block.start, block.span.end),
                    open_sections[-1],
                    run_in=True,
                )
                _open(sections, open_sections, node)
        of_block.append(open_sections[-1])
    _close_to(sections, open_sections, 0, whole.end)
    return Outline(tuple(_with_kinds(sections)), tuple(of_block))


def _open(sections: list[Section], open_sections: list[int], node: Section) -> None:
    sections.append(node)
    open_sections.append(len(sections) - 1)


def _close(sections: list[Section], open_sections: list[int], level: int, end: int) -> None:
    """Ends every open section of at least `level`."""
    keep = len(open_sections)
    while keep > 1 and sections[open_sections[keep - 1]].level >= level:
        keep -= 1
    _close_to(sections, open_sections, keep, end)


def _close_unnumbered(sections: list[Section], open_sections: list[int], end: int) -> None:
    """Ends an open "Abstract" before "1.1 …": what has a number is no part of what has none."""
    keep = len(open_sections)
    while keep > 1:
        node = sections[open_sections[keep - 1]]
        if node.number or node.level <= _TITLE_LEVEL:
            break
        keep -= 1
    _close_to(sections, open_sections, keep, end)


def _close_to(sections: list[Section], open_sections: list[int], keep: int, end: int) -> None:
    while len(open_sections) > max(keep, 1):
        index = open_sections.pop()
        node = sections[index]
        sections[index] = replace(node, span=Span(node.span.start, max(node.span.end, end)))


def _heading_section(view: TextView, block: Block, parent: int) -> Section:
    shown = view.read(Span(block.lines[0].start, block.lines[-1].end))
    number = block.number
    title = _NUMBER.sub("", shown, count=1) if number else shown
    # Levels count from 1 here, so that a document's title line (level 0) is not the root.
    return Section(title, number, block.level + 1, block.span, block.span, parent)


def _with_kinds(sections: Sequence[Section]) -> list[Section]:
    typed: list[Section] = []
    for node in sections:
        kind = typed[node.parent].kind if node.parent is not None else SectionKind.BODY
        if not node.run_in and _ABSTRACT.match(node.title):
            kind = SectionKind.ABSTRACT
        elif not node.run_in and _REFERENCES.match(node.title):
            kind = SectionKind.REFERENCES
        typed.append(replace(node, kind=kind))
    return typed


def run_in_heads(document: Document, block: Block) -> tuple[RunInHead, ...]:
    """The run-in heads with which a paragraph or list item begins, outermost first."""
    heads: list[RunInHead] = []
    line = block.lines[0]
    position = line.start
    level = (
        _BULLET_TIER
        if block.kind is BlockKind.LIST_ITEM and block.number is None
        else _PARAGRAPH_TIER
    )
    while (found := _head_at(document.text, position, line.end)) is not None:
        head, position = found
        heads.append(RunInHead(document.quote(head), head, level))
        bullet = _INLINE_BULLET.match(document.text, position, line.end)
        if bullet is None:
            break
        position, level = bullet.end(), level + 1
    return tuple(heads)


def _head_at(text: str, start: int, end: int) -> tuple[Span, int] | None:
    """The head that begins at `start`, and where the text behind it begins."""
    match = _BOLD_HEAD.match(text, start, end) or _PLAIN_HEAD.match(text, start, end)
    if match is None or len(match["head"].split()) > _MAX_HEAD_WORDS * 2:
        return None
    if match.re is _PLAIN_HEAD and not _is_head(match["head"]):
        return None
    behind = match.end()
    while behind < end and text[behind].isspace():
        behind += 1
    return Span(match.start("head"), match.end("head")), behind


def _is_head(words: str) -> bool:
    """Whether unmarked words before a colon are a head: few, and half of the longer in capitals."""
    longer = re.findall(r"[^\W\d_]{4,}", words)
    capitals = sum(word[0].isupper() for word in longer)
    return len(words.split()) <= _MAX_HEAD_WORDS and bool(longer) and 2 * capitals >= len(longer)
