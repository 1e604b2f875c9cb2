"""Arithmetic over the figures of an answer's rows: what a question asks to be computed.

The one thing to know: nothing is computed unless units and periods allow it, and no order is
claimed that some numbers within the figures' rounding and bounds would contradict; a note says
what stood in the way.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from briqa.answer.derived import (
    Derivation,
    Derived,
    Formula,
    Result,
    Shown,
    compute,
    derived,
    figure_text,
    operand_texts,
)
from briqa.answer.exact import Range
from briqa.answer.operands import Operand, read_operands
from briqa.answer.pieces import Figure
from briqa.answer.rows import Row
from briqa.patterns import lazy_pattern
from briqa.quantities import Kind
from briqa.quantities.conversion import has_own_zero
from briqa.quantities.periods import Period, read_period
from briqa.questions import Operation, Question, Task
from briqa.values import dataclass

_TIMES: Final = Shown("times", "ratio")
_PERCENT: Final = Shown("percent", "percent")
_POINTS: Final = Shown("percentage point", "measure")
_YEARS: Final = Shown("year", "duration")
_HUNDRED: Final = Fraction(100)
# A multiple is told unasked only where it says more than the difference.
_TELLING_RATIO: Final = Fraction(3, 2)

_YEAR: Final = lazy_pattern(r"[12][0-9]{3}")
_RATIO_IN_ORDER: Final = lazy_pattern(r"\bratio\b", re.IGNORECASE)
_SHARE_IN_ORDER: Final = lazy_pattern(
    r"\bas an? (?:percentage|share|proportion|fraction|part)\b|\brelative to\b", re.IGNORECASE
)
_OF_TIME: Final = frozenset({Operation.GROWTH, Operation.ANNUAL_GROWTH})


@dataclass(frozen=True, slots=True)
class _Sides:
    """The operands of one question, and what decides how they are taken together."""

    question: Question
    operands: tuple[Operand, ...]
    years: tuple[int, ...] | None
    is_complete: bool

    @property
    def is_in_time(self) -> bool:
        """Whether they are one thing at several times."""
        return self.years is not None

    @property
    def unit(self) -> str | None:
        """The common unit."""
        return self.operands[0].unit

    @property
    def kind(self) -> Kind:
        """The kind of the first figure."""
        return self.operands[0].quantity.kind


Outcome = Derived | str


def derive(question: Question, rows: Sequence[Row]) -> Derivation:
    """What can be computed for a question from its rows, what was asked for first.

    Args:
        question: the question; its operation, else its task, says what to compute.
        rows: a side or a year each, in the question's order.
    """
    notes = [f"No figure for {row.label} was found." for row in rows if _figure(row) is None]
    found = [(row.label, figure) for row in rows if (figure := _figure(row)) is not None]
    steps = _steps(question)
    if not steps or len(found) < 2:
        return Derivation((), tuple(notes))
    if notes and question.operation in _OVER_ALL:
        return Derivation((), (*notes, "Nothing is computed without it."))
    operands = read_operands(found, question.unit)
    if isinstance(operands, str):
        return Derivation((), (*notes, operands))
    sides = _in_order_of_time(question, operands, is_complete=not notes)
    reason = _periods_differ(sides)
    if reason is not None:
        return Derivation((), (*notes, reason))
    outcomes = [outcome for step in steps for outcome in step(sides)]
    return Derivation(
        tuple(outcome for outcome in outcomes if isinstance(outcome, Derived)),
        tuple(dict.fromkeys([*notes, *(o for o in outcomes if isinstance(o, str))])),
    )


_OVER_ALL: Final = frozenset({Operation.SUM, Operation.AVERAGE, Operation.SHARE, Operation.RATIO})

_Step = Callable[[_Sides], Iterator[Outcome]]


def _steps(question: Question) -> tuple[_Step, ...]:
    if question.operation is not None:
        return _STEPS[question.operation]
    if question.task is Task.TREND:
        return (_difference, _growth_unless_share, _annual_growth_if_long)
    if question.task is Task.COMPARE:
        return (_order, _sure_difference, _telling_ratio)
    return (_order,) if question.extreme else ()


def _figure(row: Row) -> Figure | None:
    figure = row.figure
    if figure is None or not math.isfinite(figure.quantity.value_high):
        return None
    return figure if math.isfinite(figure.quantity.value_low) else None


# --- time --------------------------------------------------------------------------------------


def _in_order_of_time(
    question: Question, operands: tuple[Operand, ...], *, is_complete: bool
) -> _Sides:
    """The operands by year where their labels are years, or a question of time leaves no doubt."""
    years = [_year(operand.label) for operand in operands]
    if question.task is Task.TREND or question.operation in _OF_TIME:
        years = [
            _year(operand.quantity.period or "") if year is None else year
            for operand, year in zip(operands, years, strict=True)
        ]
    known = [year for year in years if year is not None]
    if len(known) < len(operands) or len(set(known)) < len(known):
        return _Sides(question, operands, None, is_complete)
    order = sorted(range(len(known)), key=known.__getitem__)
    in_time = tuple(operands[i] for i in order)
    return _Sides(question, in_time, tuple(known[i] for i in order), is_complete)


def _year(text: str) -> int | None:
    """The one year in a label or a period: "FY 2019", "2019-12-31", the later of "2018/2019"."""
    years = sorted({int(year) for year in _YEAR.findall(text)})
    if len(years) == 2 and years[1] - years[0] == 1:
        return years[1]
    return years[0] if len(years) == 1 and not text.endswith("/") else None


def _periods_differ(sides: _Sides) -> str | None:
    """Why the figures' own periods forbid to take them together."""
    periods = [(operand, operand.quantity.period) for operand in sides.operands]
    if sides.kind == "date":
        return None
    if sides.years is not None:
        for operand, period in periods:
            if period is not None and not _is_of(period, operand.label):
                return f"The figure for {operand.label} is of {period}, so nothing is computed."
        return None
    are_asked_for = all(_YEAR.search(operand.label) for operand in sides.operands)
    if sides.question.task is Task.TREND or are_asked_for:
        return None
    for (one, first), (other, second) in pairwise([p for p in periods if p[1] is not None]):
        if not _same_time(first, second):
            return (
                f"Of different periods: {one.label} {first} against {other.label} {second};"
                " nothing is computed."
            )
    return None


