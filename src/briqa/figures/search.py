"""Figures search: the quantities of the corpus as rows, filtered and in a fixed order.

The one thing to know: a filter is checked when it is made, so that one which can't be meant is an
error and never an empty result.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from itertools import islice
from typing import Final, get_args

from rapidfuzz import fuzz, process

from briqa.errors import FilterError
from briqa.figures.order import Sort, in_order
from briqa.figures.row import FigureRow
from briqa.quantities import Bound, Direction, Kind, Quantity
from briqa.quantities.conversion import (
    has_own_zero,
    known_unit,
    read_unit,
    rescale,
    shares_dimension,
)
from briqa.quantities.periods import Period, read_period
from briqa.quantities.units import UNITS
from briqa.spans import Document
from briqa.store import StoredDocument

_CHOICES: Final = (("kind", Kind), ("bound", Bound), ("direction", Direction), ("sort", Sort))
_MAX_HINTS: Final = 3
# Likeness out of 100: "prts" and "port" have 75, unrelated short words up to 60.
_LIKE_ENOUGH: Final = 70


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What a row must be, and which rows in which order; None leaves a thing open.

    Attributes:
        text: words in any case, each of which must stand in the figure's sentence, unit, subject
            or measure, as a whole or as part of a word.
        unit: the unit in any of its spellings. Figures in units that convert to it are found too;
            currencies don't convert, nor does a temperature that may be a difference.
        minimum: the least value, in `unit` if that is given; of a range one end must reach it.
        maximum: the greatest value, likewise.
        period: a year, month or day finds periods that lie wholly in it ("2022" finds 2022,
            2022-12 and 2022-12-31, not 2013/2022); "2013/2022", "2017/" and "/2022" find periods
            that share at least a day with it.
        kind: the kind of quantity.
        docid: a document's name, or a pattern for names: "report-*".
        bound: how the number limits the true value.
        direction: up or down.
        sort: by place (document, then text order), by value (in `unit` if given, a range by its
            low end), by period (the earlier first), by unit (those that convert to one another
            together, the family with most figures first, by value within it), by kind, subject or
            measure. What lacks it comes last in any case.
        descending: the greatest, latest or last first.
        limit: the most rows.

    Raises:
        FilterError: when one of them can't be meant.
    """

    text: str | None = None
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    period: str | None = None
    kind: Kind | None = None
    docid: str | None = None
    bound: Bound | None = None
    direction: Direction | None = None
    sort: Sort = "place"
    descending: bool = False
    limit: int | None = None

    def __post_init__(self) -> None:
        for name, choices in _CHOICES:
            _check_choice(name, getattr(self, name), get_args(choices))
        for name in ("unit", "period", "docid"):
            _check_filled(name, getattr(self, name))
        _check_limits(self.minimum, self.maximum)
        if self.period is not None and read_period(self.period) is None:
            raise FilterError(
                "period",
                f"{self.period!r} isn't one",
                "give 2022, 2022-12, 2022-12-31, 2013/2022, 2017/ or /2022",
            )
        if self.limit is not None and self.limit < 1:
            raise FilterError("limit", f"{self.limit} rows can't be listed", "give 1 or more")


def _check_choice(name: str, value: str | None, choices: Sequence[str]) -> None:
    if value is not None and value not in choices:
        raise FilterError(name, f"there is no {value!r}", f"choose {', '.join(choices)}")


def _check_filled(name: str, value: str | None) -> None:
    if value is not None and not value.strip():
        raise FilterError(name, "it is empty", "name one, or leave it out")


def _check_limits(minimum: float | None, maximum: float | None) -> None:
    for name, value in (("min", minimum), ("max", maximum)):
        if value is not None and not math.isfinite(value):
            raise FilterError(name, f"{value} is no number to compare with", "give a finite one")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise FilterError("min", f"{minimum:g} is more than the maximum {maximum:g}", "swap them")


def choose_documents(docids: Iterable[str], wanted: FigureFilter) -> list[str]:
    """The documents that a filter looks into, in their order.

    Raises:
        FilterError: when it names one, and there is none of that name.
    """
    known = list(docids)
    if wanted.docid is None:
        return known
    if wanted.docid in known:  # a name may hold what would be a pattern
        return [wanted.docid]
    chosen = [docid for docid in known if fnmatchcase(docid, wanted.docid)]
    if not chosen:
        near = _nearest(wanted.docid, known)
        remedy = f"did you mean {', '.join(near)}?" if near else "see `briqa status`"
        raise FilterError("doc", f"no document is named {wanted.docid!r}", remedy)
    return chosen


