"""The Figures tab: every figure of the index, filtered, sorted, and led back to its source.

The one thing to know: filtering, sorting and cutting into pages happen on the server, and the
browser's session keeps only the filter and the page.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import gradio as gr

from briqa.errors import BriqaError
from briqa.figures import (
    FigureCollection,
    FigureFilter,
    FigureRow,
    Sort,
    explain_none,
    write_csv,
    write_jsonl,
)
from briqa.figures.order import count_families
from briqa.ui import render
from briqa.ui.audit import AuditSection
from briqa.ui.figures_form import (
    ANY,
    FormEntries,
    document_choices,
    kind_choices,
    read_filter,
    unit_choices,
)
from briqa.ui.figures_table import PAGE_SIZE, TablePage, page_count, table_html
from briqa.ui.source import OpenAssistant, SourcePane
from briqa.ui.theme import asset

_GROUPED: Final = (
    "Grouped by unit: those that convert to one another together, each currency by itself; "
    "by value within a group."
)


class _View(NamedTuple):
    """What is shown, as the browser's session keeps it.

    Attributes:
        wanted: the filter with its order.
        page_index: from 0.
        generation: of the index that the form's choices are from; -1 before there are any.
    """

    wanted: FigureFilter
    page_index: int
    generation: int


# Presses the hidden button that holds the file, once the page has it.
_SAVE: Final = """() => requestAnimationFrame(() => {
  const holder = document.querySelector("#figures-file");
  (holder.querySelector("a, button") ?? holder).click();
})"""

_START: Final = _View(FigureFilter(), 0, -1)


class FiguresTab:
    """The components of the tab and what happens between them.

    Build it inside `tab`, which is filled when it is opened.
    """

    def __init__(self, open_assistant: OpenAssistant, source: SourcePane, tab: gr.Tab) -> None:
        self._open_assistant = open_assistant
        self._source = source
        with gr.Tabs(elem_id="figures-parts"):
            with gr.Tab("All figures"):
                self._lay_out()
            with gr.Tab("Audit") as audit:
                AuditSection(open_assistant, source, audit)
        self.view = gr.State(_START)
        self._connect(tab)

    def _lay_out(self) -> None:
        with gr.Row(elem_classes="question"):
            self.text = gr.Textbox(
                label="Search the figures",
                placeholder="Words of the sentence, unit, subject or measure",
                lines=1,
                elem_id="figures-text",
                scale=5,
            )
            self.button = gr.Button(
                "Filter", variant="primary", elem_id="filter", scale=0, min_width=88
            )
        with gr.Row(elem_classes="figures-form"):
            self.kind = _choice("Kind", "figures-kind")
            self.unit = _choice("Unit", "figures-unit", allows_others=True)
            self.docid = _choice("Document", "figures-docid", is_visible=False)
        with gr.Row(elem_classes="figures-form"):
            self.minimum = _entry("From", "1,000", "figures-from")
            self.maximum = _entry("To", "2.5 million", "figures-to")
            self.period = _entry("Period", "2022", "figures-period")
            self.clear = gr.Button("Clear", elem_id="figures-clear", scale=0, min_width=72)
        self.notice = gr.HTML(apply_default_css=False, elem_id="figures-notice")
        with gr.Row(elem_id="figures-head"):
            self.count = gr.HTML(apply_default_css=False, elem_id="figures-count")
            self.as_csv = gr.Button("Download CSV", elem_id="figures-csv", scale=0, min_width=64)
            self.as_jsonl = gr.Button("JSONL", elem_id="figures-jsonl", scale=0, min_width=64)
        self.file = gr.DownloadButton("File", elem_id="figures-file", visible="hidden")
        self.table = gr.HTML(
            js_on_load=asset("targets.js") + asset("figures.js"),
            apply_default_css=False,
            elem_id="figures-table",
        )

    @property
    def _entries(self) -> list[gr.components.Component]:
        """The form, in the order of `FormEntries`."""
        return [
            self.text,
            self.kind,
            self.unit,
            self.docid,
            self.minimum,
            self.maximum,
            self.period,
        ]

    def _connect(self, tab: gr.Tab) -> None:
        shown = [self.notice, self.count, self.table, self.view, self._source.cited]
        tab.select(
            self._opened,
            inputs=[self.view],
            outputs=[self.kind, self.unit, self.docid, *shown],
            show_progress="hidden",
            api_visibility="private",
        )
        for trigger in (
            self.button.click,
            self.text.submit,
            self.minimum.submit,
            self.maximum.submit,
            self.period.submit,
            self.kind.input,
            self.unit.input,
            self.docid.input,
        ):
            trigger(
                self._filter,
                inputs=[self.view, *self._entries],
                outputs=shown,
                show_progress="hidden",
                api_visibility="private",
                queue=False,
            )
        self.clear.click(
            self._cleared,
            inputs=[self.view],
            outputs=[*self._entries, *shown],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        self.table.select(
            self._moved,
            inputs=[self.view],
            outputs=shown,
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        for button, write in ((self.as_csv, _csv_file), (self.as_jsonl, _jsonl_file)):
            self._offer(button, write)
        self._source.follow(self.table)

    def _offer(self, button: gr.Button, write: Any) -> None:
        """Lets a button make a file of what is filtered, and the browser save it."""
        button.click(
            lambda view: write(self._rows(view.wanted), view.wanted),
            inputs=[self.view],
            outputs=[self.file],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        ).success(fn=None, js=_SAVE, api_visibility="private")

    def _opened(self, view: _View) -> dict[Any, Any]:
        """The tab when it comes into view: filled at first, and when the index has changed."""
        try:
            assistant = self._open_assistant()
            generation = assistant.generation
            if view.generation == generation:
                return {self.notice: gr.skip()}
            figures = assistant.all_figures()
            view = view._replace(generation=generation)
            return {
                self.kind: gr.update(choices=kind_choices(figures)),
                self.unit: gr.update(choices=unit_choices(figures)),
                self.docid: gr.update(
                    choices=document_choices(figures), visible=len(figures.by_document) > 1
                ),
                **self._shown(view),
            }
        except BriqaError as error:
            return {self.notice: render.notice(str(error))}

    def _filter(self, view: _View, *entries: Any) -> dict[Any, Any]:
        try:
            wanted = read_filter(FormEntries(*entries))
            return self._shown(_from_the_start(view, wanted))
        except BriqaError as error:
            return {self.notice: render.notice(str(error))}

    def _cleared(self, view: _View) -> dict[Any, Any]:
        emptied: dict[Any, Any] = dict.fromkeys(self._entries, ANY)
        try:
            return emptied | self._shown(_from_the_start(view, FigureFilter()))
        except BriqaError as error:
            return emptied | {self.notice: render.notice(str(error))}

    def _moved(self, view: _View, event: gr.EventData) -> dict[Any, Any]:
        """The same figures in another order, or another page of them."""
        try:
            return self._shown(_asked(view, event))
        except (BriqaError, ValueError) as error:
            return {self.notice: render.notice(str(error))}

    def _shown(self, view: _View) -> dict[Any, Any]:
        """A page in all the components that show it.

        Raises:
            BriqaError: when the index can't be read, or the filter names a document that is gone.
        """
        assistant = self._open_assistant()
        figures = assistant.all_figures()
        rows = figures.find(view.wanted)
        view = view._replace(page_index=min(view.page_index, page_count(len(rows)) - 1))
        first = view.page_index * PAGE_SIZE
        page = TablePage(
            [
                (row, assistant.cite_span(row.document.docid, row.quantity.span))
                for row in rows[first : first + PAGE_SIZE]
            ],
            count_families(rows) if view.wanted.sort == "unit" else {},
            len(rows),
            view.page_index,
            view.wanted.sort,
            view.wanted.descending,
            len(figures.by_document) > 1,
        )
        return {
            self.notice: "" if rows else render.notice(_none_line(view.wanted, figures)),
            self.count: _count_html(len(rows), len(figures), view.wanted.sort),
            self.table: table_html(page) if rows else "",
            self.view: view,
            self._source.cited: (),
        }

    def _rows(self, wanted: FigureFilter) -> Sequence[FigureRow]:
        return self._open_assistant().all_figures().find(wanted)


def _from_the_start(view: _View, wanted: FigureFilter) -> _View:
    """Another filter in the same order."""
    ordered = replace(wanted, sort=view.wanted.sort, descending=view.wanted.descending)
    return view._replace(wanted=ordered, page_index=0)


def _asked(view: _View, event: gr.EventData) -> _View:
    """The view that a press of a head or of a page button asks for.

    Raises:
        ValueError: when the browser sent something else.
    """
    sort: Sort | None = getattr(event, "sort", None)
    if sort is None:
        return view._replace(page_index=max(0, int(event.page)))
    descending = sort == view.wanted.sort and not view.wanted.descending
    return view._replace(
        wanted=replace(view.wanted, sort=sort, descending=descending), page_index=0
    )


def _none_line(wanted: FigureFilter, figures: FigureCollection) -> str:
    every = figures.find(FigureFilter(docid=wanted.docid))
    line = explain_none(wanted, (row.quantity.unit for row in every))
    return f"{line[:1].upper()}{line[1:]}."


def _count_html(found: int, every: int, sort: Sort) -> str:
    said = f"{found:,} of {every:,}" if found != every else f"{every:,}"
    how = f'<span class="how">{_GROUPED}</span>' if sort == "unit" and found else ""
    return f'<p class="count" role="status"><strong>{said} figures</strong>{how}</p>'


def _csv_file(rows: Sequence[FigureRow], wanted: FigureFilter) -> str:
    path = _download_path("figures.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(rows, file, with_converted=wanted.unit is not None)
    return str(path)


def _jsonl_file(rows: Sequence[FigureRow], wanted: FigureFilter) -> str:
    path = _download_path("figures.jsonl")
    with path.open("w", encoding="utf-8", newline="") as file:
        write_jsonl(rows, file)
    return str(path)


def _download_path(name: str) -> Path:
    return Path(tempfile.mkdtemp(prefix="briqa-")) / name


def _choice(
    label: str, elem_id: str, *, allows_others: bool = False, is_visible: bool = True
) -> gr.Dropdown:
    return gr.Dropdown(
        [(f"any {label.lower()}", ANY)],
        value=ANY,
        label=label,
        filterable=allows_others,
        allow_custom_value=allows_others,
        visible=is_visible,
        elem_id=elem_id,
        min_width=120,
    )


def _entry(label: str, example: str, elem_id: str) -> gr.Textbox:
    return gr.Textbox(label=label, placeholder=example, lines=1, elem_id=elem_id, min_width=96)
