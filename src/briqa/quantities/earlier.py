"""What an earlier reading of a document is to the next one: see `briqa.quantities.again`."""

from collections.abc import Sequence

from briqa.quantities.quantity import Quantity
from briqa.segment import Section
from briqa.spans import TextView
from briqa.values import dataclass


@dataclass(frozen=True, slots=True)
class EarlierReading:
    """What was read of an earlier version of a document, by this very version of the grammar.

    Attributes:
        view: its view.
        sections: its heading tree.
        quantities: its quantities in order, with canonical spans.
    """

    view: TextView
    sections: Sequence[Section]
    quantities: Sequence[Quantity]
