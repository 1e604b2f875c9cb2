from rich.console import Console

from briqa.cli.tables import TableRow, figures_table
from briqa.quantities import Quantity
from briqa.spans import Span

LAND = Quantity(
    Span(0, 8),
    "measure",
    1000.0,
    1000.0,
    1000.0,
    "mu",
    "over",
    "up",
    "2022",
    "Taicang [bold]Port",
    f"area of the {'very ' * 20}large park",
)
BARE = Quantity(Span(9, 11), "count", 5.0, 5.0, 7.0, "port")


def _printed(*rows: TableRow) -> list[list[str]]:
    console = Console(width=400, highlight=False)
    with console.capture() as capture:
        console.print(figures_table(rows))
    return [
        [cell for cell in line.split("  ") if cell.strip()] for line in capture.get().splitlines()
    ]


def test_columns_that_would_be_empty_are_left_out() -> None:
    (head, _) = _printed(TableRow(BARE, "5 to 7"))
    assert [cell.strip() for cell in head] == ["Figure", "As written", "Kind", "Period"]


def test_subject_and_measure_are_shown_short_and_never_as_markup() -> None:
    head, line, _ = _printed(TableRow(LAND, "1,000\nmu", where="a:0-8"), TableRow(BARE, "5 to 7"))
    cells = dict(zip([cell.strip() for cell in head], line, strict=True))
    assert cells["Subject"].strip() == "Taicang [bold]Port"
    assert cells["Measure"].strip().endswith("…")
    assert len(cells["Measure"].strip()) <= 40
    assert cells["As written"].strip() == "1,000 mu"
    assert cells["Where"].strip() == "a:0-8"


def test_a_converted_figure_is_marked_where_it_is_rounded() -> None:
    half = Quantity(LAND.span, "measure", 1000 / 15, 1000 / 15, 80.0, "hectare", "over")
    (head, line) = _printed(TableRow(LAND, "1,000 mu", half))
    assert head[1].strip() == "Converted"
    assert line[1].strip() == "≈ over 66.6667 to 80 hectares"
    exact = Quantity(LAND.span, "measure", 66.5, 66.5, 66.5, "hectare")
    assert _printed(TableRow(LAND, "1,000 mu", exact))[1][1].strip() == "66.5 hectares"


def test_a_figure_in_the_unit_asked_for_needs_no_conversion() -> None:
    (head, _) = _printed(TableRow(LAND, "1,000 mu", LAND))
    assert "Converted" not in [cell.strip() for cell in head]