def _is_of(period: str, label: str) -> bool:
    """Whether a period is, or lies in, the year that a label names; a label without one is open."""
    year, read = _year(label), read_period(period)
    if year is None or read is None or _year(period) == year:
        return True
    return Period((year, 1, 1), (year, 12, 31), is_stretch=False).covers(read)


def _same_time(first: str | None, second: str | None) -> bool:
    one, other = read_period(first or ""), read_period(second or "")
    if one is None or other is None or first == second:
        return True
    if one.is_stretch or other.is_stretch:
        return False
    return one.covers(other) or other.covers(one)


# --- order -------------------------------------------------------------------------------------


def _order(sides: _Sides) -> Iterator[Outcome]:
    """Which is larger or largest, as far as it is sure."""
    by_value = _by_value(sides.operands)
    groups = _groups(by_value)
    alike = len({operand.quantity.unit for operand in by_value}) == 1
    is_bare = alike and sides.unit != "percent"

    def text(operand: Operand, *, bare: bool = is_bare) -> str:
        return f"{operand.label} ({figure_text(operand, is_bare=bare)})"

    if len(groups) == 1 and not _is_equal(groups[0]):
        bounds = any(operand.quantity.bound for operand in by_value)
        why = "The bounds leave open" if bounds else "It is too close to tell"
        yield f"{why} which is larger: {', '.join(map(text, by_value))}."
        return
    for group in groups:
        if len(group) > 1 and not _is_equal(group):
            names = " and ".join(operand.label for operand in group)
            yield f"The order of {names} isn't sure."
    low_first = sides.kind in ("ordinal", "date")
    is_low = low_first or sides.question.extreme == "low"
    end = groups[-1] if is_low else groups[0]
    conclusion = "the same"
    if len(groups) > 1 and (len(end) == 1 or _is_equal(end)):
        named = " and ".join(text(operand, bare=False) for operand in end)
        found = "" if sides.is_complete else " of those found"
        conclusion = f"the {_superlative(sides, is_low=is_low)}{found}: {named}"
    elif len(groups) > 1:
        conclusion = ""
    sign = " < " if low_first else " > "
    if low_first:
        groups.reverse()
    chain = sign.join(
        (" = " if _is_equal(group) else ", ").join(map(text, group)) for group in groups
    )
    figures = tuple(operand.figure for group in groups for operand in group)
    yield Derived(Operation.ORDER, None, None, None, None, chain, conclusion or None, figures)


