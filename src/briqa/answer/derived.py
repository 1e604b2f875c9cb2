"""What is computed from cited figures: the result with its bounds, and the formula in words.

The one thing to know: a result is shown no more finely than its figures' own rounding allows, and
a result between two ends is shown by ends that are rounded outwards.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from briqa.answer.exact import Range, float_above, float_below
from briqa.answer.operands import Operand
from briqa.answer.pieces import Figure
from briqa.patterns import lazy_pattern
from briqa.quantities import Kind, format_amount, format_quantity
from briqa.questions import Operation
from briqa.values import dataclass

# A quotient of exact counts is exact without end; so many digits tell a reader enough.
_THIRD_DIGIT: Final = Fraction(1, 100)
# A root of exact counts has ends as near as this, which say nothing of rounding.
_OF_A_ROOT: Final = Fraction(1, 10**30)
_MAX_DECIMALS: Final = 4
_HYPHEN: Final = lazy_pattern(r"(?<!\w)-(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed answer, never to be shown as if a document said it.

    Attributes:
        operation: what was computed.
        value: the result from the figures as written; its low end when a figure is a range, None
            for an order.
        value_low: the least that it may be, given the figures' rounding and bounds; None when
            nothing limits it, and for an order.
        value_high: the most that it may be, likewise.
        unit: of the result, as `Quantity.unit` writes it.
        formula: the arithmetic with its result, for people.
        conclusion: what follows, in a few words; None when the result says it.
        inputs: the figures that went in, in the order of the formula.
    """

    operation: Operation
    value: float | None
    value_low: float | None
    value_high: float | None
    unit: str | None
    formula: str
    conclusion: str | None
    inputs: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that was computed for a question.

    Attributes:
        derived: what was asked for first; empty when nothing could be computed.
        notes: one line each: what is missing, or why something wasn't computed.
    """

    derived: tuple[Derived, ...] = ()
    notes: tuple[str, ...] = ()


Formula = Callable[[Sequence[Range]], Range | None]


@dataclass(frozen=True, slots=True)
class Result:
    """One formula read with less and less trust in the digits.

    Attributes:
        value: of the figures as written.
        bounded: with their bounds, the digits taken as they are.
        written: with their rounding, the bounds left out.
        admissible: with both.
    """

    value: Fraction
    bounded: Range
    written: Range
    admissible: Range

    @property
    def is_open(self) -> bool:
        """Whether nothing limits it on either side."""
        return not (math.isfinite(self.admissible.low) or math.isfinite(self.admissible.high))


def compute(formula: Formula, operands: Sequence[Operand]) -> Result | None:
    """The result of a formula; None where it isn't defined for all that the figures may be."""
    point = formula([Range.point(operand.value) for operand in operands])
    bounded = formula([operand.bounded for operand in operands])
    written = formula([operand.written for operand in operands])
    admissible = formula([operand.admissible for operand in operands])
    if point is None or bounded is None or written is None or admissible is None:
        return None
    if not isinstance(point.low, Fraction):
        return None
    return Result(point.low, bounded, written, admissible)


@dataclass(frozen=True, slots=True)
class Shown:
    """How a result is shown: its unit, and the kind of quantity that it makes."""

    unit: str | None
    kind: Kind


def derived(
    operation: Operation,
    result: Result,
    operands: Sequence[Operand],
    *,
    arithmetic: str,
    shown: Shown,
    conclusion: str | None = None,
    suffix: str = "",
) -> Derived:
    """A result with its formula.

    Args:
        operation: what was computed.
        result: the result.
        operands: in the order of the formula.
        arithmetic: the left side of the formula.
        shown: how the result is shown.
        conclusion: what follows from it.
        suffix: words behind the result.
    """
    text = result_text(result, operands, shown)
    has_range = any(operand.quantity.is_range for operand in operands)
    low, high = float_below(result.admissible.low), float_above(result.admissible.high)
    value = low if has_range and low is not None else float(result.value)
    return Derived(
        operation,
        value,
        low,
        high,
        shown.unit,
        f"{arithmetic} = {text}{suffix}",
        conclusion,
        tuple(operand.figure for operand in operands),
    )


def format_derived(found: Derived) -> str:
    """One line for a terminal, marked as computed."""
    if found.conclusion is None:
        return f"computed: {found.formula}"
    return f"computed: {found.formula} ({found.conclusion})"


