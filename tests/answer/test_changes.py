"""What is a change and what a level, and when the documents state a change themselves."""

import pytest

from briqa.answer import stated_first
from briqa.answer.changes import is_change
from briqa.questions import read_question
from tests.answer.made import made_row, missing_row


@pytest.mark.parametrize(
    ("text", "pick", "expected"),
    [
        ("Tolls rose by 5%.", 0, True),
        ("Tolls rose 5% in the year.", 0, True),
        ("Tolls rose to $5 million.", 0, False),
        ("Tolls rose to over $5 million.", 0, False),
        ("The quay handled 1,973 trains, up from 1,800.", 0, False),
        ("The quay handled 1,973 trains.", 0, False),
        ("The share rose by 3 percentage points.", 0, True),
    ],
)
def test_a_change_is_told_from_a_level_by_the_words_around_it(
    text: str, pick: int, *, expected: bool
) -> None:
    figure = made_row("tolls", text, pick).figure
    assert figure is not None
    assert is_change(figure) is expected


@pytest.mark.parametrize(
    ("question", "text", "stated"),
    [
        ("percentage change in tolls in 2022", "Tolls were $5 million in 2022, up 7%.", "7%"),
        ("percentage change in tolls from 2021 to 2022",
         "Tolls were $5 million in 2022, up 7%.", "7%"),
        # Over three years it was another change.
        ("percentage change in tolls from 2019 to 2022",
         "Tolls were $5 million in 2022, up 7%.", None),
        ("percentage change in tolls in 2022", "Tolls were $5 million in 2022.", None),
        ("What share of tolls is paid by ships?", "Ships paid $2 million, or 40% of tolls.", "40%"),
        ("How many times larger is it than Birch?",
         "Alder has 60 cranes, 4 times as many as Birch.", "4 times"),
        ("How many jobs are there?", "There are 50 jobs, up 7%.", None),
    ],
)  # fmt: skip
def test_a_stated_change_share_or_multiple_is_found_in_the_rows_sentence(
    question: str, text: str, stated: str | None
) -> None:
    found = stated_first(read_question(question), made_row("row", text))
    assert (found.citation.quote if found else None) == stated


def test_a_row_without_a_sentence_states_nothing() -> None:
    assert stated_first(read_question("percentage change in tolls"), missing_row("row")) is None
