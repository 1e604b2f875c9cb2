"""A checked draft on the command line: reading what was named, printing and writing the report."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from briqa.cli.failures import USAGE, warn
from briqa.drafts import (
    CheckedSentence,
    Draft,
    DraftReport,
    Standing,
    as_docx,
    as_markdown,
    pasted_draft,
    read_draft,
    report_json,
)
from briqa.errors import UnwritableOutput

_STDIN: Final = "-"
_STYLES: Final = {
    Standing.SUPPORTED: "bold green",
    Standing.CONTRADICTED: "bold red",
    Standing.NOT_IN_SOURCE: "bold yellow",
    Standing.LEFT_ALONE: "dim",
}


class DraftFormat(StrEnum):
    """How a checked draft is put out."""

    TEXT = "text"
    MARKDOWN = "md"
    DOCX = "docx"
    JSON = "json"


def named_draft(target: str) -> Draft:
    """The draft in a file, or from standard input for "-".

    Raises:
        SourceError: when it can't be read, or holds no text.
    """
    if target == _STDIN:
        return pasted_draft(sys.stdin.buffer.read())
    return read_draft(Path(target))


def put_out(report: DraftReport, output: DraftFormat, out: Path | None) -> int:
    """Prints a report, or writes it to a file.

    Args:
        report: the report.
        output: in which form.
        out: the file; None for standard output.

    Returns:
        The exit code: 0, or 2 for a Word document without a file.

    Raises:
        UnwritableOutput: when the file is the draft itself, or can't be written.
    """
    if output is DraftFormat.DOCX and out is None:
        warn("briqa: a Word document can't be printed; say with --out where to write it")
        return USAGE
    if out is not None:
        _write(report, output, out)
    elif output is DraftFormat.TEXT:
        print_report(report, Console(highlight=False))
    else:
        sys.stdout.write(_plain(report, output))
    return 0


def print_report(report: DraftReport, console: Console) -> None:
    """Prints a report for people, a sentence after the other; no text of it is read as markup."""
    for checked in report.sentences:
        _print_sentence(report, checked, console)
    if report.bibliography:
        console.print(Text("\nBibliography", style="bold"))
        for entry in report.bibliography:
            _print_indented(entry, "", console)
    console.print(Text(f"\n{report.summary.text}", style="bold"))


def _print_sentence(report: DraftReport, checked: CheckedSentence, console: Console) -> None:
    style = _STYLES[checked.standing]
    line = Text(f"{checked.standing.value}: ", style=style)
    written = " ".join(report.draft.view.read(checked.sentence.span).split())
    if checked.check is None:
        line.append(written, style=style)
        console.print(line)
        _print_indented(checked.need.reason, style, console)
        return
    line.append(written, style="default")
    console.print(line)
    if checked.in_text is not None:
        cited = " (you cite something here already)" if checked.sentence.marks else ""
        _print_indented(f"cite {checked.in_text}{cited}", "green", console)
    for note in checked.notes:
        _print_indented(note, style, console)
    if checked.source is not None:
        source = checked.source
        near = "nearest: " if checked.standing is Standing.NOT_IN_SOURCE else ""
        _print_indented(f"{near}“{' '.join(source.reading.split())}”", "", console)
        address = f"{source.docid}:{source.span.start}-{source.span.end}"
        _print_indented(f"{source.locator} · {address}", "cyan", console)


def _print_indented(text: str, style: str, console: Console) -> None:
    console.print(Padding(Text(text, style=style), (0, 0, 0, 4), expand=False))


def _write(report: DraftReport, output: DraftFormat, out: Path) -> None:
    content = as_docx(report) if output is DraftFormat.DOCX else _plain(report, output).encode()
    draft = report.draft.path
    try:
        if draft is not None and draft.exists() and out.exists() and out.samefile(draft):
            raise UnwritableOutput(out, "is the draft itself", "name another file")
        out.write_bytes(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnwritableOutput(
            out, f"can't be written ({reason})", "check the path and permissions"
        ) from error


def _plain(report: DraftReport, output: DraftFormat) -> str:
    """A report as text; for people without colours or wrapping."""
    if output is DraftFormat.JSON:
        return json.dumps(report_json(report), ensure_ascii=False) + "\n"
    if output is DraftFormat.MARKDOWN:
        return as_markdown(report)
    console = Console(highlight=False, color_system=None, width=100)
    with console.capture() as captured:
        print_report(report, console)
    return captured.get()
