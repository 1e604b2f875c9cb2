r"""Tables in a text: where they stand, and their cells by row and column.

The one thing to know: this works on the text alone, as the repaired view shows it. A row is one
line. Cells are parted by ` | ` (Markdown, HTML and Word tables), or, as a PDF gives them, a row is
a label and at least two numbers behind it; such rows are lined up from the right, since it is the
label's end that can't be seen.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.spans import Span
from briqa.values import dataclass

Row = tuple[Span | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a text, all spans in that text.

    Attributes:
        span: from the first cell of the first row to the last cell of the last.
        caption: the line or lines right before it that say what it shows or in which unit.
        head_rows: how many of the first rows are column heads.
        rows: the cells row by row, None where one is empty. All rows are of one width; column 0
            is the row's head.
    """

    span: Span
    caption: Span | None
    head_rows: int
    rows: tuple[Row, ...]


_MAX_LINE: Final = 2000
_MAX_COLUMNS: Final = 64
_MAX_HEAD_LINES: Final = 6
_MAX_HEAD_CHARS: Final = 160
_MAX_NAME_CHARS: Final = 100
_MAX_NAMES: Final = 3
_MAX_CAPTION_CHARS: Final = 600
_CAPTION_LINES: Final = 3

_MONTHS: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR: Final = r"(?:19|20|21)[0-9]{2}"
_FOOTNOTE: Final = (
    r"(?:[ \u00a0]{0,2}(?:\([0-9a-z]{1,2}\)|\[[0-9a-z]{1,2}\]|[*†‡¹²³⁴⁵]{1,3}|[1-9]))"
)
# A cell that states a time, not a value: "2019", "FY18", "30 June 2019", "Fiscal 2019 (1)".
TIME_CELL: Final = lazy_pattern(
    rf"(?:[A-Za-z’',./-]{{1,14}}[ \u00a0]{{1,2}}){{0,6}}"
    rf"(?:(?:[0-3]?[0-9](?:st|nd|rd|th)?[ \u00a0]{{1,2}})?{_MONTHS}"
    rf"(?:[ \u00a0]{{1,2}}[0-3]?[0-9])?,?[ \u00a0]{{0,2}})?"
    rf"(?:(?:FY|Q[1-4]|H[12])[ -]?)?['’]?(?:{_YEAR}(?:[-–/](?:{_YEAR}|[0-9]{{2}}))?"
    rf"|(?<=FY)[0-9]{{2}}|(?<=['’])[0-9]{{2}})[AEF]?{_FOOTNOTE}{{0,3}}$",
)
# A cell that is a value: a number with its sign, currency and unit, or a dash for none.
VALUE_CELL: Final = lazy_pattern(
    r"(?:[A-Z]{0,3}[$€£¥₹][ \u00a0]{0,4}|[A-Z]{3}[ \u00a0])?[(<>~+−–-]{0,3}"
    r"(?:[A-Z]{0,3}[$€£¥₹][ \u00a0]{0,4})?[(−–-]?\.?[0-9][0-9,.'’]{0,24}"
    r"(?:[ \u00a0]?(?:%|pp|bps|bp|x|×|[kmbKMB]n?|million|billion|thousand|p|c|years?|months?|days?)"
    r"\.?)?[ \u00a0]?[)%]{0,2}[ \u00a0]?%?"
    rf"{_FOOTNOTE}{{0,2}}$"
)
DASH_CELL: Final = lazy_pattern(
    r"[A-Z]{0,3}[$€£¥]?[ \u00a0]{0,4}[(]?(?:[-–—−‒]{1,3}|[Nn]/?[AaMm]\.?|nil|Nil)[)]?[ \u00a0]?%?$"
)
_BAR: Final = lazy_pattern(r"(?<!\\)\|")
_RULE_ROW: Final = lazy_pattern(r"[|:\-= \t]+$")
_TIME_ENDS: Final = frozenset("0123456789,")
_ROW_ENDS: Final = frozenset("0123456789%)]—–-−*†xX")
_CAPTION: Final = lazy_pattern(
    r"\((?:[^()]{0,60}\bin\b|[^()]{0,20}[$€£¥])|\bin (?:thousands|millions|billions|US|RMB|HK)"
    r"|\b(?:table|tab\.|exhibit|schedule|note) [0-9A-Z]|:$|[$€£¥][’'m]|[’']000"
    r"|[$€£¥] (?:in|million)"
    r"|\b(?:thousands|millions|billions)\b|\bfollow(?:s|ing)\b|\b(?:sets? forth|below)\b",
    re.IGNORECASE,
)


