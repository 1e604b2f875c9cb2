"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


def named_path(text: str | Path) -> Path:
    """A path that was typed; an empty one, as of an unset variable, would be this very folder."""
    if not str(text).strip():  # a default comes as the path that it is
        raise typer.BadParameter("the path is empty; name one, as . for this folder")
    return Path(text)


IndexOption = Annotated[
    Path,
    typer.Option(
        "--index", metavar="DIR", help="The index folder.", show_default=True, parser=named_path
    ),
]


class OutputFormat(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[
    OutputFormat, typer.Option("--format", help="Text for people, JSON for programs.")
]
