"""`briqa questions make`: a question set made from what is indexed."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.cli.failures import reported
from briqa.cli.options import IndexOption, named_path
from briqa.cli.writing import check_writable, write_whole
from briqa.errors import UnwritableOutput
from briqa.evaluate.making import MADE_KINDS, MadeKind, MadeQuestion, question_set_text


def _kinds(text: str) -> tuple[MadeKind, ...]:
    """The kinds that are named between commas.

    Raises:
        typer.BadParameter: when one isn't a kind.
    """
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in MADE_KINDS:
            raise typer.BadParameter(f"{name!r} is none; choose of {', '.join(MADE_KINDS)}")
    return tuple(kind for kind in MADE_KINDS if kind in names)


def _checked_kinds(text: str) -> str:
    _kinds(text)
    return text


@reported
def make(
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT.jsonl", help="Where the set goes.", parser=named_path),
    ],
    index_dir: IndexOption = DEFAULT_INDEX,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="The most questions, a spread sample of all."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Another seed makes other questions.")] = 0,
    kinds: Annotated[
        str,
        typer.Option(
            "--kind", metavar="KINDS", callback=_checked_kinds, help="Which, between commas."
        ),
    ] = ",".join(MADE_KINDS),
    docid: Annotated[
        str | None, typer.Option("--doc", metavar="DOCID", help="Questions about this one only.")
    ] = None,
) -> None:
    """Make a question set from the documents: figures, sentences with a blank, unanswerable twins.

    No hand has labelled it, so it tells states of one index apart rather than how good answers are.
    """
    _check_replaceable(out)
    check_writable(out)
    assistant = open_index(index_dir)
    try:
        made = assistant.make_questions(seed=seed, limit=limit, kinds=_kinds(kinds), docid=docid)
    finally:
        assistant.close()
    write_whole(out, question_set_text(made))
    print(f"{out}: {_summary(made)}")


def _check_replaceable(path: Path) -> None:
    """Makes sure that what a file holds was made too: labels made by hand aren't made again.

    Raises:
        UnwritableOutput: when it holds anything else.
    """
    if not path.is_file():
        return
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError, RecursionError):
        rows = [None]
    if not all(isinstance(row, dict) and row.get("synthetic") is True for row in rows):
        raise UnwritableOutput(path, "holds something else than made questions", "name a new file")


def _summary(made: Sequence[MadeQuestion]) -> str:
    counts = Counter(each.row.kind for each in made)
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    return f"{len(made)} question{'s' if len(made) != 1 else ''} ({kinds})"
