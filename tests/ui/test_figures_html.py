"""The table of figures and the form's entries, without a browser."""

import contextlib
import html
import re
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer import Citation
from briqa.errors import FilterError
from briqa.figures import FigureRow, Sort
from briqa.quantities.families import family_of
from briqa.spans import Document, SourceFormat, Span, TextView
from briqa.ui.figures_form import FormEntries, read_filter
from briqa.ui.figures_table import PAGE_SIZE, TablePage, page_count, table_html
from tests.results import MONEY
from tests.strategies import texts
from tests.ui.reading import PaneReader

EMPTY = FormEntries("", None, None, None, "", "", "")


def _shown(*rows: FigureRow, total: int = 1, page_index: int = 0, sort: Sort = "place") -> str:
    cited = [(row, _citation(row)) for row in rows]
    families = {family_of(row.quantity): 1 for row in rows}
    return table_html(
        TablePage(cited, families, total, page_index, sort, descending=False, names_documents=True)
    )


def _citation(row: FigureRow) -> Citation:
    document = row.document
    return Citation(document, TextView.identity(document.text), row.quantity.span, (), None)


def _row(text: str, **changed: str | None) -> FigureRow:
    document = Document("<i>a</i>.md", text, SourceFormat.TEXT)
    quantity = replace(MONEY, span=Span(0, len(text)), **changed)  # type: ignore[arg-type]
    return FigureRow(document, quantity)


@given(st.one_of(texts(), st.text(alphabet="<>&\"'/abp $`{}*_")).filter(bool))
def test_whatever_a_document_says_stays_text(said: str) -> None:
    def read(words: str) -> PaneReader:
        row = _row(words, subject=words, measure=words, unit=words)
        return PaneReader(_shown(row, sort="unit"))

    found = read(said)
    assert found.tags == read("plain").tags


def test_money_with_signs_of_markup_is_shown_as_it_is_written() -> None:
    shown = _shown(_row("$97.26 million **x** $y$"))
    written = re.search(r'class="written"[^>]*>(.*?)</button>', shown)
    assert written
    assert html.unescape(written[1]) == "$97.26 million **x** $y$"
    assert "&lt;i&gt;a&lt;/i&gt;.md" in shown


@pytest.mark.parametrize("sort", [sort for sort in get_args(Sort) if sort != "value"])
def test_one_head_says_how_the_table_is_sorted(sort: Sort) -> None:
    shown = _shown(_row("$9 million"), sort=sort)
    assert re.findall(
        r'aria-sort="ascending"><button type="button" class="sort" data-sort="(.*?)"', shown
    ) == [sort]
    assert shown.count('aria-sort="none"') == 5


def test_a_group_of_units_has_a_head_with_their_number() -> None:
    assert 'class="family"' not in _shown(_row("$9 million"))
    assert "USD <span>1 figure</span>" in _shown(_row("$9 million"), sort="unit")


def test_a_converted_value_is_marked_where_it_is_rounded() -> None:
    exact, rounded = (
        replace(MONEY, value=value, value_low=value, value_high=value, unit="hectare", bound=None)
        for value in (40.0, 100 / 3)
    )
    row = _row("400,000 m2")
    assert ">40<" in _shown(replace(row, in_unit=exact))
    assert ">≈ 33.3333<" in _shown(replace(row, in_unit=rounded))


@given(st.integers(0, 10**6))
def test_the_pages_hold_all_figures(total: int) -> None:
    pages = page_count(total)
    assert pages >= 1
    assert (pages - 1) * PAGE_SIZE < max(total, 1) <= pages * PAGE_SIZE


def test_the_first_page_has_none_before_it_and_the_last_none_behind() -> None:
    total = 2 * PAGE_SIZE + 1
    idle = '" aria-disabled="true">'
    first = _shown(_row("9"), total=total)
    last = _shown(_row("9"), total=total, page_index=2)
    assert f'data-page="-1{idle}Previous' in first
    assert 'data-page="1">Next' in first
    assert 'data-page="1">Previous' in last
    assert f'data-page="3{idle}Next' in last
    assert "Page 3 of 3" in last
    assert "<nav" not in _shown(_row("9"), total=PAGE_SIZE)


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("9", 9),
        ("9,000,000", 9e6),
        ("9e6", 9e6),
        ("9 million", 9e6),
        ("1.2 billion", 1.2e9),
        ("-3.5", -3.5),
    ],
)
def test_a_limit_is_read_as_people_write_it(entry: str, value: float) -> None:
    assert read_filter(EMPTY._replace(minimum=f" {entry} ")).minimum == value


@pytest.mark.parametrize(
    "entry", ["much", "9 ports", "$9", "9 to 12", "9 and 12", "9" * 400, "inf", "nan"]
)
def test_a_limit_that_is_no_number_is_told(entry: str) -> None:
    with pytest.raises(FilterError, match=r"to: .* is no number; write 9") as told:
        read_filter(EMPTY._replace(maximum=entry))
    assert len(str(told.value)) < 120


@given(st.text(), st.text(), st.text())
def test_any_entry_makes_a_filter_or_one_line(low: str, high: str, when: str) -> None:
    with contextlib.suppress(FilterError):
        read_filter(EMPTY._replace(minimum=low, maximum=high, period=when))
