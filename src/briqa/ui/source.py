"""The source pane: a document's pages or its own text, with what is cited marked in it.

The one thing to know: the pane is shared by the tabs. A tab hands it the citations of its result,
and lets it follow the clicks on any of its elements that lead to a span. What the pane's value
says is drawn by `assets/source.js` alone, which replaces all of it, so that nothing in it jumps.
"""

import html
import itertools
import json
from collections.abc import Callable, Sequence
from typing import Final

import gradio as gr

from briqa.answer import Citation
from briqa.assistant import Assistant
from briqa.errors import BriqaError, IndexMissing, SourceError, UnknownDocument
from briqa.spans import Document, SourceFormat, Span
from briqa.store import StoredDocument
from briqa.ui import render
from briqa.ui.marking import marked_text, shown_window
from briqa.ui.page_requests import page_functions
from briqa.ui.page_views import PageViews, Sheet, first_page_drawn, problem_line
from briqa.ui.places import Place, round_of
from briqa.ui.source_header import header_html
from briqa.ui.targets import quoted, title_of
from briqa.ui.theme import asset

__all__ = ["OpenAssistant", "Place", "SourcePane", "source_html"]

OpenAssistant = Callable[[], Assistant]

# The second element outlives what is drawn into the first, so that screen readers hear it change.
_FRAME: Final = (
    '<div class="source-frame"></div>'
    '<p class="for-screen-readers source-status copy-status" role="status"></p>'
)
_AGAIN: Final = "ask or look again for what the documents say now"
# The browser acts on a value that differs from the last; the same click twice must count twice.
_visits = itertools.count()


class SourcePane:
    """The pane's component, and the places that are marked in it.

    Build it inside `gr.Blocks`.
    """

    def __init__(self, open_assistant: OpenAssistant) -> None:
        self._open_assistant = open_assistant
        self._pages = PageViews(open_assistant)
        self.view = gr.HTML(
            html_template=_FRAME,
            js_on_load=_script(),
            server_functions=page_functions(self._pages),
            apply_default_css=False,
            elem_id="source",
        )
        self.cited = gr.State(())
        self.follow(self.view)

    def follow(self, component: gr.HTML) -> None:
        """Shows what a click in `component` leads to."""
        component.click(
            self.open_target,
            inputs=[self.cited],
            outputs=[self.view],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
            trigger_mode="multiple",  # a click while another is followed counts too
        )

    def show(self, place: Place, cited: Sequence[Place], *, reveal: bool) -> str:
        """The pane at a place.

        Args:
            place: the current span.
            cited: the other spans to mark, in any documents.
            reveal: whether a narrow window, where the pane is below, should scroll down to it.
        """
        assistant = self._open_assistant()
        stored = assistant.document(place.docid)
        citation = assistant.cite_span(place.docid, place.span)
        return source_html(
            stored, citation, cited, page=self._cited_page(citation, cited), reveal=reveal
        )

    def open_target(self, cited: Sequence[Place], event: gr.EventData) -> str:
        """The pane at what a click leads to.

        Args:
            cited: the other spans to mark.
            event: the click, as `assets/targets.js` tells it.
        """
        try:
            place = Place(str(event.docid), Span(int(event.start), int(event.end)))
        except ValueError as error:
            return render.no_place(f"{error}.")
        return self.open(place, getattr(event, "quoted", None), cited)

    def open(self, place: Place, mark: str | None, cited: Sequence[Place]) -> str:
        """The pane at a place that was shown earlier, or why it can't be shown any more.

        Args:
            place: the span.
            mark: of the text that stood there (`targets.quoted`); None when it isn't known.
            cited: the other spans to mark.
        """
        try:
            document = self._open_assistant().document(place.docid).document
            if mark not in (None, quoted(document.text[place.span.start : place.span.end])):
                return render.no_place(f"{place.docid} has changed since; {_AGAIN}.")
            return self.show(place, cited, reveal=True)
        except UnknownDocument:
            return render.no_place(f"{place.docid} isn't in the index any more; {_AGAIN}.")
        except ValueError:
            return render.no_place(f"{place.docid} has changed since; {_AGAIN}.")
        except BriqaError as error:
            return render.no_index(str(error))

    def welcome(self) -> str:
        """The pane when it has no place to show."""
        try:
            return render.welcome(self._open_assistant().documents())
        except IndexMissing as error:
            return render.no_index(f"{error}, or drop files into the Corpus tab.")
        except BriqaError as error:
            return render.no_index(str(error))

    def _cited_page(self, citation: Citation, cited: Sequence[Place]) -> Sheet | str | None:
        """The page that a PDF opens at, or why there is none; None for other formats."""
        if citation.document.format is not SourceFormat.PDF:
            return None
        number = first_page_drawn(citation.document, citation.span)
        spans = _spans_in(citation.document, cited)
        try:
            return self._pages.sheet(citation.docid, number, cited=spans, current=citation.span)
        except SourceError as error:
            return problem_line(error, citation.docid)


