"""Where a figure stands in the reading of its sentence."""

from briqa.answer.evidence import Candidate
from briqa.quantities import Quantity
from briqa.spans import Span


def place_in(candidate: Candidate, quantity: Quantity) -> Span | None:
    """Where a figure stands in the sentence's reading; None where it stands outside.

    Args:
        candidate: the sentence.
        quantity: a figure of its document.
    """
    view = candidate.document.view
    sentence = view.to_view(candidate.sentence.sentence.span)
    place = view.to_view(quantity.span)
    if sentence is None or place is None or place.start < sentence.start:
        return None
    return Span(place.start - sentence.start, place.end - sentence.start)
