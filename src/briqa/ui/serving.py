"""The server: binds an address, keeps everything on this machine, stops on Ctrl-C.

The one thing to know: gradio talks to its makers and to the Hugging Face hub unless told not to;
all of that is turned off here and in `build_app`.
"""

import io
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path

import gradio as gr
from gradio.route_utils import FnIndexInferError

from briqa.assistant import DEFAULT_INDEX, Assistant, open_index
from briqa.errors import BriqaError
from briqa.evaluate.report import PLOT_CSS
from briqa.evaluation import DEFAULT_RUNS
from briqa.ui.api import answer_in_json, can_serve_mcp, no_such_endpoint
from briqa.ui.app import build_app
from briqa.ui.theme import FAVICON, asset, theme

DEFAULT_HOST = "127.0.0.1"
_STYLE_SHEETS = (
    "style.css",
    "source.css",
    "ask.css",
    "cite.css",
    "figures.css",
    "evaluate.css",
    "corpus.css",
)
_OFFLINE = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


class ServingError(BriqaError):
    """The address can't be served on.

    Attributes:
        host: the address.
        port: the port; None when any free one would have done.
    """

    def __init__(self, host: str, port: int | None) -> None:
        self.host = host
        self.port = port
        super().__init__(host, port)

    def __str__(self) -> str:
        if self.port is None:
            return f"{self.host}: can't listen there; give another --host"
        return f"{self.host}:{self.port}: already in use or not allowed; give another --port"


class LateIndex:
    """An index that is opened when it is first needed, and looked for again until it is there.

    Args:
        index_dir: its folder.
    """

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir
        self._assistant: Assistant | None = None
        # Requests that began before may still be reading them.
        self._outdated: list[Assistant] = []
        self._lock = threading.Lock()

    def open(self) -> Assistant:
        """The open index; opened again where it was made anew in the meantime.

        Raises:
            BriqaError: when it can't be opened.
        """
        with self._lock:
            if self._assistant is not None and not self._assistant.is_current:
                self._outdated.append(self._assistant)
                self._assistant = None
            if self._assistant is None:
                self._assistant = open_index(self._index_dir)
            return self._assistant

    def close(self) -> None:
        """Closes the index if it is open."""
        with self._lock:
            for assistant in (*self._outdated, self._assistant):
                if assistant is not None:
                    assistant.close()
            self._outdated.clear()
            self._assistant = None


def serve(
    *,
    index_dir: Path = DEFAULT_INDEX,
    host: str = DEFAULT_HOST,
    port: int | None = None,
    open_browser: bool = False,
    on_ready: Callable[[str], None] = lambda url: None,
) -> None:
    """Serves the UI until it is interrupted.

    Args:
        index_dir: the index to ask; one that isn't there yet is looked for again at each question.
        host: the address to listen on.
        port: the port; None takes the first free one from 7860 on.
        open_browser: whether to open the page.
        on_ready: is told the page's address.

    Raises:
        ServingError: when the address can't be served on.
    """
    index = LateIndex(index_dir)
    with suppress(BriqaError):  # the page says it
        index.open().warm_up()
    try:
        with running(index.open, host=host, port=port, index_dir=index_dir) as url:
            on_ready(url)
            if open_browser:
                webbrowser.open(url)
            _wait_for_interrupt()
    finally:
        index.close()


@contextmanager
def running(
    open_assistant: Callable[[], Assistant],
    *,
    host: str = DEFAULT_HOST,
    port: int | None = None,
    index_dir: Path | None = None,
    runs_dir: Path = DEFAULT_RUNS,
) -> Iterator[str]:
    """Serves the app in the background; gives its address, and stops at the end.

    Args:
        open_assistant: gives the open index; it is called anew for every request.
        host: the address to listen on.
        port: the port; None takes the first free one from 7860 on.
        index_dir: the index folder that documents are added to; None for that of the open index.
        runs_dir: where the folders of evaluation runs are.

    Raises:
        ServingError: when the address can't be served on.
    """
    os.environ.update(_OFFLINE)
    _reach_this_machine_directly(host)
    app = build_app(open_assistant, index_dir=index_dir, runs_dir=runs_dir)
    try:
        url = _launch(app, host, port)
    except OSError as error:
        raise ServingError(host, port) from error
    try:
        yield url
    finally:
        app.close(verbose=False)


def _launch(app: gr.Blocks, host: str, port: int | None) -> str:
    _check_host(host)
    # Gradio says on stdout where its MCP server is, however quiet it is told to be.
    with redirect_stdout(io.StringIO()):
        url = _launched(app, host, port)
    answer_in_json(app)
    return url


def _launched(app: gr.Blocks, host: str, port: int | None) -> str:
    _, url, _ = app.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        ssr_mode=False,
        pwa=False,
        run_history=False,
        enable_monitoring=False,
        footer_links=[],
        mcp_server=can_serve_mcp(),
        app_kwargs={"exception_handlers": {FnIndexInferError: no_such_endpoint}},
        theme=theme(),
        css="".join(map(asset, _STYLE_SHEETS)) + PLOT_CSS,
        favicon_path=str(FAVICON),
    )
    return str(url)


def _check_host(host: str) -> None:
    """Fails at once for an address that isn't this machine's, which gradio would try for ever."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.bind(address)
    except OSError as error:
        raise ServingError(host, None) from error


def _reach_this_machine_directly(host: str) -> None:
    """Gradio asks its own server whether it is up; a proxy set for the web must not be asked."""
    for name in ("NO_PROXY", "no_proxy"):
        known = [entry for entry in os.environ.get(name, "").split(",") if entry]
        added = [entry for entry in (host, "127.0.0.1", "localhost") if entry not in known]
        os.environ[name] = ",".join((*known, *dict.fromkeys(added)))


def _wait_for_interrupt() -> None:
    try:
        while True:
            threading.Event().wait(3600)
    except KeyboardInterrupt:
        return


def main() -> None:
    """`python app.py`: the same as `briqa serve` with its defaults."""
    try:
        serve(on_ready=lambda url: _say(f"briqa is at {url} (Ctrl-C stops it)"))
    except BriqaError as error:
        sys.exit(str(error))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
