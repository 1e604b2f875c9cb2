"""A page of figures as a table: the figures, the heads that sort them, the way to other pages.

The one thing to know: a head or page button tells the server what to show next by its data
attributes (`assets/figures.js`), and a row leads to its span as everywhere.
"""

import html
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, NamedTuple

from briqa.answer import Citation
from briqa.figures import FigureRow, Sort
from briqa.quantities import Quantity, format_converted, format_quantity
from briqa.quantities.families import UnitFamily, family_of
from briqa.ui.render import figure_cells
from briqa.ui.targets import place_of, target

PAGE_SIZE: Final = 50

_NOTHING: Final = "–"


class _Column(NamedTuple):
    """A column: its head, its class, and what its head sorts by; None where it sorts nothing."""

    head: str
    name: str
    sort: Sort | None


_COLUMNS: Final = (
    _Column("Value", "value", "unit"),
    _Column("Unit", "unit", None),
    _Column("As written", "as-written", None),
    _Column("Kind", "kind", "kind"),
    _Column("Subject", "subject", "subject"),
    _Column("Measure", "measure", "measure"),
    _Column("Period", "period", "period"),
    _Column("Where", "place", "place"),
)


class TablePage(NamedTuple):
    """What a page of the table shows.

    Attributes:
        rows: the figures, each with its citation.
        families: the families of all figures found, not only of this page, and how many of each.
        total: how many figures were found.
        page_index: from 0.
        sort: the order.
        descending: whether it goes down.
        names_documents: whether the figures' documents are to be told.
    """

    rows: Sequence[tuple[FigureRow, Citation]]
    families: dict[UnitFamily, int]
    total: int
    page_index: int
    sort: Sort
    descending: bool
    names_documents: bool


def page_count(total: int) -> int:
    """How many pages so many figures take; one where there are none."""
    return max(1, -(-total // PAGE_SIZE))


def table_html(page: TablePage) -> str:
    """The table with its heads, and the way to other pages."""
    heads = "".join(_head(column, page) for column in _COLUMNS)
    return (
        '<section class="all-figures"><table class="figures"><caption class="for-screen-readers">'
        f"Figures; the heads of columns sort them</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{_body(page)}</tbody></table>{_pages(page)}</section>"
    )


def _head(column: _Column, page: TablePage) -> str:
    if column.sort is None:
        return f'<th scope="col" class="col-{column.name}">{column.head}</th>'
    state = "none"
    if column.sort == page.sort:
        state = "descending" if page.descending else "ascending"
    return (
        f'<th scope="col" class="col-{column.name}" aria-sort="{state}">'
        f'<button type="button" class="sort" data-sort="{column.sort}">{column.head}'
        '<span class="arrow" aria-hidden="true"></span></button></th>'
    )


def _body(page: TablePage) -> str:
    if page.sort != "unit":
        return "".join(_row(row, citation, page) for row, citation in page.rows)
    parts: list[str] = []
    for family, group in groupby(page.rows, lambda pair: family_of(pair[0].quantity)):
        parts.append(_family_head(family, page.families[family]))
        parts.extend(_row(row, citation, page) for row, citation in group)
    return "".join(parts)


def _family_head(family: UnitFamily, count: int) -> str:
    converts = family.unit not in (None, family.name)
    label = f"{family.name}, by what each comes to in one unit" if converts else family.name
    return (
        f'<tr class="family"><th scope="rowgroup" colspan="{len(_COLUMNS)}">'
        f"{html.escape(label)} <span>{_figures(count)}</span></th></tr>"
    )


def _figures(count: int) -> str:
    return f"{count:,} figure{'' if count == 1 else 's'}"


def _row(row: FigureRow, citation: Citation, page: TablePage) -> str:
    shown = row.in_unit or row.quantity
    _, unit, kind, bound, period = figure_cells(shown)
    document = html.escape(citation.docid)
    place = html.escape(place_of(citation))
    where = f'<span class="docid" title="{document}">{document}</span> {place}'
    cells = {
        "Value": html.escape(_value(shown, is_exact=row.in_unit in (None, row.quantity))),
        "Unit": html.escape(unit or _NOTHING),
        "As written": _written(citation),
        "Kind": html.escape(", ".join(filter(None, (kind, bound)))),
        "Subject": html.escape(shown.subject or _NOTHING),
        "Measure": html.escape(shown.measure or _NOTHING),
        "Period": html.escape(period or _NOTHING),
        "Where": where if page.names_documents else place,
    }
    said = "".join(
        f'<td class="col-{column.name}" data-column="{column.head}">{cells[column.head]}</td>'
        for column in _COLUMNS
    )
    return f"<tr {target(citation)}>{said}</tr>"


def _value(quantity: Quantity, *, is_exact: bool) -> str:
    """The number alone."""
    plain = replace(quantity, unit=None, bound=None)
    return format_quantity(plain) if is_exact else format_converted(plain)


def _written(citation: Citation) -> str:
    """What the keyboard reaches of a row; its click is the row's."""
    quote = html.escape(citation.quote)
    return f'<button type="button" class="written" title="Show in the source">{quote}</button>'


def _pages(page: TablePage) -> str:
    last = page_count(page.total) - 1
    if not last:
        return ""
    before, behind = page.page_index - 1, page.page_index + 1
    return (
        '<nav class="figure-pages" aria-label="Pages of figures">'
        f"{_page_button('Previous', 'previous', before, works=before >= 0)}"
        f'<span aria-current="page">Page {page.page_index + 1:,} of {last + 1:,}</span>'
        f"{_page_button('Next', 'next', behind, works=behind <= last)}</nav>"
    )


def _page_button(label: str, name: str, page_index: int, *, works: bool) -> str:
    # A button that is only marked as idle keeps the focus when the last page is reached.
    idle = "" if works else ' aria-disabled="true"'
    return (
        f'<button type="button" class="turn" data-turn="{name}" data-page="{page_index}"{idle}>'
        f"{label}</button>"
    )
