"""What the words around a number say of it: bound, direction, period."""

import pytest

from briqa.quantities import parse_quantities


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("over 20 cities", "over"),
        ("more than 20 cities", "over"),
        ("exceeding 20 cities", "over"),
        ("at least 20 cities", "at_least"),
        ("20+ cities", "at_least"),
        ("20 or more cities", "at_least"),
        ("no fewer than 20 cities", "at_least"),
        ("nearly 20 cities", "nearly"),
        ("almost $20 million", "nearly"),
        ("about 20 cities", "about"),
        ("approximately$20 million", "about"),
        ("20 cities or so", "about"),
        ("up to 20 cities", "up_to"),
        ("no more than 20 cities", "up_to"),
        ("did not exceed 20 cities", "up_to"),
        ("less than 20 cities", "up_to"),
        ("It won't reach more than 20 cities", "up_to"),
        ("They never exceed 20 cities", "up_to"),
        ("It is not seen as less than 20 cities", "at_least"),
        ("It not only reached more than 20 cities", "over"),
        ("Unknown, not seen in more than 20 cities", "over"),
        ("20 cities", None),
        ("much larger than the 20 cities", None),
    ],
)
def test_a_bound_limits_the_number_next_to_it(text: str, bound: str | None) -> None:
    [quantity] = parse_quantities(text)
    assert quantity.bound == bound


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("Sales were up 10.3% on the year.", ["up"]),
        ("It reduced staff by 80% and cut carbon emissions by 90%.", ["down", "down"]),
        ("The share has risen to 75%.", ["up"]),
        ("It grew (8.2% annual growth).", ["up"]),
        ("It saw a $29.3 million increase in cost.", ["up"]),
        ("Trade grew from 1.1 billion to 2.3 billion yuan.", [None, "up"]),
        ("It fell from 55 days by sea to 18 days.", [None, "down"]),
        ("It ran 1,973 trains, up from 1,800 trains.", ["up", None]),
        ("Sales fell by $4 million, $3 million and $2 million.", ["down"] * 3),
        ("Temperatures range from 53 degrees to 82 degrees.", [None, None]),
        ("It raised $5 million and has 30 plants.", [None, None]),
    ],
)
def test_a_direction_is_on_the_change_and_on_the_end(
    text: str, directions: list[str | None]
) -> None:
    assert [quantity.direction for quantity in parse_quantities(text)] == directions


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("In 2022, the port handled 5 ships and 6 trains.", ["2022", "2022"]),
        ("By end-2022, it had 5 ships.", ["2022-12-31"]),
        ("It ran 18 trains in 2021 and 13 in 2020.", ["2021", "2020"]),
        ("It ran 38 trains since 2017 (7 in 2022, up 17%).", ["2017/", "2022", "2022"]),
        ("It has a 2023 target of 20 trains.", ["2023"]),
        ("Loss was $9 million (2018: $6 million).", [None, "2018"]),
        ("It covered 9 projects from December 2015 to end-2022.", ["2015-12/2022-12-31"]),
        (
            "It grew from $1 billion in 2013 to $2 billion in 2022 (8% annual growth).",
            ["2013", "2022", "2013/2022"],
        ),
        (
            "In 2019 and 2018, it paid $4 million and $3 million, respectively.",
            ["2019", "2018"],
        ),
        ("Sales rose 20% from 2017.", [None]),
        ("It has 5 ships. It ran 6 trains in 2020.", [None, "2020"]),
    ],
)
def test_a_period_is_the_one_that_the_sentence_gives_the_figure(
    text: str, periods: list[str | None]
) -> None:
    figures = [quantity for quantity in parse_quantities(text) if quantity.kind != "date"]
    assert [quantity.period for quantity in figures] == periods


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Exports slipped 0.7 per cent.", "down"),
        ("The margin widened 120 basis points.", "up"),
        ("The deficit narrowed to 2.1 percent.", "down"),
        ("Output fell by a fifth since May.", "down"),
    ],
)
def test_more_verbs_of_change(text: str, direction: str) -> None:
    assert [quantity.direction for quantity in parse_quantities(text)] == [direction]


def test_a_date_in_apposition_dates_only_its_own_words() -> None:
    figures = parse_quantities("Its new berth, opened on 14 March 2022, cost £310 million.")
    assert [figure.period for figure in figures] == ["2022-03-14", None]


def test_a_year_earlier_is_another_time() -> None:
    figures = parse_quantities("In 2022 sales were $3 million, against $2 million a year earlier.")
    assert [figure.period for figure in figures] == ["2022", "2022", None]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("It saved $1 million over ten years.", None),
        ("It lasted over ten years.", "over"),
        ("Over ten years ago", "over"),
        ("with p<0.05", "up_to"),
    ],
)
def test_over_a_time_is_mostly_its_length(text: str, bound: str | None) -> None:
    assert parse_quantities(text)[-1].bound == bound


def test_the_figures_of_a_series_are_linked() -> None:
    text = "It has 9 ports. Routes grew from 150 routes in 2015 to 263 routes by end-2022."
    series = {quantity.value: quantity.series for quantity in parse_quantities(text)}
    assert series[150] == series[263] == text.index("150")
    assert series[9] is None
