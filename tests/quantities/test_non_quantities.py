"""Digits that are no quantities, and the reason that is given for each."""

import pytest

from briqa.quantities import find_non_quantities, parse_quantities


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.2.1 Northern Region", "section number"),
        ("3 Main Difficulties and Problems", "section number"),
        ("1.9 Strengthening Exchanges", "section number"),
        ("1. The first bulletin", "list marker"),
        ("(1) Digital transformation", "list marker"),
        ("The steps are: (2) planning", "list marker"),
        ("as shown before [3]", "reference mark"),
        ("as shown before [36, 37]", "reference mark"),
        ("the G20 summit", "name"),
        ("COVID-19 spread", "name"),
        ("5G communications", "name"),
        ("a “1+X” system", "name"),
        ("on Form 10-K", "name"),
        ("24/7 support", "name"),
        ("the 21st Century road", "name"),
        ("in its 14th Five-Year Plan", "name"),
        ("during the 19th century", "name"),
        ("see Note 15", "label"),
        ("see Table 3", "label"),
        ("page 112", "label"),
        ("at 2.30pm", "clock time"),
        ("on March 15", "calendar day"),
        ("https://example.org/art/2023/3/3/art_60095.html", "address"),
        ("doi:10.1186/1471-2121-4-13", "address"),
        ("call (555) 123-4567", "identifier"),
    ],
)
def test_digits_that_name_or_number_something_are_no_quantity(text: str, reason: str) -> None:
    assert parse_quantities(text) == ()
    assert reason in {non_quantity.reason for non_quantity in find_non_quantities(text)}


@pytest.mark.parametrize(
    "text",
    ["the three of them", "no one came", "one of the ports", "First, we look", "a two-way street"],
)
def test_number_words_that_count_nothing_are_no_quantity(text: str) -> None:
    assert parse_quantities(text) == ()
