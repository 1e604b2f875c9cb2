"""What a reader sees first: the short answer, what is compared, what was computed; or the refusal.

The one thing to know: what a document says is a link to its exact span, and what was computed is
never one. It stands apart, under "Computed", so that nobody takes it for a quote.
"""

import html
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briqa.answer import Answer, Citation, Derived, Figure, Refusal, Row
from briqa.quantities import format_quantity
from briqa.ui.rows_plot import rows_plot
from briqa.ui.targets import link, place_of, target, where_html

_NOT_FOUND: Final = "not found"
_NOTHING: Final = "–"
_COLUMNS: Final = ("As written", "Value", "Unit", "Period", "Where")
_ALMOST_SURE: Final = 0.99
_ORIGIN: Final = "Worked out from the figures above; no document says it."


def lead(result: Answer | Refusal) -> str:
    """The first thing to see of a result."""
    if isinstance(result, Refusal):
        return _refusal(result)
    notes = "".join(_note(note) for note in result.derivation.notes)
    return (
        '<section class="lead" aria-labelledby="lead-heading"><h2 id="lead-heading">Answer</h2>'
        f"{_rows(result.rows) + rows_plot(result.rows) if result.rows else _short(result.short)}"
        f"{_subject(result.subject)}{_computed(result.derivation.derived)}{notes}"
        f'<p class="confidence">confidence {_shown(result.confidence)}</p></section>'
    )


# --- answers -----------------------------------------------------------------------------------


def _short(parts: Sequence[Citation]) -> str:
    links = [link(part, part.reading) for part in parts]
    if len(links) == 1:
        return f'<p class="short">{links[0]}</p>'
    items = "".join(f"<li>{item}</li>" for item in links)
    return f'<ul class="short" role="list">{items}</ul>' if items else ""


def _subject(subject: Citation | None) -> str:
    if subject is None:
        return ""
    return f'<p class="subject">about: {link(subject, subject.reading)}</p>'


def _rows(rows: Sequence[Row]) -> str:
    heads = "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
    return (
        '<table class="figures rows"><thead><tr><th scope="col">Asked for</th>'
        f"{heads}</tr></thead><tbody>{''.join(map(_row, rows))}</tbody></table>"
    )


def _row(row: Row) -> str:
    label = f'<th scope="row">{html.escape(row.label)}</th>'
    if row.figure is not None:
        cells = _figure_cells(row.figure)
        return f"<tr {target(row.figure.citation)}>{label}{cells}</tr>"
    if row.sentence is None:
        return f'<tr class="lacking">{label}<td colspan="{len(_COLUMNS)}">{_NOT_FOUND}</td></tr>'
    citation = row.sentence.citation
    return (
        f'<tr {target(citation)}>{label}<td class="wide" colspan="{len(_COLUMNS) - 1}">'
        f"{_inner_button(citation.reading)}</td>{_cell('Where', place_of(citation))}</tr>"
    )


def _figure_cells(figure: Figure) -> str:
    quantity = figure.quantity
    values = {
        "Value": format_quantity(replace(quantity, unit=None)),
        "Unit": quantity.unit or _NOTHING,
        "Period": quantity.period or _NOTHING,
        "Where": place_of(figure.citation),
    }
    written = f'<td data-column="As written">{_inner_button(figure.citation.reading)}</td>'
    return written + "".join(_cell(column, text) for column, text in values.items())


def _inner_button(text: str) -> str:
    """What the keyboard reaches of a row; its click is the row's."""
    return f'<button type="button" class="written">{html.escape(text)}</button>'


def _cell(column: str, text: str) -> str:
    return f'<td data-column="{column}">{html.escape(text)}</td>'


def _computed(derived: Sequence[Derived]) -> str:
    if not derived:
        return ""
    items = "".join(f"<li>{_result(each)}</li>" for each in derived)
    return (
        '<div class="computed"><h3>Computed</h3>'
        f'<ul role="list">{items}</ul><p class="origin">{_ORIGIN}</p></div>'
    )


def _result(derived: Derived) -> str:
    formula = f'<span class="formula">{html.escape(derived.formula)}</span>'
    if derived.conclusion is None:
        return formula
    return f'{formula} <span class="conclusion">{html.escape(derived.conclusion)}</span>'


def _note(note: str) -> str:
    return f'<p class="note">{html.escape(note)}</p>'


def _shown(confidence: float) -> str:
    """Two digits; never rounded up to a certainty that there isn't."""
    return f"{confidence:.2f}" if confidence < _ALMOST_SURE else html.escape(f"> {_ALMOST_SURE}")


# --- refusals ----------------------------------------------------------------------------------


def _refusal(refusal: Refusal) -> str:
    words = ", ".join(f"<q>{html.escape(word)}</q>" for word in refusal.missing)
    missing = f"<p>Not borne out by the nearest sentence: {words}.</p>" if words else ""
    notes = "".join(_note(note) for note in refusal.notes)
    return (
        f'<section class="refusal"><h2>{html.escape(refusal.text)}</h2>'
        f"{missing}{notes}{_nearest(refusal.nearest)}</section>"
    )


def _nearest(figure: Figure | None) -> str:
    if figure is None:
        return ""
    citation = figure.citation
    return (
        '<p class="nearest">Nearest figure (not the answer): '
        f"{link(citation, citation.reading)} {where_html(citation)}</p>"
    )
