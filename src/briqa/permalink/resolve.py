"""Where a link leads in a document as it is now.

The one thing to know: a link is followed only to a text that is the quote, character by character,
and only when its context tells which place is meant. A similar text is at most a hint. So for EXACT
and MOVED `document.text[span.start:span.end] == link.quote.exact`, whatever was done to the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from briqa.permalink.link import Permalink, Quote, text_hash
from briqa.spans import Document, Span

# A place counts when at least so much around it, the quote included, is as it was.
_MIN_UNCHANGED_CHARS: Final = 32
_MIN_SIMILARITY: Final = 60.0


class Status(StrEnum):
    """What became of a link."""

    EXACT = "exact"
    MOVED = "moved"
    UNVERIFIED = "unverified"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Hint:
    """A place like the one that is gone, for a person to look at.

    Attributes:
        span: the place.
        similarity: from 0 to 100, rapidfuzz's partial ratio with the quote; 100 where the words
            stand in another context.
    """

    span: Span
    similarity: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where a link leads.

    Attributes:
        link: what was resolved.
        status: EXACT at the old offsets, MOVED to `span`, UNVERIFIED for a link without quote or
            hash, CHANGED when the quote is gone, AMBIGUOUS when several places are equally good,
            GONE without a document.
        span: where the quote stands now; None unless exact, moved or unverified.
        document_changed: whether the text differs from that linked to; None if the link can't say.
        places: the equally good places, in text order; empty unless ambiguous.
        hint: the nearest similar place, if the quote is gone and there is one.
    """

    link: Permalink
    status: Status
    span: Span | None = None
    document_changed: bool | None = None
    places: tuple[Span, ...] = ()
    hint: Hint | None = None

    @property
    def text(self) -> str:
        """The finding as one line."""
        link, at = self.link, f"{self.link.span.start}-{self.link.span.end}"
        if self.status is Status.EXACT:
            edited = " (the document was changed elsewhere)" if self.document_changed else ""
            return f"{link.docid}: the quote stands at {at}, as linked{edited}"
        if self.span is not None and self.status is Status.MOVED:
            now = f"{self.span.start}-{self.span.end}"
            return f"{link.docid}: the document has changed; the quote moved from {at} to {now}"
        if self.status is Status.UNVERIFIED:
            return f"{link.docid}: unverified, since the link names the place {at} without its text"
        if self.status is Status.AMBIGUOUS:
            spans = ", ".join(f"{place.start}-{place.end}" for place in self.places[:5])
            more = ", …" if len(self.places) > 5 else ""
            return (
                f"{link.docid}: the document has changed, and {len(self.places)} places are "
                f"equally good ({spans}{more}); choose one"
            )
        if self.status is Status.GONE:
            return f"{link.docid}: there is no such document any more; see `briqa status`"
        return f"{link.docid}: {self._lost(at)}"

    def _lost(self, at: str) -> str:
        if self.link.quote is None:
            return f"the document has changed, and the link to {at} has no quote to look for"
        lost = f"the document has changed, and the quote of {at} is gone"
        if self.hint is None:
            return f"{lost}; nothing like it is there"
        near = f"{self.hint.span.start}-{self.hint.span.end}"
        if self.hint.similarity == 100:
            return f"{lost}; its words stand in another context at {near}"
        return f"{lost}; the most similar text is at {near}"


def resolve(link: Permalink, document: Document | None) -> Resolution:
    """Follows a link.

    Args:
        link: the link.
        document: the document of its name as it is now; None if there is none.

    Raises:
        ValueError: when the document is another one.
    """
    if document is None:
        return Resolution(link, Status.GONE)
    if document.docid != link.docid:
        raise ValueError(f"the link is to {link.docid!r}, not to {document.docid!r}")
    changed = None if link.sha256 is None else link.sha256 != text_hash(document)
    inside = link.span.end <= len(document.text)
    if link.quote is None:
        if changed or not inside:
            return Resolution(link, Status.CHANGED, document_changed=True)
        status = Status.UNVERIFIED if changed is None else Status.EXACT
        return Resolution(link, status, link.span, changed)
    there = document.text[link.span.start : link.span.end] == link.quote.exact
    if there and (changed is False or _sides(link.quote, document.text, link.span) == _BOTH):
        return Resolution(link, Status.EXACT, link.span, changed)
    return _search(link, link.quote, document.text)


def _search(link: Permalink, quote: Quote, text: str) -> Resolution:
    """The place meant in a text that isn't as it was around the old one."""
    places = list(_occurrences(quote.exact, text))
    counting = [place for place in places if _counts(quote, text, place)]
    if not counting:
        hint = _nearest(places, link.span) or _similar(quote.exact, text)
        return Resolution(link, Status.CHANGED, document_changed=True, hint=hint)
    most = max(_sides(quote, text, place) for place in counting)
    best = [place for place in counting if _sides(quote, text, place) == most]
    if len(best) > 1:
        return Resolution(link, Status.AMBIGUOUS, document_changed=True, places=tuple(best))
    status = Status.EXACT if best[0] == link.span else Status.MOVED
    return Resolution(link, status, best[0], document_changed=True)


def _occurrences(exact: str, text: str) -> Iterator[Span]:
    start = text.find(exact)
    while start != -1:
        yield Span(start, start + len(exact))
        start = text.find(exact, start + 1)


_BOTH: Final = 2


def _sides(quote: Quote, text: str, place: Span) -> int:
    """How many sides of a place are as they were; one where there was nothing counts."""
    before = text.endswith(quote.prefix, 0, place.start)
    behind = text.startswith(quote.suffix, place.end)
    return before + behind


def _counts(quote: Quote, text: str, place: Span) -> bool:
    """Whether enough around a place is unchanged to say that it is the one."""
    before = text[max(0, place.start - len(quote.prefix)) : place.start]
    behind = text[place.end : place.end + len(quote.suffix)]
    unchanged = (
        _common(before[::-1], quote.prefix[::-1]) + len(quote.exact) + _common(behind, quote.suffix)
    )
    whole = len(quote.prefix) + len(quote.exact) + len(quote.suffix)
    return unchanged >= min(_MIN_UNCHANGED_CHARS, whole)


def _common(first: str, second: str) -> int:
    """How many characters two texts have in common from their start."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def _nearest(places: list[Span], old: Span) -> Hint | None:
    """The occurrence of the words that is nearest to where they were."""
    if not places:
        return None
    return Hint(min(places, key=lambda place: (abs(place.start - old.start), place.start)), 100.0)


def _similar(exact: str, text: str) -> Hint | None:
    """The part of the text that is most like the quote."""
    from rapidfuzz import fuzz

    if not text or len(exact) > len(text):
        return None
    found = fuzz.partial_ratio_alignment(exact, text, score_cutoff=_MIN_SIMILARITY)
    if found is None or found.dest_start == found.dest_end:
        return None
    return Hint(_whole_words(text, found.dest_start, found.dest_end), round(found.score, 1))


def _whole_words(text: str, start: int, end: int) -> Span:
    """A range of the text, drawn out to the ends of the words that it cuts."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
