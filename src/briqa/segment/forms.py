"""Fields of a form: lines of a label and its value, "Age: 38", several of them side by side.

The one thing to know: a value says nothing without its label, and nothing of its neighbours', so
each field is read apart from them. What cuts a line into fields is a label behind a wide gap.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from briqa.patterns import lazy_pattern
from briqa.spans import Span
from briqa.values import dataclass

# Up to a colon that white space follows, with Markdown's emphasis around it.
_LABEL = lazy_pattern(
    r"[*_]{0,3}(?P<label>[^\W_a-z](?:(?![.?!] )[^:;|\n]){0,58}?[^\s:;|]):[*_]{0,3}(?=\s|$)"
)
_GAP = lazy_pattern(r"[ \u00a0]{2,}|[ \u00a0]?\t[ \t\u00a0]*")
_SENTENCE_END = lazy_pattern(r"[.!?][\"'”’)\]]*$")
_OPEN_END = lazy_pattern(r"[,;/&(–—-]$")
_MAX_LABEL_WORDS = 8
_MAX_VALUE_WORDS = 60
# Shorter values may end in a full stop that ends no sentence: "Harrow & Sons Inc."
_SENTENCE_WORDS = 6
_MIN_FIELDS = 2
_MAX_TAIL_CHARS = 60
# A label broken over more lines is none.
_MAX_LABEL_LINES = 3


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line that may belong to a form.

    Attributes:
        span: the line, trimmed.
        begins: whether the file's layout has a paragraph begin with it.
    """

    span: Span
    begins: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What was found where a form may begin.

    Attributes:
        fields: its fields, each with its lines or parts of lines; none where there is no form.
        line_count: how many lines they take; without fields, how many were looked at.
    """

    fields: tuple[tuple[Span, ...], ...]
    line_count: int


def split_field(text: str) -> tuple[str, str] | None:
    """The label and the value of a field; None for any other text, and for prose behind a label.

    >>> split_field("Altimeter Setting: 30.2 inches Hg")
    ('Altimeter Setting', '30.2 inches Hg')
    >>> split_field("Nanjing: The port handled a fifth more containers than the year before.")
    """
    label = _LABEL.match(text)
    if label is None or label_end(text, 0) is None:
        return None
    value = text[label.end() :].strip()
    return None if _is_prose(value) else (label["label"], value)


def label_end(text: str, start: int, end: int | None = None) -> int | None:
    """Where the label that begins at `start` ends, its colon included; None where none begins."""
    match = _LABEL.match(text, start, len(text) if end is None else end)
    if match is None or len(match["label"].split()) > _MAX_LABEL_WORDS:
        return None
    return match.end()


def find_form(text: str, lines: Iterable[FormLine], columns: Sequence[int]) -> Form:
    """The form with which some lines begin, if they begin with one.

    Args:
        text: the canonical text.
        lines: lines one right below the other, none of which begins anything else; no more of
            them are taken than are looked at.
        columns: ascending offsets at which the file's layout has a word stand apart in its line.
    """
    fields: list[list[Span]] = []
    # For each line with a label in front, how many fields and lines stand before it.
    begun: list[tuple[int, int]] = []
    beside: set[int] = set()
    taken = 0
    for at, (line, following) in enumerate(_with_next(lines)):
        cells = list(_cells(text, line.span, following, columns))
        beside.update(cell.start for cell in cells[1:])
        if fields and not _has_label(text, fields[-1]):
            if len(fields[-1]) == _MAX_LABEL_LINES:
                break
            fields[-1].append(cells.pop(0))
        elif label_end(text, *_bounds(cells[0])) is not None:
            if fields and _is_prose_field(text, fields[-1]):
                break
            begun.append((len(fields), at))
        elif fields and _continues(text, fields[-1], line, following):
            fields[-1].append(cells.pop(0))
        else:
            break
        fields.extend([cell] for cell in cells)
        taken = at + 1
    looked_at = max(1, taken)
    while begun and _is_prose_field(text, fields[-1]):
        # Prose behind a label is no field, nor is what stands beside it in the line.
        kept, taken = begun.pop()
        del fields[kept:]
    # Labels side by side are those of a form, even of one that nobody has filled in.
    sure = sum(_has_value(text, field) or field[0].start in beside for field in fields)
    if sure < _MIN_FIELDS:
        return Form((), looked_at)
    return Form(tuple(map(tuple, fields)), taken)


def _with_next(lines: Iterable[FormLine]) -> Iterator[tuple[FormLine, FormLine | None]]:
    """Each line with the one below it."""
    upper, lower = itertools.tee(lines)
    next(lower, None)
    below: Iterator[FormLine | None] = itertools.chain(lower, (None,))
    return zip(upper, below, strict=True)


def _cells(
    text: str, line: Span, following: FormLine | None, columns: Sequence[int]
) -> Iterator[Span]:
    """A line, cut where a label stands apart from what is before it."""
    apart = list(columns[bisect_right(columns, line.start) : bisect_left(columns, line.end)])
    apart += [line.start + gap.end() for gap in _GAP.finditer(text[line.start : line.end])]
    start = line.start
    ends = sorted({*apart, line.end})
    for column, behind in itertools.pairwise(ends):
        is_label = label_end(text, column, behind) is not None
        if not is_label and behind < line.end:
            continue
        before = text[start:column].rstrip()
        begins = is_label or _opens_label(text, Span(column, line.end), following, before)
        if begins and before:
            yield Span(start, start + len(before))
            start = column
    yield Span(start, line.end)


def _opens_label(text: str, cell: Span, following: FormLine | None, before: str) -> bool:
    """Whether the last cell of a line is the first half of a label that the next line ends."""
    if following is None or before.endswith(":") or ":" in text[cell.start : cell.end]:
        return False
    rest = text[following.span.start : following.span.end]
    return rest.endswith(":") and len(rest.split()) < _MAX_LABEL_WORDS / 2


def _continues(
    text: str, field: Sequence[Span], line: FormLine, following: FormLine | None
) -> bool:
    """Whether a line without label at its start belongs to the field before it."""
    own = text[line.span.start : line.span.end]
    if len(field) > _MAX_VALUE_WORDS:
        return False  # prose, whatever follows
    before = _read(text, field)
    if own.isupper() and _value(before):
        return False
    if own[0].islower() or _OPEN_END.search(before) or before.count("(") > before.count(")"):
        return True
    if line.begins or len(own) > _MAX_TAIL_CHARS:
        return False
    # In a column a value breaks anywhere; then the form goes on below it.
    goes_on = following is not None and label_end(text, *_bounds(following.span)) is not None
    return goes_on or not _value(before)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _read(text: str, field: Sequence[Span]) -> str:
    return " ".join(text[part.start : part.end] for part in field)


def _has_label(text: str, field: Sequence[Span]) -> bool:
    return label_end(_read(text, field), 0) is not None


def label_of(text: str, field: Sequence[Span]) -> str:
    """The label of a field, without colon and in lower case.

    Args:
        text: the canonical text.
        field: the field's lines or parts of lines.
    """
    read = _read(text, field)
    return read[: label_end(read, 0)].rstrip(":*_").lower()


def _value(field: str) -> str:
    return field[label_end(field, 0) or 0 :].strip()


def _has_value(text: str, field: Sequence[Span]) -> bool:
    """Whether a field has a value right beside its label."""
    return _has_label(text, field[:1]) and bool(_value(_read(text, field[:1])))


def _is_prose_field(text: str, field: Sequence[Span]) -> bool:
    return _is_prose(_value(_read(text, field)))


def _is_prose(value: str) -> bool:
    words = value.split()
    if _SENTENCE_END.search(value):
        # An abbreviation may end a value: "Harrow & Sons Inc."
        return len(words) >= _SENTENCE_WORDS or (len(words) > 1 and words[-1][0].islower())
    return len(words) > _MAX_VALUE_WORDS
