"""What leads to the source pane: an element that names a span, and the words for its place.

The one thing to know: an element with `data-docid`, `data-start` and `data-end` opens that span
in the source pane when it is clicked (`assets/targets.js`); every such element is made here. Its
`data-quoted` is the mark of the text that stood there, since the document may change meanwhile.
"""

import html
import zlib
from typing import Final

from briqa.answer import Citation
from briqa.spans import Document, Span

_SECTIONS_JOINED: Final = " › "


def target(citation: Citation) -> str:
    """The attributes that lead to a citation's span."""
    return f'{place_target(citation.docid, citation.span)} data-quoted="{quoted(citation.quote)}"'


def place_target(docid: str, span: Span) -> str:
    """The attributes that lead to a span."""
    return f'data-docid="{html.escape(docid)}" data-start="{span.start}" data-end="{span.end}"'


def quoted(text: str) -> str:
    """A short mark that tells a quoted text from what may stand in its place later."""
    return f"{zlib.crc32(text.encode()):08x}"


def link(citation: Citation, text: str) -> str:
    """A word or more that leads to a citation.

    Args:
        citation: where it leads.
        text: what is shown, not yet escaped.
    """
    return (
        f'<button type="button" class="written" title="Show in the source" {target(citation)}>'
        f"{html.escape(text)}</button>"
    )


def title_of(document: Document) -> str:
    """The document's title as it gives it, else its name."""
    return document.metadata.title or document.docid


def place_of(citation: Citation) -> str:
    """The page or else the line of a citation."""
    if citation.page_number is None:
        return f"line {citation.line_number}"
    return f"p. {citation.page_label or citation.page_number}"


def where_html(citation: Citation) -> str:
    """The two innermost sections, which tell one "Ningbo" from another, and the place in them.

    The whole path is there to hover over.
    """
    path = html.escape(_SECTIONS_JOINED.join(citation.section_path))
    nearest = html.escape(_SECTIONS_JOINED.join(citation.section_path[-2:]))
    place = html.escape(place_of(citation))
    if not nearest:
        return f'<span class="where"><em>{place}</em></span>'
    return (
        f'<span class="where" title="{path}"><strong>{nearest}</strong> <em>· {place}</em></span>'
    )
