"""A PDF's headings: the entries of its outline found on their pages, or what its type shows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briqa.sources.pdf.lines import TextLine
from briqa.spans import DeclaredHeading, Span

LARGER_TYPE = 1.12  # times the body's size: 11 on 10 is emphasis, 12 on 10 is a heading
MAX_HEADING_CHARS = 200
MAX_STYLED_CHARS = 120  # a bold or italic line of body size
MAX_HEADING_LINES = 3
MAX_LEVEL = 6
MIN_LETTER_SHARE = 0.6

_NUMBERING = re.compile(r"^\s*(?:\d+(?:\.\d+)*\.?|[A-Z]\.|[IVX]+\.)\s+")
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}")
# A form's field names and instructions, or the rest of a sentence.
_LABEL = re.compile(r":\s*$|:.*:|^\(|^\W*[a-z]|^[Nn]/?[Aa]\W*$")
_RUNS_ON = re.compile(r"[,;.]\s*$")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One bookmark: where it leads, and how deep it stands (from 1)."""

    title: str
    page_index: int
    level: int
    top_points: float | None


def outline_headings(
    entries: Iterable[OutlineEntry], lines: Sequence[TextLine]
) -> tuple[DeclaredHeading, ...]:
    """Finds each outline entry as a line, or adjoining lines, of the page that it leads to.

    Case, spaces and punctuation don't count, nor a number that only one of the two has. Entries
    that their page doesn't show are left out, since a heading is a span of the text.
    """
    by_page = _by_page(lines)
    runs: dict[int, _Runs] = {}
    found: dict[Span, DeclaredHeading] = {}
    for entry in entries:
        if entry.page_index not in runs:
            runs[entry.page_index] = _Runs(by_page.get(entry.page_index, []))
        span = _find(entry, runs[entry.page_index])
        if span is not None and not any(span.overlaps(other) for other in found):
            found[span] = DeclaredHeading(span, entry.level)
    return tuple(found[span] for span in sorted(found))


def _by_page(lines: Iterable[TextLine]) -> dict[int, list[TextLine]]:
    pages: dict[int, list[TextLine]] = {}
    for line in lines:
        pages.setdefault(line.page_index, []).append(line)
    return pages


def _find(entry: OutlineEntry, runs: "_Runs") -> Span | None:
    wanted = {_squash(entry.title), _squash(_NUMBERING.sub("", entry.title))} - {""}
    candidates = runs.spelling(wanted)
    if not candidates:
        return None
    first_line, last_line = min(candidates, key=lambda pair: _distance(entry, pair[0]))
    return Span(first_line.start, last_line.end)


class _Runs:
    """A page's lines and adjoining lines, by what they spell with their number and without."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        squashed = [_squash(line.text) for line in lines]
        self._pairs: list[tuple[TextLine, TextLine]] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for first in range(len(lines)):
            for end in range(first + 1, min(first + MAX_HEADING_LINES, len(lines)) + 1):
                text = "\n".join(line.text for line in lines[first:end])
                place = len(self._pairs)
                self._pairs.append((lines[first], lines[end - 1]))
                self._places["".join(squashed[first:end])].append(place)
                numbering = _NUMBERING.match(text)
                if numbering:
                    self._places[_squash(text[numbering.end() :])].append(place)

    def spelling(self, wanted: Iterable[str]) -> list[tuple[TextLine, TextLine]]:
        """The first and last lines of those that spell one of these, in the order of the text."""
        places = {place for text in wanted for place in self._places.get(text, ())}
        return [self._pairs[place] for place in sorted(places)]


def _distance(entry: OutlineEntry, line: TextLine) -> float:
    """How far the line is from where the entry leads; larger type breaks ties."""
    if entry.top_points is None:
        return -line.style.size_points
    return abs(entry.top_points - line.box.top)


def _squash(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def type_headings(
    lines: Sequence[TextLine], paragraph_starts: frozenset[TextLine]
) -> tuple[DeclaredHeading, ...]:
    """Headings by their type: larger than the body's, or bold or italic lines that stand alone.

    Levels are ranks of the styles in use: larger before smaller, bold before italic.

    Args:
        lines: the document's lines without furniture, in order.
        paragraph_starts: those among them with which a paragraph begins.
    """
    body = _body_type(lines)
    if body is None:
        return ()
    by_page = _by_page(lines)
    groups = [
        block
        for block in _blocks(lines, paragraph_starts)
        if _is_heading(block, body, by_page[block[0].page_index])
    ]
    ranks = sorted({_rank(group[0]) for group in groups}, reverse=True)
    return tuple(
        DeclaredHeading(
            Span(group[0].start, group[-1].end), min(ranks.index(_rank(group[0])) + 1, MAX_LEVEL)
        )
        for group in groups
    )


@dataclass(frozen=True, slots=True)
class _BodyType:
    size_points: float
    bold: bool
    italic: bool


def _body_type(lines: Sequence[TextLine]) -> _BodyType | None:
    """The size and face in which most characters are set."""
    weights: Counter[tuple[float, bool, bool]] = Counter()
    for line in lines:
        style = line.style
        weights[(style.size_points, style.bold, style.italic)] += len(line.text)
    return _BodyType(*weights.most_common(1)[0][0]) if weights else None


def _blocks(
    lines: Sequence[TextLine], paragraph_starts: frozenset[TextLine]
) -> Iterator[list[TextLine]]:
    """Cuts the lines into paragraphs, and at every change of type inside one."""
    block: list[TextLine] = []
    for line in lines:
        if block and (line in paragraph_starts or line.style != block[-1].style):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_heading(block: Sequence[TextLine], body: _BodyType, page: Sequence[TextLine]) -> bool:
    text = " ".join(line.text.strip() for line in block)
    if len(block) > MAX_HEADING_LINES or not _reads_like_heading(text):
        return False
    style = block[0].style
    larger = style.size_points > LARGER_TYPE * body.size_points
    stands_out = (style.bold and not body.bold) or (style.italic and not body.italic)
    as_large = style.size_points > body.size_points / LARGER_TYPE
    styled = stands_out and as_large and len(text) <= MAX_STYLED_CHARS and not _LABEL.search(text)
    return (larger or styled) and not _shares_row(block, page)


def _reads_like_heading(text: str) -> bool:
    """Whether the words could be a heading: mostly letters, no dot leaders, no sentence's end."""
    dense = "".join(text.split())
    letters = sum(character.isalpha() for character in dense)
    return (
        0 < len(dense) <= MAX_HEADING_CHARS
        and letters >= MIN_LETTER_SHARE * len(dense)
        and letters >= 2
        and not _LEADERS.search(text)
        and not _RUNS_ON.search(text)
    )


def _shares_row(block: Sequence[TextLine], page: Sequence[TextLine]) -> bool:
    """Whether text stands beside the block: then it is a cell of a table."""
    first, last = block[0], block[-1]
    return any(
        line.same_row(member)
        for line in page
        if not first.start <= line.start <= last.start
        for member in block
    )


def _rank(line: TextLine) -> tuple[float, bool, bool]:
    style = line.style
    return round(style.size_points * 2) / 2, style.bold, style.italic
