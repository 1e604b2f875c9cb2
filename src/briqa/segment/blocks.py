r"""Blocks: the headings, paragraphs, list items and tables of a canonical text, line by line.

A block keeps its *lines*, not one range: a sentence that runs over a page break has a running
head in its middle, which is a block of its own. Everything later (view, sections, sentences) is
built from these blocks, so a new kind of layout is taught here and nowhere else.
"""

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import StrEnum

from briqa.segment.forms import Form, FormLine, find_form, label_end, label_of
from briqa.segment.joining import continues_paragraph
from briqa.spans import Document, SourceFormat, Span


class BlockKind(StrEnum):
    """What a block is; only the first five hold text that can answer anything."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE = "table"
    CODE = "code"
    FIELD = "field"
    HEADING = "heading"
    FRONT_MATTER = "front matter"
    FURNITURE = "furniture"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document.

    Attributes:
        kind: what it is.
        lines: its lines in the canonical text, trimmed, without list or heading markers; of a
            field of a form, its parts of them.
        start: where it begins, its marker included.
        level: of a heading from 1 (0 is the document's title); of a list item its indent.
        number: the number that a heading or list item carries ("1.2.1", "(3)").
        header_lines: how many of a table's first lines are its caption and column heads.
        by_form: whether only its form makes a heading of it, not the file format.
    """

    kind: BlockKind
    lines: tuple[Span, ...]
    start: int
    level: int = 0
    number: str | None = None
    header_lines: int = 0
    by_form: bool = False

    @property
    def span(self) -> Span:
        """From the marker to the last character."""
        return Span(self.start, self.lines[-1].end)


TEXT_KINDS = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE,
        BlockKind.CODE,
        BlockKind.FIELD,
    }
)

_LINE = re.compile(r"[^\n\r\f]+")
_QUOTED = ">"
_ATX = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_SETEXT = re.compile(r"(?:={3,}|-{3,})$")
_RULE = re.compile(r"[-*_=~][-*_=~ \t]+[-*_=~]$")
_FENCE = re.compile(r"(```+|~~~+)")
_PIPE_ROW = re.compile(r"\|.*\|$")
_PIPE_SEPARATOR = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
_LIST_MARKER = re.compile(
    r"(?P<bullet>[-*+•·‣◦▪●○■□➢►–]|\uf0b7)[ \t]+(?:\((?P<inner>\d{1,2})\)[ \t]+)?(?=\S)"
    r"|(?P<number>\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})\)|\d{1,2}\.)[ \t]+(?=\S)"
)
_NUMBERED_HEADING = re.compile(
    r"(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){1,4}|\d{1,2})\.?[ \t]+"
    r"(?P<title>[A-Z“\"'(].*)$"
)
_NAMED_HEADING = re.compile(
    r"(?:abstract|summary|executive summary|introduction|conclusions?|full text|references?|"
    r"bibliography|works cited|acknowledge?ments?|appendix(?: \w)?|notes|contents|"
    r"table of contents)$",
    re.IGNORECASE,
)
_YAML_KEY = re.compile(r"[A-Za-z_][\w -]{0,40}:(?:\s|$)")
_KEY_VALUE = re.compile(r"[A-Z][\w ]{0,20}: ")
_CAPTION = re.compile(r"(?:table|tab\.|exhibit|schedule)\s+[\w.\-]+", re.IGNORECASE)
_NUMERIC_CELL = re.compile(r"[($€£¥+\-–—]*\d[\d,.]*\d*[%)]*$|[-–—$€£%]+$")
_COLUMN_GAP = re.compile(r"[ \u00a0]{2,}|[ \u00a0]?\t[ \t\u00a0]*")
# A cell that stands by itself may have gaps in it: "$ 1,234", "12.5 %".
_SET_CELL = re.compile(
    r"[A-Z]{0,3}[($€£¥+−–-]{0,3} ?[($€£¥+−–-]{0,2}[0-9][0-9.,]*(?: ?[%)]){0,2}$|[–—−-]{1,3}$"
)
_MAX_HEADING_CHARS = 160
_COLUMN_RULE = re.compile(r"[-=_]{2,}(?:[ \t]+[-=_]{2,})*$")
_YEAR_CELL = re.compile(r"(?:FY ?)?(?:19|20)[0-9]{2}$")
_MAX_NAME_CHARS = 80
_MAX_ROW_CHARS = 400
_MAX_FRONT_MATTER_LINES = 200
# A line this long that ends a sentence is a paragraph by itself: nobody wraps text that wide.
_UNWRAPPED_CHARS = 160


