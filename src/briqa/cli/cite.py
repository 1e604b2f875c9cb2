"""`briqa cite`: a sentence checked against the documents, and its source as a finished citation."""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from briqa.assistant import DEFAULT_INDEX, open_index
from briqa.bibliography import STYLES, Library, read_library
from briqa.citing import (
    DEFAULT_STYLE,
    EXPORTS,
    FORMATS,
    TextCiter,
    Works,
    cite_sources,
    cited_claim_json,
    cited_source,
    named_formats,
)
from briqa.claims import ClaimCheck, Verdict
from briqa.claims.serialise import claim_prediction
from briqa.cli.claims import print_check
from briqa.cli.draft import DraftFormat, named_draft, put_out
from briqa.cli.failures import USAGE, reported, warn
from briqa.cli.options import FormatOption, IndexOption, OutputFormat
from briqa.cli.writing import check_writable, write_whole
from briqa.drafts import check_draft
from briqa.evaluate import read_claims

# So many claims are encoded together; more only delays the first result.
_BATCH: Final = 16
_REPORT_FORMATS: Final = {
    ".txt": DraftFormat.TEXT,
    ".md": DraftFormat.MARKDOWN,
    ".markdown": DraftFormat.MARKDOWN,
    ".docx": DraftFormat.DOCX,
    ".json": DraftFormat.JSON,
}
_WORDS: Final = {
    Verdict.SUPPORTED: "supported",
    Verdict.CONTRADICTED: "contradicted",
    Verdict.NOT_IN_SOURCE: "not in the sources",
}


@reported
def cite(
    sentence: Annotated[
        str | None, typer.Argument(metavar="SENTENCE", help="What you want to say and to cite.")
    ] = None,
    index_dir: IndexOption = DEFAULT_INDEX,
    style: Annotated[
        str, typer.Option("--style", metavar="STYLE,…", help=f"Of {', '.join(FORMATS)}.")
    ] = DEFAULT_STYLE,
    bib: Annotated[
        Path | None,
        typer.Option("--bib", metavar="FILE", help="Your bibliography: .bib, .json or .ris."),
    ] = None,
    docid: Annotated[
        str | None, typer.Option("--doc", metavar="DOC", help="The one document to go by.")
    ] = None,
    output: FormatOption = OutputFormat.TEXT,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch", metavar="FILE.jsonl", help="Claims, with id and claim in each row."
        ),
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", metavar="OUT.jsonl", help="Where the batch's verdicts go."),
    ] = None,
    draft: Annotated[
        str | None,
        typer.Option("--draft", metavar="FILE", help="A text to check and cite, or - for stdin."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where the draft's report goes: by its ending."),
    ] = None,
) -> int:
    """Check a sentence against the documents, and cite what bears it out."""
    given = [value for value in (sentence, batch, draft) if value is not None]
    fault = ""
    if len(given) != 1:
        fault = "give one of SENTENCE, --batch and --draft"
    elif (batch is None) != (predictions is None):
        fault = "--batch and --predictions go together"
    elif out is not None and draft is None:
        fault = "--out is for a --draft"
    if fault:
        warn(f"briqa: {fault}")
        return USAGE
    wanted = _Wanted(named_formats(style), docid, output, out)
    if draft is not None and (len(wanted.formats) > 1 or wanted.formats[0] in EXPORTS):
        warn(f"briqa: a draft is cited in one style; give one of {', '.join(STYLES)}")
        return USAGE
    works = Works(None if bib is None else _library(bib))
    if batch is not None and predictions is not None:
        return _cite_batch(batch, predictions, index_dir, wanted)
    if draft is not None:
        return _cite_draft(draft, works, index_dir, wanted)
    with closing(open_index(index_dir)) as assistant:
        check = assistant.cite(sentence or "", docid=docid)
    _put_out_check(check, works, wanted)
    return 0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be done with a claim or a draft.

    Attributes:
        formats: names in `FORMATS`, at least one.
        docid: the one document to go by; None for all.
        output: how it is printed.
        out: the file for a draft's report; None for standard output.
    """

    formats: tuple[str, ...]
    docid: str | None
    output: OutputFormat
    out: Path | None


def _library(path: Path) -> Library:
    library = read_library(path)
    for problem in library.problems:
        warn(f"briqa: {problem}")
    return library


def _put_out_check(check: ClaimCheck, works: Works, wanted: _Wanted) -> None:
    if wanted.output is OutputFormat.JSON:
        value = cited_claim_json(check, works, wanted.formats)
        print(json.dumps(value, ensure_ascii=False))
        return
    source = cited_source(check)
    cited = [cite_sources([source], works, name) for name in wanted.formats] if source else []
    console = Console(highlight=False)
    print_check(check, source, cited, console)
    for note in works.notes:
        console.print(Text(f"\n{note}", style="dim"))


def _cite_draft(target: str, works: Works, index_dir: Path, wanted: _Wanted) -> int:
    report_format = _report_format(wanted)
    if report_format is None:
        warn(f"briqa: {wanted.out}: no such kind of report; end it in {', '.join(_REPORT_FORMATS)}")
        return USAGE
    draft = named_draft(target)
    if wanted.out is not None:
        check_writable(wanted.out)
    citer = TextCiter(works, wanted.formats[0])
    with closing(open_index(index_dir)) as assistant, _progress() as progress:
        task = progress.add_task("draft", total=None)

        def check(claims: Sequence[str]) -> list[ClaimCheck]:
            progress.update(task, total=len(claims))
            done: list[ClaimCheck] = []
            for first in range(0, len(claims), _BATCH):
                some = claims[first : first + _BATCH]
                done += assistant.cite_all(some, docid=wanted.docid)
                progress.update(task, completed=len(done))
            return done

        report = check_draft(draft, check, citer)
    for note in works.notes:
        warn(f"briqa: {note}")
    return put_out(report, report_format, wanted.out)


def _report_format(wanted: _Wanted) -> DraftFormat | None:
    """The form of a draft's report; None for a file of another ending."""
    if wanted.out is not None:
        return _REPORT_FORMATS.get(wanted.out.suffix.lower())
    return DraftFormat.JSON if wanted.output is OutputFormat.JSON else DraftFormat.TEXT


def _cite_batch(claims: Path, predictions: Path, index_dir: Path, wanted: _Wanted) -> int:
    rows = read_claims(claims)
    if predictions.exists() and predictions.samefile(claims):
        warn(f"briqa: {predictions}: holds the claims; name another file for the predictions")
        return USAGE
    lines: list[str] = []
    verdicts: Counter[Verdict] = Counter()
    with closing(open_index(index_dir)) as assistant, _progress() as progress:
        check_writable(predictions)  # before hours of checking, not after
        task = progress.add_task("claims", total=len(rows))
        for first in range(0, len(rows), _BATCH):
            some = rows[first : first + _BATCH]
            checks = assistant.cite_all([row.claim for row in some], docid=wanted.docid)
            for row, check in zip(some, checks, strict=True):
                verdicts[check.verdict] += 1
                lines.append(json.dumps(claim_prediction(row.claim_id, check), ensure_ascii=False))
            progress.update(task, completed=len(lines))
    write_whole(predictions, "".join(f"{line}\n" for line in lines))
    counts = ", ".join(f"{verdicts[verdict]} {_WORDS[verdict]}" for verdict in Verdict)
    print(f"{predictions}: {len(lines)} claims, {counts}")
    return 0


def _progress() -> Progress:
    """A bar on a terminal, and nothing elsewhere."""
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)
