"""Tables: where they are seen, and what heads, captions and rows say of a cell's number."""

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.quantities import Quantity, find_quantities, parse_quantities
from briqa.quantities.tables import find_tables
from briqa.sources.html import read_html
from briqa.sources.pdf import read_pdf
from briqa.spans import Document, SourceFormat
from tests.segment.tokens import cut, markdown
from tests.sources.files import prose, write_pdf

ACCOUNTS = """\
The charge for tax is as follows.

| | Years ended June 30, | |
|---|---|---|
| | 2019 | 2018 |
| (in thousands, except per share data) | | |
| Overseas current tax: | | |
| Current year1 | $ 21 | (70) |
| Net income per share | 1.25 | — |
| Weighted average shares | 200 | 100 |
| Gross margin | 45.2% | 1998 |

Over 12 ports remain.
"""


def read(document: Document) -> dict[str, Quantity]:
    """The quantities of a document by their quote, those in prose too."""
    return {document.quote(found.span): found for found in find_quantities(cut(document))}


def cells_of(text: str) -> list[list[str | None]]:
    [table] = find_tables(text)
    return [[text[cell.start : cell.end] if cell else None for cell in row] for row in table.rows]


def text_document(text: str) -> Document:
    return Document("made.txt", text, SourceFormat.TEXT)


def test_heads_rows_and_groups_speak_for_a_cell() -> None:
    found = read(markdown(ACCOUNTS))
    charge = found["$ 21"]
    assert (charge.kind, charge.value, charge.unit) == ("money", 21000.0, "USD")
    assert (charge.period, charge.measure) == ("2019", "Overseas current tax: Current year")
    assert (found["(70)"].value, found["(70)"].unit) == (-70000.0, "USD")
    assert found["(70)"].period == "2018"


def test_what_is_excepted_is_not_scaled() -> None:
    found = read(markdown(ACCOUNTS))
    assert (found["1.25"].value, found["1.25"].kind) == (1.25, "money")
    assert (found["200"].value, found["200"].unit) == (200000.0, "share")
    assert (found["45.2%"].value, found["45.2%"].unit) == (45.2, "percent")


def test_dashes_and_footnote_marks_are_no_numbers() -> None:
    found = read(markdown(ACCOUNTS))
    assert "—" not in found
    assert "1" not in found
    assert found["12 ports"].bound == "over"


def test_years_are_dates_in_heads_and_values_below_them() -> None:
    found = read(markdown(ACCOUNTS))
    assert found["2019"].kind == "date"
    assert found["1998"].kind != "date"


def test_a_day_over_years_makes_the_period() -> None:
    text = " | December 31, |\n | 2019 | 2018\nReceivables | 2,019 | 18"
    assert [found.period for found in parse_quantities(text)][2:] == ["2019-12-31", "2018-12-31"]


def test_lengths_of_time_keep_columns_of_one_year_apart() -> None:
    text = "Three Months Ended Nine Months Ended\n2022 2021 2022 2021\nSales 1 2 3 4\nCosts 5 6 7 8"
    quantities = [found for found in parse_quantities(text) if found.measure]
    measures = [found.measure for found in quantities if found.value in (1, 3)]
    assert measures == ["Sales, Three Months", "Sales, Nine Months"]


def test_columns_of_measures_are_measures_of_the_row() -> None:
    text = "| Province | Parks | Area (km2) |\n|---|---|---|\n| Jiangsu | 12 | 3,400 |\n"
    found = read(markdown(text))
    assert (found["12"].subject, found["12"].measure) == ("Jiangsu", "Parks")
    assert (found["3,400"].subject, found["3,400"].unit) == ("Jiangsu", "km2")


def test_years_in_the_first_column_are_the_period() -> None:
    text = "| Year | Exports (US$ million) | Share |\n|---|---|---|\n| 2020 | 13 | 31% |\n"
    found = read(markdown(text))
    exports = found["13"]
    assert (exports.value, exports.unit, exports.period) == (13e6, "USD", "2020")
    assert exports.measure == "Exports (US$ million)"
    assert (found["31%"].period, found["31%"].measure) == ("2020", "Share")


@pytest.mark.parametrize(
    ("head", "value", "unit"),
    [
        ("€m", 12e6, "EUR"),
        ("$’000", 12e3, "USD"),
        ("$'000", 12e3, "USD"),
        ("RMB million", 12e6, "CNY"),
        ("USDm", 12e6, "USD"),
        ("£ billion", 12e9, "GBP"),
        ("% of total", 12.0, "percent"),
        ("(in millions of US dollars)", 12e6, "USD"),
    ],
)
def test_units_in_a_row_of_heads(head: str, value: float, unit: str) -> None:
    text = f" | 2019 | 2018\n | {head} | {head}\nSales | 12 | 13"
    [sales] = [found for found in parse_quantities(text) if text[found.span.start :][:2] == "12"]
    assert (sales.value, sales.unit, sales.period) == (value, unit, "2019")


def test_the_sentence_before_a_table_gives_the_scale() -> None:
    text = "Assets were as follows (in thousands):\n | 2019 | 2018\nLand | 12 | 30%"
    by_quote = {text[q.span.start : q.span.end]: q.value for q in parse_quantities(text)}
    assert (by_quote["12"], by_quote["30%"]) == (12000.0, 30.0)


def test_the_scale_of_a_table_ends_with_it() -> None:
    text = "In thousands:\n | 2019 | 2018\nLand | 12 | 30\nText.\n | 2019 | 2018\nHuts | 5 | 6"
    assert 5.0 in [found.value for found in parse_quantities(text)]