def _by_value(operands: Sequence[Operand]) -> list[Operand]:
    """From the largest down, in a fixed order."""
    return sorted(operands, key=lambda operand: (-operand.value, -_middle(operand), operand.label))


def _middle(operand: Operand) -> Fraction:
    """Which of two figures with one value is likelier to be larger: "over 5" before 5."""
    low, high = operand.admissible.low, operand.admissible.high
    return Fraction(low != -math.inf) - Fraction(high != math.inf)


def _superlative(sides: _Sides, *, is_low: bool) -> str:
    two = len(sides.operands) == 2
    if sides.kind == "date":
        return "earlier" if two else "earliest"
    if sides.kind == "ordinal":
        return "higher rank" if two else "highest rank"
    if is_low:
        return "smaller" if two else "smallest"
    return "larger" if two else "largest"


def _groups(by_value: Sequence[Operand]) -> list[list[Operand]]:
    """The operands cut wherever all before are surely larger than all behind."""
    groups = [[by_value[0]]]
    for position in range(1, len(by_value)):
        before, behind = by_value[:position], by_value[position:]
        if all(_is_larger(one, other) for one in before for other in behind):
            groups.append([])
        groups[-1].append(by_value[position])
    return groups


def _is_larger(one: Operand, other: Operand) -> bool:
    """Whether all that one may be is more than all that the other may be.

    Ranges of two roundings may touch: of numbers written differently only one rounds from there.
    """
    low, high = one.admissible.low, other.admissible.high
    if low != high:
        return low > high
    return one.quantity.bound == "over" or (
        one.value > other.value and one.quantity.bound is None and other.quantity.bound is None
    )


def _is_equal(group: Sequence[Operand]) -> bool:
    first = group[0].admissible
    return first.low == first.high and all(operand.admissible == first for operand in group)


# --- arithmetic --------------------------------------------------------------------------------


def _difference(sides: _Sides) -> Iterator[Outcome]:
    """The last less the first in time, else the larger less the smaller."""
    one, other = _ends(sides)
    if sides.kind == "ordinal":
        return
    shown = _difference_unit(sides)
    result = compute(lambda of: of[0] - of[1], (one, other))
    texts = operand_texts((one, other), in_result_unit=True)
    conclusion = _movement(sides, result) if sides.is_in_time else None
    yield _said(
        Operation.DIFFERENCE, result, (one, other), f"{texts[0]} − {texts[1]}", shown, conclusion
    )


def _sure_difference(sides: _Sides) -> Iterator[Outcome]:
    """The difference, unasked: of what is surely larger, for else it may as well be nothing."""
    if sides.is_in_time or _is_larger(*_ends(sides)):
        yield from _difference(sides)


def _difference_unit(sides: _Sides) -> Shown:
    if sides.unit == "percent":
        return _POINTS
    return _YEARS if sides.kind == "date" else Shown(sides.unit, sides.kind)


def _ends(sides: _Sides) -> tuple[Operand, Operand]:
    """The two operands that a difference is between, the one to be taken off last."""
    if sides.is_in_time or sides.question.task is Task.TREND:
        return sides.operands[-1], sides.operands[0]
    by_value = _by_value(sides.operands)
    return by_value[0], by_value[-1]


def _movement(sides: _Sides, result: Result | None) -> str | None:
    """The way that a thing went, where it is sure."""
    first, last = sides.operands[0].label, sides.operands[-1].label
    if result is None:
        return None
    if result.admissible.low > 0:
        return f"up from {first} to {last}"
    if result.admissible.high < 0:
        return f"down from {first} to {last}"
    return "unchanged" if result.admissible == Range.point(Fraction(0)) else None


