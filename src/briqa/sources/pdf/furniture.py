"""Running heads, running feet and page numbers: lines that repeat from page to page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briqa.sources.pdf.glyphs import PageText
from briqa.sources.pdf.lines import TextLine

MIN_PAGES = 3
MIN_SHARE_FLOATING = 0.5  # of the pages, for a foot that follows the text at varying heights
MARGIN_SHARE = 0.14  # of the page's height, above and below: where running lines stand

_SAME_PLACE_POINTS = 4.0
_DIGITS = re.compile(r"\d+")
_ROMAN_NUMERAL = re.compile(r"[ivxlc]+")
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—]?\s*(\d+)\s*[-–—]?(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE
)


def furniture_lines(lines: Sequence[TextLine], pages: Sequence[PageText]) -> frozenset[TextLine]:
    """The lines that at least `MIN_PAGES` pages show at the same place, but for numbers of pages.

    From a page's edge inwards the first line that doesn't repeat ends its furniture: what stands
    beyond is text, even if a table happens to have alike rows at the same height.
    """
    if len(pages) < MIN_PAGES:
        return frozenset()
    edges = list(_edges(lines, pages))
    repeated = _Repeated.of(edges, lines, page_count=len(pages))
    found: set[TextLine] = set()
    for edge in edges:
        for place, line in enumerate(edge.lines):
            if not repeated.holds(edge, line, outermost=place == 0):
                break
            found.add(line)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A page's lines from its upper or lower edge inwards; `margin_points` is its margin's depth.

    `offset_points` is where the edge itself lies: the page's height for the head, 0 for the foot.
    """

    side: str
    lines: tuple[TextLine, ...]
    offset_points: float
    margin_points: float

    def in_margin(self, line: TextLine) -> bool:
        return self.distance(line) < self.margin_points

    def distance(self, line: TextLine) -> float:
        return abs(self.offset_points - (line.box.top + line.box.bottom) / 2)

    def place(self, line: TextLine) -> int:
        return round(self.distance(line) / _SAME_PLACE_POINTS)


def _edges(lines: Sequence[TextLine], pages: Sequence[PageText]) -> Iterator[_Edge]:
    for page_index, group in groupby(lines, key=lambda line: line.page_index):
        height = pages[page_index].height
        on_page = tuple(group)
        for side, offset in (("head", height), ("foot", 0.0)):
            edge = _Edge(side, on_page, offset, height * MARGIN_SHARE)
            inwards = sorted(on_page, key=lambda line: (edge.place(line), line.start))
            yield _Edge(side, tuple(inwards), offset, height * MARGIN_SHARE)


@dataclass(frozen=True, slots=True)
class _Repeated:
    """Which patterns come back: at which distance from an edge, and as a page's outermost line."""

    placed: frozenset[tuple[str, str, int]]
    floating: frozenset[tuple[str, str]]

    @classmethod
    def of(
        cls, edges: Sequence[_Edge], lines: Sequence[TextLine], *, page_count: int
    ) -> "_Repeated":
        placed: defaultdict[tuple[str, str, int], dict[int, str]] = defaultdict(dict)
        outermost: defaultdict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        for edge in edges:
            first = edge.lines[0]
            outermost[edge.side, _pattern(first.text)][first.page_index] = first.text
            for line in edge.lines:
                if edge.in_margin(line):
                    # One step either way, so that rounding doesn't part alike places.
                    for place in range(edge.place(line) - 1, edge.place(line) + 2):
                        placed[edge.side, _pattern(line.text), place][line.page_index] = line.text
        everywhere = Counter(_pattern(line.text) for line in lines)
        floating_min = max(MIN_PAGES, MIN_SHARE_FLOATING * page_count)
        # A line that mostly stands elsewhere, such as a table's title, is text.
        return cls(
            frozenset(
                (side, pattern, place)
                for (side, pattern, place), seen_on in placed.items()
                if len(seen_on) >= MIN_PAGES
                and _only_counts_pages(seen_on)
                and (pattern == "#" or len(seen_on) >= everywhere[pattern] / 2)
            ),
            frozenset(
                (side, pattern)
                for (side, pattern), seen_on in outermost.items()
                if len(seen_on) >= max(floating_min, everywhere[pattern] / 2)
                and _only_counts_pages(seen_on)
                and pattern != "#"
            ),
        )

    def holds(self, edge: _Edge, line: TextLine, *, outermost: bool) -> bool:
        pattern = _pattern(line.text)
        if outermost and (edge.side, pattern) in self.floating:
            return True
        return edge.in_margin(line) and (
            (edge.side, pattern, edge.place(line)) in self.placed or _is_page_number(line)
        )


def _only_counts_pages(texts: Mapping[int, str]) -> bool:
    """Whether the numbers of a line that comes back tell nothing of their page but which it is.

    Each stays (a year), stays for several pages (a chapter), or goes on with the pages. A number
    that is another on each page is a figure, and its line is text.

    Args:
        texts: the line, by the index of its page; alike but for the numbers.
    """
    rows = [(page, [int(found) for found in _DIGITS.findall(text)]) for page, text in texts.items()]
    for slot in range(len(rows[0][1])):
        values = {numbers[slot] for _, numbers in rows}
        offsets = {numbers[slot] - page for page, numbers in rows}
        if len(offsets) > 1 and len(values) > len(rows) / 2:
            return False
    return True


def _is_page_number(line: TextLine) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text.strip())
    return match is not None and int(match[1]) == line.page_index + 1


def _pattern(text: str) -> str:
    """The text with its numbers made alike.

    >>> _pattern("Page 12 of 40") == _pattern("page 3 of 40")
    True
    """
    plain = _SPACE.sub(" ", text.strip().casefold())
    return "#" if _ROMAN_NUMERAL.fullmatch(plain) else _DIGITS.sub("#", plain)
