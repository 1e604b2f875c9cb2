import pytest

from briqa.claims.own_values import wrong_directions
from briqa.quantities import parse_quantities


def _wrong(text: str) -> list[str]:
    figures = [found for found in parse_quantities(text) if found.kind != "date"]
    return [text[each.word.start : each.word.end] for each in wrong_directions(text, figures)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Our margin increased to 53% during 2019, as compared to 54% during 2018.", "increased"),
        ("Cargo fell slightly to 48 million tons in 2020, from 47 million tons.", "fell"),
        ("Visitors rose from 4,200 in 2018 to 3,900 in 2019.", "rose"),
        ("The fee was raised to $2.10 versus $2.40.", "raised"),
    ],
)
def test_values_that_go_the_other_way_are_found(text: str, word: str) -> None:
    assert _wrong(text) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Our margin decreased to 53% during 2019, as compared to 54% during 2018.",
        "Cargo fell to 46 million tons in 2020, from 47 million tons.",
        "Visitors rose from 4,200 in 2018 to 4,900 in 2019.",
        # The later year is the one compared with.
        "The margin increased to 53% in 2018, as compared to 54% in 2019.",
        # Other units, a change and not a value, and another clause.
        "Sales increased to 53 ships, compared to 54 barges.",
        "Sales increased by 5% compared to 9% in 2018.",
        "Sales increased to 53%; compared to that, costs were 54%.",
        "Losses increased to more than 53%, compared to 54%.",
    ],
)
def test_others_are_left_alone(text: str) -> None:
    assert _wrong(text) == []