def _ratio(sides: _Sides) -> Iterator[Outcome]:
    """How many times one is the other: as "the ratio of A to B" says, else the larger by far."""
    operands = sides.operands
    if len(operands) > 2:
        yield "A ratio is between two figures, so none is computed."
        return
    in_order = _RATIO_IN_ORDER.search(sides.question.text) and not sides.is_in_time
    one, other = (operands[0], operands[1]) if in_order else _ends(sides)
    yield _quotient(Operation.RATIO, sides, (one, other), _TIMES, Fraction(1))


def _telling_ratio(sides: _Sides) -> Iterator[Outcome]:
    """The ratio, unasked: of two positive amounts far enough apart."""
    one, other = _ends(sides)
    if len(sides.operands) > 2 or sides.unit == "percent" or not _has_true_zero(sides):
        return
    if other.value > 0 and other.admissible.low > 0 and one.value / other.value >= _TELLING_RATIO:
        yield from (outcome for outcome in _ratio(sides) if isinstance(outcome, Derived))


def _share(sides: _Sides) -> Iterator[Outcome]:
    """The part of the whole: as "A as a share of B" says, else the smaller of the larger."""
    operands = sides.operands
    if len(operands) > 2:
        yield "A share is of one figure in another, so none is computed."
        return
    one, other = operands
    if not _SHARE_IN_ORDER.search(sides.question.text):
        other, one = _by_value(operands)[0], _by_value(operands)[-1]
    yield _quotient(Operation.SHARE, sides, (one, other), _PERCENT, _HUNDRED)


def _quotient(
    operation: Operation,
    sides: _Sides,
    pair: tuple[Operand, Operand],
    shown: Shown,
    factor: Fraction,
) -> Outcome:
    if not _has_true_zero(sides):
        return "No multiple is computed of what has no zero of its own."
    result = compute(lambda of: _scaled(of[0].divided_by(of[1]), factor), pair)
    if result is None:
        return f"{pair[1].label} may be zero, so nothing is divided by it."
    texts = operand_texts(pair, in_result_unit=False)
    return _said(operation, result, pair, f"{texts[0]} ÷ {texts[1]}", shown)


def _scaled(numbers: Range | None, factor: Fraction) -> Range | None:
    return None if numbers is None else numbers.times(factor)


def _has_true_zero(sides: _Sides) -> bool:
    """Whether a multiple of the figures means something; it doesn't for ranks, dates or °C."""
    is_temperature = has_own_zero(sides.unit or "") and sides.unit != "kelvin"
    return sides.kind not in ("ordinal", "date") and not is_temperature


def _sum(sides: _Sides) -> Iterator[Outcome]:
    """All of them together."""
    if not _has_true_zero(sides):
        yield "No sum is computed of what has no zero of its own."
        return
    result = compute(_total, sides.operands)
    texts = operand_texts(sides.operands, in_result_unit=True)
    shown = Shown(sides.unit, sides.kind)
    yield _said(Operation.SUM, result, sides.operands, " + ".join(texts), shown)


def _average(sides: _Sides) -> Iterator[Outcome]:
    """The plain mean, every figure counting alike."""
    if sides.kind in ("ordinal", "date"):
        return
    count = len(sides.operands)
    result = compute(lambda of: _total(of).times(Fraction(1, count)), sides.operands)
    texts = operand_texts(sides.operands, in_result_unit=True)
    shown = Shown(sides.unit, sides.kind)
    arithmetic = f"({' + '.join(texts)}) ÷ {count}"
    yield _said(Operation.AVERAGE, result, sides.operands, arithmetic, shown)


def _total(numbers: Sequence[Range]) -> Range:
    first, *others = numbers
    for other in others:
        first += other
    return first


# --- growth ------------------------------------------------------------------------------------


def _growth(sides: _Sides) -> Iterator[Outcome]:
    """The relative change from the first to the last, or of one side against the other."""
    base, last = _from_and_to(sides)
    reason = _no_base(sides, base)
    if reason is not None:
        yield reason
        return
    result = compute(_relative_change(1), (last, base))
    texts = operand_texts((last, base), in_result_unit=False)
    yield _said(
        Operation.GROWTH, result, (last, base), f"{texts[0]} ÷ {texts[1]} − 1", _PERCENT,
        _movement(sides, result) if sides.is_in_time else None,
    )  # fmt: skip


