"""Plots of figures: what they show, where they lead, and what they never do."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer import Figure, Row
from briqa.assistant import Assistant
from briqa.drawing import WIDTH
from briqa.figures import FigureFilter, FigureRow
from briqa.figures.comparisons import find_comparisons
from briqa.quantities import Bound, Quantity
from briqa.ui.figures_plot import plot_choices, plot_html, plot_key
from briqa.ui.plots import Mark, TimedMark, bar_plot, bounds_note, plot_title, time_plot
from briqa.ui.rows_plot import rows_plot
from tests.results import MONEY, ROUTES, citation_of, span_of
from tests.strategies import texts
from tests.ui.page import READABLE, Page, colour, contrast, is_focused
from tests.ui.reading import PaneReader

VISIBLE = 3.0  # WCAG 2.2, success criterion 1.4.11
CITATION = citation_of(span_of("75 routes"))
TICK = re.compile(r'<text class="tick" [^>]*text-anchor="(?:middle|end)">([−\d,.]+)</text>')
VALUES = st.lists(st.floats(-1e15, 1e15).map(lambda value: round(value, 3)), min_size=1, max_size=6)


def _of(value: float, *, unit: str = "route", bound: Bound | None = None) -> Quantity:
    return replace(ROUTES, value=value, value_low=value, value_high=value, unit=unit, bound=bound)


def _bars(values: list[float]) -> str:
    marks = [Mark(f"side {value}", _of(value), CITATION) for value in values]
    return bar_plot(marks, name="routes run", ident="x")


def _times(values: list[float]) -> str:
    timed = [
        TimedMark(Mark(f"{2000 + place}", _of(value), CITATION), 2000.5 + place)
        for place, value in enumerate(values)
    ]
    return time_plot([("Jiangsu", timed)], name="routes run", ident="x")


def _scale_word(values: list[float]) -> float:
    largest = max(map(abs, values))
    return next((size for size in (1e12, 1e9, 1e6) if largest >= size), 1.0)


@pytest.mark.parametrize("plot", [_bars, _times])
@given(values=VALUES)
def test_the_axis_contains_zero_and_all_values(
    plot: Callable[[list[float]], str], values: list[float]
) -> None:
    drawn = plot(values)
    said = [float(tick.replace("−", "-").replace(",", "")) for tick in TICK.findall(drawn)]
    ticks = said if plot is _bars else said[: len(said) - drawn.count('y="198"')]
    assert 0 in ticks
    factor = _scale_word(values)
    nearly = 1e-6 * max(1.0, *map(abs, ticks))  # ticks are printed to ten digits
    assert all(min(ticks) - nearly <= value / factor <= max(ticks) + nearly for value in values)


@given(VALUES)
def test_no_bar_leaves_the_drawing_and_each_begins_at_zero(values: list[float]) -> None:
    drawn = _bars(values)
    axes = {float(x) for x in re.findall(r'<path class="axis" d="M([\d.]+) ', drawn)}
    (zero,) = axes
    bars = re.findall(r'<rect class="bar" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)
    assert len(bars) == len(values)
    for value, (start, width) in zip(values, bars, strict=True):
        left, right = float(start), float(start) + float(width)
        assert 0 <= left <= right <= WIDTH
        assert (right if value < 0 and float(width) > 1 else left) == pytest.approx(zero, abs=0.2)


@given(st.one_of(texts(), st.text(alphabet="<>&\"'/abp $`")))
def test_whatever_a_label_or_name_says_stays_text(said: str) -> None:
    def read(words: str) -> PaneReader:
        mark = Mark(words, _of(7), CITATION)
        bars = bar_plot([mark], name=words, ident="x")
        return PaneReader(
            bars + time_plot([(words, [TimedMark(mark, 2022.5)])], name=words, ident="y")
        )

    assert read(said).tags == read("plain").tags


def test_each_mark_leads_to_its_span_and_its_tip_is_the_quote() -> None:
    for drawn in (_bars([3, 5]), _times([3, 5])):
        span = CITATION.span
        assert drawn.count(f'data-start="{span.start}" data-end="{span.end}"') == 2
        assert drawn.count('tabindex="0" role="button"') == 2
        assert "— “75 routes”</title>" in drawn


def test_figures_of_one_time_that_differ_are_points_that_nothing_joins() -> None:
    assert "<polyline" in _times([3, 5])
    marks = [TimedMark(Mark("2020", _of(value), CITATION), years) for value, years in (
        (3, 2020.5), (5, 2020.5), (4, 2021.5),
    )]  # fmt: skip
    drawn = time_plot([("Jiangsu", marks)], name="routes", ident="x")
    assert "<polyline" not in drawn
    assert drawn.count('class="dot"') == 3


def test_a_limit_is_marked_and_said() -> None:
    over, about = _of(5, bound="over"), _of(4, bound="about")
    marks = [Mark("a", over, CITATION), Mark("b", about, CITATION), Mark("c", _of(3), CITATION)]
    drawn = bar_plot(marks, name="routes", ident="x")
    assert drawn.count('class="bar open"') == 2
    assert drawn.count('class="bar"') == 1
    assert drawn.count('class="bound"') == 1
    assert "a: over 5 routes" in drawn
    assert bounds_note([over, about]) == (
        "Arrow up or right: or more than this; hollow: not stated exactly."
    )
    assert bounds_note([_of(3)]) == ""


def test_a_title_has_the_unit_with_its_scale_unless_the_name_says_it() -> None:
    assert plot_title("routes run", [_of(9)]) == "Routes run"
    assert plot_title("cargo", [_of(4.2e6, unit="tonne")]) == "Cargo, million tonnes"
    assert plot_title("trade", [replace(MONEY, bound=None)]) == "Trade, million USD"
    assert plot_title("share", [replace(_of(9, unit="percent"), kind="percent")]) == "Share, %"


# --- of an answer ------------------------------------------------------------------------------


def _row(label: str, quantity: Quantity | None) -> Row:
    figure = Figure(quantity, CITATION, asked_for=True) if quantity else None
    return Row(label, figure, None)


def test_sides_are_bars_and_what_is_missing_is_said() -> None:
    drawn = rows_plot(
        [_row("Ulvo", _of(3)), _row("<Mars>", None), _row("Sorrel", _of(5)), _row("Toft", MONEY)]
    )
    assert drawn.count('class="bar"') == 2
    assert "Not drawn: &lt;Mars&gt; (not found), Toft (in USD)." in drawn


def test_years_are_points_on_a_line() -> None:
    drawn = rows_plot([_row("2020", _of(3)), _row("2021", _of(4)), _row("2022", None)])
    assert drawn.count('class="dot"') == 2
    assert "<polyline" in drawn
    assert "Not drawn: 2022 (not found)." in drawn


def test_units_that_convert_are_drawn_in_one_and_others_are_not_compared() -> None:
    alike = [_row("a", _of(2, unit="km2")), _row("b", _of(300, unit="hectare"))]
    assert "a: 2 km2; b: 3 km2" in rows_plot(alike)
    apart = [_row("a", _of(2, unit="USD")), _row("b", _of(3, unit="CNY"))]
    assert rows_plot(apart) == ""
    assert rows_plot([_row("a", _of(2)), _row("b", None)]) == ""


# --- of the figures of an index ----------------------------------------------------------------


def test_all_comparisons_of_an_index_are_drawn_and_lead_to_their_quotes(
    ui_assistant: Assistant,
) -> None:
    comparisons = find_comparisons(ui_assistant.figures(FigureFilter()))
    assert len(plot_choices(comparisons)) == len(comparisons) + 1

    def cite(row: FigureRow) -> object:
        return ui_assistant.cite_span(row.document.docid, row.quantity.span)

    for made in comparisons:
        drawn = plot_html(made, cite)  # type: ignore[arg-type]
        spans = {
            (int(a), int(b)) for a, b in re.findall(r'data-start="(\d+)" data-end="(\d+)"', drawn)
        }
        assert spans <= {(row.quantity.span.start, row.quantity.span.end) for row in made.rows}
        assert ("Not drawn" in drawn) == (len(spans) < len(made.rows))


def _plot(page: Page, assistant: Assistant, measure: str, theme: str = "light") -> None:
    comparisons = find_comparisons(assistant.figures(FigureFilter()))
    (key,) = [plot_key(made) for made in comparisons if made.name == measure]
    name = next(label for label, value in plot_choices(comparisons) if value == key)
    page.open(theme)
    page.open_tab("Figures")
    page.wait_for("#figures-plotted input").click()
    page.tab.get_by_role("option", name=name).click()
    page.wait_for(".figure-plot")


def test_a_point_leads_to_its_span_by_mouse_and_by_key(page: Page, ui_assistant: Assistant) -> None:
    _plot(page, ui_assistant, "trains")
    point = page.wait_for('.mark[aria-label="Jiangsu Province, 2021: 1,800 trains"]')
    point.click()
    page.wait_for_current("1,800 trains")
    page.wait_for('.mark[aria-label="Jiangsu Province, 2020: 1,395 trains"]').focus()
    page.press("Enter")
    page.wait_for_current("1,395 trains")
    page.press("Tab")
    assert is_focused(point)
    page.press("Space")
    page.wait_for_current("1,800 trains")
    assert page.errors == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_and_marks_of_a_plot_can_be_seen(
    page: Page, ui_assistant: Assistant, theme: str
) -> None:
    _plot(page, ui_assistant, "trains", theme)
    ground = [colour(page.ground(".figure-plot"))]
    for selector in (".figure-plot .tick", ".figure-plot figcaption", ".plot-note", ".legend li"):
        name = "fill" if "tick" in selector else "color"
        assert contrast(colour(page.style(selector, name)), ground) >= READABLE
    for series in ("s0", "s1"):
        dot = colour(page.style(f".series.{series} .dot", "fill"))
        assert contrast(dot, ground) >= VISIBLE


def test_a_filter_keeps_a_plot_that_it_still_allows(page: Page, ui_assistant: Assistant) -> None:
    _plot(page, ui_assistant, "trains")
    page.expire(".count")
    page.wait_for("#figures-text :is(input, textarea)").fill("trains")
    page.press("Enter")
    page.wait_for("#figures-count .count:not([data-old])")
    assert "Trains" in page.text(".figure-plot figcaption")
    page.expire(".count")
    page.wait_for("#figures-text :is(input, textarea)").fill("taxes")
    page.press("Enter")
    page.wait_for("#figures-count .count:not([data-old])")
    assert not page.all(".figure-plot")


def test_an_answer_draws_what_it_compares(page: Page) -> None:
    page.open(width=390, height=844)
    page.ask("Compare the cargo of Varnholm and Quistad in 2021")
    assert page.text(".lead figcaption") == "Cargo handled, million tonnes"
    page.wait_for('.lead .mark[aria-label="Quistad: 2.8 million tonnes"]').click()
    page.wait_for_current("2.8 million tons")
    assert page.sideways() == 0
