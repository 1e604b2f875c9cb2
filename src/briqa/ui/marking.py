r"""A document's text as HTML: every character of it, in order, with marks around spans.

The one thing to know: nothing is dropped, added or rewritten. Taking the tags out and unescaping
gives `document.text[start:end]` back (a NUL, which HTML can't hold, comes back as U+FFFD), so
that what is marked is what is cited. Page numbers are attributes that the style sheet shows.
"""

import html
import itertools
from collections.abc import Iterable, Sequence
from typing import Final

from briqa.spans import Document, Span

# Beyond this a browser gets slow, and a reader wants the surroundings only.
WHOLE_DOCUMENT_CHARS: Final = 100_000
CONTEXT_CHARS: Final = 20_000
# How far to look for the end of a line before a very long one is cut.
_LINE_SEARCH_CHARS: Final = 4_000


def shown_window(document: Document, around: Span | None) -> Span | None:
    """What of a document is shown: all, or whole lines around a span; None where it is empty."""
    text = document.text
    if not text:
        return None
    if len(text) <= WHOLE_DOCUMENT_CHARS:
        return Span(0, len(text))
    centre = around or Span(0, 1)
    start = max(0, centre.start - CONTEXT_CHARS)
    end = min(len(text), centre.end + CONTEXT_CHARS)
    line_start = text.rfind("\n", max(0, start - _LINE_SEARCH_CHARS), start) + 1
    line_end = text.find("\n", end, end + _LINE_SEARCH_CHARS) + 1
    return Span(line_start or start, line_end or end)


def marked_text(
    document: Document,
    window: Span,
    *,
    cited: Sequence[Span] = (),
    current: Span | None = None,
    headings: Iterable[Span] = (),
) -> str:
    """The canonical text of `window` as HTML.

    Args:
        document: whose text it is.
        window: the part that is shown.
        cited: spans to mark; they may overlap.
        current: the span to stress; it is marked too.
        headings: spans to set in bold.
    """
    wanted = [*cited, current] if current else list(cited)
    marks = sorted({span for span in wanted if span.overlaps(window)})
    bold = [span for span in headings if span.overlaps(window)]
    breaks = _page_breaks(document, window)
    cuts = {window.start, window.end}
    for span in (*marks, *bold):
        cuts |= {max(span.start, window.start), min(span.end, window.end)}
    for position in breaks:
        cuts |= {position, position + 1}
    edges = sorted(cuts)
    parts: list[str] = []
    for start, end in itertools.pairwise(edges):
        piece = Span(start, end)
        part = _escape(document.quote(piece))
        if start in breaks:
            label = html.escape(breaks[start])
            part = f'<span class="page-break" data-page="{label}">{part}</span>'
        if any(span.covers(piece) for span in bold):
            part = f"<strong>{part}</strong>"
        around = [span for span in marks if span.covers(piece)]
        if around:
            part = _mark(part, around, is_current=current in around)
        parts.append(part)
    return "".join(parts)


def _mark(content: str, spans: Sequence[Span], *, is_current: bool) -> str:
    names = " ".join(f"{span.start}-{span.end}" for span in spans)
    stress = ' aria-current="true"' if is_current else ""
    return f'<mark data-spans="{names}"{stress}>{content}</mark>'


def _page_breaks(document: Document, window: Span) -> dict[int, str]:
    """The form feeds between pages in `window`, and the name of the page that follows each."""
    return {
        page.start - 1: page_name(number, page.label)
        for number, page in enumerate(document.pages, start=1)
        if number > 1 and window.start <= page.start - 1 < window.end
    }


def page_name(number: int, label: str | None) -> str:
    """What a page is called: by the number printed on it where that is another.

    Args:
        number: its place in the file, from 1.
        label: the number printed on it, where the file says so.
    """
    printed = label is not None and label != str(number)
    return f"Page {label} ({number} in the file)" if printed else f"Page {number}"


def _escape(text: str) -> str:
    # A browser would read a bare carriage return as a line feed.
    return html.escape(text, quote=False).replace("\r", "&#13;").replace("\0", "\ufffd")
