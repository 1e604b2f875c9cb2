"""The Figures tab: every figure of the index, filtered, sorted, and led back to its source.

The one thing to know: filtering, sorting and cutting into pages happen on the server, and the
browser's session keeps only the filter and the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, NamedTuple

import gradio as gr

from briqa.answer import Citation
from briqa.assistant import Assistant
from briqa.errors import BriqaError
from briqa.figures import (
    Comparison,
    FigureCollection,
    FigureFilter,
    FigureRow,
    Sort,
    explain_none,
)
from briqa.figures.order import count_families
from briqa.ui import render
from briqa.ui.audit import AuditSection
from briqa.ui.figures_downloads import DownloadButtons
from briqa.ui.figures_form import FigureForm, FormEntries, read_filter
from briqa.ui.figures_plot import NO_PLOT, plot_choices, plot_html, plot_key
from briqa.ui.figures_table import PAGE_SIZE, TablePage, page_count, table_html
from briqa.ui.places import Place
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
        plotted: the key of the comparison that is plotted.
    """

    wanted: FigureFilter
    page_index: int
    generation: int
    plotted: str = NO_PLOT


# The source pane, and the places that are marked in it.
_Opened = tuple[str, tuple[Place, ...]]

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
        self.wanted = gr.State(_START.wanted)  # the view's, for the downloads
        self._connect(tab)

    def _lay_out(self) -> None:
        self.form = FigureForm()
        self.notice = gr.HTML(apply_default_css=False, elem_id="figures-notice")
        with gr.Row(elem_id="figures-head"):
            self.count = gr.HTML(apply_default_css=False, elem_id="figures-count")
            self.downloads = DownloadButtons(self._find)
        self.plotted = gr.Dropdown(
            [("no plot", NO_PLOT)],
            value=NO_PLOT,
            label="Plot figures of one measure",
            filterable=False,
            visible=False,
            elem_id="figures-plotted",
        )
        self.plot = gr.HTML(
            js_on_load=asset("targets.js"), apply_default_css=False, elem_id="figures-plot"
        )
        self.table = gr.HTML(
            js_on_load=asset("targets.js") + asset("figures.js"),
            apply_default_css=False,
            elem_id="figures-table",
        )

    def _connect(self, tab: gr.Tab) -> None:
        shown = [
            self.notice,
            self.count,
            self.plotted,
            self.plot,
            self.table,
            self.view,
            self.wanted,
        ]
        tab.select(
            self._opened,
            inputs=[self.view],
            outputs=[*self.form.entries, *shown],
            show_progress="hidden",
            api_visibility="private",
        )
        gr.on(
            self.form.triggers,
            self._filter,
            inputs=[self.view, *self.form.entries],
            outputs=shown,
            show_progress="hidden",
            api_visibility="private",
            queue=False,
            trigger_mode="always_last",
        )
        self.form.clear.click(
            self._cleared,
            inputs=[self.view],
            outputs=[*self.form.entries, *shown],
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
        self.plotted.input(
            self._plot,
            inputs=[self.plotted, self.view],
            outputs=[self.plot, self.view],
            show_progress="hidden",
            api_visibility="private",
            queue=False,
        )
        self.downloads.connect(self.wanted)
        for component, opened in ((self.table, self._open_row), (self.plot, self._open_mark)):
            component.click(
                opened,
                inputs=[self.view],
                outputs=[self._source.view, self._source.cited],
                show_progress="hidden",
                api_visibility="private",
                queue=False,
            )

    def _opened(self, view: _View) -> Iterator[dict[Any, Any]]:
        """The tab when it comes into view: filled at first, and when the index has changed."""
        try:
            assistant = self._open_assistant()
            generation = assistant.generation
            if view.generation == generation:
                yield {self.notice: gr.skip()}
                return
            yield {self.notice: render.busy("Reading the figures of the documents …")}
            choices = self.form.choices(assistant.all_figures())
            yield choices | self._shown(view._replace(generation=generation))
        except BriqaError as error:
            yield {self.notice: render.notice(str(error))}

    def _filter(self, view: _View, *entries: Any) -> dict[Any, Any]:
        try:
            wanted = read_filter(FormEntries(*entries))
            return self._shown(_from_the_start(view, wanted))
        except BriqaError as error:
            return {self.notice: render.notice(str(error))}

    def _cleared(self, view: _View) -> dict[Any, Any]:
        emptied = self.form.emptied()
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
            [(row, _citation(assistant, row)) for row in rows[first : first + PAGE_SIZE]],
            count_families(rows) if view.wanted.sort == "unit" else {},
            len(rows),
            view.page_index,
            view.wanted.sort,
            view.wanted.descending,
            len(figures.by_document) > 1,
        )
        comparisons = figures.comparisons(view.wanted)
        if view.plotted not in map(plot_key, comparisons):
            view = view._replace(plotted=NO_PLOT)
        return {
            self.notice: "" if rows else render.notice(_none_line(view.wanted, figures)),
            self.count: _count_html(len(rows), len(figures), view.wanted.sort),
            self.plotted: gr.update(
                choices=plot_choices(comparisons), value=view.plotted, visible=bool(comparisons)
            ),
            self.plot: _plot_html(view.plotted, comparisons, assistant),
            self.table: table_html(page) if rows else "",
            self.view: view,
            self.wanted: view.wanted,
        }

    def _plot(self, plotted: str, view: _View) -> dict[Any, Any]:
        try:
            assistant = self._open_assistant()
            comparisons = assistant.all_figures().comparisons(view.wanted)
            return {
                self.plot: _plot_html(plotted, comparisons, assistant),
                self.view: view._replace(plotted=plotted),
            }
        except BriqaError as error:
            return {self.plot: render.notice(str(error))}

    def _open_row(self, view: _View, event: gr.EventData) -> _Opened:
        """The source of a row, with the other figures of its page marked."""
        first = view.page_index * PAGE_SIZE
        try:
            return self._opened_among(self._find(view.wanted)[first : first + PAGE_SIZE], event)
        except BriqaError as error:
            return render.no_index(str(error)), ()

    def _open_mark(self, view: _View, event: gr.EventData) -> _Opened:
        """The source of a figure that is plotted, with the others of the plot marked."""
        try:
            comparisons = self._open_assistant().all_figures().comparisons(view.wanted)
        except BriqaError as error:
            return render.no_index(str(error)), ()
        plotted = [made.rows for made in comparisons if plot_key(made) == view.plotted]
        return self._opened_among(plotted[0] if plotted else (), event)

    def _opened_among(self, rows: Sequence[FigureRow], event: gr.EventData) -> _Opened:
        cited = tuple(Place(row.document.docid, row.quantity.span) for row in rows)
        return self._source.open_target(cited, event), cited

    def _find(self, wanted: FigureFilter) -> Sequence[FigureRow]:
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


def _plot_html(plotted: str, comparisons: Sequence[Comparison], assistant: Assistant) -> str:
    """The comparison of a key as a plot; nothing where there is none."""
    return next(
        (
            plot_html(made, partial(_citation, assistant))
            for made in comparisons
            if plot_key(made) == plotted
        ),
        "",
    )


def _citation(assistant: Assistant, row: FigureRow) -> Citation:
    return assistant.cite_span(row.document.docid, row.quantity.span)


def _none_line(wanted: FigureFilter, figures: FigureCollection) -> str:
    every = figures.find(FigureFilter(docid=wanted.docid))
    line = explain_none(wanted, (row.quantity.unit for row in every))
    return f"{line[:1].upper()}{line[1:]}."


def _count_html(found: int, every: int, sort: Sort) -> str:
    said = f"{found:,} of {every:,}" if found != every else f"{every:,}"
    how = f'<span class="how">{_GROUPED}</span>' if sort == "unit" and found else ""
    return f'<p class="count" role="status"><strong>{said} figures</strong>{how}</p>'
