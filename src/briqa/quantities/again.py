"""The quantities of a text of which an earlier version was read: only what differs is read anew.

The one thing to know: how the figures of a line of prose are read follows from the line, the text
`_MARGIN` characters around it, the titles over it, and from which of its words the whole text uses
as names. A line for which all of that is as in the earlier version has the same quantities. Tables
are read anew each time.
"""

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from briqa.quantities.quantity import Quantity
from briqa.quantities.role_subjects import Names
from briqa.quantities.roles import SectionHead, add_roles
from briqa.spans import Span
from briqa.values import dataclass

# More than any look around a figure reaches beyond its line.
_MARGIN: Final = 400
_LINE: Final = re.compile(r"[^\n]+")
_LETTERS: Final = re.compile(r"[A-Za-zÀ-ɏ]+")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A text to be read, or one that was.

    Attributes:
        text: the whole text, which the words of names come from.
        outside: the same with line ends for its tables, so of the same length.
        heads: the titles over it, by ascending start.
        names: its names.
    """

    text: str
    outside: str
    heads: Sequence[SectionHead]
    names: Names


def read_again(
    new: Prose,
    old: Prose,
    known: Sequence[Quantity],
    read: Callable[[str], Sequence[Quantity]],
) -> tuple[list[Quantity], list[Span]]:
    """The quantities outside of a text's tables.

    Args:
        new: the text.
        old: its earlier version.
        known: the quantities of the old one outside of its tables, in order.
        read: reads a piece of text.

    Returns:
        The quantities in order, and where they had to be read: there they still need their roles.
    """
    strange = new.names.unlike(old.names)
    # A quantity is of the line that it ends in; its sign may stand at the end of the one before.
    ends = [quantity.span.end for quantity in known]
    before = {key: line for line, key in _keys(old)}
    found: list[Quantity] = []
    lines: list[Span] = []
    for line, key in _keys(new):
        same = before.get(key)
        if same is None or (strange and _mentions(new, line, key, strange)):
            lines.append(line)
            continue
        first = bisect.bisect_right(ends, same.start)
        moved = line.start - same.start
        behind = bisect.bisect_right(ends, same.end, lo=first)
        found += [move(quantity, moved) for quantity in known[first:behind]]
    fresh = list(_read_lines(new.outside, lines, read))
    found += fresh
    found.sort(key=lambda quantity: quantity.span)
    return found, [*lines, *(quantity.span for quantity in fresh)]


def move(quantity: Quantity, by: int) -> Quantity:
    """The quantity of a text that stands so many characters further on."""
    if by == 0:
        return quantity
    return quantity.at(
        Span(quantity.span.start + by, quantity.span.end + by),
        None if quantity.series is None else quantity.series + by,
    )


def add_roles_again(
    text: str,
    quantities: Sequence[Quantity],
    lines: Iterable[Span],
    heads: Sequence[SectionHead],
    names: Names,
) -> list[Quantity]:
    """The quantities with subject and measure, which those outside of some lines have already.

    Args:
        text: the whole text.
        quantities: all of its quantities, in order.
        lines: where they still need them.
        heads: the titles over the text, by ascending start.
        names: the text's names.
    """
    filled = list(quantities)
    starts = [quantity.span.start for quantity in quantities]
    head_starts = [head.start for head in heads]
    for window, inside in _windows(text, _whole_lines(text, lines)):
        first = max(0, bisect.bisect_right(head_starts, window.start) - 1)
        behind = bisect.bisect_left(head_starts, window.end)
        over = [SectionHead(head.start - window.start, head.titles) for head in heads[first:behind]]
        piece = text[window.start : window.end]
        parts = [
            range(bisect.bisect_left(starts, line.start), bisect.bisect_left(starts, line.end))
            for line in inside
        ]
        indices = [index for part in parts for index in part]
        own = [move(filled[index], -window.start) for index in indices]
        for index, quantity in zip(indices, add_roles(piece, own, over, names), strict=True):
            filled[index] = move(quantity, window.start)
    return filled


def _whole_lines(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The lines of the text that some spans touch, with their ends, disjoint and in order."""
    start = end = 0
    for span in sorted(spans):
        first = text.rfind("\n", 0, span.start) + 1
        newline = text.find("\n", span.end)
        last = len(text) if newline < 0 else newline + 1
        if first < end:
            end = max(end, last)
            continue
        if end:
            yield Span(start, end)
        start, end = first, last
    if end:
        yield Span(start, end)


def _windows(text: str, lines: Iterable[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """Stretches of whole lines that hold some lines with the text around, disjoint and in order.

    Args:
        text: the text.
        lines: the lines, in order.
    """
    start = end = 0
    inside: list[Span] = []
    for line in lines:
        first = text.rfind("\n", 0, max(0, line.start - _MARGIN)) + 1
        if inside and first >= end:
            yield Span(start, end), inside
            inside = []
        if not inside:
            start = first
        newline = text.find("\n", min(len(text), line.end + _MARGIN))
        end = len(text) if newline < 0 else newline + 1
        inside.append(line)
    if inside:
        yield Span(start, end), inside


def _read_lines(
    text: str, lines: Sequence[Span], read: Callable[[str], Sequence[Quantity]]
) -> Iterator[Quantity]:
    for window, inside in _windows(text, lines):
        wanted = iter(inside)
        line = next(wanted)
        for quantity in read(text[window.start : window.end]):
            end = window.start + quantity.span.end
            while end > line.end:
                following = next(wanted, None)
                if following is None:
                    break
                line = following
            if line.start < end <= line.end:
                yield move(quantity, window.start)


def _keys(prose: Prose) -> Iterator[tuple[Span, Key]]:
    """The lines that aren't blank, each with all that its reading depends on but for names."""
    starts = [head.start for head in prose.heads]
    for match in _LINE.finditer(prose.outside):
        start, end = match.span()
        first = max(0, bisect.bisect_right(starts, start) - 1)
        behind = bisect.bisect_left(starts, end)
        heads = tuple(
            (max(0, head.start - start) if head.start > start else -1, head.titles)
            for head in prose.heads[first:behind]
            if head.start < end
        )
        around = max(0, start - _MARGIN)
        text = prose.outside[around : end + _MARGIN]
        yield Span(start, end), (text, start - around, end - start, heads)


def _mentions(prose: Prose, line: Span, key: Key, strange: frozenset[str]) -> bool:
    """Whether a line or a title over it has a word that is a name in one version only."""
    read = f"{prose.text[line.start : line.end]} {key[-1]}"
    return any(word.lower() in strange for word in _LETTERS.findall(read))