@dataclass(frozen=True, slots=True)
class _Line:
    """One trimmed non-blank line, and whether blank lines stand around it."""

    span: Span
    text: str
    indent: int
    blank_before: bool
    blank_after: bool


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is known of a document's lines before they are read into blocks.

    `headings` maps the start of a declared heading to its level and end; `furniture` and
    `paragraph_starts` hold the starts of lines; `forms` maps the index of a line to the form that
    begins with it.
    """

    document: Document
    lines: tuple[_Line, ...]
    headings: Mapping[int, tuple[int, int]]
    furniture: AbstractSet[int]
    paragraph_starts: AbstractSet[int]
    forms: Mapping[int, Form] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "_Layout":
        lines = tuple(_lines(document.text))
        starts = [line.span.start for line in lines]
        furniture: set[int] = set()
        for span in document.furniture:
            first = max(0, bisect.bisect_right(starts, span.start) - 1)
            behind = bisect.bisect_left(starts, span.end)
            furniture.update(
                line.span.start for line in lines[first:behind] if line.span.overlaps(span)
            )
        layout = cls(
            document,
            lines,
            {head.span.start: (head.level, head.span.end) for head in document.headings},
            furniture,
            frozenset(document.paragraph_starts or ()),
        )
        return replace(layout, forms=_find_forms(layout))

    @property
    def fenced(self) -> bool:
        """Whether fences mean something; in plain text a row of tildes underlines a heading."""
        return self.document.format is SourceFormat.MARKDOWN

    @property
    def marked_up(self) -> bool:
        """Whether `#` and emphasis mean something in this format."""
        return self.document.format in (SourceFormat.TEXT, SourceFormat.MARKDOWN)


def find_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a document in order, each non-blank line in exactly one."""
    layout = _Layout.of(document)
    blocks: list[Block] = []
    index = _front_matter(layout, blocks) if layout.marked_up else 0
    while index < len(layout.lines):
        line = layout.lines[index]
        if line.span.start in layout.furniture:
            blocks.append(Block(BlockKind.FURNITURE, (line.span,), line.span.start))
            index += 1
        elif line.span.start in layout.headings:
            index = _read_declared_heading(layout, index, blocks)
        else:
            index = _read_block(layout, index, blocks)
    return _join_broken(document, _adopt_captions(document, blocks))


def _lines(text: str) -> list[_Line]:
    r"""The non-blank lines; a form feed counts as a line end, not as a blank line."""
    found: list[tuple[Span, str, int]] = []
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            start = match.start() + indent
            found.append((Span(start, start + len(stripped)), stripped, indent))
    lines: list[_Line] = []
    for position, (span, stripped, indent) in enumerate(found):
        before = text[found[position - 1][0].end : span.start] if position else "\n\n"
        after = text[span.end : found[position + 1][0].start] if position + 1 < len(found) else ""
        lines.append(
            _Line(
                span,
                stripped,
                indent,
                blank_before=_holds_blank_line(before),
                blank_after=position + 1 == len(found) or _holds_blank_line(after),
            )
        )
    return lines


def _holds_blank_line(gap: str) -> bool:
    return len(gap.replace("\r\n", "\n").replace("\r", "\n").split("\n")) > 2


