"""Arithmetic over rows: what is computed, how it is said, and when nothing is."""

from dataclasses import replace

import pytest

from briqa.answer import derive, format_derived
from briqa.questions import Operation, read_question
from tests.answer.made import answered, formulas, made_row, missing_row

WHICH = "Which quay employs more people, Alder or Birch?"
ALDER = made_row("Alder", "Alder has 45,000+ jobs.")
BIRCH = made_row("Birch", "Birch has 15,000 jobs.")


def test_a_comparison_gives_the_order_the_difference_and_the_multiple() -> None:
    found = answered(WHICH, ALDER, BIRCH)
    assert formulas(found) == [
        "Alder (45,000+) > Birch (15,000)",
        "45,000+ − 15,000 = at least 30,000 jobs",
        "at least 45,000 jobs ÷ 15,000 jobs = at least 3 times",
    ]
    order, difference, ratio = found.derived
    assert order.conclusion == "the larger: Alder (at least 45,000 jobs)"
    assert (order.value, order.operation) == (None, Operation.ORDER)
    assert (difference.value, difference.value_low, difference.value_high) == (30000, 30000, None)
    assert (difference.unit, ratio.unit) == ("job", "times")
    assert difference.inputs == (ALDER.figure, BIRCH.figure)
    assert found.notes == ()


def test_a_comparison_is_the_same_from_both_sides() -> None:
    assert answered(WHICH, ALDER, BIRCH) == answered(WHICH, BIRCH, ALDER)


def test_a_trend_gives_the_change_and_the_growth_as_a_whole_and_a_year() -> None:
    found = answered(
        "How has trade moved from 2018 to 2022?",
        made_row("2022", "Trade was 6.57 billion yuan in 2022."),
        made_row("2018", "Trade was 4.74 billion yuan in 2018."),
    )
    assert [format_derived(derived) for derived in found.derived] == [
        "computed: 6.57 billion − 4.74 billion = 1.83 billion CNY (up from 2018 to 2022)",
        "computed: 6.57 billion CNY ÷ 4.74 billion CNY − 1 = 38.6% (up from 2018 to 2022)",
        "computed: (6.57 billion CNY ÷ 4.74 billion CNY)^(1/4) − 1 = 8.5% a year",
    ]
    growth = found.derived[1]
    assert growth.value_low is not None
    assert growth.value_high is not None
    # 6.565 / 4.745 and 6.575 / 4.735
    assert growth.value_low == pytest.approx(38.3561644)
    assert growth.value_high == pytest.approx(38.8595565)


@pytest.mark.parametrize(
    ("question", "alder", "birch", "formula"),
    [
        ("combined area of Alder and Birch", "50 km2", "1,500 mu",
         "50 km2 + 1,500 mu (1 km2) = 51 km2"),
        ("total of tenths of Alder and Birch", "0.1 km2", "0.2 km2", "0.1 + 0.2 = 0.3 km2"),
        ("What is the average of Alder and Birch?", "10 cranes", "15 cranes",
         "(10 + 15) ÷ 2 = 12.5 cranes"),
        ("What share of the cranes of Birch are those of Alder?", "15 cranes", "60 cranes",
         "15 cranes ÷ 60 cranes = 25%"),
        ("Alder as a share of Birch", "60 cranes", "15 cranes", "60 cranes ÷ 15 cranes = 400%"),
        ("What is the ratio of Alder to Birch?", "15 cranes", "60 cranes",
         "15 cranes ÷ 60 cranes = 0.25 times"),
        ("How many times larger is Alder than Birch?", "15 cranes", "60 cranes",
         "60 cranes ÷ 15 cranes = 4 times"),
        ("By what percentage is Alder larger than Birch?", "18 cranes", "12 cranes",
         "18 cranes ÷ 12 cranes − 1 = 50%"),
        ("difference between Alder and Birch", "45%", "38%", "45% − 38% = 7 percentage points"),
        ("difference between Alder and Birch", "10 to 12 days", "8 days",
         "(10 to 12) − 8 = 2 to 4 days"),
        ("difference between Alder and Birch", "nearly 45,000 jobs", "15,000 jobs",
         "nearly 45,000 − 15,000 = 29,000 to 30,000 jobs"),
        ("difference between Alder and Birch", "about 45,000 jobs", "15,000 jobs",
         "about 45,000 − 15,000 = about 30,000 jobs"),
        ("difference between Alder and Birch", "over 2.3 trillion yuan", "1.1 trillion yuan",
         "over 2.3 trillion − 1.1 trillion = at least about 1.2 trillion CNY"),
        ("difference between Alder and Birch", "profit of $3 million", "loss of -$2 million",
         "3 million − (−2 million) = 5 million USD"),
        ("difference between Alder and Birch", "20 °C", "60 °F",
         "20 celsius − 60 fahrenheit (15.6 celsius) = 4.4 celsius"),
        ("combined tolls of Alder and Birch", "$1.2 billion", "up to $300 million",
         "1.2 billion + up to 300 million = 1.2 billion to 1.5 billion USD"),
        ("How many times larger is Alder than Birch?", "at least $3 million", "under $1 million",
         "at least 3 million USD ÷ up to 1 million USD = at least 3 times"),
        ("difference between Alder and Birch", "about 121 trillion yuan", "over 99 trillion yuan",
         "about 121 trillion − over 99 trillion = at most 22.5 trillion CNY"),
        ("difference between Alder and Birch", "It fell by 3%.", "It rose by 5%.",
         "5% − (−3%) = 8 percentage points"),
    ],
)  # fmt: skip
def test_an_operation_is_computed_and_shown_with_its_formula(
    question: str, alder: str, birch: str, formula: str
) -> None:
    found = answered(question, made_row("Alder", alder), made_row("Birch", birch))
    assert formulas(found)[0] == formula