def test_html_tables_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<p>Costs (in millions)</p><table><tr><th></th><th>2019</th><th>2018</th></tr>"
        "<tr><td>Staff</td><td>$(1.5)</td><td>12.5 %</td></tr></table>",
        encoding="utf-8",
    )
    found = read(read_html(path, docid="page.html"))
    assert (found["$(1.5)"].value, found["$(1.5)"].measure) == (-1.5e6, "Staff")
    assert found["12.5 %"].unit == "percent"


def test_pdf_rows_are_read_from_the_right(tmp_path: Path) -> None:
    lines = ("The following are in thousands:", "2019 2018", "Revenue $ 1,234 $ 1,567")
    page = prose(700, (*lines, "Staff costs (48) —", "Gross margin 12.5 % 13 %"))
    found = read(read_pdf(write_pdf(tmp_path / "a.pdf", [page]), docid="a.pdf"))
    revenue = found["$ 1,567"]
    assert (revenue.value, revenue.period, revenue.measure) == (1567000.0, "2018", "Revenue")
    assert found["(48)"].value == -48000.0
    assert found["12.5 %"].value == 12.5


def test_columns_set_in_plain_text() -> None:
    text = (
        "Trade\n\nThe figures follow (in RMB million):\n"
        "Province     2019    2018\n--------     ----    ----\n"
        "Jiangsu      1,234   1,200\nCosts:\nHubei        (56)    —\n\nThe end.\n"
    )
    found = read(text_document(text))
    assert (found["1,200"].value, found["1,200"].unit) == (1.2e9, "CNY")
    assert found["(56)"].measure == "Costs: Hubei"


def test_markdown_without_outer_bars() -> None:
    found = read(markdown("x\n\nRegion | 2019 | 2018\n---|---|---\nSales, €m | 9 | 8\nA | 1 | 2\n"))
    assert (found["9"].value, found["9"].unit, found["9"].period) == (9e6, "EUR", "2019")


def test_cells_and_caption_are_found() -> None:
    text = "Note 5. Sales (in thousands):\n2019 2018\nPorts $ 1,2 (48)\nCosts:\nStaff 12.5 % —"
    assert cells_of(text) == [
        [None, "2019", "2018"],
        ["Ports", "$ 1,2", "(48)"],
        ["Costs:", None, None],
        ["Staff", "12.5 %", "—"],
    ]
    [table] = find_tables(text)
    assert table.head_rows == 1
    assert table.caption is not None
    assert text[table.caption.start : table.caption.end] == "Note 5. Sales (in thousands):"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sales rose from 12 to 15 in 2019.\nThey fell to 3 in 2020.",
        "Home | About",
        "It has 3 ports and 4 parks.\n\n5 6",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert find_tables(text) == ()


CELLS = st.sampled_from(
    ["—", "12", "$ 3", "(4.5)", "7%", "up", "2019", "about 3 million", "1,200", "", "m", "over"]
)


@given(CELLS, CELLS)
def test_a_cell_takes_nothing_from_its_neighbour(before: str, behind: str) -> None:
    text = f"Name | Parks | Jobs | Ships\nA | {before} | 345 | {behind}\nB | 1 | 2 | 3\n"
    at = text.index("345")
    [found] = [one for one in parse_quantities(text) if one.span.start == at]
    assert text[found.span.start : found.span.end] == "345"
    assert (found.value, found.unit, found.bound, found.direction) == (345.0, None, None, None)
    assert (found.subject, found.measure) == ("A", "Jobs")


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=6), st.booleans())
def test_spans_are_exact_and_in_order(rows: list[list[str]], bars: bool) -> None:  # noqa: FBT001
    text = "\n".join((" | " if bars else "  ").join(row) for row in rows)
    for table in find_tables(text):
        assert len({len(row) for row in table.rows}) == 1
        cells = [cell for row in table.rows for cell in row if cell is not None]
        assert all(text[cell.start : cell.end].strip() for cell in cells)
        assert all(a.end <= b.start for a, b in itertools.pairwise(cells))
    quantities = parse_quantities(text)
    assert all(re.search(r"\d|million", text[q.span.start : q.span.end]) for q in quantities)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(quantities))


def test_prose_beside_a_table_tells_its_scale() -> None:
    table = (
        "| | 2019 | 2018 |\n| --- | --- | --- |\n| Net income | $24,193 | $20,402 |\n"
        "| Charges | 47,625 | 38,186 |\n| Margin per share | 1.25 | 1.10 |\n"
    )
    prose = "Net income was $24.2 million, charges $47.6 million and, before, $38.2 million.\n\n"
    unscaled = read(Document("t.md", table, SourceFormat.MARKDOWN))
    scaled = read(Document("t.md", prose + table, SourceFormat.MARKDOWN))
    assert unscaled["$24,193"].value == 24_193
    assert scaled["$24,193"].value == 24_193_000
    assert scaled["1.25"].value == 1.25


@pytest.mark.parametrize(
    ("head", "currency"),
    [
        ("NT dollars", "TWD"),
        ("Canadian dollars", "CAD"),
        ("US dollars", "USD"),
        ("thousands", "USD"),
    ],
)
def test_a_head_tells_whose_dollars_a_sign_means(head: str, currency: str) -> None:
    text = f"| (in {head}) | Cost | Price |\n|---|---|---|\n| Rent | $5 | $7 |\n| Salt | 4 | 6 |"
    assert {figure.unit for figure in parse_quantities(text)} == {currency}
