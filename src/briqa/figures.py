"""Figures search: the quantities of the corpus as rows, filtered and in a fixed order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briqa.quantities import Quantity
from briqa.spans import Document
from briqa.store import StoredDocument


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A quantity and the document that it stands in."""

    document: Document
    quantity: Quantity

    @property
    def text(self) -> str:
        """The figure exactly as it stands in its document."""
        return self.document.quote(self.quantity.span)


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What a row must be; None leaves a thing open.

    Attributes:
        text: words, each of which must stand in the figure's sentence or unit.
        unit: the unit, in any case.
        minimum: the least value.
        maximum: the greatest value.
        period: what the period must begin with, "2022".
    """

    text: str | None = None
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    period: str | None = None

    def admits(self, quantity: Quantity, context: str) -> bool:
        """Whether a quantity passes; `context` is the sentence around it."""
        if self.unit is not None and (quantity.unit or "").lower() != self.unit.lower():
            return False
        if self.minimum is not None and quantity.value_high < self.minimum:
            return False
        if self.maximum is not None and quantity.value_low > self.maximum:
            return False
        if self.period is not None and not (quantity.period or "").startswith(self.period):
            return False
        words = (self.text or "").lower().split()
        return all(word in context.lower() for word in words)


def find_figures(documents: Iterable[StoredDocument], wanted: FigureFilter) -> Iterator[FigureRow]:
    """The figures that a filter admits, by document and place."""
    for stored in documents:
        for quantity in stored.quantities:
            context = f"{_sentence_reading(stored, quantity)} {quantity.unit or ''}"
            if wanted.admits(quantity, context):
                yield FigureRow(stored.document, quantity)


def _sentence_reading(stored: StoredDocument, quantity: Quantity) -> str:
    sentence = stored.sentence_at(quantity.span.start)
    return stored.view.read(sentence.sentence.span if sentence else quantity.span)