# --- results -----------------------------------------------------------------------------------


def result_text(result: Result, operands: Sequence[Operand], shown: Shown) -> str:
    """The result in words: "30,000 jobs", "at least 3 times", "29,000 to 30,000 jobs"."""
    admissible = result.admissible
    step = _step(result.value, result.written)
    bounds = {operand.quantity.bound for operand in operands} - {None}
    has_range = any(operand.quantity.is_range for operand in operands)
    if not has_range and (not bounds or bounds == {"about"}):
        return ("about " if bounds else "") + _print(_rounded(result.value, step), shown)
    low, high = result.bounded.low, result.bounded.high
    step /= 10  # an end is rounded outwards, which shouldn't move it by much
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        return _print(_floor(low, step), shown, _ceiling(high, step))
    # The other figures' rounding may move a lone end a little.
    if isinstance(low, Fraction):
        near = "" if low == admissible.low else "about "
        return f"at least {near}{_print(_floor(low, step), shown)}"
    if isinstance(high, Fraction):
        near = "" if high == admissible.high else "about "
        return f"at most {near}{_print(_ceiling(high, step), shown)}"
    return "any number"


def _step(value: Fraction, written: Range) -> Fraction:
    """The place to round to: the largest that the figures' rounding leaves uncertain by one."""
    half = written.width / 2
    if isinstance(half, Fraction) and half > abs(value) * _OF_A_ROOT:
        return _power(half)
    finest = Fraction(1, 10**_MAX_DECIMALS)
    if value % finest == 0 or not value:
        return finest
    return min(_power(abs(value)) * _THIRD_DIGIT, Fraction(1))


def _power(number: Fraction) -> Fraction:
    """The largest power of ten that isn't above a positive number."""
    exponent = (Decimal(number.numerator) / Decimal(number.denominator)).adjusted()
    return Fraction(Decimal((0, (1,), exponent)))


def _rounded(number: Fraction, step: Fraction) -> Fraction:
    return round(number / step) * step


def _floor(number: Fraction, step: Fraction) -> Fraction:
    return math.floor(number / step) * step


def _ceiling(number: Fraction, step: Fraction) -> Fraction:
    return math.ceil(number / step) * step


def _print(low: Fraction, shown: Shown, high: Fraction | None = None) -> str:
    last = low if high is None else high
    return _with_minus(format_amount(float(low), float(last), shown.unit, shown.kind))


# --- operands ----------------------------------------------------------------------------------


def operand_texts(operands: Sequence[Operand], *, in_result_unit: bool) -> list[str]:
    """The operands as a formula has them; without their unit where the result shows the same.

    Args:
        operands: in one unit.
        in_result_unit: whether the result has their unit.
    """
    alike = len({operand.quantity.unit for operand in operands}) == 1
    is_bare = alike and in_result_unit and operands[0].quantity.unit != "percent"
    return [_inner(operand, is_bare=is_bare) for operand in operands]


def figure_text(operand: Operand, *, is_bare: bool) -> str:
    """An operand's figure with its bound: "45,000+", "over 2.3 trillion CNY"."""
    quantity = operand.quantity
    if is_bare and quantity.kind not in ("ordinal", "date"):
        quantity = replace(quantity, unit=None, kind="count")
    if operand.value < 0 < quantity.value:  # a fall
        ends = sorted((-quantity.value_low, -quantity.value_high))
        quantity = replace(quantity, value=ends[0], value_low=ends[0], value_high=ends[1])
    if quantity.bound == "at_least" and quantity.unit is None:
        return _with_minus(f"{format_quantity(replace(quantity, bound=None))}+")
    text = _with_minus(format_quantity(quantity))
    if not operand.is_converted:
        return text
    step = _step(operand.value, operand.written)
    high = operand.admissible.high if quantity.is_range else None
    converted = _print(
        _rounded(operand.value, step),
        Shown(operand.unit, quantity.kind),
        _rounded(high, step) if isinstance(high, Fraction) else None,
    )
    return f"{text} ({converted})"


def _inner(operand: Operand, *, is_bare: bool) -> str:
    text = figure_text(operand, is_bare=is_bare)
    return f"({text})" if operand.value < 0 or operand.quantity.is_range else text


def _with_minus(text: str) -> str:
    return _HYPHEN.sub("−", text)