def _front_matter(layout: _Layout, blocks: list[Block]) -> int:
    """Takes a leading YAML block; returns the index of the first line behind it."""
    lines = layout.lines
    # A rule may begin a file as well; what follows it then isn't "key: value".
    if len(lines) < 2 or lines[0].text != "---" or not _YAML_KEY.match(lines[1].text):
        return 0
    for index in range(1, min(len(lines), _MAX_FRONT_MATTER_LINES)):
        if lines[index].text in ("---", "..."):
            spans = tuple(line.span for line in lines[: index + 1])
            blocks.append(Block(BlockKind.FRONT_MATTER, spans, spans[0].start))
            return index + 1
    return 0


def _read_declared_heading(layout: _Layout, index: int, blocks: list[Block]) -> int:
    first = layout.lines[index].span
    level, end = layout.headings[first.start]
    behind = index + 1
    while behind < len(layout.lines) and layout.lines[behind].span.start < end:
        behind += 1
    spans = tuple(line.span for line in layout.lines[index:behind])
    blocks.append(_heading(layout.document, spans, first.start, level))
    return behind


def _heading(document: Document, lines: tuple[Span, ...], start: int, level: int) -> Block:
    match = _NUMBERED_HEADING.match(document.quote(lines[0]))
    return Block(BlockKind.HEADING, lines, start, level, match["number"] if match else None)


def _read_block(layout: _Layout, index: int, blocks: list[Block]) -> int:
    """Appends the block that begins at line `index`; returns the index behind it."""
    line = layout.lines[index]
    if layout.fenced and _FENCE.match(line.text):
        return _read_fence(layout.lines, index, blocks)
    if layout.marked_up and (atx := _ATX.match(line.text)):
        content = Span(line.span.start + atx.end(), line.span.end)
        blocks.append(_heading(layout.document, (content,), line.span.start, len(atx.group(1))))
        return index + 1
    if _RULE.match(line.text):
        blocks.append(Block(BlockKind.RULE, (line.span,), line.span.start))
        return index + 1
    if _PIPE_ROW.match(line.text):
        return _read_rows(layout.lines, index, blocks, _PIPE_ROW.match)
    if _starts_numeric_table(layout, index):
        return _read_rows(layout.lines, index, blocks, _is_tabular)
    if _starts_bare_table(layout, index):
        return _read_rows(layout.lines, index, blocks, _holds_bar)
    if _starts_columns(layout, index):
        return _read_columns(layout.lines, index, blocks)
    if form := layout.forms.get(index):
        blocks.extend(Block(BlockKind.FIELD, field, field[0].start) for field in form.fields)
        return index + form.line_count
    level = _plain_heading_level(layout, index)
    if level is not None:
        heading = _heading(layout.document, (line.span,), line.span.start, level)
        blocks.append(replace(heading, by_form=True))
        return index + 1
    return _read_paragraph(layout, index, blocks)


def _read_fence(lines: Sequence[_Line], index: int, blocks: list[Block]) -> int:
    opening = _FENCE.match(lines[index].text)
    fence = opening.group() if opening else lines[index].text
    end = index + 1
    # The closing fence is at least as long, and nothing else stands on its line.
    while end < len(lines) and not (
        lines[end].text.startswith(fence) and not lines[end].text.strip(fence[0])
    ):
        end += 1
    end = min(end + 1, len(lines))
    spans = tuple(line.span for line in lines[index:end])
    blocks.append(Block(BlockKind.CODE, spans, spans[0].start))
    return end


def _read_rows(
    lines: Sequence[_Line], index: int, blocks: list[Block], is_row: Callable[[str], object]
) -> int:
    end = index + 1
    while end < len(lines) and not lines[end].blank_before and is_row(lines[end].text):
        end += 1
    rows = lines[index:end]
    spans = tuple(row.span for row in rows if not _PIPE_SEPARATOR.match(row.text))
    if not spans:
        blocks.append(Block(BlockKind.RULE, tuple(row.span for row in rows), rows[0].span.start))
        return end
    header = int(len(rows) > 2 and bool(_PIPE_SEPARATOR.match(rows[1].text)))
    blocks.append(Block(BlockKind.TABLE, spans, rows[0].span.start, header_lines=header))
    return end


