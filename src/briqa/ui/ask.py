"""The Ask tab: a question, the short answer, its sentences with their figures, and the evidence."""

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import gradio as gr

from briqa.answer import Answer, Refusal
from briqa.errors import BriqaError
from briqa.ui import render
from briqa.ui.lead import lead
from briqa.ui.offered import Asked, asked_html, examples_html, remembered
from briqa.ui.sharing import share_html
from briqa.ui.source import OpenAssistant, Place, SourcePane
from briqa.ui.suggestions import example_questions
from briqa.ui.targets import quoted
from briqa.ui.theme import FIGURE_COLOURS, asset
from briqa.ui.tokens import Token, answer_tokens

_LOOKING: Final = "Looking in the documents …"
# An offered question is asked as a typed one is, so that there is one way to ask, and one order.
_PRESS: Final = "() => document.querySelector('#ask').click()"
# What comes back for a component that isn't in it stays as it is.
Updates = dict[Any, Any]


class TokenTarget(NamedTuple):
    """Where a token of the answer leads, and the mark of the text that stands there."""

    place: Place
    mark: str


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
        self.examples = gr.HTML(
            js_on_load=asset("offered.js"), apply_default_css=False, elem_id="examples"
        )
        self.earlier = gr.HTML(
            js_on_load=asset("offered.js"), apply_default_css=False, elem_id="asked"
        )
        self.notice = gr.HTML(apply_default_css=False, elem_id="notice")
        self.lead = gr.HTML(js_on_load=asset("targets.js"), apply_default_css=False, elem_id="lead")
        self.share = gr.HTML(
            js_on_load=asset("copy.js") + asset("address.js"),
            apply_default_css=False,
            elem_id="share",
        )
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
        self.asked = gr.State(())
        self.outputs = [
            self.question,
            self.notice,
            self.lead,
            self.share,
            self.earlier,
            self.answer,
            self.evidence,
            self.targets,
            self.asked,
            self._source.view,
            self._source.cited,
        ]
        self._connect()

    def _connect(self) -> None:
        # The browser says by itself that it waits, and asks without gradio's queue: a result that
        # comes in two parts through the queue is sent twice, the whole source text with it. What is
        # asked before the answer is there is asked then; otherwise it would be passed over.
        gr.on(
            [self.question.submit, self.button.click],
            None,
            js=f"() => {json.dumps(render.busy(_LOOKING))}",
            outputs=[self.notice],
            show_progress="hidden",
            api_visibility="private",
        ).then(
            self._ask,
            inputs=[self.question, self.asked],
            outputs=self.outputs,
            show_progress="hidden",
            api_visibility="private",
            queue=False,
            trigger_mode="always_last",
        )
        for offered in (self.examples, self.earlier):
            offered.click(
                self._taken,
                outputs=[self.question],
                show_progress="hidden",
                api_visibility="private",
                queue=False,
            ).then(None, js=_PRESS, api_visibility="private")
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

    def suggest(self) -> str:
        """Example questions of the corpus at hand; nothing where there is none."""
        try:
            return examples_html(example_questions(self._open_assistant()), "Example questions")
        except BriqaError:  # the source pane says it
            return ""

    def answered(self, question: str, asked: Asked) -> Updates:
        """What the tab shows for a question.

        Args:
            question: in plain language.
            asked: the questions of this visit so far.
        """
        try:
            result = self._open_assistant().ask(question)
            return self._shown(question, result, remembered(asked, question))
        except BriqaError as error:
            return {
                self.notice: render.notice(str(error)),
                self.lead: "",
                self.share: "",
                self.answer: gr.update(visible=False),
                self.evidence: "",
            }

    def _ask(self, question: str, asked: Asked) -> Updates:
        if not question.strip():
            return {self.notice: render.notice("Type a question first.")}
        return self.answered(question, asked)

    def _taken(self, event: gr.EventData) -> str:
        """An offered question, for the text box."""
        return str(event.text)

    def _shown(self, question: str, result: Answer | Refusal, asked: Asked) -> Updates:
        """A result in all the components that show it."""
        tokens = answer_tokens(result) if isinstance(result, Answer) else []
        cited = cited_places(result)
        return {
            self.notice: render.announcement(result),
            self.lead: lead(result),
            self.share: share_html(question, result),
            self.earlier: asked_html(asked),
            self.answer: gr.update(
                value=[(token.text, token.label) for token in tokens], visible=bool(tokens)
            ),
            self.evidence: render.evidence(result),
            self.targets: token_targets(tokens),
            self.asked: asked,
            self._source.view: (
                self._source.show(cited[0], cited, reveal=False)
                if cited
                else self._source.welcome()
            ),
            self._source.cited: cited,
        }

    def _open_token(
        self, targets: Sequence[TokenTarget | None], cited: Sequence[Place], event: gr.SelectData
    ) -> Any:
        target = targets[event.index] if 0 <= event.index < len(targets) else None
        if target is None:
            return gr.skip()
        return self._source.open(target.place, target.mark, cited)


def cited_places(result: Answer | Refusal) -> tuple[Place, ...]:
    """The places of a result's sentences; none for a refusal."""
    if isinstance(result, Refusal):
        return ()
    return tuple(Place.of(sentence.citation) for sentence in result.sentences)


def token_targets(tokens: Sequence[Token]) -> tuple[TokenTarget | None, ...]:
    """Where each token of the answer leads."""
    return tuple(
        TokenTarget(Place.of(token.citation), quoted(token.citation.quote))
        if token.citation
        else None
        for token in tokens
    )
