"""What every drawing is made of: SVG lines, letters and marks, scales and their ticks.

A few small drawings don't justify a plotting library: that would be 30 MB more to install, files
that differ from version to version, and colours that can't follow the page into dark mode. The one
thing to know: a drawing has no colours of its own; its parts have classes, and whoever shows it has
the style sheet. Drawings are as wide as a phone, so that their letters keep their size on one.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import Final, Literal
from unicodedata import east_asian_width

WIDTH: Final = 360
EDGE: Final = 8  # room for half a dot, and half a number below an axis
ROW: Final = 38
AXIS: Final = 18

_LETTER: Final = 6.8  # mean width at the label's 13 pixels; Chinese and the like have twice that
_LINE_END: Final = re.compile("\r\n?|\f")
# Neither HTML nor UTF-8 has a place for control characters and halves of surrogate pairs.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0)
_TINIEST: Final = 1e-300

Anchor = Literal["start", "middle", "end"]
# To a screen reader an image is one thing, and a group has parts, which can be reached.
Role = Literal["img", "group"]


def printable(text: str) -> str:
    """A text as a page can hold it: line ends are line feeds, what can't be there is marked."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text))


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `least` to `most`, in pixels from `start` to `end`."""

    least: float
    most: float
    start: float = EDGE
    end: float = WIDTH - EDGE

    def at(self, value: float) -> float:
        """Where a value stands; what lies outside stands at the end."""
        share = (min(max(value, self.least), self.most) - self.least) / (self.most - self.least)
        return self.start + share * (self.end - self.start)


def ticks_from_zero(values: Iterable[float], *, at_most: int = 5) -> list[float]:
    """Round numbers at even steps from the lowest value or 0 to the highest or 0.

    The least and the most of them enclose all values, and 0 is among them.

    Args:
        values: no larger than 1e300.
        at_most: how many steps there are at most, one more where 0 lies inside.
    """
    known = [0.0, *values]
    least, most = min(known), max(known)
    step = _round_step((most - least) / at_most)
    below, above = _steps(-least, step), max(1, _steps(most, step))
    return [step * place for place in range(-below, above + 1)]


def _round_step(least: float) -> float:
    """The least step of 1, 2, 2.5 or 5 times a power of ten that is no smaller."""
    if least < _TINIEST:
        return 1.0
    power = float(f"1e{math.floor(math.log10(least))}")
    return next(power * step for step in _STEPS if power * step >= least)


def _steps(length: float, step: float) -> int:
    """How many steps reach as far as a length."""
    count = math.ceil(length / step)
    return count if step * count >= length else count + 1  # the quotient was rounded


def svg(
    body: str, height: float, *, title: str, description: str, ident: str, role: Role = "img"
) -> str:
    """A drawing.

    Args:
        body: its parts.
        height: in pixels at its full width.
        title: what is shown.
        description: the same in words, for those who don't see it.
        ident: a prefix for ids that is unique in the page.
        role: whether it has parts that can be reached.
    """
    key = escaped(ident)
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {pixels(height)}" role="{role}" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{escaped(title)}</title>'
        f'<desc id="{key}-desc">{escaped(description)}</desc>{body}</svg>'
    )


def labels(label: str, printed: str, top: float, count: str = "") -> str:
    """The line above a row: its label, shortened to the room there is, and its figure."""
    room = int(WIDTH / _LETTER) - len(printed) - len(count) - 2
    shown = cut(printable(label), room) + count
    return text(shown, 0, top + 14, "label", "start") + text(
        printed, WIDTH, top + 14, "figure", "end"
    )


def cut(label: str, room: int) -> str:
    """A label in so many letters at most, where wide ones count twice."""
    ends = list(accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in label))
    if not ends or ends[-1] <= room:
        return label
    return label[: sum(end < room for end in ends)] + "…"


def escaped(words: str) -> str:
    """Words as markup shows them."""
    return escape(printable(words))


def tick_lines(values: Sequence[float], scale: Scale, top: float, bottom: float) -> str:
    """Upright lines of one row; from top to bottom they would run through the figures."""
    return lines(((x, top, x, bottom) for x in map(scale.at, values)), "grid")


def upright(words: str, y: float) -> str:
    """What an upright axis shows, along it."""
    return (
        f'<text class="tick" text-anchor="middle" transform="translate(9 {pixels(y)}) rotate(-90)">'
        f"{escaped(words)}</text>"
    )


def polyline(places: Iterable[tuple[float, float]], name: str = "curve") -> str:
    """A line through places."""
    points = " ".join(f"{pixels(x)},{pixels(y)}" for x, y in places)
    return f'<polyline class="{name}" points="{points}"/>' if points else ""


def lines(ends: Iterable[tuple[float, float, float, float]], name: str) -> str:
    """Straight lines, each from (x1, y1) to (x2, y2)."""
    path = "".join(
        f"M{pixels(x1)} {pixels(y1)}L{pixels(x2)} {pixels(y2)}" for x1, y1, x2, y2 in ends
    )
    return f'<path class="{name.strip()}" d="{path}"/>'


def text(words: str, x: float, y: float, name: str, anchor: Anchor) -> str:
    """Words at a place."""
    place = f'x="{pixels(x)}" y="{pixels(y)}" text-anchor="{anchor}"'
    return f'<text class="{name}" {place}>{escaped(words)}</text>'


def pixels(value: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")
