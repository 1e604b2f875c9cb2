"""Results as HTML: what stands under an answer or a refusal, and the lines above them.

The one thing to know: whatever comes from a document or a question is escaped here, once.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briqa.answer import Answer, AnswerSentence, Citation, Figure, RankedPassage, Refusal, row_lines
from briqa.quantities import Bound, Direction, Quantity, format_quantity
from briqa.store import DocumentSummary
from briqa.ui.targets import place_of, target, title_of, where_html

_SOURCES: Final = "Sources"
_SOURCES_SHOWN: Final = 5
_NEAREST: Final = "Nearest passages"
_PASSAGES: Final = "Passages"
_FIGURES: Final = "Figures"
_FIGURE_COLUMNS: Final = ("Value", "Unit", "Kind", "Bound", "Period")
_PLACE_COLUMNS: Final = ("As written", "Where")
_BOUND_WORDS: Final[dict[Bound, str]] = {
    "over": "more than",
    "at_least": "at least",
    "nearly": "nearly",
    "about": "about",
    "up_to": "up to",
}
_DIRECTION_WORDS: Final[dict[Direction, str]] = {"up": "rise", "down": "fall"}
_NOTHING: Final = "–"


def notice(line: str) -> str:
    """A one-line hint or error above the answer."""
    return f'<p class="notice" role="alert">{html.escape(line)}</p>'


def busy(line: str) -> str:
    """What stands there while an answer is looked for."""
    return f'<p class="busy" role="status">{html.escape(line)}</p>'


def announcement(result: Answer | Refusal) -> str:
    """What a screen reader says when the result is there."""
    count = len(result.passages)
    passages = f"{count} passage{'' if count == 1 else 's'}"
    if isinstance(result, Answer):
        said = f"{_said(result)} {passages} found."
    else:
        said = f"{result.text} {passages} near it."
    return f'<p class="for-screen-readers" role="status">{html.escape(said)}</p>'


def _said(answer: Answer) -> str:
    """The answer in a line: its rows or short answer; else only that there is one."""
    parts = row_lines(answer.rows) or [part.reading for part in answer.short]
    return f"Answer: {'; '.join(parts)}." if parts else "Answered."


def evidence(result: Answer | Refusal) -> str:
    """What bears an answer out: its sources, its figures, the passages; or what is near it."""
    if isinstance(result, Refusal):
        return _passages(_NEAREST, result.passages)
    return (
        _sources(result.sentences)
        + _figures(result.figures)
        + _passages(_PASSAGES, result.passages)
    )


def welcome(documents: Sequence[DocumentSummary]) -> str:
    """The source pane before anything was asked: what there is to ask about."""
    if not documents:
        return _empty_pane(
            "No documents yet", "Add some with <code>briqa index PATH</code>, then ask.", ""
        )
    rows = "".join(
        f"<li><strong>{html.escape(summary.metadata.title or summary.docid)}</strong>"
        f"<span>{html.escape(_extent(summary))}</span></li>"
        for summary in documents
    )
    return _empty_pane(
        "Source",
        "The place that an answer comes from is shown here, in its document.",
        f'<ul class="documents">{rows}</ul>',
    )


def no_index(line: str) -> str:
    """The source pane when the index couldn't be opened."""
    return _empty_pane("Nothing to ask yet", html.escape(line), "")


def no_place(line: str) -> str:
    """The source pane when what led to it isn't there any more."""
    return (
        '<section class="source source-empty" data-reveal="true" role="alert">'
        f"<h2>No longer there</h2><p>{html.escape(line)}</p></section>"
    )


def _empty_pane(heading: str, line_html: str, content_html: str) -> str:
    return (
        f'<section class="source source-empty"><h2>{html.escape(heading)}</h2>'
        f"<p>{line_html}</p>{content_html}</section>"
    )