def find_tables(text: str) -> tuple[Table, ...]:
    r"""The tables of `text` in order.

    >>> [table] = find_tables("Sales (in millions)\n | 2022 | 2021\nPorts | 12 | 9")
    >>> len(table.rows), table.head_rows
    (2, 1)
    """
    lines = list(_lines(text))
    tables: list[Table] = []
    floor = 0  # no caption reaches over a line of the table before
    at = 0
    while at < len(lines):
        start, end = lines[at]
        found: tuple[int, int, tuple[Row, ...]] | None = None
        if _is_bar_line(text, start, end):
            found = _bar_rows(text, lines, at)
        elif _is_number_line(text, start, end):
            found = _number_rows(text, lines, at, floor)
        if found is None:
            at += 1
            continue
        first, behind, rows = found
        head_rows = _count_heads(text, rows)
        cells = [cell for row in rows for cell in row if cell is not None]
        span = Span(cells[0].start, cells[-1].end)
        caption = _find_caption(text, lines, first, floor)
        tables.append(Table(span, caption, head_rows, rows))
        at = floor = behind
    return tuple(tables)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line, without white space at its end."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line.rstrip())
        start += len(line) + 1


# --- rows with bars


def _is_bar_line(text: str, start: int, end: int) -> bool:
    return text.find("|", start, end) != -1 and end - start <= _MAX_LINE * 4


def _bar_rows(
    text: str, lines: list[tuple[int, int]], first: int
) -> tuple[int, int, tuple[Row, ...]] | None:
    """The rows from line `first` on that make one table, and the line behind them."""
    behind = first
    width = text.count("|", *lines[first])
    while behind < len(lines) and _is_bar_line(text, *lines[behind]):
        here = text.count("|", *lines[behind])
        # Two tables may follow each other; a single odd row is a ragged one.
        if (
            here != width
            and behind - first >= 2
            and behind + 1 < len(lines)
            and here == text.count("|", *lines[behind + 1])
        ):
            break
        behind += 1
    if behind - first < 2:
        return None
    kept = [line for line in lines[first:behind] if not _RULE_ROW.match(text, *line)]
    edged = all(text[a:b].lstrip()[:1] == "|" == text[a:b].rstrip()[-1:] for a, b in kept)
    rows = [_bar_cells(text, *line, edged=edged) for line in kept]
    if len(rows) < 2 or not any(any(row) for row in rows):
        return None
    columns = max(len(row) for row in rows)
    if columns < 2:
        return None
    return first, behind, tuple((*row, *[None] * (columns - len(row))) for row in rows)


def _bar_cells(text: str, start: int, end: int, *, edged: bool) -> Row:
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    edges = [*bars] if edged else [start - 1, *bars, end]
    return tuple(_trim(text, a + 1, b) for a, b in itertools.pairwise(edges))


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


# --- rows of a label and numbers


def _is_number_line(text: str, start: int, end: int) -> bool:
    return 3 <= end - start <= _MAX_LINE and text[end - 1] in _ROW_ENDS


_TOKEN: Final = lazy_pattern(r"[^ \t\u00a0]+")
_SIGN_TOKEN: Final = lazy_pattern(r"[A-Z]{0,3}[$€£¥]\(?$|\($")
_TAIL_TOKEN: Final = lazy_pattern(r"[)%]{1,2}$|\([0-9a-z]\)$|[*†]{1,2}$")


def _number_cells(text: str, start: int, end: int) -> tuple[Span | None, list[Span]]:
    """The label of a line, and the values and times at its end."""
    tokens = [match.span() for match in _TOKEN.finditer(text, start, end)]
    cells: list[Span] = []
    at = len(tokens)
    while at > 0 and len(cells) < _MAX_COLUMNS:
        last = at
        at -= 1
        while at > 0 and _TAIL_TOKEN.match(text, *tokens[at]) and last - at < 3:
            at -= 1
        begin, stop = tokens[at][0], tokens[last - 1][1]
        if at > 0 and _SIGN_TOKEN.match(text, *tokens[at - 1]):
            at -= 1
            begin = tokens[at][0]
        if not (_is_entry(text, begin, stop)):
            at = last
            break
        cells.append(Span(begin, stop))
    cells.reverse()
    label = Span(tokens[0][0], tokens[at - 1][1]) if at > 0 else None
    return label, cells


