"""The audit under the Figures tab: the arithmetic between figures, recomputed when it is asked for.

The one thing to know: all sessions share one audit of each generation of the index.
"""

import threading
from collections.abc import Iterator, Sequence
from typing import Any, Final

import gradio as gr

from briqa.audit import AuditRow
from briqa.errors import BriqaError
from briqa.ui import render
from briqa.ui.findings import (
    MOST_SHOWN,
    ShownFinding,
    findings_html,
    verdict_choices,
    worst_first,
)
from briqa.ui.places import Place
from briqa.ui.source import OpenAssistant, SourcePane
from briqa.ui.theme import asset

_ALL: Final = ""
_NONE: Final = "No figure of the documents says something about others that could be recomputed."


class AuditSection:
    """The components of the audit and what happens between them.

    Build it inside `tab`; the audit is made when that is opened.
    """

    def __init__(self, open_assistant: OpenAssistant, source: SourcePane, tab: gr.Tab) -> None:
        self._open_assistant = open_assistant
        self._source = source
        self._lock = threading.Lock()
        self._audited: tuple[int, tuple[AuditRow, ...]] | None = None
        self.notice = gr.HTML(apply_default_css=False, elem_id="audit-notice")
        self.verdict = gr.Radio(
            [("All", _ALL)],
            value=_ALL,
            label="What the figures' own arithmetic says",
            visible=False,
            elem_id="audit-verdict",
        )
        self.findings = gr.HTML(
            js_on_load=asset("targets.js"), apply_default_css=False, elem_id="audit-findings"
        )
        self.generation = gr.State(-1)
        tab.select(
            self._opened,
            inputs=[self.generation],
            outputs=[self.notice, self.verdict, self.findings, self.generation],
            show_progress="hidden",
            api_visibility="private",
        )
        self.verdict.input(
            self._filter,
            inputs=[self.verdict],
            outputs=[self.notice, self.findings],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        self.findings.click(
            self._open_operand,
            outputs=[source.view, source.cited],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )

    def _opened(self, generation: int) -> Iterator[dict[Any, Any]]:
        try:
            assistant = self._open_assistant()
            current = assistant.generation
            if current == generation:
                yield {self.notice: gr.skip()}
                return
            yield {self.notice: render.busy("Recomputing what the figures say of one another …")}
            rows = self._rows()
            yield {
                self.notice: "" if rows else render.notice(_NONE),
                self.verdict: gr.update(
                    choices=verdict_choices(rows), value=_ALL, visible=bool(rows)
                ),
                self.findings: self._listed(rows),
                self.generation: current,
            }
        except BriqaError as error:
            yield {self.notice: render.notice(str(error))}

    def _filter(self, verdict: str) -> dict[Any, Any]:
        try:
            wanted = [row for row in self._rows() if verdict in (_ALL, row.finding.verdict)]
            return {self.notice: "", self.findings: self._listed(wanted)}
        except (BriqaError, ValueError) as error:  # a document has changed since, or is gone
            return {self.notice: render.notice(str(error))}

    def _open_operand(self, event: gr.EventData) -> tuple[str, tuple[Place, ...]]:
        """The source of a figure, with the figures marked that are recomputed with it."""
        try:
            related = {
                Place(row.document.docid, span)
                for row in self._rows()
                if row.document.docid == event.docid
                and any(
                    (span.start, span.end) == (event.start, event.end) for span in row.finding.spans
                )
                for span in row.finding.spans
            }
        except BriqaError as error:
            return render.no_index(str(error)), ()
        cited = tuple(sorted(related))
        return self._source.open_target(cited, event), cited

    def _rows(self) -> tuple[AuditRow, ...]:
        """The findings of all documents, the worst first.

        Raises:
            BriqaError: when the index can't be read.
        """
        assistant = self._open_assistant()
        with self._lock:
            generation = assistant.generation
            if self._audited is None or self._audited[0] != generation:
                self._audited = generation, tuple(worst_first(list(assistant.audit())))
            return self._audited[1]

    def _listed(self, rows: Sequence[AuditRow]) -> str:
        assistant = self._open_assistant()
        shown = [
            ShownFinding(
                row,
                [assistant.cite_span(row.document.docid, span) for span in row.finding.spans],
            )
            for row in rows[:MOST_SHOWN]
        ]
        return findings_html(shown, total=len(rows))