def _starts_numeric_table(layout: _Layout, index: int) -> bool:
    """Whether this line of a PDF and the next are both rows of numbers."""
    return (
        layout.document.format is SourceFormat.PDF
        and index + 1 < len(layout.lines)
        and _is_tabular(layout.lines[index].text)
        and _is_tabular(layout.lines[index + 1].text)
    )


def _find_forms(layout: _Layout) -> dict[int, Form]:
    """The forms of a document, by the line that each begins with.

    Where labels come again, as in a list of records, a value says nothing without its record, so
    such lines stay together.
    """
    found: dict[int, Form] = {}
    index = 0
    while index < len(layout.lines):
        form = _form_at(layout, index)
        if form is not None and form.fields:
            found[index] = form
        # What was looked at in vain has no form that begins further down in it either.
        index += form.line_count if form is not None else 1
    text = layout.document.text
    labels = {at: [label_of(text, field) for field in form.fields] for at, form in found.items()}
    times = Counter(itertools.chain.from_iterable(labels.values()))
    return {
        at: form
        for at, form in found.items()
        if 2 * sum(times[label] > 1 for label in labels[at]) < len(labels[at])
    }


def _form_at(layout: _Layout, index: int) -> Form | None:
    """What is found of a form that begins with this line; None where none can begin."""
    first = layout.lines[index]
    if ":" not in first.text or _LIST_MARKER.match(first.text):
        return None  # most lines end here
    if label_end(first.text, 0) is None:
        return None
    below = itertools.takewhile(
        lambda at: not _ends_form(layout, at), range(index + 1, len(layout.lines))
    )
    return find_form(
        layout.document.text,
        (
            FormLine(line.span, line.span.start in layout.paragraph_starts)
            for line in map(layout.lines.__getitem__, itertools.chain((index,), below))
        ),
        layout.document.column_starts,
    )


def _ends_form(layout: _Layout, index: int) -> bool:
    """Whether something else begins with this line, so no form goes on with it."""
    line = layout.lines[index]
    if (
        line.blank_before
        or line.span.start in layout.headings
        or line.span.start in layout.furniture
        or _LIST_MARKER.match(line.text)
        or _PIPE_ROW.match(line.text)
        or _RULE.match(line.text)
        or (layout.fenced and _FENCE.match(line.text))
        or (layout.marked_up and (_ATX.match(line.text) or line.text.startswith(_QUOTED)))
    ):
        return True
    return label_end(line.text, 0) is None and (
        _is_tabular(line.text)
        or _starts_bare_table(layout, index)
        or _starts_columns(layout, index)
    )


def _holds_bar(text: str) -> bool:
    return "|" in text


def _starts_bare_table(layout: _Layout, index: int) -> bool:
    """Whether a Markdown table without outer pipes begins: a row over a line of `---|---`."""
    lines = layout.lines
    return (
        layout.fenced
        and index + 1 < len(lines)
        and "|" in lines[index].text
        and not lines[index + 1].blank_before
        and _PIPE_SEPARATOR.match(lines[index + 1].text) is not None
        and not _PIPE_SEPARATOR.match(lines[index].text)
    )


def _starts_columns(layout: _Layout, index: int) -> bool:
    """Whether rows set in columns by white space follow here, or a line of heads over them."""
    lines = layout.lines
    if layout.document.format is not SourceFormat.TEXT or not _COLUMN_GAP.search(lines[index].text):
        return False
    first = _first_row_of_columns(lines, index)
    if first is None:
        return False
    # A group's name may stand between the first two rows.
    return any(
        _is_row_of_columns(line.text)
        for line in itertools.takewhile(
            lambda line: not line.blank_before and len(line.text) <= _MAX_ROW_CHARS,
            lines[first + 1 : first + 3],
        )
    )


def _first_row_of_columns(lines: Sequence[_Line], index: int) -> int | None:
    """The index of the first row at `index` or behind a line of heads and a rule there."""
    if len(lines[index].text) > _MAX_ROW_CHARS:
        return None
    at = index
    if not _is_row_of_columns(lines[at].text) or _is_row_of_years(lines[at].text):
        at += 1
        if at < len(lines) and _COLUMN_RULE.match(lines[at].text):
            at += 1
    if at >= len(lines) or any(line.blank_before for line in lines[index + 1 : at + 1]):
        return None
    return at if _is_row_of_columns(lines[at].text) else None