def _is_entry(text: str, start: int, end: int) -> bool:
    return bool(VALUE_CELL.match(text, start, end) or DASH_CELL.match(text, start, end))


def _number_row(text: str, start: int, end: int) -> tuple[Span | None, list[Span]] | None:
    """A line as label and at least two values; None for any other line."""
    if not 3 <= end - start <= _MAX_LINE:
        return None
    if end - start <= _MAX_HEAD_CHARS and text[end - 1] in _TIME_ENDS:
        times = _time_cells(text, start, end)
        if times is not None:
            return times
    if text[end - 1] not in _ROW_ENDS:
        return None
    label, cells = _number_cells(text, start, end)
    if len(cells) < 2 or not any(text[cell.end - 1] not in "—–-" for cell in cells):
        return None
    if label is not None and (len(label) > 240 or text[label.end - 1] in ".!?;"):
        return None
    return label, cells


_WIDE_COLUMN: Final = lazy_pattern(r"[^ \t]++(?: [^ \t]++)*+")
_HEAD_TOKEN: Final = lazy_pattern(
    rf"(?:{_YEAR}{_FOOTNOTE}?|FY[0-9]{{2,4}}|[A-Z]{{0,3}}[$€£¥][’'m]?(?:000|m|bn|k)?|%|[A-Z]{{3}}"
    r"|[A-Z]{2,3}['’]000|[A-Z]{3}m|Change|Notes?|Total)$"
)
_HEAD_WORDS: Final = lazy_pattern(
    rf"\b(?:{_MONTHS}|[Yy]ears?|[Ff]iscal|[Mm]onths|[Qq]uarters?|[Pp]eriods?|[Ee]nded"
    rf"|[Aa]s (?:of|at)|thousands|millions|billions|{_YEAR})(?![A-Za-z])|’000|'000|[$€£¥]"
)


def _head_line(text: str, start: int, end: int, width: int) -> Row | None:
    """A line over rows of numbers as a row of heads: one for each column, or one over all."""
    if not 0 < end - start <= _MAX_HEAD_CHARS:
        return None
    times = _time_cells(text, start, end)
    if times is not None and (width - 1) % len(times[1]) == 0:
        # Each of fewer heads stands over as many columns as the others.
        step = (width - 1) // len(times[1])
        over: list[Span | None] = [None] * (width - 1)
        over[::step] = times[1]
        return (times[0], *over)
    columns = [match.span() for match in _WIDE_COLUMN.finditer(text, start, end)]
    if 2 <= len(columns) == width or (2 <= len(columns) == width - 1 and text[start].isspace()):
        spans = [Span(*column) for column in columns]
        return (*[None] * (width - len(spans)), *spans)
    tokens = [match.span() for match in _TOKEN.finditer(text, start, end)]
    if not tokens:
        return None
    behind = len(tokens)
    while behind > 0 and _HEAD_TOKEN.match(text, *tokens[behind - 1]):
        behind -= 1
    cells = [Span(*token) for token in tokens[behind:]][-width + 1 :]
    if len(cells) >= 2:
        label = _trim(text, tokens[0][0], cells[0].start)
        return (label, *[None] * (width - 1 - len(cells)), *cells)
    if text[end - 1] in ".!?:;" or end - start > 80 or not _HEAD_WORDS.search(text, start, end):
        return None
    return (_trim(text, start, end), *[None] * (width - 1))


def _names_between(text: str, lines: list[tuple[int, int]], first: int) -> list[Span]:
    """Short lines between two rows: names of groups, or the first half of a long label."""
    names: list[Span] = []
    for start, end in lines[first : first + _MAX_NAMES + 1]:
        if names and _number_row(text, start, end) is not None:
            return names
        name = _trim(text, start, end)
        if name is None or len(name) > _MAX_NAME_CHARS or text[name.end - 1] in ".!?;":
            return []
        names.append(name)
    return []


def _time_cells(text: str, start: int, end: int) -> tuple[Span | None, list[Span]] | None:
    """A line of days or of lengths of time side by side, as heads of columns."""
    for pattern in (_DAYS, _LENGTHS):
        cells = [Span(*match.span()) for match in pattern.finditer(text, start, end)]
        if (
            len(cells) >= 2
            and cells[-1].end == end
            and cells[0].start - start <= _MAX_NAME_CHARS
            and all(text[a.end : b.start].isspace() for a, b in itertools.pairwise(cells))
        ):
            return _trim(text, start, cells[0].start), cells
    return None


