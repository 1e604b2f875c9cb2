"""`briqa serve`: the web UI and its HTTP API."""

from typing import Annotated

import typer

from briqa.assistant import DEFAULT_INDEX
from briqa.cli.failures import reported
from briqa.cli.options import IndexOption


@reported
def serve(
    index_dir: IndexOption = DEFAULT_INDEX,
    host: Annotated[
        str, typer.Option(help="The address to listen on; the default is this machine only.")
    ] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; the first free from 7860.")
    ] = None,
) -> None:
    """Serve the web UI."""
    from briqa.ui import serve as serve_ui

    serve_ui(
        index_dir=index_dir,
        host=host,
        port=port,
        on_ready=lambda url: print(f"briqa is at {url} (Ctrl-C stops it)", flush=True),
    )