def _is_row_of_years(text: str) -> bool:
    return all(_YEAR_CELL.match(cell) for cell in _COLUMN_GAP.split(text)[1:])


def _is_row_of_columns(text: str) -> bool:
    """Whether a line is a label and at least two numbers, parted by wide gaps."""
    cells = _COLUMN_GAP.split(text)
    numeric = sum(bool(_SET_CELL.match(cell)) for cell in cells[1:])
    return numeric >= 2 and numeric >= len(cells) - 2


def _read_columns(lines: Sequence[_Line], index: int, blocks: list[Block]) -> int:
    """Takes the rows of a table set in columns, and the group names between them."""
    first = _first_row_of_columns(lines, index) or index
    end = first + 1
    while end < len(lines) and not lines[end].blank_before:
        text = lines[end].text
        if not _is_row_of_columns(text) and not _COLUMN_RULE.match(text):
            if len(text) > _MAX_NAME_CHARS or text[-1] in ".!?" or end + 1 == len(lines):
                break
            if lines[end + 1].blank_before or not _is_row_of_columns(lines[end + 1].text):
                break
        end += 1
    spans = tuple(line.span for line in lines[index:end] if not _COLUMN_RULE.match(line.text))
    header = int(first > index)
    blocks.append(Block(BlockKind.TABLE, spans, spans[0].start, header_lines=header))
    return end


def _is_tabular(text: str) -> bool:
    """Whether a line of extracted PDF text reads like a table row: a label and its numbers."""
    cells = text.split()
    numeric = sum(bool(_NUMERIC_CELL.match(cell)) for cell in cells)
    return numeric >= 2 and numeric >= 0.3 * len(cells) and not text.endswith(".")


def _plain_heading_level(layout: _Layout, index: int) -> int | None:
    """The level of a heading that only its form tells, such as "1.2.1 Jiangsu Province"."""
    line = layout.lines[index]
    if not (layout.marked_up and line.blank_before and line.blank_after):
        return None
    if index + 1 == len(layout.lines):
        return None  # nothing follows that it could head
    match = _NUMBERED_HEADING.match(line.text)
    if match and _titles_a_section(match, line, layout.lines[index + 1]):
        return match["number"].count(".") + 1
    if _NAMED_HEADING.match(line.text):
        return 1
    if layout.document.format is SourceFormat.TEXT and _is_title_line(line.text):
        return 0 if index == 0 else 1
    return None


def _titles_a_section(match: re.Match[str], line: _Line, following: _Line) -> bool:
    if len(line.text) > _MAX_HEADING_CHARS or match["title"][-1] in ".;,:":
        return False
    if "." in match["number"]:
        return True
    # "1. Apples" followed by "2. Pears" is a list, not two sections.
    return not _LIST_MARKER.match(following.text) or len(following.text) > len(line.text) * 2


def _is_title_line(text: str) -> bool:
    """Whether a line standing alone is in title case: no sentence, most longer words capitals."""
    if len(text) > _MAX_HEADING_CHARS or text[-1] in ".;,:-!" or not text[0].isupper():
        return False
    if _KEY_VALUE.match(text):
        return False  # "Date: 2023-12-03"
    words = re.findall(r"[^\W\d_]{4,}", text)
    capitals = sum(word[0].isupper() for word in words)
    return bool(words) and capitals >= 0.7 * len(words)