def find_figures(documents: Iterable[StoredDocument], wanted: FigureFilter) -> list[FigureRow]:
    """The figures of some documents that a filter admits, in its order.

    Args:
        documents: by name, already chosen by `choose_documents`.
        wanted: the filter.
    """
    return find_among(candidates(documents), wanted)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that a filter may admit.

    Attributes:
        document: where it stands.
        quantity: the figure.
        context: gives the text that words are looked for in, in lower case.
    """

    document: Document
    quantity: Quantity
    context: Callable[[], str]


def candidates(documents: Iterable[StoredDocument]) -> Iterator[Candidate]:
    """All figures of some documents, in their order."""
    for stored in documents:
        for quantity in stored.quantities:
            yield Candidate(stored.document, quantity, partial(_context, stored, quantity))


def find_among(among: Iterable[Candidate], wanted: FigureFilter) -> list[FigureRow]:
    """`find_figures` of figures that were gathered before; of its documents all are chosen."""
    found = _Matcher.of(wanted).rows(among)
    if wanted.sort == "place" and not wanted.descending:
        return list(islice(found, wanted.limit))
    return in_order(list(found), wanted.sort, descending=wanted.descending)[: wanted.limit]


def explain_none(wanted: FigureFilter, present: Iterable[str | None]) -> str:
    """Why a filter admits no figure, in one line.

    Args:
        wanted: the filter.
        present: the units of the figures that it had to choose from.
    """
    units = {unit for unit in present if unit is not None}
    if wanted.unit is None or _names(wanted.unit) & units:
        return "no figure fits"
    known = known_unit(wanted.unit)
    if known is None:
        near = near_units(wanted.unit, units)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return f"no figure has the unit {wanted.unit!r}{hint}"
    if any(shares_dimension(unit, known) for unit in units):
        return "no figure fits"
    if UNITS[known].kind == "money":
        return f"no figure is in {known}; currencies aren't converted"
    return f"no figure has the unit {known}, or one that converts to it"


def near_units(words: str, present: Iterable[str]) -> tuple[str, ...]:
    """The units spelt most like `words`, of those that would find one of the units present.

    Of several words like none, the last is tried: a counted noun is known by its head alone.
    """
    units = set(present)
    spellings = {unit: unit for unit in units} | {
        spelling: unit.name
        for spelling, unit in UNITS.items()
        if len(spelling) > 2 and any(shares_dimension(has, unit.name) for has in units)
    }
    known = sorted(spellings)
    near = _nearest(words, known) or _nearest(words.split()[-1], known)
    return tuple(dict.fromkeys(spellings[spelling] for spelling in near))


def _nearest(words: str, known: Sequence[str]) -> tuple[str, ...]:
    found = process.extract(
        words,
        known,
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=_MAX_HINTS,
        score_cutoff=_LIKE_ENOUGH,
    )
    return tuple(choice for choice, _, _ in found)


def _names(words: str) -> frozenset[str]:
    """What quantities may call the unit that a user names."""
    known = known_unit(words)
    if known is not None:
        return frozenset((known,))
    return frozenset((read_unit(words), " ".join(words.lower().split())))


@dataclass(frozen=True, slots=True)
class _Matcher:
    """A filter with all that has to be read only once."""

    wanted: FigureFilter
    words: tuple[str, ...]
    units: frozenset[str]
    period: Period | None

    @classmethod
    def of(cls, wanted: FigureFilter) -> "_Matcher":
        return cls(
            wanted,
            tuple((wanted.text or "").lower().split()),
            _names(wanted.unit) if wanted.unit else frozenset(),
            read_period(wanted.period) if wanted.period else None,
        )

    def rows(self, among: Iterable[Candidate]) -> Iterator[FigureRow]:
        for candidate in among:
            row = self._row(candidate)
            if row is not None:
                yield row

    def _row(self, candidate: Candidate) -> FigureRow | None:
        quantity = candidate.quantity
        converted = self._in_unit(quantity) if self.units else None
        if self.units and converted is None:
            return None
        if not (
            self._has_value(converted or quantity)
            and self._has_marks(quantity)
            and self._has_period(quantity)
            and self._has_words(candidate)
        ):
            return None
        return FigureRow(candidate.document, quantity, converted)

    def _in_unit(self, quantity: Quantity) -> Quantity | None:
        """The quantity in the wanted unit; None when it has no value in it."""
        if quantity.unit is None:
            return None
        if quantity.unit in self.units:
            return quantity
        target = min(self.units)
        if quantity.direction is not None and has_own_zero(target):
            return None  # "up 2 °C" is a difference, "up to 20 °C" a temperature: can't tell
        value, low, high = (
            rescale(value, quantity.unit, target)
            for value in (quantity.value, quantity.value_low, quantity.value_high)
        )
        if value is None or low is None or high is None:
            return None
        return replace(quantity, value=value, value_low=low, value_high=high, unit=target)

    def _has_value(self, quantity: Quantity) -> bool:
        least, most = self.wanted.minimum, self.wanted.maximum
        return (least is None or quantity.value_high >= least) and (
            most is None or quantity.value_low <= most
        )

    def _has_marks(self, quantity: Quantity) -> bool:
        return all(
            getattr(self.wanted, name) in (None, getattr(quantity, name))
            for name in ("kind", "bound", "direction")
        )

    def _has_period(self, quantity: Quantity) -> bool:
        if self.period is None:
            return True
        period = read_period(quantity.period) if quantity.period else None
        if period is None:
            return False
        return (
            self.period.overlaps(period) if self.period.is_stretch else self.period.covers(period)
        )

    def _has_words(self, candidate: Candidate) -> bool:
        if not self.words:
            return True
        context = candidate.context()
        return all(word in context for word in self.words)


def _context(stored: StoredDocument, quantity: Quantity) -> str:
    """The words of a figure: its sentence's, and those that it was read into."""
    parts = (
        _sentence_reading(stored, quantity),
        quantity.unit,
        quantity.subject,
        quantity.measure,
    )
    return "\n".join(part for part in parts if part).lower()


def _sentence_reading(stored: StoredDocument, quantity: Quantity) -> str:
    sentence = stored.sentence_at(quantity.span.start)
    return stored.view.read(sentence.sentence.span if sentence else quantity.span)
