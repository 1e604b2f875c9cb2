"""The Corpus tab's HTML: what is indexed, how far a change is, and what became of it.

The one thing to know: a button here says by its data attributes what it is for
(`assets/corpus.js`), and whatever comes from a document or file name is escaped here, once.
"""

import html
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from briqa.catalogue import Catalogue, Freshness, Holding, size_text
from briqa.indexing import IndexingStep, IndexReport, Stage
from briqa.upkeep import Declined, Removed, Taken, is_upload

NO_DOCUMENTS: Final = '<p class="corpus-totals">No documents yet. Drop some files above.</p>'
_NOTHING: Final = "–"
_NUMBERS: Final = ("Pages", "Passages", "Figures", "Size")
_HEADS: Final = (
    '<th scope="col">Document</th>'
    + "".join(f'<th scope="col" class="number">{head}</th>' for head in _NUMBERS)
    + '<th scope="col">File</th><th scope="col"><span class="for-screen-readers">Remove</span></th>'
)
_SIGNS: Final = {Freshness.UP_TO_DATE: "✓", Freshness.CHANGED: "△", Freshness.GONE: "✕"}
# How much of a file is behind it when a stage begins, and how much the stage is.
_SHARES: Final[dict[Stage, tuple[float, float]]] = {
    "reading": (0.0, 0.1),
    "splitting": (0.1, 0.1),
    "encoding": (0.2, 0.7),
    "writing": (0.9, 0.1),
}


