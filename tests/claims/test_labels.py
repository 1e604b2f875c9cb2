"""Identifiers, clock times, days and quarters of invented sentences."""

import pytest

from briqa.claims.labels import has_label, read_labels, undated_days


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The ferry leaves at 1:34 PM.", [("clock", "1:34 pm")]),
        ("It adopted ASU 2031-02 early.", [("asu", "2031-02")]),
        ("Their Tier 2 ratio rose in Q3 2031.", [("tier", "2"), ("quarter", "3")]),
        ("In the third quarter a B-52 came.", [("quarter", "3"), ("b", "52")]),
        ("The fifth quarter of 2031, or Q6.", [("quarter", "5"), ("quarter", "6")]),
        ("They met on June 21st.", [("day", "6-21")]),
        ("It cost US$5 million for 20 boats in FY2031.", []),
        ("Sales grew by 4% to 90 tons.", []),
    ],
)
def test_digits_that_name_are_labels_and_amounts_are_not(
    text: str, labels: list[tuple[str, str]]
) -> None:
    assert [(label.key, label.value) for label in read_labels(text)] == labels


@pytest.mark.parametrize(
    ("claimed", "source", "is_there"),
    [
        ("at 6:55 PM", "The boat comes in at 18:55.", True),
        ("at 6:55", "The boat comes in at 6:55 PM.", True),
        ("at 6:55 AM", "The boat comes in at 6:55 PM.", False),
        ("in Q3", "In the third quarter it grew.", True),
        ("in the fifth quarter", "In Q3 2031 it grew for 5 weeks.", False),
        ("ASU 2031-02", "It adopted ASU 2031-12.", False),
        ("June 21st", "They met on 21 June 2031.", True),
        ("June 21st", "They met on June 26.", False),
    ],
)
def test_labels_compare_exactly_in_whatever_form_they_stand(
    claimed: str, source: str, *, is_there: bool
) -> None:
    [label] = read_labels(claimed)
    assert has_label(source, label) is is_there


def test_months_and_days_without_a_year_are_read() -> None:
    assert undated_days("It began on 17 August.") == [[8, 17], [8]]
    assert undated_days("It may march on.") == []
