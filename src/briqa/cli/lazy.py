"""Sub-commands whose modules are loaded when they are run.

The one thing to know: what a command is and does stands in one line here, so that `briqa --help`
imports none of them; a test holds that the line is the first of the command's own help.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

# Where each command is (a function or an app), and what it does.
COMMANDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "index": ("briqa.cli.index", "index", "Add or update files and folders in the index."),
    "ask": (
        "briqa.cli.ask",
        "ask",
        "Ask a question; the answer is made of exact spans and typed figures.",
    ),
    "cite": (
        "briqa.cli.cite",
        "cite",
        "Check a sentence against the documents, and cite what bears it out.",
    ),
    "show": (
        "briqa.cli.show",
        "show",
        "Print a document's text, or a span in its context; a link is followed to where it leads.",
    ),
    "figures": (
        "briqa.cli.figures",
        "figures",
        "List the figures of the corpus, filtered and sorted.",
    ),
    "audit": (
        "briqa.cli.audit",
        "audit",
        "Recompute shares, totals, growth and tables from a document's figures.",
    ),
    "eval": (
        "briqa.cli.evaluate",
        "evaluate",
        "Answer a question set, score it with intervals, compare runs, sweep settings.",
    ),
    "questions": (
        "briqa.cli.questions",
        "app",
        "Check a question set, or make one from the index.",
    ),
    "status": ("briqa.cli.manage", "status", "List the documents in the index."),
    "remove": (
        "briqa.cli.manage",
        "remove",
        "Take a document and every trace of it out of the index.",
    ),
    "serve": ("briqa.cli.serve", "serve", "Serve the web UI."),
}


class LazyGroup(TyperGroup):
    """A group that lists `COMMANDS` and loads the one that is run."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, (_, _, line) in COMMANDS.items():
            self.add_command(TyperCommand(name, help=line))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names, loaded, and the arguments behind it."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, name and load(name), rest


def load(name: str) -> Any:
    """One of `COMMANDS`, ready to be run."""
    module, attribute, _ = COMMANDS[name]
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        app = typer.Typer(pretty_exceptions_enable=False)
        app.command(name)(found)
        found = app
    command = get_command(found)
    command.name = name
    return command
