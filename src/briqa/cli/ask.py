"""`briqa ask`: one question, answered with spans and figures."""

from typing import Annotated

import typer

from briqa.assistant import DEFAULT_INDEX, DEFAULT_PASSAGES
from briqa.cli.asking import answer_question
from briqa.cli.failures import reported
from briqa.cli.options import FormatOption, IndexOption, OutputFormat


@reported
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In plain language.")],
    index_dir: IndexOption = DEFAULT_INDEX,
    passages: Annotated[
        int, typer.Option("-k", min=1, max=100, help="How many passages to show.")
    ] = DEFAULT_PASSAGES,
    output: FormatOption = OutputFormat.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why: analysis, candidates, what decided.")
    ] = False,
) -> None:
    """Ask a question; the answer is made of exact spans and typed figures."""
    answer_question(
        question,
        index_dir,
        passages=passages,
        as_json=output is OutputFormat.JSON,
        explain=explain,
    )
