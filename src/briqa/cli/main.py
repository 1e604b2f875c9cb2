"""The `briqa` command: its sub-commands and the options before them."""

from importlib.metadata import version
from typing import Annotated

import typer

from briqa.cli.ask import ask
from briqa.cli.audit import audit
from briqa.cli.cite import cite
from briqa.cli.evaluate import evaluate
from briqa.cli.failures import Debugging
from briqa.cli.figures import figures
from briqa.cli.index import index
from briqa.cli.manage import remove, status
from briqa.cli.question_making import make
from briqa.cli.serve import serve
from briqa.cli.show import show

app = typer.Typer(
    name="briqa",
    help="Ask reports full of figures; get answers made of their own spans and numbers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
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


app.command()(index)
app.command()(ask)
app.command()(cite)
app.command()(show)
app.command()(figures)
app.command()(audit)
app.command("eval")(evaluate)
app.command()(status)
app.command()(remove)
app.command()(serve)

questions = typer.Typer(name="questions", help="Question sets.", no_args_is_help=True)
questions.command()(make)
app.add_typer(questions)


def main() -> None:
    """Runs the command line."""
    app()
