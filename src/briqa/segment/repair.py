r"""The repaired view of a document: its blocks as running text, one block a line.

Inside a block, line breaks become spaces, words broken over a line are made whole, and the markup
of text and Markdown files (`**`, `\$`, list markers) goes. Between blocks stands one newline. Table
rows and lines of code keep their own lines. Front matter, rules and running heads are left out.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet

from briqa.segment.blocks import TEXT_KINDS, Block, BlockKind
from briqa.segment.joining import joins_without_hyphen
from briqa.spans import Document, SourceFormat, Span, TextView

_Piece = tuple[int, int, str | None]
_Vocabulary = Callable[[], AbstractSet[str]]

_HYPHENS = "-\u2010"
_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
# A word broken over a line: its halves are no words of the document by themselves.
_BROKEN = re.compile(r"(?<![^\W_])[^\W_]++[-\u2010][ \t]*+[\n\r\f]\s*+[^\W_]*+")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# What Markdown adds to the text that it shows. Emphasis by a single `*` or `_` counts only at a
# word's edge, so that "2 * 3" and snake_case stay as they are.
_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # the backslash of an escape
    r"|(?<=&)amp;|\u00ad"
    r"|\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)"
    r"|(?<![\w*\\])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\w*])"
    r"|(?<![\w\\])_(?=[^\W_])|(?<=[^\W_])_(?!\w)"
    r"|(?<!\\)`+"
    r"|!?\[(?=[^\]\n]{1,300}\]\([^)\s]{1,500}\))|(?<=[^\\\n])\]\([^)\s]{1,500}\)"
)
# One of these stands in all of it; most lines have none, and a class is found ten times as fast.
_MARKUP_SIGN = re.compile(r"[\\&\u00ad*_`\[\]]")
_CELL_EDGE = re.compile(r"^\|\s*|\s*\|$|\u00ad")
_KEPT_KINDS = TEXT_KINDS | {BlockKind.HEADING}
_BY_LINE = frozenset({BlockKind.TABLE, BlockKind.CODE})


def build_view(document: Document, blocks: Iterable[Block]) -> TextView:
    """The repaired view of a document, aligned to its canonical text."""
    # Only a line that ends with a hyphen asks for it.
    vocabulary = functools.cache(lambda: _vocabulary(document.text))
    strip_markup = document.format in (SourceFormat.TEXT, SourceFormat.MARKDOWN)
    pieces: list[_Piece] = []
    for block in blocks:
        if block.kind not in _KEPT_KINDS:
            continue
        if pieces:
            pieces.append(_separator(pieces[-1][1], "\n"))
        pieces.extend(_block_pieces(document, block, vocabulary, strip_markup=strip_markup))
    return TextView.build(document.text, pieces)


def _vocabulary(text: str) -> frozenset[str]:
    """The lower-case words of the text that stand on one line, compounds with their hyphens."""
    unbroken = _BROKEN.sub(" ", text)
    return frozenset(match.group().lower() for match in _WORD.finditer(unbroken))


def _separator(after: int, replacement: str) -> _Piece:
    """The line break at offset `after`, shown as `replacement`."""
    return (after, after + 1, replacement)


def _block_pieces(
    document: Document, block: Block, vocabulary: _Vocabulary, *, strip_markup: bool
) -> Iterator[_Piece]:
    by_line = block.kind in _BY_LINE
    for index, line in enumerate(block.lines):
        following = block.lines[index + 1] if index + 1 < len(block.lines) else None
        kept_end = line.end
        glue: str | None = "\n" if by_line else " "
        if following is not None and not by_line:
            kept_end, glue = _line_end(document, line, following, vocabulary)
        kept = Span(line.start, kept_end)
        if block.kind is BlockKind.TABLE:
            yield from _without(document.text, kept, _CELL_EDGE)
        elif strip_markup and block.kind is not BlockKind.CODE:
            if _MARKUP_SIGN.search(document.text, kept.start, kept.end):
                yield from _without(document.text, kept, _MARKUP)
            else:
                yield (kept.start, kept.end, None)
        else:
            yield from _without_soft_hyphens(document.text, kept)
        if following is not None and glue is not None:
            # A block's lines are trimmed, so what follows a line is white space.
            yield _separator(line.end, glue)


def _line_end(
    document: Document, line: Span, following: Span, vocabulary: _Vocabulary
) -> tuple[int, str | None]:
    """Where the kept part of a line ends, and what stands for the break behind it."""
    text = document.text
    if text[line.end - 1] == _SOFT_HYPHEN and len(line) > 1:
        return line.end - 1, None
    if text[line.end - 1] not in _HYPHENS or len(line) < 2:
        return line.end, " "
    before = _LAST_WORD.search(text, max(line.start, line.end - 40), line.end - 1)
    after = _FIRST_WORD.match(text, following.start, min(following.end, following.start + 40))
    if before is None:
        # A digit before the hyphen makes a compound ("COVID-19"); anything else is a dash.
        return line.end, (None if text[line.end - 2].isdigit() else " ")
    if after is None:
        return line.end, None
    if joins_without_hyphen(before.group(), after.group(), vocabulary()):
        return line.end - 1, None
    return line.end, None


def _without(text: str, span: Span, markup: re.Pattern[str]) -> Iterator[_Piece]:
    """The pieces of `span` between the matches of `markup`; all of it if nothing would be left."""
    position = span.start
    pieces: list[_Piece] = []
    for match in markup.finditer(text[span.start : span.end]):
        pieces.append((position, span.start + match.start(), None))
        position = span.start + match.end()
    pieces.append((position, span.end, None))
    if any(text[start:end].strip() for start, end, _ in pieces):
        yield from pieces
    else:
        yield (span.start, span.end, None)


def _without_soft_hyphens(text: str, span: Span) -> Iterator[_Piece]:
    position = span.start
    at = text.find(_SOFT_HYPHEN, position, span.end)
    while at != -1:
        yield (position, at, None)
        position = at + 1
        at = text.find(_SOFT_HYPHEN, position, span.end)
    yield (position, span.end, None)
