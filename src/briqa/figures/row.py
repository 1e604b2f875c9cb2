"""A figure of the corpus as a row: the quantity, and the document that it stands in."""

from dataclasses import dataclass

from briqa.answer.serialise import Json, quantity_json
from briqa.quantities import Quantity
from briqa.spans import Document


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A quantity and the document that it stands in.

    `in_unit` is the quantity in the unit that the filter asked for; None when it asked for none.
    """

    document: Document
    quantity: Quantity
    in_unit: Quantity | None = None

    @property
    def text(self) -> str:
        """The figure exactly as it stands in its document."""
        return self.document.quote(self.quantity.span)

    @property
    def converted(self) -> float | None:
        """The value in the unit that the filter asked for; None when it asked for none."""
        return self.in_unit.value if self.in_unit else None

    def as_json(self) -> Json:
        """The row as plain values; what was converted only where a unit was asked for."""
        plain = quantity_json(self.document.docid, self.text, self.quantity)
        if self.in_unit is None:
            return plain
        return {
            **plain,
            "converted_value": self.in_unit.value,
            "converted_low": self.in_unit.value_low,
            "converted_high": self.in_unit.value_high,
            "converted_unit": self.in_unit.unit,
        }
