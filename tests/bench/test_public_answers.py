import numpy as np
import pytest
from public_answers import gold_values, number_value, risk_by_coverage


def test_risk_at_each_coverage_is_the_share_wrong_among_the_surest() -> None:
    risks = risk_by_coverage(np.array([0.2, 0.9, 0.5, 0.7]), np.array([True, True, False, True]))
    assert risks.tolist() == [0.0, 0.0, 1 / 3, 1 / 4]


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("49%", "", 49),
        ("$(2.5) million", "", 2.5e6),
        ("1,204", "thousand", 1_204_000),
        ("3.5 years", "", 3.5),
        ("Note 6", "", None),
        ("from 3 to 5", "", None),
    ],
)
def test_a_number_by_itself_is_read_with_its_scale(
    text: str, scale: str, value: float | None
) -> None:
    assert number_value(text, scale) == value


def test_answers_that_are_computed_or_not_all_numbers_have_no_gold_value() -> None:
    assert gold_values({"answer_type": "arithmetic", "answer": 5, "scale": ""}) is None
    row = {"answer_type": "multi-span", "answer": ["5", "the board"], "scale": ""}
    assert gold_values(row) is None
    assert gold_values({**row, "answer": ["5", "6"], "scale": "million"}) == [5e6, 6e6]
