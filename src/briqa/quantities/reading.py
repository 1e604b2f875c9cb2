"""A quantity while it is being read: mutable, filled by one pass after the other, then frozen."""

from dataclasses import dataclass
from decimal import Decimal

from briqa.quantities.quantity import Bound, Direction, Kind, Quantity
from briqa.spans import Span


@dataclass(slots=True)
class Reading:
    """What is known so far of the quantity at `[start, end)`.

    `number_end` is where the number with its scale and `+` ends; `has_scale` is whether a scale
    word stood there. `is_bare` means that no unit was found: it may be carried over from another.
    `lead` is where the words that limit it ("more than") begin.
    """

    start: int
    end: int
    number_end: int
    kind: Kind
    value: Decimal
    high: Decimal
    scale: Decimal = Decimal(1)
    unit: str | None = None
    is_bare: bool = False
    is_word: bool = False
    has_plus: bool = False
    bound: Bound | None = None
    direction: Direction | None = None
    period: str | None = None
    date_period: str | None = None
    lead: int = 0
    series: int | None = None

    def freeze(self) -> Quantity:
        """The finished quantity."""
        low, high = float(self.value), float(self.high)
        return Quantity(
            span=Span(self.start, self.end),
            kind=self.kind,
            value=low,
            value_low=low,
            value_high=high,
            unit=self.unit,
            bound=self.bound,
            direction=self.direction,
            period=self.period,
            series=self.series,
        )
