"""The typed quantity: what every figure of a text is read into.

The one thing to know: nothing in it is computed from other figures. A range keeps both its ends
and is never averaged; a date is never resolved against today.
"""

from typing import Literal

from briqa.spans import Span
from briqa.values import dataclass

# Raise it with any change of the grammar: indexes made by another version are refused.
QUANTITIES_VERSION = 5

Kind = Literal["money", "percent", "count", "measure", "ordinal", "date", "duration", "ratio"]
Bound = Literal["over", "at_least", "nearly", "about", "up_to"]
Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a text, with the words around it that change what it says.

    Attributes:
        span: sign, number, `+`, scale word and unit, as they stand together; the counted noun
            only where it stands right behind the number.
        kind: what sort of figure it is.
        value: the number with its scale applied. Percentages run from 0 to 100, an ordinal is its
            rank, a date its year, a range its low end.
        value_low: the low end of a range, else `value`.
        value_high: the high end of a range, else `value`.
        unit: an ISO 4217 code, a name from `units`, "rank", "times", or the counted noun in the
            singular, lower case; None where nothing says what is counted (and for dates).
        bound: how the number limits the true value: `over` (more than), `at_least` (`30+`),
            `nearly` (approached from below), `about`, `up_to` (not more than).
        direction: `up` or `down` on an amount of change and on the end of a series.
        period: `2022`; `2021-12`; `2022-12-31` as of that day (also for "end-2022");
            `2017/` since; `2013/2022` over those years; None where the sentence states none.
        subject: who or where the figure is about; None where it wasn't determined.
        measure: what was counted or measured; None where it wasn't determined.
        series: of the figures of one "from A to B", where the first of them begins, in the text
            that `span` counts in; the same on all of them, None on others.
    """

    span: Span
    kind: Kind
    value: float
    value_low: float
    value_high: float
    unit: str | None = None
    bound: Bound | None = None
    direction: Direction | None = None
    period: str | None = None
    subject: str | None = None
    measure: str | None = None
    series: int | None = None

    def at(self, span: Span, series: int | None) -> "Quantity":
        """The same figure, its places counted in another text.

        Said field by field, since `dataclasses.replace` takes five times as long, and this is done
        for each figure of a document.
        """
        return Quantity(
            span,
            self.kind,
            self.value,
            self.value_low,
            self.value_high,
            self.unit,
            self.bound,
            self.direction,
            self.period,
            self.subject,
            self.measure,
            series,
        )

    @property
    def is_range(self) -> bool:
        """Whether the text gives two ends."""
        return self.value_low != self.value_high
