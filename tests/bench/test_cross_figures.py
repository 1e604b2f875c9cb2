import random
from pathlib import Path

import pytest
from cross_cloze import Pair
from cross_figures import figure_pairs
from questions_made import opened, stored_statements

TEXT = """# Harbours

The port of Varnholm handled 41 million tonnes of cargo in 2021. Varnholm had 75 ferry lines in \
2021, and Dunholm had 12 ferry lines. The turnover of Lirano Lines was $4.5 million in 2019.

# Museums

Kastrel had 31 museums in 2020. The museums of Kastrel sold 12,000 tickets in 2020.
"""


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    file: Path = tmp_path_factory.mktemp("figures") / "text.md"
    file.write_text(TEXT, encoding="utf-8")
    with opened(file) as store:
        statements = stored_statements(store)
        return [
            pair for seed in range(30) for pair in figure_pairs(statements, random.Random(seed))
        ]


def test_an_answer_is_a_figure_of_its_window(pairs: list[Pair]) -> None:
    answers = {pair.window[slice(*pair.answer)] for pair in pairs if pair.answer}
    assert answers
    assert all(any(char.isdigit() for char in answer) for answer in answers)
    assert {"75 ferry lines", "75"} & answers


def test_no_question_is_both_answered_and_not_answered_by_a_window(pairs: list[Pair]) -> None:
    answered = {(pair.question, pair.window) for pair in pairs if pair.answer}
    assert not answered & {(pair.question, pair.window) for pair in pairs if not pair.answer}


def test_a_year_that_is_swapped_in_stands_nowhere_in_the_window(pairs: list[Pair]) -> None:
    answered = {pair.window for pair in pairs if pair.answer}
    years = {"2018", "2022", "2023", "2024"}
    kept = [pair for pair in pairs if pair.answer is None and pair.window in answered]
    assert len(kept) > 30
    for pair in kept:
        asked = {word.strip("?:").lower() for word in pair.question.split()}
        assert not years & asked or not any(year in pair.window for year in years & asked)


def test_subject_measure_and_year_are_swapped(pairs: list[Pair]) -> None:
    of_ferries = [
        pair.question.lower()
        for pair in pairs
        if pair.answer is None and "75 ferry lines" in pair.window
    ]
    assert any("ferry lines" in asked and "varnholm" not in asked for asked in of_ferries)
    assert any("ferry lines" not in asked and "varnholm" in asked for asked in of_ferries)
    assert any("ferry lines" in asked and "varnholm" in asked for asked in of_ferries)
