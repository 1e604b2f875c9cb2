"""The source pane: a document's own text, with what is cited marked in it.

The one thing to know: the pane is shared by the tabs. A tab hands it the citations of its result,
and lets it follow the clicks on any of its elements that lead to a span.
"""

import html
import itertools
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import gradio as gr

from briqa.answer import Citation
from briqa.assistant import Assistant
from briqa.errors import BriqaError
from briqa.spans import Document, Metadata, Span
from briqa.store import StoredDocument
from briqa.ui import render
from briqa.ui.marking import marked_text, shown_window
from briqa.ui.targets import title_of, where_html
from briqa.ui.theme import asset

OpenAssistant = Callable[[], Assistant]

_RESTATED: Final = (
    "<strong>This text is a restatement, not the original.</strong> "
    "<code>briqa index path/to/the-report.pdf</code> adds the original."
)
# The browser acts on a value that differs from the last; the same click twice must count twice.
_visits = itertools.count()


class Place(NamedTuple):
    """A span of a document, as it travels between the browser and here."""

    docid: str
    span: Span

    @classmethod
    def of(cls, citation: Citation) -> "Place":
        """The place of a citation."""
        return cls(citation.docid, citation.span)


class SourcePane:
    """The pane's component, and the places that are marked in it.

    Build it inside `gr.Blocks`.
    """

    def __init__(self, open_assistant: OpenAssistant) -> None:
        self._open_assistant = open_assistant
        self.view = gr.HTML(
            js_on_load=asset("source.js"),
            apply_default_css=False,
            elem_id="source",
        )
        self.cited = gr.State(())

    def follow(self, component: gr.HTML) -> None:
        """Shows what a click in `component` leads to."""
        component.click(
            self._open_target,
            inputs=[self.cited],
            outputs=[self.view],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )

    def show(self, place: Place, cited: Sequence[Place], *, reveal: bool) -> str:
        """The pane at a place.

        Args:
            place: the current span.
            cited: the other spans to mark.
            reveal: whether a narrow window, where the pane is below, should scroll down to it.
        """
        assistant = self._open_assistant()
        stored = assistant.document(place.docid)
        citation = assistant.cite_span(place.docid, place.span)
        spans = [other.span for other in cited if other.docid == place.docid]
        return source_html(stored, citation, spans, reveal=reveal)

    def _open_target(self, cited: Sequence[Place], event: gr.EventData) -> str:
        try:
            place = Place(str(event.docid), Span(int(event.start), int(event.end)))
            return self.show(place, cited, reveal=True)
        except (BriqaError, ValueError) as error:  # the document has changed since, or is gone
            return render.no_index(str(error))

    def welcome(self) -> str:
        """The pane when it has no place to show."""
        try:
            return render.welcome(self._open_assistant().documents())
        except BriqaError as error:
            return render.no_index(str(error))


def source_html(
    stored: StoredDocument, citation: Citation, cited: Sequence[Span], *, reveal: bool
) -> str:
    """A document around a citation, with the cited spans marked."""
    document = stored.document
    window = shown_window(document, citation.span)
    headings = [node.heading for node in stored.outline.sections if node.heading]
    text = (
        marked_text(document, window, cited=cited, current=citation.span, headings=headings)
        if window
        else ""
    )
    title = html.escape(title_of(document))
    return (
        f'<section class="source" data-visit="{next(_visits)}" data-reveal="{str(reveal).lower()}">'
        f'<header><h2 title="{title}">{title}</h2>{where_html(citation)}'
        f"{_about(document.metadata)}{_part(document, window)}</header>"
        '<div class="source-text" tabindex="0" role="region" '
        f'aria-label="Text of {title}">{text}</div></section>'
    )


def _about(metadata: Metadata) -> str:
    """What a reader must know of the text's origin before quoting it."""
    line = _RESTATED if metadata.status == "restated" else ""
    note = html.escape(metadata.note or "")
    if line and note:
        note = f"<details><summary>About this text</summary>{note}</details>"
    return f'<div class="about">{line}{note}</div>' if line or note else ""


def _part(document: Document, window: Span | None) -> str:
    if window is None or len(window) == len(document.text):
        return ""
    first, last = document.line_number(window.start), document.line_number(window.end - 1)
    return f'<p class="part">A part of the document: lines {first:,} to {last:,}.</p>'