def totals_html(catalogue: Catalogue) -> str:
    """What all documents come to, and what the index takes."""
    holdings = catalogue.holdings
    summaries = [holding.summary for holding in holdings]
    told = [
        _count(len(holdings), "document"),
        _count(sum(summary.passages for summary in summaries), "passage"),
        _count(sum(summary.quantities for summary in summaries), "figure"),
        f"{size_text(sum(holding.size_bytes or 0 for holding in holdings))} of files",
    ]
    size, *made = catalogue.about[1:]
    index = html.escape(" · ".join((f"Index: {size}", *made)))
    return (
        f'<p class="corpus-totals" tabindex="-1"><strong>{" · ".join(told)}</strong>'
        f"<span>{index}</span></p>"
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def documents_html(catalogue: Catalogue, index_dir: Path) -> str:
    """The table of documents."""
    rows = "".join(_rows(holding, index_dir) for holding in catalogue.holdings)
    return (
        '<table class="corpus-table"><caption class="for-screen-readers">Indexed documents'
        f"</caption><thead><tr>{_HEADS}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _rows(holding: Holding, index_dir: Path) -> str:
    """A document's row, and behind it the hidden one that asks before it is removed."""
    summary, state = holding.summary, holding.state
    numbers = (
        f"{summary.pages:,}" if summary.pages else _NOTHING,
        f"{summary.passages:,}",
        f"{summary.quantities:,}",
        _NOTHING if holding.size_bytes is None else size_text(holding.size_bytes),
    )
    cells = "".join(
        f'<td class="number" data-column="{head}">{number}</td>'
        for head, number in zip(_NUMBERS, numbers, strict=True)
    )
    docid = html.escape(summary.docid)
    return (
        f'<tr class="held"><td class="document">{_document(holding)}</td>{cells}'
        f'<td class="state {state.value}" title="{html.escape(summary.origin)}">'
        f'<span aria-hidden="true">{_SIGNS[state]}</span> {state.words}</td>'
        '<td class="removal"><button type="button" class="act" data-ask aria-expanded="false" '
        f'aria-label="Remove {docid}">Remove</button></td></tr>{_question(holding, index_dir)}'
    )


def _document(holding: Holding) -> str:
    summary = holding.summary
    docid, title = html.escape(summary.docid), html.escape(holding.title)
    about = [
        f'<span class="edition">{html.escape(summary.metadata.status or "original")}</span>',
        *([] if holding.title == summary.docid else [f"<span>{docid}</span>"]),
        *([f"<span>{_time(summary.indexed_at)}</span>"] if summary.indexed_at else []),
    ]
    return (
        f'<button type="button" class="written" data-open="{docid}" title="Show in the source">'
        f'{title}</button><span class="about-document">{" · ".join(about)}</span>'
    )


def _time(indexed_at: str) -> str:
    here = datetime.fromisoformat(indexed_at).astimezone()
    return f'indexed <time datetime="{html.escape(indexed_at)}">{here:%-d %b %Y, %H:%M}</time>'


def _question(holding: Holding, index_dir: Path) -> str:
    docid = html.escape(holding.summary.docid)
    file = (
        "The copy that is kept of the uploaded file is deleted with it."
        if is_upload(index_dir, Path(holding.summary.origin))
        else "Your own file stays where it is."
    )
    return (
        f'<tr class="question-row" hidden><td colspan="{len(_NUMBERS) + 3}"><div role="group" '
        f'aria-label="Remove {docid}"><p>Take <strong>{docid}</strong> out of the index? {file}'
        f'</p><button type="button" class="act really" data-remove="{docid}">Remove it</button>'
        '<button type="button" class="act" data-keep>Keep it</button></div></td></tr>'
    )


def progress_html(step: IndexingStep) -> str:
    """A bar, and in words which file is at which stage."""
    said = f"{_place(step)} {step.path.name}: {step.stage}"
    if step.stage == "encoding" and step.passages:
        said += f" {step.passages_done} of {step.passages} passages"
    percent = round(100 * _done(step))
    said = html.escape(said)
    return (
        '<div class="corpus-progress"><div class="bar" role="progressbar" aria-label="Indexing" '
        f'aria-valuemin="0" aria-valuemax="100" aria-valuenow="{percent}" '
        f'aria-valuetext="{said}"><span style="width: {percent}%"></span></div><p>{said}</p></div>'
    )


def _place(step: IndexingStep) -> str:
    return f"File {step.file_number} of {step.files}," if step.files > 1 else ""


def _done(step: IndexingStep) -> float:
    """The share of all the work that is done."""
    begun, share = _SHARES[step.stage]
    within = step.passages_done / step.passages if step.stage == "encoding" and step.passages else 0
    return (step.file_number - 1 + begun + share * within) / step.files


def outcomes_html(outcomes: Sequence[Taken | Declined], catalogue: Catalogue | None) -> str:
    """What became of each file that was given, a line each."""
    held = catalogue.holdings if catalogue else ()
    holdings = {holding.summary.docid: holding for holding in held}
    return _lines(_outcome(outcome, holdings.get(_docid(outcome))) for outcome in outcomes)


def _docid(outcome: Taken | Declined) -> str:
    return outcome.docid if isinstance(outcome, Taken) else ""


def _outcome(outcome: Taken | Declined, holding: Holding | None) -> tuple[bool, str, str]:
    if isinstance(outcome, Declined):
        return False, outcome.name, outcome.reason
    said = ["indexed"]
    if holding is not None:
        said.append(_count(holding.summary.passages, "passage"))
        said.append(_count(holding.summary.quantities, "figure"))
    return True, outcome.name, "; ".join((", ".join(said), *outcome.notes))


def report_html(report: IndexReport) -> str:
    """What a new look at all files changed, a line each."""
    changes = (
        *((docid, "added") for docid in report.added),
        *((docid, "read again, since its file had changed") for docid in report.changed),
        *((docid, "removed, since its file is gone") for docid in report.removed),
    )
    skipped = (
        (False, error.path.name, f"{error.problem}; {error.remedy}") for error in report.skipped
    )
    lines = [*((True, docid, said) for docid, said in changes), *skipped]
    unchanged = len(report.unchanged)
    if unchanged:
        noun = "other document" if lines else "document"
        lines.append((True, _count(unchanged, noun), "up to date"))
    return _lines(lines)


def removed_html(removed: Removed) -> str:
    """What was removed, and what became of the file."""
    file = (
        "the copy kept of the uploaded file is deleted"
        if removed.was_upload
        else f"your file stays at {removed.origin}"
    )
    return _lines([(True, removed.docid, f"taken out of the index; {file}")])


def _lines(lines: Iterable[tuple[bool, str, str]]) -> str:
    """Lines of whether it went well, a name, and what is said of it."""
    items = "".join(
        f'<li class="{"good" if good else "bad"}"><span class="sign" aria-hidden="true">'
        f"{'✓' if good else '✕'}</span> <strong>{html.escape(name)}</strong> "
        f"{html.escape(said)}</li>"
        for good, name, said in lines
    )
    return f'<div role="status"><ul class="outcomes">{items}</ul></div>' if items else ""
