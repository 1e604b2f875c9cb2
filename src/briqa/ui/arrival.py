"""What the page shows when it is opened: its welcome, or the view that its address names."""

from typing import Final

import gradio as gr

from briqa.errors import BriqaError
from briqa.permalink import Permalink
from briqa.ui import render
from briqa.ui.ask import AskTab, Updates
from briqa.ui.deep_links import TABS, View, follow, moved_line, read_view
from briqa.ui.source import OpenAssistant, Place, SourcePane
from briqa.ui.theme import asset

_ARRIVED: Final = "() => { document.documentElement.dataset.arrived = ''; }"


class Arrival:
    """Follows the address of a page that is opened, and keeps the address as tabs are opened.

    Args:
        open_assistant: gives the open index.
        tabs: the tabs, of which the address may name one.
        ask: asks the question of the address.
        source: shows its span.
    """

    def __init__(
        self, open_assistant: OpenAssistant, tabs: gr.Tabs, ask: AskTab, source: SourcePane
    ) -> None:
        self._open_assistant = open_assistant
        self._tabs = tabs
        self._ask = ask
        self._source = source

    def connect(self, app: gr.Blocks) -> None:
        """Listens to the page; call it where the components of all tabs are there."""
        arrived = app.load(
            self._arrive,
            outputs=[self._tabs, *self._ask.outputs],
            show_progress="hidden",
            api_visibility="private",
        )
        arrived.then(None, js=_ARRIVED, api_visibility="private")
        for tab in self._tabs.children:
            assert isinstance(tab, gr.Tab)
            tab.select(
                None, js=asset("tab.js").replace("TAB", str(tab.id)), api_visibility="private"
            )

    def _arrive(self, request: gr.Request) -> Updates:
        view = read_view(request.query_params)
        updates: Updates = {self._source.view: self._source.welcome()}
        if view.tab is not None:
            updates[self._tabs] = gr.Tabs(selected=view.tab)
        if view.question is not None:
            updates |= {self._ask.question: view.question}
            updates |= self._ask.answered(view.question, ())
        told = self._led(view)
        if self._ask.notice in told:  # it would be unseen under another tab
            updates[self._tabs] = gr.Tabs(selected=TABS[0])
        return updates | told

    def _led(self, view: View) -> Updates:
        """What the span of an address leads to, or what is wrong with it."""
        if view.problem is not None:
            return {self._ask.notice: render.notice(view.problem)}
        return self._followed(view.link) if view.link is not None else {}

    def _followed(self, link: Permalink) -> Updates:
        try:
            found = follow(link, self._open_assistant())
            line = moved_line(found)
            shown: Updates = {}
            if line is not None:
                shown[self._ask.notice] = render.notice(line)
            if found.span is not None:
                place = Place(link.docid, found.span)
                shown[self._source.view] = self._source.show(place, (place,), reveal=True)
                shown[self._source.cited] = (place,)
            return shown
        except (BriqaError, ValueError) as error:
            return {self._ask.notice: render.notice(str(error))}
