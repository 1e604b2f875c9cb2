"""What is filtered as a file to keep: the same bytes that `briqa figures` prints."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Literal

import gradio as gr

from briqa.errors import BriqaError
from briqa.figures import FigureFilter, FigureRow, write_csv, write_jsonl

Form = Literal["csv", "jsonl"]
Find = Callable[[FigureFilter], Sequence[FigureRow]]

_LABELS: Final[dict[Form, str]] = {"csv": "Download CSV", "jsonl": "JSONL"}
# Presses the hidden button that holds the file, once the page has it.
_SAVE: Final = """() => requestAnimationFrame(() => {
  const holder = document.querySelector("#figures-file");
  (holder.querySelector("a, button") ?? holder).click();
})"""


class DownloadButtons:
    """A button for each form; a file is made when it is asked for.

    Build it inside a `gr.Row`.

    Args:
        find: gives the figures of a filter.
    """

    def __init__(self, find: Find) -> None:
        self._find = find
        self._buttons = {
            form: gr.Button(label, elem_id=f"figures-{form}", scale=0, min_width=64)
            for form, label in _LABELS.items()
        }
        self._file = gr.DownloadButton("File", elem_id="figures-file", visible="hidden")

    def connect(self, wanted: gr.State) -> None:
        """Lets the buttons save the figures of the filter that a state holds."""
        for form, button in self._buttons.items():
            made = button.click(
                self._made(form),
                inputs=[wanted],
                outputs=[self._file],
                show_progress="hidden",
                api_visibility="private",
                queue=False,
            )
            made.success(fn=None, js=_SAVE, api_visibility="private")

    def _made(self, form: Form) -> Callable[[FigureFilter], str]:
        def make(wanted: FigureFilter) -> str:
            try:
                return str(figures_file(self._find(wanted), wanted, form))
            except BriqaError as error:
                raise gr.Error(str(error), print_exception=False) from error

        return make


def figures_file(rows: Sequence[FigureRow], wanted: FigureFilter, form: Form) -> Path:
    """A new file with the figures of a filter."""
    path = Path(tempfile.mkdtemp(prefix="briqa-")) / f"figures.{form}"
    with path.open("w", encoding="utf-8", newline="") as file:
        if form == "csv":
            write_csv(rows, file, with_converted=wanted.unit is not None)
        else:
            write_jsonl(rows, file)
    return path
