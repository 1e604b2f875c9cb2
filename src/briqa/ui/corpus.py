"""The Corpus tab: what is indexed, files added by dropping them, documents removed.

The one thing to know: changes are made by `briqa.upkeep` in a thread, one at a time, on a
connection of their own, so that everybody else goes on asking; the open assistant sees by the
index's generation that it has changed.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

import gradio as gr

from briqa.assistant import Assistant
from briqa.catalogue import Catalogue
from briqa.errors import BriqaError, IndexMissing
from briqa.indexing import IndexingStep
from briqa.segment import PassageKind
from briqa.spans import Span
from briqa.store import StoredDocument
from briqa.ui import render
from briqa.ui.corpus_table import (
    NO_DOCUMENTS,
    documents_html,
    outcomes_html,
    progress_html,
    removed_html,
    report_html,
    totals_html,
)
from briqa.ui.source import OpenAssistant, Place, SourcePane
from briqa.ui.theme import asset
from briqa.upkeep import Declined, GivenFile, Taken, look_again, remove, take_in

_BUSY: Final = "The index is being changed already; try again when that is done."
_DROP: Final = "Add PDF, Word, HTML, Markdown or text"
Updates = dict[Any, Any]
T = TypeVar("T")
OnStep = Callable[[IndexingStep], None]
Change = Callable[[OnStep], T]
"""What changes the index, told where to report its steps."""


class CorpusTab:
    """The components of the tab and what happens between them.

    Build it inside `tab`, which is filled when it is opened.

    Args:
        open_assistant: gives the open index.
        source: the pane that shows a document.
        tab: the tab.
        index_dir: the folder of the index; None for that of the open one.
    """

    def __init__(
        self,
        open_assistant: OpenAssistant,
        source: SourcePane,
        tab: gr.Tab,
        index_dir: Path | None,
    ) -> None:
        self._open_assistant = open_assistant
        self._source = source
        self._index_dir = index_dir
        self._changing = threading.Lock()
        self.files = gr.File(
            label=_DROP,
            file_count="multiple",
            elem_id="corpus-files",
            height=152,
        )
        self.notice = gr.HTML(apply_default_css=False, elem_id="corpus-notice")
        self.outcome = gr.HTML(apply_default_css=False, elem_id="corpus-outcome")
        with gr.Row(elem_id="corpus-head"):
            self.totals = gr.HTML(apply_default_css=False, elem_id="corpus-totals")
            self.refresh = gr.Button(
                "Look for changes", elem_id="corpus-refresh", scale=0, min_width=64
            )
        self.table = gr.HTML(
            js_on_load=asset("corpus.js"), apply_default_css=False, elem_id="corpus-table"
        )
        self.generation = gr.State(-1)
        self._connect(tab)

    def _connect(self, tab: gr.Tab) -> None:
        tab.select(
            self._opened,
            outputs=[self.notice, self.totals, self.table],
            show_progress="hidden",
            api_visibility="private",
        )
        changed = [
            self.notice,
            self.outcome,
            self.totals,
            self.table,
            self.generation,
            self._source.view,
        ]
        # Whoever comes second isn't kept waiting, but told.
        self.files.upload(
            self._add,
            inputs=[self.files],
            outputs=[self.files, *changed],
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=None,
        )
        self.refresh.click(
            self._look_again,
            outputs=changed,
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=None,
        )
        self.table.select(
            self._remove,
            outputs=changed,
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=None,
        )
        self.table.click(
            self._open_document,
            outputs=[self._source.view],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )

    def _opened(self) -> Updates:
        try:
            return {self.notice: "", **self._shown(self._catalogue())}
        except BriqaError as error:
            return {self.notice: render.notice(str(error)), self.totals: "", self.table: ""}

    def _add(self, paths: Sequence[str] | None) -> Iterator[Updates]:
        given = [GivenFile(Path(path).name, Path(path)) for path in paths or ()]
        for shown in self._changed(
            lambda on_step: self._take_in(given, on_step),
            lambda outcomes: outcomes_html(outcomes, self._catalogue()),
        ):
            yield {**shown, self.files: None}

    def _take_in(self, given: Sequence[GivenFile], on_step: OnStep) -> list[Taken | Declined]:
        try:
            return take_in(self._folder(), given, assistant=self._opened_index(), on_step=on_step)
        finally:
            # What gradio received would outlive the document otherwise.
            for file in given:
                file.path.unlink(missing_ok=True)

    def _look_again(self) -> Iterator[Updates]:
        yield from self._changed(
            lambda on_step: look_again(self._open_assistant(), on_step=on_step), report_html
        )

    def _remove(self, event: gr.EventData) -> Iterator[Updates]:
        docid = str(event.docid)
        yield from self._changed(
            lambda on_step: remove(self._open_assistant(), docid), removed_html
        )

    def _changed(self, change: Change[T], said: Callable[[T], str]) -> Iterator[Updates]:
        """Changes the index, with what the tab shows on the way and at the end."""
        if not self._changing.acquire(blocking=False):
            yield {self.notice: render.notice(_BUSY)}
            return
        steps = _steps(change, self._changing.release)
        yield {self.notice: render.busy("Working on the index …"), self.outcome: ""}
        try:
            for step in steps:
                if isinstance(step, IndexingStep):
                    yield {self.notice: progress_html(step)}
                else:
                    yield self._finished(said(step.value))
        except BriqaError as error:
            yield {**self._opened(), self.notice: render.notice(str(error))}

    def _finished(self, outcome_html: str) -> Updates:
        catalogue = self._catalogue()
        return {
            self.notice: "",
            self.outcome: outcome_html,
            **self._shown(catalogue),
            self.generation: catalogue.generation if catalogue else 0,
            self._source.view: self._source.welcome(),
        }

    def _open_document(self, event: gr.EventData) -> str:
        try:
            stored = self._open_assistant().document(str(event.docid))
            return self._source.show(_beginning(stored), (), reveal=True)
        except BriqaError as error:
            return render.no_index(str(error))

    def _folder(self) -> Path:
        return self._index_dir or self._open_assistant().index_dir

    def _opened_index(self) -> Assistant | None:
        """The open index; None before anything was indexed."""
        try:
            return self._open_assistant()
        except IndexMissing:
            return None

    def _catalogue(self) -> Catalogue | None:
        assistant = self._opened_index()
        return assistant.catalogue() if assistant else None

    def _shown(self, catalogue: Catalogue | None) -> Updates:
        if catalogue is None or not catalogue.holdings:
            return {self.totals: NO_DOCUMENTS, self.table: ""}
        return {
            self.totals: totals_html(catalogue),
            self.table: documents_html(catalogue, self._folder()),
        }


def _beginning(stored: StoredDocument) -> Place:
    """The first passage of a document's body, behind title page and front matter."""
    passages = [each.passage for each in stored.passages]
    body = [passage for passage in passages if passage.kind is PassageKind.BODY]
    span = (body or passages)[0].span if passages else Span(0, 1)
    return Place(stored.document.docid, span)


class _Result(NamedTuple, Generic[T]):
    """What a change gave."""

    value: T


def _steps(change: Change[T], when_over: Callable[[], None]) -> Iterator[IndexingStep | _Result[T]]:
    """Runs a change in a thread: gives its last step each time, then its result.

    Args:
        change: the change.
        when_over: called in the thread before the result is given, even if nobody waits for it.
    """
    steps: queue.SimpleQueue[IndexingStep | _Result[T] | BaseException] = queue.SimpleQueue()

    def work() -> None:
        outcome: _Result[T] | BaseException
        try:
            outcome = _Result(change(steps.put))
        except BaseException as error:
            outcome = error
        when_over()
        steps.put(outcome)

    threading.Thread(target=work, daemon=True).start()
    return _until_over(steps)


def _until_over(
    steps: "queue.SimpleQueue[IndexingStep | _Result[T] | BaseException]",
) -> Iterator[IndexingStep | _Result[T]]:
    while True:
        step = steps.get()
        while isinstance(step, IndexingStep) and not steps.empty():
            step = steps.get()
        if isinstance(step, BaseException):
            raise step
        yield step
        if isinstance(step, _Result):
            return