@pytest.mark.parametrize(
    ("alder", "birch", "note"),
    [
        ("$5 million", "5 million yuan",
         "In different currencies: USD and CNY; nothing is computed."),
        ("5 hectares", "5 jobs", "In different units: hectare and job; nothing is computed."),
        ("5 ports in 2021", "9 ports in 2022",
         "Of different periods: Alder 2021 against Birch 2022; nothing is computed."),
        ("It grew by 5%.", "It has 9%.", "Alder has a change and not a level, so nothing is"
         " computed."),
        ("It ranked 5th.", "It has 9 ports.", "Not the same kind of figure, so nothing is"
         " computed."),
    ],
)  # fmt: skip
def test_what_cant_be_taken_together_is_said_and_not_computed(
    alder: str, birch: str, note: str
) -> None:
    found = answered(WHICH, made_row("Alder", alder), made_row("Birch", birch))
    assert (found.derived, found.notes) == ((), (note,))


def test_a_missing_side_is_named_and_nothing_is_computed_without_it() -> None:
    found = answered(WHICH, ALDER, missing_row("Birch"))
    assert (found.derived, found.notes) == ((), ("No figure for Birch was found.",))
    rows = (ALDER, BIRCH, missing_row("Cedar"))
    total = answered("combined jobs of Alder, Birch and Cedar", *rows)
    assert total.derived == ()
    assert total.notes[0] == "No figure for Cedar was found."
    largest = answered("Which has more jobs, Alder, Birch or Cedar?", *rows)
    assert formulas(largest)[0] == "Alder (45,000+) > Birch (15,000)"
    assert (
        largest.derived[0].conclusion == "the larger of those found: Alder (at least 45,000 jobs)"
    )
    assert largest.notes == ("No figure for Cedar was found.",)


def test_no_order_is_claimed_that_the_bounds_leave_open() -> None:
    found = answered(WHICH, made_row("Alder", "over 40 jobs"), made_row("Birch", "over 10 jobs"))
    assert found.derived == ()
    assert found.notes == (
        "The bounds leave open which is larger: Alder (over 40), Birch (over 10).",
    )
    asked = answered(
        "difference between Alder and Birch",
        made_row("Alder", "over 40 jobs"),
        made_row("Birch", "over 10 jobs"),
    )
    assert asked.derived == ()
    assert asked.notes == ("The bounds of the figures leave difference open: over 40 − over 10.",)


def test_an_order_names_the_extreme_that_was_asked_for_where_the_rest_is_open() -> None:
    rows = [
        made_row("Alder", "5 routes"),
        made_row("Birch", "about 20 routes"),
        made_row("Cedar", "20 routes"),
    ]
    low = answered("Which has the fewest routes, Alder, Birch or Cedar?", *rows)
    assert formulas(low)[0] == "Birch (about 20), Cedar (20) > Alder (5)"
    assert low.derived[0].conclusion == "the smallest: Alder (5 routes)"
    assert low.notes == ("The order of Birch and Cedar isn't sure.",)
    high = answered("Which has the most routes, Alder, Birch or Cedar?", *rows)
    assert high.derived[0].conclusion is None


def test_equal_figures_are_the_same_and_rounded_ones_too_close_to_tell() -> None:
    same = answered(WHICH, made_row("Alder", "5 jobs"), made_row("Birch", "5 jobs"))
    assert (formulas(same)[0], same.derived[0].conclusion) == ("Alder (5) = Birch (5)", "the same")
    close = answered(WHICH, made_row("Alder", "2.3 km"), made_row("Birch", "2.3 km"))
    assert close.notes == ("It is too close to tell which is larger: Alder (2.3), Birch (2.3).",)


def test_ranks_and_years_are_ordered_from_the_first() -> None:
    ranks = answered(WHICH, made_row("Alder", "It ranked 5th."), made_row("Birch", "It was 3rd."))
    assert formulas(ranks) == ["Birch (3rd) < Alder (5th)"]
    assert ranks.derived[0].conclusion == "the higher rank: Birch (3rd)"
    years = answered(
        "Which is older, Alder or Birch?",
        made_row("Alder", "It opened in 2013."),
        made_row("Birch", "It opened in 2016."),
    )
    assert formulas(years) == ["Alder (2013) < Birch (2016)", "2016 − 2013 = 3 years"]


