"""Answers as people read them on a terminal."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from briqa.answer import (
    Answer,
    AnswerSentence,
    Citation,
    RankedPassage,
    Refusal,
    format_derived,
)
from briqa.cli.tables import TableRow, answer_table, figures_table

_SHORT: Final = "bold green"


def print_result(result: Answer | Refusal, console: Console) -> None:
    """Prints a result for people; document text is never read as markup."""
    if isinstance(result, Answer):
        _print_answer(result, console)
    else:
        console.print(Text(result.text, style="bold yellow"))
        _print_refusal(result, console)
    if result.passages:
        title = "Passages" if isinstance(result, Answer) else "Nearest passages"
        console.print(Text(f"\n{title}", style="bold"))
        for rank, passage in enumerate(result.passages, start=1):
            _print_passage(rank, passage, console)
    _print_notes(result, console)


def _print_answer(answer: Answer, console: Console) -> None:
    lead = list(_lead(answer))
    if lead:
        console.print(*lead, sep="\n")
        console.print()
    before: AnswerSentence | None = None
    for number, sentence in enumerate(answer.sentences, start=1):
        _print_sentence(number, sentence, before, console)
        before = sentence
    if answer.figures:
        rows = [TableRow(figure.quantity, figure.citation.reading) for figure in answer.figures]
        console.print()
        console.print(figures_table(rows))


def _lead(answer: Answer) -> Iterator[Text | Table]:
    """What was asked for: rows, the items of a list, or a phrase; and what is to be said of it."""
    if answer.rows:
        yield answer_table(answer.rows)
    elif len(answer.short) == 1:
        yield Text(answer.short[0].reading, style=_SHORT)
    else:
        for item in answer.short:
            yield Text(f"• {item.reading}", style=_SHORT)
    if answer.subject:
        yield Text(f"about: {answer.subject.reading}", style="cyan")
    for derived in answer.derivation.derived:
        yield Text(format_derived(derived), style="magenta")
    for note in answer.derivation.notes:
        yield Text(note, style="yellow")


def _print_refusal(refusal: Refusal, console: Console) -> None:
    if refusal.missing:
        words = ", ".join(refusal.missing)
        console.print(Text(f"Not borne out by the nearest sentence: {words}"))
    for note in refusal.notes:
        console.print(Text(note))
    if refusal.nearest:
        figure = refusal.nearest
        console.print(Text(f"Nearest figure (not the answer): {figure.citation.reading}"))
        _print_place(_place(figure.citation), console)


def print_explanation(why: dict[str, object], console: Console) -> None:
    """Prints an explanation as indented lines, a value each."""
    console.print(Text("\nWhy", style="bold"))
    for line in _lines(why, ""):
        console.print(Text(line))


def _lines(value: object, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list | tuple) and inner:
                yield f"{indent}{key}:"
                yield from _lines(inner, indent + "  ")
            elif inner not in ((), [], {}):
                yield f"{indent}{key}: {inner}"
    elif isinstance(value, list | tuple):
        for inner in value:
            if isinstance(inner, dict):
                yield f"{indent}-"
                yield from _lines(inner, indent + "  ")
            else:
                yield f"{indent}- {inner}"


def _print_sentence(
    number: int, sentence: AnswerSentence, before: AnswerSentence | None, console: Console
) -> None:
    """A sentence and its place; the sections are told where they differ from those before."""
    if before is not None:
        console.print()
    citation = sentence.citation
    reading = Text(citation.reading, style="bold")
    whole = citation.view.to_view(citation.span)
    for figure in sentence.figures:
        shown = figure.citation.view.to_view(figure.citation.span)
        if whole and shown and figure.asked_for:
            reading.stylize(_SHORT, shown.start - whole.start, shown.end - whole.start)
    console.print(reading)
    goes_on = before is not None and (
        (before.citation.docid, before.citation.section_path)
        == (citation.docid, citation.section_path)
    )
    _print_place(f"[{number}] {_short_place(citation) if goes_on else _place(citation)}", console)


def _print_place(place: str, console: Console) -> None:
    console.print(Padding(Text(place, style="cyan"), (0, 0, 0, 2), expand=False))


def _place(citation: Citation) -> str:
    return f"{citation.locator} · {_address(citation)}"


def _short_place(citation: Citation) -> str:
    return f"{replace(citation, section_path=()).locator} · {_address(citation)}"


def _address(citation: Citation) -> str:
    return f"{citation.docid}:{citation.span.start}-{citation.span.end}"


def _print_passage(rank: int, passage: RankedPassage, console: Console) -> None:
    citation = passage.citation
    console.print(Text(f"{rank:>2}. {_place(citation)}  ({passage.score:.2f})", style="cyan"))
    console.print(Padding(Text(citation.reading), (0, 0, 0, 4), expand=False))


def _print_notes(result: Answer | Refusal, console: Console) -> None:
    """What a reader should know of where the text comes from, once per document."""
    notes = {
        passage.citation.docid: passage.citation.document.metadata.note
        for passage in result.passages
    }
    for docid, note in notes.items():
        if note:
            console.print(Text(f"\nNote on {docid}: {note}", style="dim"))