def source_html(
    stored: StoredDocument,
    citation: Citation,
    cited: Sequence[Place],
    *,
    page: Sheet | str | None,
    reveal: bool,
) -> str:
    """A document around a citation, with the cited spans marked.

    Args:
        stored: the document.
        citation: the current span.
        cited: the other spans to mark; those of other documents count in the round.
        page: the page that it opens at, or in a line why there is none; None for other formats.
        reveal: whether a narrow window should scroll down to the pane.
    """
    document = stored.document
    window = shown_window(document, citation.span)
    spans = _spans_in(document, cited)
    headings = [node.heading for node in stored.outline.sections if node.heading]
    text = (
        marked_text(document, window, cited=spans, current=citation.span, headings=headings)
        if window
        else ""
    )
    sheet = page if isinstance(page, Sheet) else None
    head = header_html(
        citation,
        round_of(Place.of(citation), cited),
        part=_part(document, window),
        sheet=sheet,
        problem=page if isinstance(page, str) else None,
    )
    title = html.escape(title_of(document))
    marked = json.dumps([[span.start, span.end] for span in spans])
    return (
        f'<section class="source" data-visit="{next(_visits)}" data-reveal="{str(reveal).lower()}" '
        f'data-cited="{marked}" data-window="{window.start if window else 0}" '
        f'data-current="{citation.span.start}-{citation.span.end}" '
        f'data-current-docid="{html.escape(citation.docid)}"{_page_attributes(document, sheet)}>'
        f"{head}{_page_region(sheet, title)}"
        '<div class="source-text" data-control="source-text" tabindex="0" role="region" '
        f'aria-label="Text of {title}">{text}</div></section>'
    )


def _page_attributes(document: Document, sheet: Sheet | None) -> str:
    if sheet is None:
        return ""
    return f' data-page="{sheet.page_number}" data-pages="{len(document.pages)}"'


def _page_region(sheet: Sheet | None, title: str) -> str:
    if sheet is None:
        return ""
    return (
        '<div class="source-page" data-control="source-page" tabindex="0" role="region" '
        f'aria-label="Pages of {title}">{sheet.html}</div>'
    )


def _spans_in(document: Document, cited: Sequence[Place]) -> list[Span]:
    return sorted({place.span for place in cited if place.docid == document.docid})


def _part(document: Document, window: Span | None) -> str | None:
    if window is None or len(window) == len(document.text):
        return None
    first, last = document.line_number(window.start), document.line_number(window.end - 1)
    return f"A part of the document: lines {first:,} to {last:,}."


def _script() -> str:
    """What runs in the pane; the braces keep the names of the shared file to itself."""
    own = "".join(asset(name) for name in ("copy_link.js", "page_view.js", "source.js"))
    return f"{own}{{{asset('copy.js')}}}"
