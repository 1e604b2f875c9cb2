"""Properties of reading and printing that hold for every text."""

import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.quantities import (
    Quantity,
    find_non_quantities,
    find_quantities,
    format_quantity,
    parse_quantities,
)
from briqa.quantities.units import IRREGULAR_PLURALS, pluralise, singularise
from briqa.segment import Outline, Segmentation
from briqa.spans import Span, TextView

CORPUS = Path(__file__).parents[2] / "corpus"
FRAGMENTS = (
    "12", "1,234", "3.5", "2022", "(9.8)", "$", "€", "RMB", "%", " million", " bn", "+", "-", "–",
    " to ", " from ", " and ", ", ", ". ", "; ", "(", ")", "[3]", " trains", " people", " over ",
    " up ", "twenty-five", " half a million", " a third of", "in 2021", "since 2017", "end-2022",
    "March 5", "FY18", "4th", "1/3", "3:1", "\n", "\r\n", "\f", "\u00a0", "½", "×10^5", "𝟓", "é̂",
    "10^6", "99^99", "⁹", "^", " in", " ft", "p", "\"", " cents", " dollars", " out of ", " over ",
    "twenty-fifths", " and three fifths", "MUSD", "1.234,5", " (kg)", "±",
    "http://a.b/1", "G20", "10-K", "one", "another one ", "'", "”", "“", " respectively", "\\$",
)  # fmt: skip
ROLE_FRAGMENTS = (
    "5 ", "3% ", "$4 million ", "In 2020 ", "Oslo ", "Oslo's ", "the Group ", "reached ", "and ",
    "of ", "in ", "exports ", "up ", "by ", "(", ")", ", ", ". ", ": ", "The ", "has ", "dying ",
    "ying ", "growth ", "“", "\"", "increase ", "with ", "to ", "for ", "is ", "its ", "'s ", "\n",
)  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join),
    st.text(alphabet=string.printable + "€£¥–—“”½\u00a0", max_size=60),
    st.text(max_size=40),
)
NOUNS = ("route", "city", "company", "person", "child", "box", "church", "day", "bus", "analysis")


@given(texts)
def test_spans_are_slices_in_order_and_disjoint(text: str) -> None:
    end = 0
    for quantity in parse_quantities(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        assert text[quantity.span.start : quantity.span.end].strip() != ""
        end = quantity.span.end


@given(texts)
def test_the_value_lies_between_its_ends(text: str) -> None:
    for quantity in parse_quantities(text):
        assert quantity.value_low <= quantity.value <= quantity.value_high
        assert abs(quantity.value_high) != float("inf")


@given(texts)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert parse_quantities(text) == parse_quantities(text)


@given(texts)
def test_no_quantity_overlaps_a_non_quantity(text: str) -> None:
    quantities = parse_quantities(text)
    for non_quantity in find_non_quantities(text):
        assert not any(quantity.span.overlaps(non_quantity.span) for quantity in quantities)


def uncovered(text: str) -> list[str]:
    """The runs of digits that lie in no quantity and in no named non-quantity."""
    spans = [quantity.span for quantity in parse_quantities(text)]
    spans += [non_quantity.span for non_quantity in find_non_quantities(text)]
    covered = {offset for span in spans for offset in range(span.start, span.end)}
    return [
        match.group()
        for match in re.finditer("[0-9]+", text)
        if not covered.issuperset(range(match.start(), match.end()))
    ]


@given(texts)
def test_every_digit_is_in_a_quantity_or_named_as_none(text: str) -> None:
    assert uncovered(text) == []


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.md")) + sorted(CORPUS.glob("*.txt")))
def test_every_digit_of_the_corpus_is_accounted_for(path: Path) -> None:
    assert uncovered(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The trial (NCT01234567) enrolled 1,204 patients aged 18-75; 3 of 10 had p < 0.05 [12].",
        "Call 020 7946 0958 or +44 20 7946 0958 before 5 pm on 3/4/2021, ref. AB-12/34.5.",
        "Revenue: 1.234,5 euros; 12.4p a share; 10 1/2 in wide; 6'2\"; v2.0.1; ISO 9001:2015.",
        "| 2019 | (9.8) | 1,234 | 5.6% |\n|---|---|---|---|\n| 1st | 2-3 | n/a | 4:30 |",
        "a twenty-five12 and a two-way3 street",
        "H2O at 25 °C, 10^-3 mol, 5×10−6 m, 3e8 m/s, x2, 4K, 1-2-3, 007, 0xFF00, 99.99.99",
    ],
)
def test_every_digit_of_an_odd_text_is_accounted_for(text: str) -> None:
    assert uncovered(text) == []


