"""A document's rows, read from the store only where they are asked for.

The one thing to know: they have to be read inside the snapshot of the generation that the document
is of, since an update may put others in their place. One question needs a few of the thousands that
a long document has, and reading all of them would take longer than all the rest of its answer.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

from briqa.quantities import Quantity

Value = TypeVar("Value")


class LazyRows(Sequence[Value]):
    """Values by their place in the document, each read once.

    Args:
        count: how many there are.
        read: gives those from one place to another, half-open.
    """

    def __init__(self, count: int, read: Callable[[int, int], tuple[Value, ...]]) -> None:
        self._count = count
        self._read = read
        self._known: dict[int, Value] = {}

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Value]:
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, place: int | slice) -> Value | tuple[Value, ...]:
        places = range(self._count)[place]
        if isinstance(places, int):
            self._learn(places, places)
            return self._known[places]
        if places:
            self._learn(*sorted((places[0], places[-1])))
        return tuple(map(self._known.__getitem__, places))

    def index(self, value: Value, start: int = 0, stop: int | None = None) -> int:
        """The place of a value; see `tuple.index`."""
        places = range(self._count)[start:stop]
        # Who asks has it from here.
        for place, known in self._known.items():
            if known == value and place in places:
                return place
        return places[self[start:stop].index(value)]

    def _learn(self, first: int, last: int) -> None:
        if any(place not in self._known for place in range(first, last + 1)):
            self._known.update(enumerate(self._read(first, last + 1), start=first))


class LazyQuantities(Sequence[Quantity]):
    """Quantities by where they begin in the text.

    Args:
        count: how many there are.
        read: gives those that begin from one offset to another, half-open; an open end is None.
    """

    def __init__(self, count: int, read: Callable[[int, int | None], tuple[Quantity, ...]]) -> None:
        self._count = count
        self._read = read

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Quantity]:
        return iter(self._read(0, None))

    @overload
    def __getitem__(self, place: int) -> Quantity: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Quantity, ...]: ...
    def __getitem__(self, place: int | slice) -> Quantity | tuple[Quantity, ...]:
        return self._read(0, None)[place]

    def beginning_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """Those that begin between two canonical offsets, half-open, in text order."""
        return self._read(start, end)
