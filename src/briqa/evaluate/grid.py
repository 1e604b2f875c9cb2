"""Sweeps: lists of settings in, every combination of them out.

The one thing to know: variants come grouped by what is dear to change, the index first and then the
search, so that whoever runs them in order makes each index once and asks each question once for all
numbers of passages.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.errors import FilterError

_NAMES: Final = ("model", "size", "lexical", "pairs", "support", "k")
_MOST_PASSAGES: Final = 100
_LEAST_TOKENS, _MOST_TOKENS = 20, 200


@dataclass(frozen=True, slots=True)
class Variant:
    """One combination; None for what isn't varied.

    Attributes:
        model: the encoder by name or path.
        size: the tokens that a passage aims at.
        lexical: the weight of the words.
        pairs: the weight of pairs of words.
        support: the weight of neighbouring passages.
        k: the passages listed.
    """

    model: str | None = None
    size: int | None = None
    lexical: float | None = None
    pairs: float | None = None
    support: float | None = None
    k: int | None = None

    @property
    def settings(self) -> dict[str, str]:
        """What is varied and its value, in a fixed order."""
        every = ((name, getattr(self, name)) for name in _NAMES)
        return {name: f"{value}" for name, value in every if value is not None}

    @property
    def label(self) -> str:
        """The settings in one line, as "size=90 k=5"."""
        return " ".join(f"{name}={value}" for name, value in self.settings.items())


def read_grid(axes: Sequence[str]) -> list[Variant]:
    """All combinations of the values given; none of none.

    Args:
        axes: each a name and its values, as "lexical=0.2,0.4".

    Raises:
        FilterError: for a name that isn't known or stands twice, and for a value that can't be.

    >>> [variant.label for variant in read_grid(["k=5,10", "size=90"])]
    ['size=90 k=5', 'size=90 k=10']
    """
    values: dict[str, list[object]] = {}
    for axis in axes:
        name, _, listed = axis.partition("=")
        name = name.strip()
        if name not in _NAMES:
            raise _wrong(axis, f"{name!r} can't be varied", f"name one of {', '.join(_NAMES)}")
        if name in values:
            raise _wrong(axis, f"{name} stands twice", "list all its values after one =")
        found = [_read(name, value.strip(), axis) for value in listed.split(",")]
        values[name] = list(dict.fromkeys(found))
    names = [name for name in _NAMES if name in values]
    if not names:
        return []
    return [
        _variant(dict(zip(names, combination, strict=True)))
        for combination in itertools.product(*(values[name] for name in names))
    ]


def _variant(values: Mapping[str, object]) -> Variant:
    return Variant(**values)  # type: ignore[arg-type]  # `_read` gave each its type


def _read(name: str, value: str, axis: str) -> object:
    if not value:
        raise _wrong(axis, "a value is missing", "write them as k=5,10")
    if name == "model":
        return value
    try:
        number = float(value)
    except ValueError as error:
        raise _wrong(axis, f"{value!r} is no number", "write them as k=5,10") from error
    if name in ("k", "size"):
        least, most = (1, _MOST_PASSAGES) if name == "k" else (_LEAST_TOKENS, _MOST_TOKENS)
        if number != int(number) or not least <= number <= most:
            raise _wrong(axis, f"{value} can't be", f"give whole numbers from {least} to {most}")
        return int(number)
    if not 0 <= number < float("inf"):
        raise _wrong(axis, f"{value} can't be a weight", "give numbers from 0 on")
    return number


def _wrong(axis: str, problem: str, remedy: str) -> FilterError:
    return FilterError(f"--grid {axis}", problem, remedy)
