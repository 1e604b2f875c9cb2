"""`briqa eval`: answers a question set."""

import json
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from briqa.answer import Answer
from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.cli.failures import FAILED, USAGE, reported, warn
from briqa.cli.options import IndexOption
from briqa.evaluate import predict, read_questions

_PASSAGES = 10


@reported
def evaluate(
    questions: Annotated[
        Path, typer.Argument(metavar="QUESTIONS", help="JSONL with id and question in each row.")
    ],
    predictions: Annotated[
        Path, typer.Option("--predictions", metavar="OUT.jsonl", help="Where the answers go.")
    ],
    index_dir: IndexOption = DEFAULT_INDEX,
    passages: Annotated[
        int, typer.Option("-k", min=1, max=100, help="How many passages to list for each.")
    ] = _PASSAGES,
) -> int:
    """Answer a question set and write the predictions for a scorer."""
    rows = read_questions(questions)
    if predictions.exists() and predictions.samefile(questions):
        warn(f"briqa: {predictions}: holds the questions; name another file for the predictions")
        return USAGE
    assistant = open_index(index_dir)
    try:
        if not _can_be_written(predictions):  # before hours of answering, not after
            return FAILED
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("questions", total=len(rows))
            done = predict(
                rows,
                partial(assistant.ask_all, passages=passages),
                on_done=lambda count: progress.update(task, completed=count),
            )
    finally:
        assistant.close()
    lines = [json.dumps(prediction.as_json(), ensure_ascii=False) for prediction in done]
    predictions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    answered = sum(isinstance(prediction.result, Answer) for prediction in done)
    print(f"{predictions}: {len(done)} questions, {answered} answered")
    return 0


def _can_be_written(path: Path) -> bool:
    """Whether a file can be written; says so if not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("a").close()
    except OSError as error:
        warn(f"briqa: {path}: can't be written ({error.strerror}); choose another file")
        return False
    return True
