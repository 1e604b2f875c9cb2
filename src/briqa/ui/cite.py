"""The Cite tab: sentences checked against the documents, and their sources as citations."""

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import gradio as gr

from briqa.citing import (
    DEFAULT_STYLE,
    FORMATS,
    Works,
    cite_sources,
    cited_source,
)
from briqa.claims import ClaimCheck, Verdict
from briqa.claims.sentences import claim_sentences
from briqa.errors import BriqaError
from briqa.permalink import link_to
from briqa.ui import render
from briqa.ui.citations import Cited, citations_html
from briqa.ui.claims import checks_announcement, checks_html
from briqa.ui.offered import examples_html
from briqa.ui.source import OpenAssistant, Place, SourcePane
from briqa.ui.suggestions import example_claims
from briqa.ui.theme import asset

_LOOKING: Final = "Looking in the documents …"
# An offered claim is checked as a typed one is.
_PRESS: Final = "() => document.querySelector('#check').click()"
# More would keep a reader waiting; whole texts are for `briqa cite --draft`.
MOST_SENTENCES: Final = 30


class _Source(NamedTuple):
    """A place that is cited for a sentence, as the browser's session keeps it."""

    number: int
    against: bool
    place: Place


class _Result(NamedTuple):
    """What a change of style needs to know of the last result."""

    sentences: int
    sources: tuple[_Source, ...]


_NO_RESULT: Final = _Result(0, ())


class CiteTab:
    """The components of the tab and what happens between them.

    Build it inside a `gr.Tab`.
    """

    def __init__(self, open_assistant: OpenAssistant, source: SourcePane) -> None:
        self._open_assistant = open_assistant
        self._source = source
        with gr.Row(elem_classes="question"):
            self.claim = gr.Textbox(
                label="Sentence or paragraph",
                placeholder="Paste what you want to say and to cite (Shift+Enter checks it)",
                lines=3,
                max_lines=12,
                elem_id="claim",
                scale=5,
            )
            self.button = gr.Button(
                "Check", variant="primary", elem_id="check", scale=0, min_width=88
            )
        self.examples = gr.HTML(
            js_on_load=asset("offered.js"), apply_default_css=False, elem_id="claim-examples"
        )
        self.notice = gr.HTML(apply_default_css=False, elem_id="claim-notice")
        self.checks = gr.HTML(
            js_on_load=asset("targets.js"), apply_default_css=False, elem_id="claims"
        )
        with gr.Column(visible=False, elem_id="citing") as self.citing:
            self.style = gr.Dropdown(
                [(title, name) for name, title in FORMATS.items()],
                value=DEFAULT_STYLE,
                label="Cite it in",
                filterable=False,
                elem_id="style",
            )
            self.citations = gr.HTML(
                js_on_load=asset("copy.js"), apply_default_css=False, elem_id="citations"
            )
        self.result = gr.State(_NO_RESULT)
        self._connect()

    def _connect(self) -> None:
        outputs = [
            self.claim,
            self.notice,
            self.checks,
            self.citing,
            self.citations,
            self.result,
            self._source.view,
            self._source.cited,
        ]
        # As in `ask.py`: past gradio's queue, and what is pasted before the check is done is
        # checked then.
        gr.on(
            [self.claim.submit, self.button.click],
            None,
            js=f"() => {json.dumps(render.busy(_LOOKING))}",
            outputs=[self.notice],
            show_progress="hidden",
            api_visibility="private",
        ).then(
            self._check,
            inputs=[self.claim, self.style],
            outputs=outputs,
            show_progress="hidden",
            api_visibility="private",
            queue=False,
            trigger_mode="always_last",
        )
        self.examples.click(
            self._taken,
            outputs=[self.claim],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        ).then(None, js=_PRESS, api_visibility="private")
        self.style.change(
            self._restyle,
            inputs=[self.style, self.result],
            outputs=[self.citations],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        self._source.follow(self.checks)

    def suggest(self) -> str:
        """Example claims about the corpus at hand; nothing where there is none."""
        try:
            return examples_html(example_claims(self._open_assistant()), "Example claims")
        except BriqaError:  # the source pane says it
            return ""

    def _taken(self, event: gr.EventData) -> str:
        """An offered claim, for the text box."""
        return str(event.text)

    def _check(self, text: str, style: str) -> dict[Any, Any]:
        if not text.strip():
            return {self.notice: render.notice("Paste a sentence first.")}
        spans = claim_sentences(text)
        sentences = [text[span.start : span.end] for span in spans[:MOST_SENTENCES]]
        try:
            shown = self._shown(self._open_assistant().cite_all(sentences), style)
        except BriqaError as error:
            return {
                self.notice: render.notice(str(error)),
                self.checks: "",
                self.citing: gr.update(visible=False),
                self.result: _NO_RESULT,
            }
        if len(spans) > MOST_SENTENCES:
            shown[self.notice] += render.notice(
                f"The first {MOST_SENTENCES} of {len(spans)} sentences were checked; "
                "briqa cite --draft FILE checks whole texts."
            )
        return shown

    def _shown(self, checks: Sequence[ClaimCheck], style: str) -> dict[Any, Any]:
        """A result in all the components that show it."""
        result = _result(checks)
        places = tuple(dict.fromkeys(source.place for source in result.sources))
        return {
            self.notice: checks_announcement(checks),
            self.checks: checks_html(checks),
            self.citing: gr.update(visible=bool(places)),
            self.citations: self._written(style, result),
            self.result: result,
            self._source.view: (
                self._source.show(places[0], places, reveal=False)
                if places
                else self._source.welcome()
            ),
            self._source.cited: places,
        }

    def _restyle(self, style: str, result: _Result) -> str:
        try:
            return self._written(style, result)
        except (BriqaError, ValueError) as error:  # the document has changed since, or is gone
            return render.notice(str(error))

    def _written(self, style: str, result: _Result) -> str:
        """The citations of the last result in a style."""
        if not result.sources:
            return ""
        assistant = self._open_assistant()
        citations = [assistant.cite_span(*source.place) for source in result.sources]
        cited = [
            Cited(source.number, source.against, link_to(citation.document, citation.span))
            for source, citation in zip(result.sources, citations, strict=True)
        ]
        written = cite_sources(citations, Works(), style)
        return citations_html(cited, written, sentences=result.sentences)


def _result(checks: Sequence[ClaimCheck]) -> _Result:
    sources = tuple(
        _Source(number, check.verdict is Verdict.CONTRADICTED, Place.of(citation))
        for number, check in enumerate(checks, start=1)
        if (citation := cited_source(check)) is not None
    )
    return _Result(len(checks), sources)
