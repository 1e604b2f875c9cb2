"""Spans, documents and aligned views: the ground that every other part stands on.

The one thing to know: an offset is always a Unicode code point of a document's *canonical text*
unless its name says `view`. A quote is never stored; it is `document.text[span.start:span.end]`.
"""

import bisect
from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum

from briqa.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points, never empty.

    Raises:
        ValueError: unless `0 <= start < end`.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class SourceFormat(StrEnum):
    """The kind of file that a document came from."""

    TEXT = "text"
    MARKDOWN = "markdown"
    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Publication:
    """What a file says of how it was published, each field as written.

    `authors` and `editors` are filled only where the file itself keeps the names apart; `kind` is
    its own word for what it is ("report", "article-journal").
    """

    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    kind: str | None = None
    publisher: str | None = None
    place: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    number: str | None = None
    edition: str | None = None
    doi: str | None = None
    url: str | None = None
    accessed: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file or its front matter says of itself; None where it says nothing.

    `date` is kept as written ("2023", "2023-12-03"), since reports often give a year only.
    `status` is a word such as "restated"; `note` says in prose what a reader should know of the
    text's origin. `encoding` is the text encoding, `encoding_guessed` when nothing declared it.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    source: str | None = None
    status: str | None = None
    note: str | None = None
    encoding: str | None = None
    encoding_guessed: bool = False
    publication: Publication = Publication()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paginated document: `text[start:end]`, without the form feed that follows.

    `start == end` for a page without text. `label` is the number printed on it where the file
    says so ("iv", "A-3"); the page's number is its place in `Document.pages`, from 1.
    """

    start: int
    end: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class DeclaredHeading:
    """A heading that the file format itself declares (PDF outline, HTML h1-h6, DOCX style).

    `span` is the heading's own text in the document; `level` counts from 1.
    """

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """One source: its name, its canonical text, and what its file format declares about it.

    `paragraph_starts` are ascending offsets at which a layout-aware reader (PDF) saw a new
    paragraph begin. It is None for formats whose text shows paragraphs by itself (blank lines).
    `furniture` are the spans of running heads, running feet and page numbers, in order.
    `column_starts` are ascending offsets of words that such a reader saw stand apart from the word
    before them in their line, as in the next column.
    """

    docid: str
    text: str
    format: SourceFormat
    metadata: Metadata = Metadata()
    pages: tuple[Page, ...] = ()
    headings: tuple[DeclaredHeading, ...] = ()
    paragraph_starts: tuple[int, ...] | None = None
    furniture: tuple[Span, ...] = ()
    column_starts: tuple[int, ...] = ()

    def quote(self, span: Span) -> str:
        """The exact text of `span`.

        Raises:
            ValueError: when the span runs past the end of the text.
        """
        if span.end > len(self.text):
            raise ValueError(f"{span} runs past the end of {self.docid} ({len(self.text)})")
        return self.text[span.start : span.end]

    def page_number(self, offset: int) -> int | None:
        """The page, from 1, on which `offset` lies; None for a document without pages."""
        if not self.pages:
            return None
        return max(1, bisect.bisect_right(self.pages, offset, key=lambda page: page.start))

    def line_number(self, offset: int) -> int:
        r"""The line, from 1, on which `offset` lies; `\n`, `\r` and `\r\n` each end a line."""
        before = self.text[:offset]
        ends = before.count("\n") + before.count("\r") - before.count("\r\n")
        # Between the two halves of a \r\n the line hasn't ended yet.
        split = before.endswith("\r") and self.text[offset : offset + 1] == "\n"
        return ends + 1 - int(split)


@dataclass(frozen=True)
class TextView:
    r"""A repaired text, each of whose characters comes from one character of the canonical text.

    Repairs drop characters (a hyphen and the line break after it) or put a space for a line
    break; order never changes, so the alignment is strictly monotone. `runs` are pairs
    `(view_offset, canonical_offset)`: from each on, both texts advance in step.

    >>> view = TextView.build("na-\n\ntional", [(0, 2, None), (5, 11, None)])
    >>> view.text
    'national'
    >>> view.to_canonical(Span(0, 8))
    Span(start=0, end=11)
    """

    text: str
    runs: tuple[tuple[int, int], ...]
    _view_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _canonical_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_view_starts", tuple(run[0] for run in self.runs))
        object.__setattr__(self, "_canonical_starts", tuple(run[1] for run in self.runs))

    @classmethod
    def identity(cls, text: str) -> "TextView":
        """The view in which nothing was repaired."""
        return cls(text, ((0, 0),) if text else ())

    @classmethod
    def build(cls, canonical: str, pieces: Iterable[tuple[int, int, str | None]]) -> "TextView":
        """Puts a view together from ascending, disjoint pieces of the canonical text.

        Args:
            canonical: the text that the offsets refer to.
            pieces: `(start, end, replacement)`; a replacement stands for the whole piece and is
                exactly as long as it, None keeps the piece as it is.

        Raises:
            ValueError: for pieces out of order, or a replacement of another length.
        """
        parts: list[str] = []
        runs: list[tuple[int, int]] = []
        length = previous_end = 0
        for start, end, replacement in pieces:
            if start < previous_end or end < start:
                raise ValueError(f"piece [{start}, {end}) is out of order")
            if start == end:
                continue
            part = canonical[start:end] if replacement is None else replacement
            if len(part) != end - start:
                raise ValueError(f"replacement {part!r} isn't as long as [{start}, {end})")
            if not runs or start != previous_end:
                runs.append((length, start))
            parts.append(part)
            length += len(part)
            previous_end = end
        return cls("".join(parts), tuple(runs))

    def canonical_offset(self, view_offset: int) -> int:
        """Where the character at `view_offset` stands in the canonical text.

        Raises:
            IndexError: outside the view.
        """
        if not 0 <= view_offset < len(self.text):
            raise IndexError(f"{view_offset} is outside the view of {len(self.text)}")
        view_start, canonical_start = self.runs[
            bisect.bisect_right(self._view_starts, view_offset) - 1
        ]
        return canonical_start + view_offset - view_start

    def to_canonical(self, view_span: Span) -> Span:
        """The canonical span from the first to the last character of `view_span`."""
        return Span(
            self.canonical_offset(view_span.start), self.canonical_offset(view_span.end - 1) + 1
        )

    def view_offset(self, canonical_offset: int) -> int:
        """The first view offset whose character stands at or after `canonical_offset`.

        It is `len(self.text)` when none does.
        """
        index = bisect.bisect_right(self._canonical_starts, canonical_offset) - 1
        if index < 0:
            return 0
        view_start, canonical_start = self.runs[index]
        following = index + 1
        run_end = self._view_starts[following] if following < len(self.runs) else len(self.text)
        return min(view_start + canonical_offset - canonical_start, run_end)

    def to_view(self, span: Span) -> Span | None:
        """The view span of what `span` keeps in the view; None when it keeps nothing."""
        start, end = self.view_offset(span.start), self.view_offset(span.end)
        return Span(start, end) if start < end else None

    def read(self, span: Span) -> str:
        """The repaired text of a canonical span; empty when nothing of it is in the view."""
        view_span = self.to_view(span)
        return self.text[view_span.start : view_span.end] if view_span else ""
