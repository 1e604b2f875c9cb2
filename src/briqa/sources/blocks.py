"""Writes the canonical text of formats that have blocks instead of lines: HTML and DOCX.

The one thing to know: this is where their canonical text takes its shape. Blocks are parted by a
blank line, list items and table rows by a line end; a table is pipe rows with a `| --- |` line
under the first. A change here changes the offsets of every such document indexed so far.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from briqa.spans import DeclaredHeading, Span

MAX_HEADING_LEVEL = 6
_LIST_INDENT = "  "

_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_SCRIPT_PUNCTUATION = frozenset("+-−–=(),. ")


def raised(text: str) -> str:
    """Superscript digits as such, so that km² isn't read as km2; other marks as they are.

    >>> raised("2"), raised("-1"), raised("[3]"), raised("th")
    ('²', '⁻¹', '[3]', 'th')
    """
    return text.translate(_RAISED) if _is_numeric_script(text) or text == "n" else text


def lowered(text: str) -> str:
    """Subscript digits as such: CO₂.

    >>> lowered("2"), lowered("max")
    ('₂', 'max')
    """
    return text.translate(_LOWERED) if _is_numeric_script(text) else text


def _is_numeric_script(text: str) -> bool:
    return any(character in "0123456789" for character in text) and all(
        character in "0123456789" or character in _SCRIPT_PUNCTUATION for character in text
    )


@dataclass(slots=True)
class BlockWriter:
    """Puts blocks together and notes where the headings among them stand."""

    headings: list[DeclaredHeading] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _in_list: bool = False

    @property
    def text(self) -> str:
        """The canonical text so far."""
        return "".join(self._parts)

    def paragraph(self, text: str) -> None:
        """Adds a block; nothing when it is blank."""
        if text.strip():
            self._add(text, gap="\n\n")
            self._in_list = False

    def heading(self, text: str, *, level: int) -> None:
        """Adds a heading as a block of its own."""
        if not text.strip():
            return
        self.paragraph(text)
        start = self._length - len(text)
        level = max(1, min(level, MAX_HEADING_LEVEL))
        self.headings.append(DeclaredHeading(Span(start, self._length), level))

    def list_item(self, text: str, *, marker: str, depth: int) -> None:
        """Adds a list item as a line; `depth` counts from 0."""
        if text.strip():
            line = f"{_LIST_INDENT * depth}{marker} {text}"
            self._add(line, gap="\n" if self._in_list else "\n\n")
            self._in_list = True

    def table(self, rows: Sequence[Sequence[str]], *, caption: str | None = None) -> None:
        """Adds a table as pipe rows; its first row is the header.

        Empty rows and columns are left out, and shorter rows filled up.
        """
        filled = _without_empty(rows)
        if not filled:
            return
        lines = [_pipe_row(row) for row in filled]
        lines.insert(1, _pipe_row(["---"] * len(filled[0])))
        if caption and caption.strip():
            lines.insert(0, caption)
        self.paragraph("\n".join(lines))

    def _add(self, text: str, *, gap: str) -> None:
        part = gap + text if self._parts else text
        self._parts.append(part)
        self._length += len(part)


def _without_empty(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max((len(row) for row in rows), default=0)
    cells = [[*map(_one_line, row), *[""] * (width - len(row))] for row in rows]
    cells = [row for row in cells if any(row)]
    kept = [column for column in range(width) if any(row[column] for row in cells)]
    return [[row[column] for column in kept] for row in cells]


def _one_line(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|")


def _pipe_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
