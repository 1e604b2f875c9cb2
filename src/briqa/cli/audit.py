"""`briqa audit`: the arithmetic between a document's figures, recomputed."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Annotated, Final, get_args

import typer
from rich.console import Console
from rich.text import Text

from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.audit import AuditRow, Relation, Verdict
from briqa.cli.failures import FAILED, reported, warn
from briqa.cli.options import IndexOption

_VERDICTS: Final[tuple[str, ...]] = get_args(Verdict)
_RELATIONS: Final[tuple[str, ...]] = get_args(Relation)
_TITLES: Final = {
    "contradiction": "Contradictions",
    "doubtful": "Doubtful",
    "holds_within_rounding": "Hold within rounding",
    "holds": "Hold",
}
_STYLES: Final = {"contradiction": "bold red", "doubtful": "bold yellow"}
_MAX_QUOTE_CHARS: Final = 240


class AuditFormat(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSONL = "jsonl"


class FailOn(StrEnum):
    """From which verdict on the command fails."""

    CONTRADICTION = "contradiction"
    DOUBTFUL = "doubtful"


def _one_of(known: Sequence[str]) -> Callable[[str], str]:
    """Reads one of some names, whose words may be parted by spaces, hyphens or underscores."""
    names = {_hyphened(name): name for name in known}

    def read(written: str) -> str:
        found = names.get(_hyphened(written))
        if found is None:
            raise typer.BadParameter(f"{written!r} is none of {', '.join(names)}")
        return found

    return read


def _hyphened(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")


@reported
def audit(
    docid: Annotated[
        str | None, typer.Argument(metavar="[DOC]", help="A document; without it, all.")
    ] = None,
    index_dir: IndexOption = DEFAULT_INDEX,
    verdicts: Annotated[
        list[str] | None,
        typer.Option(
            "--verdict",
            metavar="V",
            parser=_one_of(_VERDICTS),
            help=f"Only this verdict ({', '.join(map(_hyphened, _VERDICTS))}); may be repeated.",
        ),
    ] = None,
    relations: Annotated[
        list[str] | None,
        typer.Option(
            "--relation",
            metavar="R",
            parser=_one_of(_RELATIONS),
            help=f"Only this relation ({', '.join(map(_hyphened, _RELATIONS))}); may be repeated.",
        ),
    ] = None,
    output: Annotated[
        AuditFormat, typer.Option("--format", help="Table for people, jsonl for programs.")
    ] = AuditFormat.TABLE,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help="Exit with 1 if anything listed is at least this bad.", metavar="V"),
    ] = None,
) -> int:
    """Recompute shares, totals, growth and tables from a document's figures."""
    assistant = open_index(index_dir)
    try:
        rows = [
            row
            for row in assistant.audit(docid)
            if (not verdicts or row.finding.verdict in verdicts)
            and (not relations or row.finding.relation in relations)
        ]
    finally:
        assistant.close()
    if rows:
        _PRINTERS[output](rows)
    else:
        warn(f"briqa: no such relation between figures in {docid or 'the documents'}")
    return FAILED if fail_on and _is_as_bad(rows, fail_on) else 0


def _is_as_bad(rows: Sequence[AuditRow], limit: FailOn) -> bool:
    bad = _VERDICTS[: _VERDICTS.index(limit) + 1]
    return any(row.finding.verdict in bad for row in rows)


def _print_jsonl(rows: Sequence[AuditRow]) -> None:
    for row in rows:
        print(json.dumps(row.as_json(), ensure_ascii=False))


def _print_table(rows: Sequence[AuditRow]) -> None:
    console = Console(highlight=False)
    # A stable sort: within a verdict they stay in the order of documents and text.
    ordered = sorted(rows, key=_severity)
    for _, group in groupby(ordered, key=_severity):
        found = list(group)
        verdict = found[0].finding.verdict
        console.print(
            Text(f"{_TITLES[verdict]} ({len(found)})", style=_STYLES.get(verdict, "bold"))
        )
        for row in found:
            _print_row(console, row)
        console.print()
    counts = Counter[str](row.finding.verdict for row in rows)
    said = [f"{counts[verdict]} {verdict.replace('_', ' ')}" for verdict in _TITLES]
    console.print(Text(f"{len(rows)} relations: {', '.join(said)}"), soft_wrap=True)


def _severity(row: AuditRow) -> int:
    return _VERDICTS.index(row.finding.verdict)


def _print_row(console: Console, row: AuditRow) -> None:
    finding = row.finding
    span = finding.spans[0]
    console.print(Text(f"  {finding.relation}: {finding.formula}"), soft_wrap=True)
    if finding.fits:
        console.print(Text(f"    {finding.fits}"), soft_wrap=True)
    place = Text(f"    {row.document.docid}:{span.start}-{span.end}", style="cyan")
    console.print(place.append(f"  {_quote(row)}", style="default"), soft_wrap=True)


def _quote(row: AuditRow) -> str:
    """The text from the first figure to the last, or the figures alone if that is long."""
    first, last = row.finding.spans[0], row.finding.spans[-1]
    whole = " ".join(row.document.text[first.start : last.end].split())
    if len(whole) > _MAX_QUOTE_CHARS:
        whole = " … ".join(" ".join(quote.split()) for quote in row.quotes)
    return whole if len(whole) <= _MAX_QUOTE_CHARS else f"{whole[:_MAX_QUOTE_CHARS].rstrip()} …"


_PRINTERS = {AuditFormat.TABLE: _print_table, AuditFormat.JSONL: _print_jsonl}
