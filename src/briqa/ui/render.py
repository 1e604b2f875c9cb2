"""Results as HTML: what stands under an answer, or in its place.

The one thing to know: whatever comes from a document or a question is escaped here, once. An
element with `data-docid`, `data-start` and `data-end` leads to that span in the source pane.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briqa.answer import Answer, AnswerSentence, Citation, Figure, RankedPassage, Refusal
from briqa.quantities import Bound, Direction, Quantity, format_quantity
from briqa.spans import Document
from briqa.store import DocumentSummary

_SOURCES: Final = "Sources"
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
_SECTIONS_JOINED: Final = " › "


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
        said = f"Answered, with {passages}."
    else:
        said = f"{result.text} {passages} near it."
    return f'<p class="for-screen-readers" role="status">{html.escape(said)}</p>'


def evidence(result: Answer | Refusal) -> str:
    """What stands under the answer: its sources, its figures, the passages; or the refusal."""
    if isinstance(result, Refusal):
        return _refusal(result) + _passages(_NEAREST, result.passages)
    return (
        _sources(result.sentences)
        + _figures(result.figures)
        + _passages(_PASSAGES, result.passages)
    )


def title_of(document: Document) -> str:
    """The document's title as it gives it, else its name."""
    return document.metadata.title or document.docid


def place_of(citation: Citation) -> str:
    """The page or else the line of a citation."""
    if citation.page_number is None:
        return f"line {citation.line_number}"
    return f"p. {citation.page_label or citation.page_number}"


def where_html(citation: Citation) -> str:
    """The two innermost sections, which tell one "Ningbo" from another, and the place in them.

    The whole path is there to hover over.
    """
    path = html.escape(_SECTIONS_JOINED.join(citation.section_path))
    nearest = html.escape(_SECTIONS_JOINED.join(citation.section_path[-2:]))
    place = html.escape(place_of(citation))
    if not nearest:
        return f'<span class="where"><em>{place}</em></span>'
    return (
        f'<span class="where" title="{path}"><strong>{nearest}</strong> <em>· {place}</em></span>'
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


def _refusal(refusal: Refusal) -> str:
    words = ", ".join(f"<q>{html.escape(word)}</q>" for word in refusal.missing)
    missing = f"<p>Missing from the nearest passage: {words}.</p>" if words else ""
    return f'<section class="refusal"><h2>{html.escape(refusal.text)}</h2>{missing}</section>'


def _sources(sentences: Iterable[AnswerSentence]) -> str:
    items = "".join(_source(sentence.citation) for sentence in sentences)
    return _section(_SOURCES, f'<ol class="items">{items}</ol>')


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
        f'<button type="button" class="item" {_target(citation)}>'
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
        f'<tr {_target(figure.citation)}>{plain}<td data-column="As written">{button}</td>'
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


def _target(citation: Citation) -> str:
    span = citation.span
    docid = html.escape(citation.docid)
    return f'data-docid="{docid}" data-start="{span.start}" data-end="{span.end}"'


def _section(heading: str, content_html: str) -> str:
    return f"<section><h2>{html.escape(heading)}</h2>{content_html}</section>"