@given(texts, st.integers(0, 5))
def test_a_view_shifts_the_spans_and_nothing_else(text: str, shift: int) -> None:
    canonical = "#" * shift + text
    view = TextView.build(canonical, [(shift, len(canonical), None)])
    segmentation = Segmentation(view, Outline((), ()), (), ())
    moved = [
        (Span(q.span.start + shift, q.span.end + shift), q.value, q.unit, q.period)
        for q in parse_quantities(text)
    ]
    found = [(q.span, q.value, q.unit, q.period) for q in find_quantities(segmentation)]
    assert found == moved


@given(st.lists(st.sampled_from(ROLE_FRAGMENTS), max_size=16).map("".join))
def test_roles_are_short_and_never_blank(text: str) -> None:
    for quantity in parse_quantities(text):
        assert quantity.subject is None or quantity.subject.strip()
        assert quantity.measure is None or 1 <= len(quantity.measure.split()) <= 8


WRITINGS: tuple[Callable[[int], str], ...] = (
    lambda n: str(n),
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", "\u00a0"),
    lambda n: f"{n:,}".replace(",", "\u202f"),
)


@given(
    st.integers(10_000, 999_999_999),
    st.sampled_from(WRITINGS),
    st.sampled_from(WRITINGS),
    st.sampled_from(("The yard has {} ships. The port has 75 cranes.",
                     "With {} ships and over 75 cranes, it leads.",
                     "It has 75 cranes, up 5%, and {} ships.")),
)  # fmt: skip
def test_how_a_neighbour_is_written_changes_nothing_else(
    number: int, one: Callable[[int], str], other: Callable[[int], str], frame: str
) -> None:
    def read(written: str) -> list[tuple[float, str | None, str | None, str | None]]:
        text = frame.format(written)
        return [(q.value, q.unit, q.bound, q.direction) for q in parse_quantities(text)]

    assert read(one(number)) == read(other(number))
    assert (float(number), "ship", None, None) in read(one(number))


amounts = st.one_of(
    st.integers(0, 10**14).map(float),
    st.decimals(0, 10**9, places=2, allow_nan=False).map(float),
    st.integers(-(10**6), -1).map(float),
)
bounds = st.sampled_from((None, "over", "at_least", "nearly", "about", "up_to"))
units = st.one_of(
    st.sampled_from(("CNY", "USD", "EUR", "JPY")).map(lambda unit: ("money", unit)),
    st.just(("percent", "percent")),
    st.just(("percent", "basis point")),
    st.sampled_from(("TEU", "tonne", "km2", "mu", "metre", "foot", "celsius", "gigawatt-hour")).map(
        lambda unit: ("measure", unit)
    ),
    st.sampled_from(("year", "day", "century")).map(lambda unit: ("duration", unit)),
    st.just(("ratio", "times")),
    st.sampled_from(NOUNS).map(lambda unit: ("count", unit)),
)


@given(amounts, units, bounds)
def test_an_amount_is_printed_such_that_it_reads_back(
    value: float, unit: tuple[str, str], bound: str | None
) -> None:
    quantity = Quantity(Span(0, 1), unit[0], value, value, value, unit[1], bound)  # type: ignore[arg-type]
    [read] = parse_quantities(format_quantity(quantity))
    assert (read.value, read.value_high, read.unit, read.bound) == (value, value, unit[1], bound)


@given(st.lists(amounts, min_size=2, max_size=2, unique=True).map(sorted), units, bounds)
def test_a_range_is_printed_such_that_it_reads_back(
    ends: list[float], unit: tuple[str, str], bound: str | None
) -> None:
    low, high = abs(ends[0]), abs(ends[0]) + abs(ends[1]) + 1
    quantity = Quantity(Span(0, 1), unit[0], low, low, high, unit[1], bound)  # type: ignore[arg-type]
    [read] = parse_quantities(format_quantity(quantity))
    assert (read.value_low, read.value_high) == (low, high)
    assert (read.unit, read.bound) == (unit[1], bound)


@given(st.integers(1, 9999), bounds)
def test_ranks_and_years_are_printed_such_that_they_read_back(
    number: int, bound: str | None
) -> None:
    rank = Quantity(Span(0, 1), "ordinal", number, number, number, "rank")
    year = Quantity(Span(0, 1), "date", number, number, number)
    [read_rank] = parse_quantities(format_quantity(rank))
    [read_year] = parse_quantities(format_quantity(year))
    assert (read_rank.kind, read_rank.value, read_rank.unit) == ("ordinal", number, "rank")
    assert (read_year.kind, read_year.value) == ("date", number)


@pytest.mark.parametrize("noun", [*NOUNS, *sorted(set(IRREGULAR_PLURALS.values()))])
def test_a_plural_leads_back_to_its_noun(noun: str) -> None:
    assert singularise(pluralise(noun)) == noun


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "1.", "1 ", "123 ", "(1", "1-", "1/", "$", "[1", "one ", "from 1 to ", "1% ",
     "2019, ", "up 1 ", "1×10^", "“1”", "twenty and "],
)  # fmt: skip
def test_long_runs_are_read_to_their_end(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    assert all(quantity.span.end <= len(text) for quantity in parse_quantities(text))