@pytest.mark.parametrize(
    ("first", "note"),
    [
        ("-$3 million", "Growth from a negative base (2018) isn't defined."),
        ("0 dollars", "Growth from 2018 isn't defined: it may be zero or less."),
    ],
)
def test_growth_from_a_base_that_isnt_positive_is_undefined(first: str, note: str) -> None:
    found = answered(
        "percentage change from 2018 to 2019",
        made_row("2018", first),
        made_row("2019", "$2 million"),
    )
    assert [derived.operation for derived in found.derived] == [Operation.DIFFERENCE]
    assert found.notes == (note,)


def test_nothing_is_divided_by_what_may_be_zero() -> None:
    found = answered(
        "What is the ratio of Alder to Birch?", made_row("Alder", "5 jobs"),
        made_row("Birch", "0 jobs"),
    )  # fmt: skip
    assert (found.derived, found.notes) == (
        (),
        ("Birch may be zero, so nothing is divided by it.",),
    )


def test_temperatures_have_no_multiple() -> None:
    found = answered(
        "How many times warmer is Alder than Birch?", made_row("Alder", "20 °C"),
        made_row("Birch", "10 °C"),
    )  # fmt: skip
    assert found.derived == ()
    assert found.notes == ("No multiple is computed of what has no zero of its own.",)


def test_a_share_that_moved_is_in_points_and_not_said_to_grow_by_percent() -> None:
    found = answered(
        "How has the share moved from 2018 to 2022?", made_row("2018", "40%"),
        made_row("2022", "45%"),
    )  # fmt: skip
    assert formulas(found) == ["45% − 40% = 5 percentage points"]


def test_a_figure_of_another_year_than_its_row_is_not_used() -> None:
    found = answered(
        "How has trade moved from 2018 to 2022?", made_row("2018", "It was $5 in 2017."),
        made_row("2022", "It was $9 in 2022."),
    )  # fmt: skip
    assert found.derived == ()
    assert found.notes == ("The figure for 2018 is of 2017, so nothing is computed.",)


def test_annual_growth_of_exact_counts_is_shown_with_few_digits() -> None:
    found = answered(
        "What is the compound annual growth rate?", made_row("2013", "80 trains"),
        made_row("2022", "16,000 trains"),
    )  # fmt: skip
    assert formulas(found) == [
        "(16,000 trains ÷ 80 trains)^(1/9) − 1 = 80.2% a year",
        "16,000 trains ÷ 80 trains − 1 = 19,900%",
    ]


def test_a_trend_without_known_years_has_no_annual_growth() -> None:
    found = answered(
        "What is the compound annual growth rate?", made_row("then", "$5"), made_row("now", "$9")
    )
    assert "The years aren't known, so no annual growth is computed." in found.notes


def test_a_question_that_asks_for_nothing_to_be_computed_gets_nothing() -> None:
    assert formulas(answered("How many jobs does Alder have?", ALDER, BIRCH)) == []
    assert formulas(answered("Where has most jobs?", ALDER, BIRCH)) == [
        "Alder (45,000+) > Birch (15,000)"
    ]


def test_the_unit_asked_for_is_computed_in_where_the_figures_convert() -> None:
    rows = [made_row("Alder", "1,500 mu"), made_row("Birch", "2 km2")]
    question = read_question("combined area of Alder and Birch")
    assert formulas(derive(question, rows)) == ["1,500 mu + 2 km2 (3,000 mu) = 4,500 mu"]
    in_hectares = derive(replace(question, unit="hectare"), rows)
    assert formulas(in_hectares) == [
        "1,500 mu (100 hectares) + 2 km2 (200 hectares) = 300 hectares"
    ]
    assert derive(replace(question, unit="job"), rows) == derive(question, rows)


def test_business_years_are_years_and_a_total_over_years_is_none() -> None:
    question = "percentage change in tolls from 2017/2018 to 2018/2019"
    found = answered(question, made_row("2018/2019", "$6"), made_row("2017/2018", "$5"))
    assert formulas(found)[1] == "6 − 5 = 1 USD"
    over_years = answered(
        "percentage change in tolls from 2018 to 2019",
        made_row("2018", "From 2013 to 2018, tolls were $5 million."),
        made_row("2019", "$6 million"),
    )
    assert over_years.notes == ("The figure for 2018 is of 2013/2018, so nothing is computed.",)


def test_a_noun_with_more_words_is_counted_with_its_bare_one() -> None:
    alder, birch = made_row("Alder", "40 routes"), made_row("Birch", "25 routes")
    assert alder.figure is not None
    rail = replace(alder.figure, quantity=replace(alder.figure.quantity, unit="rail route"))
    found = answered("difference between Alder and Birch", replace(alder, figure=rail), birch)
    assert formulas(found) == ["40 rail routes − 25 routes = 15 routes"]
