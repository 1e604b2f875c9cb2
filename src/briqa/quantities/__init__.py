"""Quantities: every figure of a text as a typed value with its exact span."""

from typing import TYPE_CHECKING

from briqa.lazy_names import lazy_names

if TYPE_CHECKING:
    from briqa.quantities.earlier import EarlierReading
    from briqa.quantities.names import NonQuantity
    from briqa.quantities.parse import find_non_quantities, find_quantities, parse_quantities
    from briqa.quantities.printing import (
        format_amount,
        format_converted,
        format_number,
        format_quantity,
    )
    from briqa.quantities.quantity import QUANTITIES_VERSION, Bound, Direction, Kind, Quantity
    from briqa.quantities.roles import same_measure

__all__ = [
    "QUANTITIES_VERSION",
    "Bound",
    "Direction",
    "EarlierReading",
    "Kind",
    "NonQuantity",
    "Quantity",
    "find_non_quantities",
    "find_quantities",
    "format_amount",
    "format_converted",
    "format_number",
    "format_quantity",
    "parse_quantities",
    "same_measure",
]

__getattr__ = lazy_names(
    __name__,
    {
        "earlier": ("EarlierReading",),
        "names": ("NonQuantity",),
        "parse": (
            "find_non_quantities",
            "find_quantities",
            "parse_quantities",
        ),
        "printing": (
            "format_amount",
            "format_converted",
            "format_number",
            "format_quantity",
        ),
        "quantity": (
            "QUANTITIES_VERSION",
            "Bound",
            "Direction",
            "Kind",
            "Quantity",
        ),
        "roles": ("same_measure",),
    },
)
