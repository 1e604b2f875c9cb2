"""The one window: tabs on the left, the source pane on the right."""

from pathlib import Path

import gradio as gr

from briqa.ui.api import Api, ApiBlocks
from briqa.ui.arrival import Arrival
from briqa.ui.ask import AskTab
from briqa.ui.cite import CiteTab
from briqa.ui.corpus import CorpusTab
from briqa.ui.evaluate import EvaluateTab
from briqa.ui.figures import FiguresTab
from briqa.ui.source import OpenAssistant, SourcePane

_HEADER = (
    '<header class="masthead"><h1>briqa</h1>'
    "<p>Answers from your reports, in their own sentences and figures.</p></header>"
)


def build_app(
    open_assistant: OpenAssistant, *, index_dir: Path | None, runs_dir: Path
) -> gr.Blocks:
    """The app over an index.

    Args:
        open_assistant: gives the open index, or raises the `BriqaError` that is then shown; it is
            called anew for every request, so an index that comes later is found.
        index_dir: the folder that documents are added to; None for that of the open index.
        runs_dir: where the folders of evaluation runs are.
    """
    app = ApiBlocks(title="briqa", analytics_enabled=False)
    with app:
        gr.HTML(_HEADER, apply_default_css=False)
        with gr.Row(elem_id="panes"):
            with gr.Column(scale=6, min_width=340, elem_id="left"), gr.Tabs() as tabs:
                ask = gr.Tab("Ask", id="ask")
                cite = gr.Tab("Cite", id="cite")
                figures = gr.Tab("Figures", id="figures")
                evaluate = gr.Tab("Evaluate", id="evaluate")
                corpus = gr.Tab("Corpus", id="corpus")
            with gr.Column(scale=5, min_width=340, elem_id="right"):
                source = SourcePane(open_assistant)
        with ask:
            ask_tab = AskTab(open_assistant, source)
        with cite:
            cite_tab = CiteTab(open_assistant, source)
        with figures:
            FiguresTab(open_assistant, source, figures)
        with evaluate:
            EvaluateTab(open_assistant, source, runs_dir)
        with corpus:
            corpus_tab = CorpusTab(open_assistant, source, corpus, index_dir)
        Arrival(open_assistant, tabs, ask_tab, source).connect(app)
        for tab in (ask_tab, cite_tab):
            for trigger in (app.load, corpus_tab.generation.change):
                trigger(
                    tab.suggest,
                    outputs=[tab.examples],
                    show_progress="hidden",
                    api_visibility="private",
                )
        Api(open_assistant)
    return app