_DAYS: Final = lazy_pattern(
    rf"{_MONTHS}[ \u00a0]{{1,2}}[0-3]?[0-9](?![0-9]),?(?:[ \u00a0]{{1,2}}{_YEAR})?"
    rf"|[0-3]?[0-9][ \u00a0]{_MONTHS}(?:[ \u00a0]{_YEAR})?"
)
_LENGTHS: Final = lazy_pattern(r"(?:[A-Z][a-z]{1,12}[ -]){1,3}[Ee]nded\b,?")


def _number_rows(
    text: str, lines: list[tuple[int, int]], first: int, floor: int
) -> tuple[int, int, tuple[Row, ...]] | None:
    """Rows of numbers from line `first` on, the heads above and group lines between."""
    found: list[tuple[Span | None, list[Span]]] = []
    at = first
    behind = first
    while at < len(lines):
        row = _number_row(text, *lines[at])
        if row is not None:
            found.append(row)
            at += 1
            behind = at
            continue
        names = _names_between(text, lines, at) if found else []
        if not names:
            break
        found.extend((name, []) for name in names)
        at += len(names)
    found = found[: behind - first]
    if sum(bool(cells) for _, cells in found) < 2:
        return None
    width = 1 + max(len(cells) for _, cells in found)
    rows = [(label, *[None] * (width - 1 - len(cells)), *cells) for label, cells in found]
    heads: list[Row] = []
    groups: list[Row] = []  # of groups below the heads
    line = first
    while line > floor and len(heads) + len(groups) < _MAX_HEAD_LINES:
        line -= 1
        head = _head_line(text, *lines[line], width)
        if head is not None:
            heads = [head, *groups, *heads]
            groups, first = [], line
            continue
        name = _trim(text, *lines[line])
        if name is None or len(name) > _MAX_NAME_CHARS or heads or text[name.end - 1] != ":":
            break
        groups.insert(0, (name, *[None] * (width - 1)))
    return first, behind, (*heads, *rows)


# --- heads and captions


def is_time(text: str, cell: Span) -> bool:
    """Whether a cell states a time ("2019", "31 March 2019")."""
    return len(cell) <= 80 and TIME_CELL.match(text, cell.start, cell.end) is not None


def is_value(text: str, cell: Span) -> bool:
    """Whether a cell is a value or a dash that stands for none."""
    return _is_entry(text, cell.start, cell.end)


_UNIT_WORD: Final = lazy_pattern(
    r"[$€£¥%]|000|\b(?:thousands?|millions?|billions?|[A-Z]{3}m?|USDm|Notes?|years?|shares?)\b"
)


def _is_head(text: str, cell: Span) -> bool:
    """Whether a cell states a time or a unit, if it isn't a value: "2019 %" is none."""
    if is_time(text, cell) or _YEAR_AND_UNIT.match(text, cell.start, cell.end):
        return True
    return not is_value(text, cell) and bool(_UNIT_WORD.search(text, cell.start, cell.end))


_YEAR_AND_UNIT: Final = lazy_pattern(rf"{_YEAR}[ \u00a0]{{0,2}}[%$€£¥]$")


def _count_heads(text: str, rows: tuple[Row, ...]) -> int:
    """How many of the first rows are heads: those before the first that holds a value."""
    heads = 0
    for index, row in enumerate(rows[:12]):
        cells = [cell for cell in row[1:] if cell is not None]
        if not cells:
            continue  # a title over the heads, or a group's name below them
        if any(
            is_value(text, cell) and not is_time(text, cell) and not _is_head(text, cell)
            for cell in cells
        ):
            break
        # Below the first head a labelled row of mere words is a row of the table.
        if (
            heads
            and row[0] is not None
            and not any(_is_head(text, cell) for cell in (row[0], *cells))
        ):
            break
        heads = index + 1
    if heads == 0:
        return 0
    return min(heads, len(rows) - 1)


def _find_caption(text: str, lines: list[tuple[int, int]], first: int, floor: int) -> Span | None:
    """The lines right before a table that announce it."""
    top = first
    while top > floor and first - top < _CAPTION_LINES:
        start, end = lines[top - 1]
        tail = text[max(start, end - _MAX_CAPTION_CHARS) : end]
        if not tail.strip() or not _CAPTION.search(tail):
            break
        top -= 1
    if top == first:
        return None
    end = lines[first - 1][1]
    return _trim(text, max(lines[top][0], end - 2 * _MAX_CAPTION_CHARS), end)
