"""The `briqa` command: its sub-commands and the options before them."""

from typing import Annotated

import typer

from briqa.cli.failures import Debugging
from briqa.cli.lazy import LazyGroup

app = typer.Typer(
    name="briqa",
    cls=LazyGroup,
    help="Ask reports full of figures; get answers made of their own spans and numbers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # it takes longer than all that --help does

        print(f"briqa {version('briqa')}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where an error arose.", show_default=False)
    ] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """Ask reports full of figures; get answers made of their own spans and numbers."""
    Debugging.enabled = debug