def _extent(summary: DocumentSummary) -> str:
    parts = [
        summary.docid,
        _count(summary.pages, "page") if summary.pages else "",
        _count(summary.sentences, "sentence"),
        _count(summary.quantities, "figure"),
    ]
    return " · ".join(filter(None, parts))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _sources(sentences: Sequence[AnswerSentence]) -> str:
    """A list of the sentences' places; what goes beyond the first few is folded away."""
    first = _numbered(sentences[:_SOURCES_SHOWN], start=1)
    rest = sentences[_SOURCES_SHOWN:]
    if not rest:
        return _section(_SOURCES, first)
    more = _numbered(rest, start=_SOURCES_SHOWN + 1)
    folded = f'<details class="more"><summary>{len(rest)} more</summary>{more}</details>'
    return _section(_SOURCES, first + folded)


def _numbered(sentences: Iterable[AnswerSentence], *, start: int) -> str:
    items = "".join(_source(sentence.citation) for sentence in sentences)
    return f'<ol class="items" style="counter-reset: item {start - 1}">{items}</ol>'


def _source(citation: Citation) -> str:
    title = f'<span class="title">{html.escape(title_of(citation.document))}</span>'
    return f"<li>{_item(citation, title)}</li>"


def _passages(heading: str, passages: Iterable[RankedPassage]) -> str:
    items = "".join(
        f"<li>{_item(passage.citation, _excerpt(passage.citation))}</li>" for passage in passages
    )
    return _section(heading, f'<ol class="items">{items}</ol>') if items else ""


def _item(citation: Citation, detail_html: str) -> str:
    """A button that leads to the source: where it is, and a line of detail."""
    return (
        f'<button type="button" class="item" {target(citation)}>'
        f"{where_html(citation)}{detail_html}</button>"
    )


def _excerpt(citation: Citation) -> str:
    return f'<span class="excerpt">{html.escape(citation.reading)}</span>'


def _figures(figures: Sequence[Figure]) -> str:
    if not figures:
        return ""
    about = _about(figures)
    columns = (*_FIGURE_COLUMNS, *about, *_PLACE_COLUMNS)
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    rows = "".join(
        _figure_row(figure, {column: cells[at] for column, cells in about.items()})
        for at, figure in enumerate(figures)
    )
    return _section(
        _FIGURES,
        f'<table class="figures"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>',
    )


def _about(figures: Sequence[Figure]) -> dict[str, list[str]]:
    """Whom and what the figures are about, by column; a column that none fills is left out."""
    columns = {
        "Subject": [figure.quantity.subject or "" for figure in figures],
        "Measure": [figure.quantity.measure or "" for figure in figures],
    }
    return {column: cells for column, cells in columns.items() if any(cells)}


def _figure_row(figure: Figure, about: Mapping[str, str]) -> str:
    cells = {**dict(zip(_FIGURE_COLUMNS, figure_cells(figure.quantity), strict=True)), **about}
    plain = "".join(
        f'<td data-column="{column}">{html.escape(cell or _NOTHING)}</td>'
        for column, cell in cells.items()
    )
    written = html.escape(figure.citation.quote)
    place = html.escape(place_of(figure.citation))
    button = f'<button type="button" class="written">{written}</button>'
    return (
        f'<tr {target(figure.citation)}>{plain}<td data-column="As written">{button}</td>'
        f'<td data-column="Where">{place}</td></tr>'
    )


def figure_cells(quantity: Quantity) -> tuple[str, str, str, str, str]:
    """Value, unit, kind, bound and period of a figure in words; empty where there is none."""
    direction = _DIRECTION_WORDS[quantity.direction] if quantity.direction else ""
    return (
        format_quantity(replace(quantity, unit=None, bound=None)),
        quantity.unit or "",
        ", ".join(filter(None, (quantity.kind, direction))),
        _BOUND_WORDS[quantity.bound] if quantity.bound else "",
        quantity.period or "",
    )


def _section(heading: str, content_html: str) -> str:
    return f"<section><h2>{html.escape(heading)}</h2>{content_html}</section>"
