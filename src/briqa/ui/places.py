"""Places in documents, and the order in which a reader goes through the cited ones."""

from collections.abc import Sequence
from typing import NamedTuple

from briqa.answer import Citation
from briqa.spans import Span


class Place(NamedTuple):
    """A span of a document, as it travels between the browser and here."""

    docid: str
    span: Span

    @classmethod
    def of(cls, citation: Citation) -> "Place":
        """The place of a citation."""
        return cls(citation.docid, citation.span)


class Round(NamedTuple):
    """Where a place stands among the cited ones, and what lies before and behind it.

    Attributes:
        number: from 1; None for a place that lies in none of them.
        total: how many there are.
        previous: the cited place before; the last behind the first. None where there is no other.
        following: the cited place behind; the first behind the last. None where there is no other.
    """

    number: int | None
    total: int
    previous: Place | None
    following: Place | None


def round_of(place: Place, cited: Sequence[Place]) -> Round:
    """The round through the cited places, document by document as they are first cited.

    A place that isn't cited itself, such as a figure, counts as the cited one around it.
    """
    order = _reading_order(cited) or [place]
    at = order.index(place) if place in order else None
    if at is None:
        around = [other for other in order if _holds(other, place)]
        at = order.index(around[0]) if around else None
    if at is not None:
        others = len(order) > 1
        return Round(
            number=at + 1,
            total=len(order),
            previous=order[at - 1] if others else None,
            following=order[(at + 1) % len(order)] if others else None,
        )
    behind = _reading_order([*order, place]).index(place)
    return Round(None, len(order), order[behind - 1], order[behind % len(order)])


def _reading_order(places: Sequence[Place]) -> list[Place]:
    documents = {place.docid: None for place in places}
    rank = {docid: at for at, docid in enumerate(documents)}
    return sorted(set(places), key=lambda place: (rank[place.docid], place.span))


def _holds(outer: Place, inner: Place) -> bool:
    return outer.docid == inner.docid and outer.span.covers(inner.span)
