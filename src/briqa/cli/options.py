"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briqa.errors import FilterError


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


MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="What the set calls a field, as question=Frage; once for each, or parted by commas.",
    ),
]


def read_columns(texts: list[str] | None) -> dict[str, str]:
    """Fields and what the set calls them, from "id=Nr,question=Frage".

    Raises:
        FilterError: when one has no "=", or a field stands twice.
    """
    found: dict[str, str] = {}
    for part in (part for text in texts or [] for part in text.split(",")):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not field or not column:
            raise FilterError(f"--map {part}", "no FIELD=COLUMN", "write it as question=Frage")
        if field in found:
            raise FilterError(f"--map {part}", f"{field} stands twice", "name it once")
        found[field] = column
    return found
