from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer import Answer, Refusal
from briqa.assistant import Assistant, build_index, open_index

TEXT = """# Grounding of the tug Orla Bay

The tug ran onto a sandbank at low water, and nobody was hurt. Its crew said that the wind had
turned. The owner was told at once, and the tug was afloat again with the next tide.

## Master

Licence: Coastal, second class
Age: 41
Time at sea: 310 days (all ships), 45 days (this ship)

## Ship

Flag: Malta
Registered owner: Orla Towage Inc.
Builder: Niels Holt, Skagen
Gross tonnage: 312
Length/Beam: 31.5 m / 9.2 m
Air draught:

## Weather

Date & time: 14/03/2019, 0630
Location: Tarn Narrows
Wind speed: 18 knots
Visibility: 4 miles
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("forms")
    (folder / "tug.md").write_text(TEXT, encoding="utf-8")
    build_index(folder / "index", [folder / "tug.md"])
    return open_index(folder / "index")


@pytest.mark.parametrize(
    ("question", "value", "line"),
    [
        ("What was the wind speed?", "18 knots", "Wind speed: 18 knots"),
        ("how old was the master", "41", "Age: 41"),
        ("Under which flag does the tug sail?", "Malta", "Flag: Malta"),
        ("Who was the registered owner?", "Orla Towage Inc.", "Registered owner: Orla Towage Inc."),
        ("Who built the Orla Bay?", "Niels Holt, Skagen", "Builder: Niels Holt, Skagen"),
        ("What is the beam of the tug?", "9.2 m", "Length/Beam: 31.5 m / 9.2 m"),
        ("Where did the grounding happen?", "Tarn Narrows", "Location: Tarn Narrows"),
        (
            "What kind of licence did the master hold?",
            "Coastal, second class",
            "Licence: Coastal, second class",
        ),
    ],
)
def test_the_value_of_the_field_asked_for_answers(
    assistant: Assistant, question: str, value: str, line: str
) -> None:
    result = assistant.ask(question)
    assert isinstance(result, Answer)
    assert [found.quote for found in result.short] == [value]
    assert result.sentences[0].citation.quote == line


def test_a_time_is_told_by_a_value_that_holds_one(assistant: Assistant) -> None:
    result = assistant.ask("When did the grounding happen?")
    assert isinstance(result, Answer)
    assert result.short[0].quote.startswith("14/03/2019")


def test_an_age_is_given_in_years(assistant: Assistant) -> None:
    result = assistant.ask("How old was the master?")
    assert isinstance(result, Answer)
    asked = [figure.quantity for figure in result.figures if figure.asked_for]
    assert [(quantity.value, quantity.unit) for quantity in asked] == [(41, "year")]


def test_a_field_left_empty_is_no_answer(assistant: Assistant) -> None:
    assert isinstance(assistant.ask("What was the air draught of the tug?"), Refusal)


def test_another_thing_than_the_label_says_is_not_told_by_it(assistant: Assistant) -> None:
    result = assistant.ask("What was the salary of the registered owner?")
    assert isinstance(result, Refusal) or not result.short


def test_what_speakers_say_is_no_value_of_their_names(tmp_path: Path) -> None:
    text = "CHAIR: Thirty percent, they said\n\nCHAIR: No more of that\n\nCHAIR: Let us go on\n"
    (tmp_path / "talk.md").write_text(text, encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "talk.md"])
    with closing(open_index(tmp_path / "index")) as assistant:
        result = assistant.ask("Who is the chair?")
    assert isinstance(result, Refusal) or not result.short
