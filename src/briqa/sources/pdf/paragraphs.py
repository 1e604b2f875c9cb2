"""Where paragraphs begin on a PDF's pages, judged by gaps, indents, type and bullets.

Furniture doesn't take part: a paragraph that a page break cuts goes on behind the running foot
and head, so neither they nor the line after them start one.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from briqa.sources.pdf.lines import TextLine

# Shares of the type size or of the usual line pitch, set by eye on the US agency reports, NTSB
# reports and 10-Q filings of docugami's KG-RAG sets.
LARGER_GAP = 1.25
SIZE_CHANGE = 0.08
INDENT = 0.8
SHORT_LINE = 0.8
COLUMN_TOLERANCE = 0.5

_MIN_PITCHES = 4
# Symbol fonts put bullets and check boxes into the private use area.
_SYMBOLS = "•▪●○◦‣■□▶►➢☐-☒\u2700-\u27bf\ue000-\uf8ff"
_BULLET = re.compile(
    rf"\s*(?:[{_SYMBOLS}]|[∙·*–—-]\s+"
    r"|\(?\d{1,2}[.)]\s+(?=\D)|\([a-z]{1,4}\)\s+|[a-z]\)\s+)"
)
_SENTENCE_END = re.compile(r"[.!?:;。！？：；][\"'”’)\]]*\s*$")
_OPENS_LOW = re.compile(r"\s*[\"'“‘(]?[a-zà-öø-ÿ0-9(,;]")


def paragraph_lines(lines: Iterable[TextLine]) -> frozenset[TextLine]:
    """The lines with which a paragraph begins.

    Args:
        lines: the document's lines without furniture, in order.
    """
    ordered = tuple(lines)
    pitches = _Pitches.of(ordered)
    starts = set(ordered[:1])
    for index in range(1, len(ordered)):
        following = ordered[index + 1] if index + 1 < len(ordered) else None
        if _begins(ordered[index - 1], ordered[index], following, pitches):
            starts.add(ordered[index])
    return frozenset(starts)


def _begins(
    previous: TextLine, line: TextLine, following: TextLine | None, pitches: "_Pitches"
) -> bool:
    if line.same_row(previous):
        return False
    if _changes_style(previous, line) or _BULLET.match(line.text):
        return True
    if _breaks_flow(previous, line):
        return not _runs_on(previous, line)
    return (
        pitches.is_gap(previous, line)
        or _is_indented(previous, line, following)
        or _ends_short(previous, line, pitches)
    )


def _changes_style(previous: TextLine, line: TextLine) -> bool:
    before, now = previous.style, line.style
    change = abs(before.size_points - now.size_points)
    return change > SIZE_CHANGE * max(before.size_points, now.size_points) or (
        before.bold != now.bold
    )


def _breaks_flow(previous: TextLine, line: TextLine) -> bool:
    """Whether the line begins another page or column instead of standing below the previous."""
    return line.page_index != previous.page_index or line.box.bottom > previous.box.top


def _runs_on(previous: TextLine, line: TextLine) -> bool:
    """Whether a sentence seems to go on over a page or column break."""
    if previous.text.rstrip().endswith("-"):
        return True
    return not _SENTENCE_END.search(previous.text) and bool(_OPENS_LOW.match(line.text))


def _is_indented(previous: TextLine, line: TextLine, following: TextLine | None) -> bool:
    """Whether only this line is set in, as the first of its paragraph."""
    indent = INDENT * line.style.size_points
    if following is None or following.page_index != line.page_index:
        return False
    return (
        line.box.left - previous.box.left > indent
        and line.box.left - following.box.left > indent
        and abs(previous.box.left - following.box.left) < COLUMN_TOLERANCE * line.style.size_points
    )


def _ends_short(previous: TextLine, line: TextLine, pitches: "_Pitches") -> bool:
    """Whether the previous line stopped early, at the end of a sentence.

    The line below has to start at the same left edge, or the two are cells and not prose.
    """
    aligned = abs(previous.box.left - line.box.left) < COLUMN_TOLERANCE * line.style.size_points
    reach = pitches.right_edge(previous) - previous.box.left
    short = previous.box.right - previous.box.left < SHORT_LINE * reach
    ended = bool(_SENTENCE_END.search(previous.text))
    return aligned and short and ended and not _OPENS_LOW.match(line.text)


@dataclass(frozen=True, slots=True)
class _Pitches:
    """The usual distance from line to line, by page and type size, and the columns' right edges."""

    by_page: dict[tuple[int, float], float]
    by_size: dict[float, float]
    right_edges: dict[tuple[int, int], float]

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> "_Pitches":
        by_page: dict[tuple[int, float], list[float]] = {}
        by_size: dict[float, list[float]] = {}
        for previous, line in itertools.pairwise(lines):
            size = line.style.size_points
            pitch = _pitch(previous, line)
            if pitch is None or _changes_style(previous, line) or line.same_row(previous):
                continue
            by_page.setdefault((line.page_index, size), []).append(pitch)
            by_size.setdefault(size, []).append(pitch)
        return cls(
            {
                key: _usual(pitches)
                for key, pitches in by_page.items()
                if len(pitches) >= _MIN_PITCHES
            },
            {size: _usual(pitches) for size, pitches in by_size.items()},
            _right_edges(lines),
        )

    def is_gap(self, previous: TextLine, line: TextLine) -> bool:
        """Whether the line stands clearly further below the previous one than lines usually do."""
        pitch = _pitch(previous, line)
        size = line.style.size_points
        usual = self.by_page.get((line.page_index, size)) or self.by_size.get(size)
        return pitch is not None and usual is not None and pitch > LARGER_GAP * usual

    def right_edge(self, line: TextLine) -> float:
        """How far right the lines reach that begin where this one begins."""
        return self.right_edges[_column(line)]


def _pitch(previous: TextLine, line: TextLine) -> float | None:
    """Points from the previous line's middle down to this one's; None unless it is below."""
    if previous.page_index != line.page_index:
        return None
    pitch = (previous.box.top + previous.box.bottom - line.box.top - line.box.bottom) / 2
    return pitch if pitch > 0 else None


def _usual(pitches: Sequence[float]) -> float:
    """The commonest pitch, to half a point; the smallest of equally common ones.

    A page of headings and one-line paragraphs has no commonest pitch: then the lower median.
    """
    counts = Counter(round(pitch * 2) / 2 for pitch in pitches)
    top = max(counts.values())
    if top == 1:
        return median_low(pitches)
    return min(pitch for pitch, count in counts.items() if count == top)


def _column(line: TextLine) -> tuple[int, int]:
    return line.page_index, round(line.box.left / 3)


def _right_edges(lines: Sequence[TextLine]) -> dict[tuple[int, int], float]:
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        column = _column(line)
        edges[column] = max(edges.get(column, line.box.right), line.box.right)
    return edges
