"""A link to a span, and its URI form.

    briqa:DOCID#START-END
    briqa:DOCID#START-END?sha256=…&exact=…&prefix=…&suffix=…

The one thing to know: all that stands behind `#` is the fragment (RFC 3986 allows `?` and `&` in
it), and every part is percent-encoded UTF-8, so that neither `#` nor `&` of a name or a quote can
be taken for a mark of the form. In the name `/` stands as it is. Without the part behind `?` a link
is short: it names a position only, and what is found there can't be verified.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote as encode
from urllib.parse import unquote_to_bytes

from briqa.errors import LinkError
from briqa.spans import Document, Span

SCHEME: Final = "briqa:"
# As much context as hypothesis and Apache Annotator keep; more where it doesn't tell apart.
_CONTEXT_CHARS: Final = (32, 64, 128, 256)
_POSITION = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIELDS: Final = ("sha256", "exact", "prefix", "suffix")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Quote:
    """The W3C TextQuoteSelector: a text and what stood right before and behind it."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Permalink:
    """A span of a document, with what it takes to find it again.

    The quote is stored beside its offsets, as nowhere else in briqa, because a link outlives the
    text that it was made from.

    Attributes:
        docid: the document's name.
        span: the position (the W3C TextPositionSelector), in code points of the canonical text.
        quote: the text there; None in a short link.
        sha256: of the canonical text in UTF-8, in lower-case hexadecimal; None if unknown.

    Raises:
        ValueError: for an empty name, a quote not as long as the span, or a hash that is none.
    """

    docid: str
    span: Span
    quote: Quote | None = None
    sha256: str | None = None

    def __post_init__(self) -> None:
        if not self.docid:
            raise ValueError("it names no document")
        if self.quote is not None and len(self.quote.exact) != len(self.span):
            raise ValueError(
                f"its quote has {len(self.quote.exact)} characters, its span {len(self.span)}"
            )
        if self.sha256 is not None and not _SHA256.fullmatch(self.sha256):
            raise ValueError("its sha256 isn't 64 lower-case hexadecimal digits")

    @property
    def source(self) -> str:
        """The document's own URI: `briqa:` and its name."""
        return SCHEME + encode(self.docid, safe="/")

    @property
    def short(self) -> str:
        """The short form, `briqa:DOCID#START-END`."""
        return f"{self.source}#{self.span.start}-{self.span.end}"

    def __str__(self) -> str:
        """The full form, with all that the link carries; `parse` reads it back."""
        carried = [("sha256", self.sha256)]
        if self.quote is not None:
            quote = self.quote
            carried += [("exact", quote.exact), ("prefix", quote.prefix), ("suffix", quote.suffix)]
        written = "&".join(f"{name}={encode(text, safe='')}" for name, text in carried if text)
        return f"{self.short}?{written}" if written else self.short


def text_hash(document: Document) -> str:
    """The SHA-256 of a document's canonical text."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def link_to(document: Document, span: Span) -> Permalink:
    """A link to a span, with quote and hash.

    The context has 32 characters on each side, and up to 256 where the quote stands in the same
    context more than once.

    Raises:
        ValueError: when the span runs past the end of the text.
    """
    exact = document.quote(span)
    quote = Quote(exact, "", "")
    for size in _CONTEXT_CHARS:
        prefix = document.text[max(0, span.start - size) : span.start]
        suffix = document.text[span.end : span.end + size]
        quote = Quote(exact, prefix, suffix)
        around = prefix + exact + suffix
        if document.text.find(around, document.text.find(around) + 1) == -1:
            break
    return Permalink(document.docid, span, quote, text_hash(document))


def parse(text: str) -> Permalink:
    """Reads the URI form of a link, short or full.

    A name may also be written plainly ("briqa:my notes.md#0-5"), as people type it, as long as no
    `%` in it looks like an encoded character.

    Raises:
        LinkError: when it isn't one.
    """
    name, mark, fragment = text.removeprefix(SCHEME).rpartition("#")
    if not text.startswith(SCHEME) or not mark:
        raise LinkError(text, f"isn't a link; a link is {SCHEME}DOCUMENT#START-END")
    position, _, carried = fragment.partition("?")
    match = _POSITION.fullmatch(position)
    if match is None:
        raise LinkError(text, f"{position[:40]!r} isn't a span; give START-END behind the #")
    fields = _fields(text, carried)
    exact = fields.get("exact")
    if exact is None and fields.keys() & {"prefix", "suffix"}:
        raise LinkError(text, "has context, but no quote; copy the whole link")
    quote = None
    if exact is not None:
        quote = Quote(exact, fields.get("prefix", ""), fields.get("suffix", ""))
    try:
        span = Span(int(match[1]), int(match[2]))
        return Permalink(_decoded(text, name), span, quote, fields.get("sha256"))
    except ValueError as error:
        raise LinkError(text, f"{error}; copy the whole link") from error


def _fields(text: str, carried: str) -> dict[str, str]:
    """What stands behind `?`, by name."""
    fields: dict[str, str] = {}
    for part in carried.split("&") if carried else ():
        name, equals, value = part.partition("=")
        if name not in _FIELDS or not equals or name in fields:
            raise LinkError(text, f"{part[:40]!r} isn't a part of a link; copy the whole link")
        fields[name] = _decoded(text, value)
    return fields


def _decoded(text: str, written: str) -> str:
    try:
        return unquote_to_bytes(_BAD_ESCAPE.sub("%25", written)).decode()
    except UnicodeError as error:
        raise LinkError(text, "isn't valid UTF-8; copy the whole link") from error
