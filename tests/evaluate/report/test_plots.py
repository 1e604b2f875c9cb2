"""Plots and printed figures: in the frame, in words too, and never a sign on a zero."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.evaluate.report import (
    PLOT_CSS,
    Bin,
    CurvePoint,
    Difference,
    Figure,
    MetricText,
    difference_plot,
    interval_plot,
    reliability_plot,
    risk_coverage_plot,
    wording,
)

shares = st.floats(0, 1)
TEXTS = {"risk": MetricText("Risk", "", higher_is_better=False), "f1": MetricText("F1", "")}


def dots(plot: str) -> list[float]:
    return [float(x) for x in re.findall(r'<circle[^>]* cx="([^"]+)"', plot)]


def difference(metric: str, value: float, p: float | None) -> Difference:
    return Difference(metric, 0.5, 0.5 + value, value, value - 0.1, value + 0.1, p, None, p, 9)


@given(st.lists(shares, min_size=1, max_size=6))
def test_a_greater_value_stands_further_right(values: list[float]) -> None:
    rows = [("label", Figure(value)) for value in sorted(values)]
    places = dots(interval_plot(rows, title="t", ident="i"))
    assert len(places) == len(values)
    assert all(0 <= earlier <= later <= 360 for earlier, later in pairwise([0, *places]))


def test_the_ends_of_the_axis_are_zero_and_one() -> None:
    rows = [("none", Figure(0.0)), ("half", Figure(0.5)), ("all", Figure(1.0))]
    assert dots(interval_plot(rows, title="t", ident="i")) == [8, 180, 352]


def test_a_plot_says_in_words_what_it_shows() -> None:
    plot = interval_plot([("F1 & more", Figure(0.5, 0.25, 0.75))], title="a < b", ident="i")
    assert '<title id="i-title">a &lt; b</title>' in plot
    assert '<desc id="i-desc">F1 &amp; more 0.500, 0.250 to 0.750</desc>' in plot


def test_a_long_label_leaves_room_for_the_figures() -> None:
    plot = interval_plot([("word " * 40, Figure(0.5, 0.25, 0.75))], title="t", ident="i")
    [label] = re.findall(r'class="label"[^>]*>([^<]*)<', plot)
    assert label.endswith("…")
    assert len(label) < 34


def test_a_label_in_wide_letters_is_cut_sooner() -> None:
    rows = [("港" * 40, Figure(0.5, 0.25, 0.75)), ("i" * 40, Figure(0.5, 0.25, 0.75))]
    plot = interval_plot(rows, title="t", ident="i")
    wide, narrow = re.findall(r'class="label"[^>]*>([^<]*)<', plot)
    assert 2 * len(wide) <= len(narrow) + 1


def test_a_cut_label_keeps_the_number_of_questions() -> None:
    rows = [("word " * 40, Figure(0.5, 0.25, 0.75, 1234))]
    plot = interval_plot(rows, title="t", ident="i", with_n=True)
    [label] = re.findall(r'class="label"[^>]*>([^<]*)<', plot)
    assert label.endswith("…, n = 1,234")


def test_an_empty_bin_is_not_drawn_and_the_others_have_their_counts() -> None:
    bins = [Bin(0, 0.5, 0, None, None), Bin(0.5, 1, 12, 0.75, 0.5)]
    plot = reliability_plot(bins, title="t", ident="i")
    assert len(dots(plot)) == plot.count("<rect") == 1
    assert ">12<" in plot
    assert "confidence 0.750: 0.500 right of 12" in plot


def test_a_curve_of_many_points_stays_small_and_keeps_its_end() -> None:
    points = [CurvePoint(place / 9999, place / 20000) for place in range(1, 10000)]
    plot = risk_coverage_plot(points, title="t", ident="i")
    assert len(plot) < 10_000
    assert dots(plot) == [348]
    assert "coverage 1.000: 0.500 wrong" in plot


@pytest.mark.parametrize(
    ("row", "marked"),
    [
        (difference("f1", 0.2, 0.01), "dot good"),
        (difference("f1", -0.2, 0.01), "dot bad"),
        (difference("risk", 0.2, 0.01), "dot bad"),
        (difference("risk", -0.2, 0.01), "dot good"),
        (difference("f1", 0.2, 0.06), "dot open"),
        (difference("f1", 0.2, None), "dot open"),
    ],
)
def test_a_dot_is_filled_only_for_more_than_chance(row: Difference, marked: str) -> None:
    plot = difference_plot([row], TEXTS, level=0.95, title="t", ident="i")
    assert f'class="{marked}"' in plot


@given(st.floats(-1, 1))
def test_no_difference_stands_in_the_middle_and_others_on_their_side(value: float) -> None:
    plot = difference_plot([difference("f1", value, 1.0)], TEXTS, level=0.95, title="t", ident="i")
    [place] = dots(plot)
    assert place >= 180 if value >= 0 else place <= 180


@given(st.floats(-1e6, 1e6))
def test_a_printed_difference_reads_back(value: float) -> None:
    printed = wording.difference(value)
    read = float(printed.replace("−", "-"))
    assert abs(read - value) <= 0.0005 + abs(value) * 1e-9
    assert printed[0] in "+−" if read else printed == "0.000"


def test_colours_come_from_outside() -> None:
    assert not re.search(r"#[0-9a-f]{3}", PLOT_CSS)
    plot = interval_plot([("F1", Figure(0.5))], title="t", ident="i")
    assert "fill=" not in plot
    assert "style=" not in plot