def _read_paragraph(layout: _Layout, index: int, blocks: list[Block]) -> int:
    """Reads a paragraph or list item up to the next line that begins something else."""
    first = layout.lines[index]
    end = index + 1
    marker = _LIST_MARKER.match(first.text)
    while end < len(layout.lines) and not _begins_block(layout, end, in_list=marker is not None):
        end += 1
    if layout.document.format is SourceFormat.MARKDOWN and end == index + 1:
        level = _underline_level(layout.lines[end : end + 1])
        if level is not None:
            blocks.append(_heading(layout.document, (first.span,), first.span.start, level))
            return end  # the underline is read as a rule
    spans = [line.span for line in layout.lines[index:end]]
    if marker is None:
        blocks.append(Block(BlockKind.PARAGRAPH, tuple(spans), first.span.start))
        return end
    spans[0] = Span(first.span.start + marker.end(), first.span.end)
    number = marker["number"] or (marker["inner"] and f"({marker['inner']})")
    blocks.append(Block(BlockKind.LIST_ITEM, tuple(spans), first.span.start, first.indent, number))
    return end


def _underline_level(following: Sequence[_Line]) -> int | None:
    """The level that a Markdown underline (setext) gives to the single line before it."""
    if not following or following[0].blank_before or not _SETEXT.match(following[0].text):
        return None
    return 1 if following[0].text.startswith("=") else 2


def _begins_block(layout: _Layout, index: int, *, in_list: bool) -> bool:
    line, previous = layout.lines[index], layout.lines[index - 1]
    start = line.span.start
    if line.blank_before or start in layout.paragraph_starts:
        return True
    if start in layout.headings or start in layout.furniture:
        return True
    if _PIPE_ROW.match(line.text) or _RULE.match(line.text) or _SETEXT.match(line.text):
        return True
    if layout.marked_up and _ATX.match(line.text):
        return True
    if layout.fenced and _FENCE.match(line.text):
        return True
    if _starts_numeric_table(layout, index):
        return True
    if _starts_bare_table(layout, index) or _starts_columns(layout, index):
        return True
    if index in layout.forms:
        return True
    if marker := _LIST_MARKER.match(line.text):
        if in_list or (layout.document.format is SourceFormat.MARKDOWN and marker["bullet"]):
            return True
        # Inside wrapped prose a line may begin with "2)" or a dash; a list announces itself.
        return previous.text[-1] in ".:;!?"
    return (
        layout.document.format is SourceFormat.TEXT
        and len(previous.text) > _UNWRAPPED_CHARS
        and previous.text[-1] in ".!?:;”\"'"
    )


def _adopt_captions(document: Document, blocks: list[Block]) -> list[Block]:
    """Makes a caption line right before a table part of it, as its first header line."""
    adopted: list[Block] = []
    for block in blocks:
        before = adopted[-1] if adopted else None
        if (
            block.kind is BlockKind.TABLE
            and before is not None
            and before.kind is BlockKind.PARAGRAPH
            and len(before.lines) == 1
            and _CAPTION.match(document.quote(before.lines[0]))
        ):
            adopted[-1] = replace(
                block,
                lines=before.lines + block.lines,
                start=before.start,
                header_lines=block.header_lines + 1,
            )
        else:
            adopted.append(block)
    return adopted


def _join_broken(document: Document, blocks: list[Block]) -> tuple[Block, ...]:
    """Joins a paragraph that a blank line or page break cut in the middle of a sentence."""
    if document.format in (SourceFormat.HTML, SourceFormat.DOCX):
        return tuple(blocks)  # their paragraphs are declared, not guessed from blank lines
    joined: list[Block] = []
    for block in blocks:
        target = next(_joinable(joined), None) if block.kind is BlockKind.PARAGRAPH else None
        if target is not None:
            before = joined[target]
            head = document.quote(before.lines[-1])
            length = before.lines[-1].end - before.lines[0].start
            if continues_paragraph(head, document.quote(block.lines[0]), head_block_chars=length):
                joined[target] = replace(before, lines=before.lines + block.lines)
                continue
        joined.append(block)
    return tuple(joined)


def _joinable(blocks: list[Block]) -> Iterator[int]:
    """The index of the text block that the next paragraph might continue, over any furniture."""
    for index in range(len(blocks) - 1, -1, -1):
        kind = blocks[index].kind
        if kind is BlockKind.FURNITURE:
            continue
        if kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            yield index
        return
