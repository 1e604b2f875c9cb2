"""What a question asks for, read from its words. All questions are made up."""

import pytest

from briqa.questions import Operation, Task, Wanted, read_question


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How many ports are there?", Wanted.NUMBER),
        ("when did it open", Wanted.DATE),
        ("What percentage is local?", Wanted.SHARE),
        ("What did the bridge cost?", Wanted.MONEY),
        ("How long is the line?", Wanted.NUMBER),
        ("Who built it?", Wanted.PERSON),
        ("", Wanted.TEXT),
    ],
)
def test_the_kind_of_thing_wanted_is_read_from_the_words(text: str, wanted: Wanted) -> None:
    assert read_question(text).wanted is wanted


def test_years_and_the_noun_counted_are_read() -> None:
    question = read_question("How many rail-sea routes were there in 2022 and 12022?")
    assert question.counted == ("rail", "sea", "routes")
    assert question.years == ("2022",)


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("How many more berths does the east quay have than the west quay?", Operation.DIFFERENCE),
        ("What is the difference between the toll in 2019 and 2021?", Operation.DIFFERENCE),
        ("What was the change in tonnage from 2019 to 2021?", Operation.DIFFERENCE),
        ("what is the increase / (decrease) in fees", Operation.DIFFERENCE),
        ("How much did the fleet grow between 2019 and 2021?", Operation.DIFFERENCE),
        ("By how many percentage points did the share rise?", Operation.DIFFERENCE),
        ("What was the percentage change in tonnage?", Operation.GROWTH),
        ("what is the % increase in fees", Operation.GROWTH),
        ("By what percentage did the fleet grow?", Operation.GROWTH),
        ("What was the percentage change in the average fee?", Operation.GROWTH),
        ("How did the tolls change?", None),
        ("What was the growth rate of tolls?", Operation.GROWTH),
        ("What is the compound annual growth rate of tolls?", Operation.ANNUAL_GROWTH),
        ("average annual growth of tolls 2015 to 2021", Operation.ANNUAL_GROWTH),
        ("How many times larger is the east quay than the west quay?", Operation.RATIO),
        ("What is the ratio of cranes to berths?", Operation.RATIO),
        ("What is the debt ratio of the port?", None),
        ("What share of the cranes is electric?", Operation.SHARE),
        ("What were crane repairs as a percentage of total repairs?", Operation.SHARE),
        ("What proportion do cranes have in the total budget?", Operation.SHARE),
        ("What is the combined length of both quays?", Operation.SUM),
        ("What is the total length of the east quay and the west quay?", Operation.SUM),
        ("What were the total tolls over 2019 to 2021?", Operation.SUM),
        ("What were the total tolls in 2019 and 2020, respectively?", None),
        ("What is the average toll for 2019 and 2021?", Operation.AVERAGE),
        ("What was the port's average toll?", Operation.AVERAGE),
        ("average of the two quays' lengths", Operation.AVERAGE),
        ("What does a mean low tide do?", None),
        ("Why did the tolls increase, and what caused the growth in fees?", None),
        ("How was the increase in fees decided?", None),
        ("When was the total of the fees paid?", None),
        ("Who announced the increase in fees?", None),
        ("Where is the gap between the quays?", None),
        ("How many ports are there?", None),
    ],
)
def test_an_operation_is_read_where_the_words_ask_for_one(
    text: str, operation: Operation | None
) -> None:
    assert read_question(text).operation is operation


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("tonnage of the east quay vs the west quay", Task.COMPARE),
        ("Which quay is longer, the east one or the west one?", Task.COMPARE),
        ("How has tonnage moved since 2015?", Task.TREND),
        ("tonnage 2019 vs 2021", Task.TREND),
        ("How many cranes stand on the east quay?", Task.FIND),
    ],
)
def test_the_task_is_told_by_sides_and_by_years(text: str, task: Task) -> None:
    assert read_question(text).task is task


def test_direction_extreme_and_unit_are_read() -> None:
    question = read_question("Which quay had the largest fall in tolls in US dollars?")
    assert (question.direction, question.extreme, question.unit) == ("down", "high", "USD")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How many firms does the quay of the ferry have?", Wanted.NUMBER),
        ("number of cranes", Wanted.NUMBER),
        ("cranes total", Wanted.NUMBER),
        ("how much does the ferry weigh", Wanted.NUMBER),
        ("How much did the ferry cost?", Wanted.MONEY),
        ("Where does the harbour rank?", Wanted.RANK),
        ("what year did the ferry sink", Wanted.DATE),
        ("Who steers the ferry?", Wanted.PERSON),
        ("Where is the ferry moored?", Wanted.PLACE),
        ("in which town is the ferry moored", Wanted.PLACE),
        ("Which ferry calls at Tarn?", Wanted.NAME),
        ("Which ferries does Tarn have?", Wanted.LIST),
        ("Which ferries and yachts does Tarn have?", Wanted.LIST),
        ("list the ferries of Tarn", Wanted.LIST),
        ("Why did the ferry sink?", Wanted.REASON),
        ("How does the ferry dock?", Wanted.MANNER),
        ("What is a ferry?", Wanted.DEFINITION),
        ("Does the ferry run at night?", Wanted.YES_NO),
    ],
)
def test_every_kind_of_thing_is_asked_for_in_its_own_words(text: str, wanted: Wanted) -> None:
    assert read_question(text).wanted is wanted
    assert read_question(text.lower().rstrip("?")).wanted is wanted
