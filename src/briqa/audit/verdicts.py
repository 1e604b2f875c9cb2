"""From a stated figure and a recomputed one to a verdict, and to what would make it right.

The one thing to know: a relation is a function of figures, called three times: with the values as
written, with the narrow intervals and with the wide ones (see `rounding`). The verdict is

- holds: the values as written give the stated figure when rounded to its last place;
- holds within rounding: some values within the wide intervals give it;
- doubtful: it is missed by no more than one unit of its last place (cut off instead of rounded),
  or the reading of the text is uncertain;
- contradiction: anything else.
"""

from collections.abc import Callable, Sequence
from typing import Final

from briqa.audit.finding import Verdict
from briqa.quantities.rounding import Interval, Rounding

Formula = Callable[[Sequence[Interval]], Interval]

_SLIPS: Final = (10.0, 0.1, 100.0, 0.01, 1000.0, 0.001)


def compute(formula: Formula, figures: Sequence[Rounding]) -> Interval:
    """What the figures allow for the stated one, their wide rounding considered."""
    return formula([figure.wide for figure in figures])


def judge(formula: Formula, figures: Sequence[Rounding], stated: Rounding) -> Verdict:
    """Whether the figures give the stated one."""
    point = formula([Interval(figure.value, figure.value) for figure in figures])
    half = stated.step / 2
    if point.overlaps(Interval(stated.value - half, stated.value + half)):
        return "holds"
    computed = compute(formula, figures)
    if computed.overlaps(stated.wide):
        return "holds_within_rounding"
    if not stated.is_exact and computed.overlaps(stated.wide.widened(half)):
        return "doubtful"
    return "contradiction"


def what_fits(
    formula: Formula,
    figures: Sequence[Rounding],
    stated: Rounding,
    name: Callable[[float], str],
) -> str:
    """The simplest slip that explains a contradiction: a scale, or one digit of the stated figure.

    Args:
        formula: the relation.
        figures: the figures that it is computed from.
        stated: the figure that doesn't agree.
        name: how a value of the stated figure is written.
    """
    computed = compute(formula, figures)
    for slip in _SLIPS:
        moved = stated.value * slip
        if Interval(moved - stated.step * slip / 2, moved + stated.step * slip / 2).overlaps(
            computed
        ):
            times = f"{slip:g}" if slip > 1 else f"1/{1 / slip:g}"
            return f"{name(moved)} would fit (a slip of scale: {times} of what is written)"
    digit = _one_digit_off(stated, computed)
    return f"{name(digit)} would fit (one digit)" if digit is not None else ""


def _one_digit_off(stated: Rounding, computed: Interval) -> float | None:
    """The value within `computed` that differs from the stated one in a single digit."""
    units = round(abs(stated.value) / stated.step)
    sign = -1 if stated.value < 0 else 1
    for place, digit in enumerate(reversed(str(units))):
        weight = float(f"1e{place}")
        for new in range(10):
            value = sign * (units + (new - int(digit)) * weight) * stated.step
            half = stated.step / 2
            if new != int(digit) and Interval(value - half, value + half).overlaps(computed):
                return value
    return None
