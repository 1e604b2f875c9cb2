"""The head of the source pane: which document and place, and the buttons to go on from there.

The one thing to know: a button with `data-control` is found again after the pane was drawn anew,
so that the keyboard's focus stays where it was (`assets/source.js`).
"""

import html
from typing import Final

from briqa.answer import Citation
from briqa.spans import Metadata
from briqa.ui.deep_links import span_query
from briqa.ui.page_views import Sheet
from briqa.ui.places import Place, Round
from briqa.ui.targets import place_target, title_of, where_html

_RESTATED: Final = (
    "<strong>This text is a restatement, not the original.</strong> "
    "<code>briqa index path/to/the-report.pdf</code> adds the original."
)


def header_html(
    citation: Citation, around: Round, *, part: str | None, sheet: Sheet | None, problem: str | None
) -> str:
    """The head of the pane.

    Args:
        citation: the current span.
        around: where it stands among the cited ones.
        part: says which part of the document the text is; None for all of it.
        sheet: the page that is shown; None for a document without pages to be seen.
        problem: why there is none although there should be; None for none.
    """
    title = html.escape(title_of(citation.document))
    views = "" if sheet is None and problem is None else _views(can_show_page=sheet is not None)
    note = f'<p class="part">{html.escape(part)}</p>' if part else ""
    if sheet is not None:
        views += _of_view(_paging(sheet, len(citation.document.pages)) + _zooming(), note)
        note = ""
    warning = f'<p class="page-problem" role="note">{html.escape(problem)}</p>' if problem else ""
    return (
        f'<header><div class="title-line"><h2 title="{title}">{title}</h2>'
        f"{_copy_link(citation)}</div>{where_html(citation)}"
        f"{_about(citation.document.metadata)}{note}"
        f'<div class="source-tools">{_steps(around)}{views}</div>{warning}</header>'
    )


def _steps(around: Round) -> str:
    number = "–" if around.number is None else f"{around.number}"
    return (
        '<div class="span-steps" role="group" aria-label="Cited spans">'
        + _step("previous", "Previous cited span", "↑", "p", "Alt+ArrowUp", around.previous)
        + f'<span class="span-position">{number} of {around.total}</span>'
        + _step("following", "Next cited span", "↓", "n", "Alt+ArrowDown", around.following)
        + "</div>"
    )


def _step(control: str, name: str, sign: str, key: str, keys: str, place: Place | None) -> str:
    leads = place_target(place.docid, place.span) if place else "disabled"
    arrow = keys.replace("Arrow", "")
    return (
        f'<button type="button" class="source-tool source-sign" data-control="{control}" '
        f'aria-label="{name}" title="{name} ({arrow} or {key})" '
        f'aria-keyshortcuts="{keys} {key}" {leads}>{sign}</button>'
    )


def _views(*, can_show_page: bool) -> str:
    """The toggle between the page and the text."""
    disabled = "" if can_show_page else " disabled"
    return (
        '<div class="source-views" role="group" aria-label="View">'
        '<button type="button" class="source-tool" data-control="page" data-view-of="page" '
        f'title="The page as it is printed"{disabled}>Page</button>'
        '<button type="button" class="source-tool" data-control="text" data-view-of="text" '
        'title="Its text">Text</button></div>'
    )


def _of_view(for_page: str, for_text: str) -> str:
    """What belongs to one of the views, in the same place, so that nothing moves between them."""
    return f'<div class="of-view"><div class="of-page">{for_page}</div>{for_text}</div>'


def _paging(sheet: Sheet, pages: int) -> str:
    """Where the page stands in the file, and the way to others."""
    return (
        '<div class="page-turning" role="group" aria-label="Pages">'
        '<button type="button" class="source-tool source-sign" data-control="page-before" '
        'data-turn="-1" aria-label="Previous page" title="Previous page">‹</button>'
        '<input class="page-number" data-control="page-number" type="text" inputmode="numeric" '
        f'autocomplete="off" aria-label="Page, of {pages} in the file" '
        f'title="Page of the file" value="{sheet.page_number}">'
        f'<span class="page-count">/ {pages}</span>'
        '<button type="button" class="source-tool source-sign" data-control="page-behind" '
        'data-turn="1" aria-label="Next page" title="Next page">›</button></div>'
    )


def _zooming() -> str:
    return (
        '<div class="page-sizes" role="group" aria-label="Size">'
        '<button type="button" class="source-tool source-sign" data-control="smaller" '
        'data-zoom="-1" aria-label="Smaller" title="Smaller">−</button>'
        '<button type="button" class="source-tool" data-control="fit" data-zoom="0" '
        'title="As wide as the pane">Fit</button>'
        '<button type="button" class="source-tool source-sign" data-control="larger" '
        'data-zoom="1" aria-label="Larger" title="Larger">+</button></div>'
    )


def _copy_link(citation: Citation) -> str:
    query = html.escape(span_query(citation.document, citation.span))
    return (
        '<button type="button" class="source-tool copy-link" data-control="copy-link" '
        f'data-copy-query="{query}" title="Copy a link to this span">Copy link</button>'
    )


def _about(metadata: Metadata) -> str:
    """What a reader must know of the text's origin before quoting it."""
    line = _RESTATED if metadata.status == "restated" else ""
    note = html.escape(metadata.note or "")
    if line and note:
        note = f"<details><summary>About this text</summary><p>{note}</p></details>"
    return f'<div class="about">{line}{note}</div>' if line or note else ""
