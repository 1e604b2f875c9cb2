"""The Ask tab: a question, the short answer, its sentences with their figures, and the evidence."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import gradio as gr
from gradio.events import api

from briqa.answer import Answer, Refusal, as_json
from briqa.errors import BriqaError
from briqa.ui import render
from briqa.ui.lead import lead
from briqa.ui.source import OpenAssistant, Place, SourcePane
from briqa.ui.theme import FIGURE_COLOURS, asset
from briqa.ui.tokens import Token, answer_tokens

EXAMPLES: Final = (
    "What was the total trade volume in 2022?",
    "How many parks were built overseas?",
    "What are the main challenges?",
    "How many shipping routes go to partner countries?",
)


class AskTab:
    """The components of the tab and what happens between them.

    Build it inside a `gr.Tab`.
    """

    def __init__(self, open_assistant: OpenAssistant, source: SourcePane) -> None:
        self._open_assistant = open_assistant
        self._source = source
        with gr.Row(elem_classes="question"):
            self.question = gr.Textbox(
                label="Question",
                placeholder="Ask about your documents",
                lines=1,
                max_lines=4,
                autofocus=True,
                elem_id="question",
                scale=5,
            )
            self.button = gr.Button("Ask", variant="primary", elem_id="ask", scale=0, min_width=88)
        # To mypy it is a function, since gradio makes the object in one.
        examples: Any = gr.Examples(
            [[example] for example in EXAMPLES],
            [self.question],
            label="Try",
            elem_id="examples",
            api_visibility="private",
        )
        self.notice = gr.HTML(apply_default_css=False, elem_id="notice")
        self.lead = gr.HTML(js_on_load=asset("targets.js"), apply_default_css=False, elem_id="lead")
        self.answer = gr.HighlightedText(
            label="In the documents' own words",
            color_map=FIGURE_COLOURS,
            show_label=True,
            visible=False,
            elem_id="answer",
        )
        self.evidence = gr.HTML(
            js_on_load=asset("targets.js"), apply_default_css=False, elem_id="evidence"
        )
        self.targets = gr.State(())
        self._connect(examples)

    def _connect(self, examples: Any) -> None:
        outputs = [
            self.notice,
            self.lead,
            self.answer,
            self.evidence,
            self.targets,
            self._source.view,
            self._source.cited,
        ]
        for trigger in (self.question.submit, self.button.click, examples.load_input_event.then):
            trigger(
                self._ask,
                inputs=[self.question],
                outputs=outputs,
                show_progress="hidden",
                api_visibility="private",
            )
        self.answer.select(
            self._open_token,
            inputs=[self.targets, self._source.cited],
            outputs=[self._source.view],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        self._source.follow(self.lead)
        self._source.follow(self.evidence)
        api(self._ask_json, api_name="ask", queue=False)

    def _ask(self, question: str) -> Iterator[dict[Any, Any]]:
        if not question.strip():
            yield {self.notice: render.notice("Type a question first.")}
            return
        yield {self.notice: render.busy("Looking in the documents …")}
        try:
            yield self._shown(self._open_assistant().ask(question))
        except BriqaError as error:
            yield {
                self.notice: render.notice(str(error)),
                self.lead: "",
                self.answer: gr.update(visible=False),
                self.evidence: "",
            }

    def _shown(self, result: Answer | Refusal) -> dict[Any, Any]:
        """A result in all the components that show it."""
        tokens = answer_tokens(result) if isinstance(result, Answer) else []
        cited = cited_places(result)
        return {
            self.notice: render.announcement(result),
            self.lead: lead(result),
            self.answer: gr.update(
                value=[(token.text, token.label) for token in tokens], visible=bool(tokens)
            ),
            self.evidence: render.evidence(result),
            self.targets: token_places(tokens),
            self._source.view: (
                self._source.show(cited[0], cited, reveal=False)
                if cited
                else self._source.welcome()
            ),
            self._source.cited: cited,
        }

    def _open_token(
        self, targets: Sequence[Place | None], cited: Sequence[Place], event: gr.SelectData
    ) -> Any:
        place = targets[event.index] if 0 <= event.index < len(targets) else None
        if place is None:
            return gr.skip()
        return self._source.show(place, cited, reveal=True)

    def _ask_json(self, question: str) -> dict[str, object]:
        """Answers a question: its sentences, figures and passages with their exact spans."""
        try:
            return as_json(self._open_assistant().ask(question))
        except BriqaError as error:
            raise gr.Error(str(error), print_exception=False) from error


def cited_places(result: Answer | Refusal) -> tuple[Place, ...]:
    """The places of a result's sentences; none for a refusal."""
    if isinstance(result, Refusal):
        return ()
    return tuple(Place.of(sentence.citation) for sentence in result.sentences)


def token_places(tokens: Sequence[Token]) -> tuple[Place | None, ...]:
    """Where each token of the answer leads."""
    return tuple(Place.of(token.citation) if token.citation else None for token in tokens)
