"""Arithmetic of spans in many documents: what they have in common, counted in characters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

# A gold span counts as found if so much of it is; a reader has the point by then.
COVERED: Final = 0.8
_SLACK: Final = 1e-9


class Placed(Protocol):
    """A span of a document."""

    @property
    def docid(self) -> str | None:
        """Its document."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character behind it."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The characters that some spans hold together.

    Attributes:
        runs: document → its disjoint ranges, in order.
    """

    runs: dict[str | None, list[tuple[int, int]]]

    @property
    def length(self) -> int:
        """How many characters."""
        return sum(end - start for runs in self.runs.values() for start, end in runs)

    def shared(self, span: Placed) -> int:
        """How many characters of a span."""
        runs = self.runs.get(span.docid, ())
        return sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in runs)

    def holds(self, span: Placed) -> bool:
        """Whether it holds enough of a span to count."""
        length = span.end - span.start
        return length > 0 and self.shared(span) >= COVERED * length - _SLACK

    def in_common(self, other: "Cover") -> int:
        """How many characters both hold."""
        return sum(
            max(0, min(end, theirs_end) - max(start, theirs_start))
            for docid, runs in self.runs.items()
            for start, end in runs
            for theirs_start, theirs_end in other.runs.get(docid, ())
        )


def cover(spans: Iterable[Placed]) -> Cover:
    """The characters that spans hold together."""
    runs: dict[str | None, list[tuple[int, int]]] = {}
    for docid, start, end in sorted(
        ((span.docid, span.start, span.end) for span in spans),
        key=lambda span: (span[0] or "", span[1], span[2]),
    ):
        own = runs.setdefault(docid, [])
        if own and start <= own[-1][1]:
            own[-1] = own[-1][0], max(end, own[-1][1])
        elif end > start:
            own.append((start, end))
    return Cover(runs)


def all_held(spans: Sequence[Placed], held: Cover) -> bool:
    """Whether enough of every one of some spans is held."""
    return all(held.holds(span) for span in spans)