def _growth_unless_share(sides: _Sides) -> Iterator[Outcome]:
    """Unasked, a share isn't said to have grown by percent: that is easily taken for points."""
    if sides.unit != "percent" and _has_true_zero(sides):
        yield from _growth(sides)


def _annual_growth(sides: _Sides) -> Iterator[Outcome]:
    """The even yearly growth that leads from the first to the last."""
    if sides.years is None:
        yield "The years aren't known, so no annual growth is computed."
        return
    base, last = sides.operands[0], sides.operands[-1]
    years = sides.years[-1] - sides.years[0]
    reason = _no_base(sides, base)
    if reason is None and last.admissible.low < 0:
        reason = f"{last.label} may be negative, so no annual growth is computed."
    if reason is not None:
        yield reason
        return
    result = compute(_relative_change(years), (last, base))
    texts = operand_texts((last, base), in_result_unit=False)
    quotient = f"{texts[0]} ÷ {texts[1]}"
    arithmetic = f"({quotient})^(1/{years}) − 1" if years > 1 else f"{quotient} − 1"
    yield _said(
        Operation.ANNUAL_GROWTH, result, (last, base), arithmetic, _PERCENT, suffix=" a year"
    )


def _annual_growth_if_long(sides: _Sides) -> Iterator[Outcome]:
    """Unasked, only over several years and where it is defined."""
    if sides.years is None or sides.years[-1] - sides.years[0] < 2 or sides.unit == "percent":
        return
    for outcome in _annual_growth(sides):
        if isinstance(outcome, Derived):
            yield outcome


def _from_and_to(sides: _Sides) -> tuple[Operand, Operand]:
    """The base and what is held against it: in time the first and the last, else "A than B"."""
    operands = sides.operands
    if sides.is_in_time or sides.question.task is Task.TREND:
        return operands[0], operands[-1]
    return operands[-1], operands[0]


def _no_base(sides: _Sides, base: Operand) -> str | None:
    if not _has_true_zero(sides):
        return "No growth in percent is computed of what has no zero of its own."
    if base.value < 0:
        return f"Growth from a negative base ({base.label}) isn't defined."
    if base.value == 0 or base.admissible.low < 0:
        return f"Growth from {base.label} isn't defined: it may be zero or less."
    return None


def _relative_change(years: int) -> Formula:
    def formula(numbers: Sequence[Range]) -> Range | None:
        ratio = numbers[0].divided_by(numbers[1])
        if ratio is None or (years > 1 and ratio.low < 0):
            return None
        if years > 1:
            ratio = ratio.root(years)
        return (ratio - Range.point(Fraction(1))).times(_HUNDRED)

    return formula


def _said(
    operation: Operation,
    result: Result | None,
    operands: Sequence[Operand],
    arithmetic: str,
    shown: Shown,
    conclusion: str | None = None,
    suffix: str = "",
) -> Outcome:
    """The result, or a note where the figures' bounds leave it wholly open."""
    if result is None or result.is_open or _says_nothing(operation, result):
        return f"The bounds of the figures leave {operation} open: {arithmetic}."
    return derived(
        operation, result, operands,
        arithmetic=arithmetic, shown=shown, conclusion=conclusion, suffix=suffix,
    )  # fmt: skip


_LEAST: Final = {
    Operation.RATIO: 0,
    Operation.SHARE: 0,
    Operation.GROWTH: -100,
    Operation.ANNUAL_GROWTH: -100,
}


def _says_nothing(operation: Operation, result: Result) -> bool:
    """Whether a quotient may be anything from nothing at all upwards."""
    low, high = result.admissible.low, result.admissible.high
    return operation in _LEAST and high == math.inf and low <= _LEAST[operation]


_STEPS: Final[dict[Operation, tuple[_Step, ...]]] = {
    Operation.DIFFERENCE: (_difference,),
    Operation.RATIO: (_ratio,),
    Operation.SUM: (_sum,),
    Operation.AVERAGE: (_average,),
    Operation.SHARE: (_share,),
    Operation.GROWTH: (_growth, _difference),
    Operation.ANNUAL_GROWTH: (_annual_growth, _growth),
    Operation.ORDER: (_order,),
}
