"""`briqa ask`: one question, answered with spans and figures."""

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from briqa.answer import Answer, AnswerSentence, Citation, RankedPassage, Refusal, as_json
from briqa.assistant import DEFAULT_INDEX, DEFAULT_PASSAGES, open_index
from briqa.cli.failures import reported
from briqa.cli.options import FormatOption, IndexOption, OutputFormat
from briqa.cli.tables import TableRow, figures_table


@reported
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In plain language.")],
    index_dir: IndexOption = DEFAULT_INDEX,
    passages: Annotated[
        int, typer.Option("-k", min=1, max=100, help="How many passages to show.")
    ] = DEFAULT_PASSAGES,
    output: FormatOption = OutputFormat.TEXT,
) -> None:
    """Ask a question; the answer is made of exact spans and typed figures."""
    assistant = open_index(index_dir)
    try:
        result = assistant.ask(question, passages=passages)
    finally:
        assistant.close()
    if output is OutputFormat.JSON:
        print(json.dumps(as_json(result), ensure_ascii=False))
    else:
        print_result(result, Console(highlight=False))


def print_result(result: Answer | Refusal, console: Console) -> None:
    """Prints a result for people; document text is never read as markup."""
    if isinstance(result, Answer):
        for number, sentence in enumerate(result.sentences, start=1):
            _print_sentence(number, sentence, console)
        if result.figures:
            rows = [TableRow(figure.quantity, figure.citation.reading) for figure in result.figures]
            console.print(figures_table(rows))
    else:
        console.print(Text(result.text, style="bold yellow"))
        if result.missing:
            console.print(Text(f"Not borne out: {', '.join(result.missing)}"))
    if result.passages:
        title = "Passages" if isinstance(result, Answer) else "Nearest passages"
        console.print(Text(f"\n{title}", style="bold"))
        for rank, passage in enumerate(result.passages, start=1):
            _print_passage(rank, passage, console)
    _print_notes(result, console)


def _print_sentence(number: int, sentence: AnswerSentence, console: Console) -> None:
    reading = Text(sentence.citation.reading, style="bold")
    for figure in sentence.figures:
        if figure.asked_for:
            reading.highlight_words([figure.citation.reading], style="bold green")
    console.print(reading)
    console.print(
        Padding(Text(f"[{number}] {_place(sentence.citation)}", style="cyan"), (0, 0, 1, 2))
    )


def _place(citation: Citation) -> str:
    span = citation.span
    return f"{citation.locator} · {citation.docid}:{span.start}-{span.end}"


def _print_passage(rank: int, passage: RankedPassage, console: Console) -> None:
    citation = passage.citation
    console.print(Text(f"{rank:>2}. {_place(citation)}  ({passage.score:.2f})", style="cyan"))
    console.print(Padding(Text(citation.reading), (0, 0, 0, 4)))


def _print_notes(result: Answer | Refusal, console: Console) -> None:
    """What a reader should know of where the text comes from, once per document."""
    notes = {
        passage.citation.docid: passage.citation.document.metadata.note
        for passage in result.passages
    }
    for docid, note in notes.items():
        if note:
            console.print(Text(f"\nNote on {docid}: {note}", style="dim"))
