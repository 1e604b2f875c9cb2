"""`briqa questions`: whether a set is sound and its gold in the index; making a set of one."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.cli.failures import FAILED, reported, warn
from briqa.cli.options import MapOption, named_path, read_columns
from briqa.cli.question_making import make
from briqa.evaluate import QuestionSet, read_question_set
from briqa.evaluate.resolving import resolve
from briqa.evaluation import document_texts

_SHOWN = 20

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Check a question set, or make one from the index.",
)

app.command()(make)


@app.command()
@reported
def check(
    path: Annotated[Path, typer.Argument(metavar="QUESTIONS", help="The set.", parser=named_path)],
    index_dir: Annotated[
        Path | None,
        typer.Option(
            "--index",
            metavar="DIR",
            help="The index that the gold has to be in; index/ if it is there.",
            parser=named_path,
        ),
    ] = None,
    columns: MapOption = None,
) -> int:
    """Check a question set as a whole, and its gold against the index."""
    question_set = read_question_set(path, columns=read_columns(columns))
    own = {document.docid: document.text for document in question_set.documents}
    if own and index_dir is None:
        texts = own
    elif index_dir is not None or DEFAULT_INDEX.is_dir():
        with closing(open_index(index_dir or DEFAULT_INDEX)) as assistant:
            texts = document_texts(assistant)
    else:
        print(_described(question_set))
        return 0
    resolved = resolve(question_set.rows, texts)
    for problem in resolved.problems[:_SHOWN]:
        warn(f"briqa: {path}, {problem}")
    if len(resolved.problems) > _SHOWN:
        warn(f"briqa: and {len(resolved.problems) - _SHOWN} more")
    moved = f"; {resolved.moved} spans stand elsewhere than said" if resolved.moved else ""
    print(f"{_described(question_set)}{moved}")
    return FAILED if resolved.problems else 0


def _described(question_set: QuestionSet) -> str:
    """The set in a line: what gold it has."""
    golds = [row.gold for row in question_set.rows]
    counts = {
        "with spans": sum(bool(gold.evidence) for gold in golds),
        "with answers": sum(bool(gold.answers or gold.answer_items) for gold in golds),
        "with figures": sum(bool(gold.numbers) for gold in golds),
        "with judged documents": sum(bool(gold.relevance) for gold in golds),
        "without an answer": sum(gold.answerable is False for gold in golds),
    }
    known = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"{question_set.path}: {len(golds)} questions, {known or 'no gold'}"
