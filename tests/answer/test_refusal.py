import pytest

from briqa.answer import Refusal
from briqa.answer.refusal import refuse
from briqa.assistant import Assistant
from tests.answer.conftest import Read

# Refusals are composed directly too: what they say is promised, where the line runs isn't.
YEAR = "How many visitors did the Lindgren museum welcome in 1966?"
RIVAL = "How many tonnes of cargo did the port of Dunholm handle in 2019?"
OFF_TOPIC = "Which composer wrote the symphony about volcanic penguins?"


def _refused(read: Read, question: str) -> Refusal:
    return refuse(read(question), (), ())


def test_a_missing_year_names_the_years_that_are_there(read: Read) -> None:
    refusal = _refused(read, YEAR)
    assert refusal.notes == ("Nothing was found for 1966. The nearest figures are for 2019.",)


def test_another_name_in_the_place_of_the_one_asked_about_is_named(read: Read) -> None:
    refusal = _refused(read, RIVAL)
    assert refusal.missing == ("Dunholm",)
    assert refusal.notes in [
        ("The nearest sentence is about Kastrel.",),
        ("The nearest sentence is about Velmora.",),
    ]


def test_no_note_speaks_of_what_is_borne_out(read: Read) -> None:
    assert _refused(read, "How many dockers does the port of Velmora employ?").notes == ()


@pytest.mark.parametrize("question", [YEAR, RIVAL])
def test_the_nearest_figure_is_not_given_as_the_answer(question: str, read: Read) -> None:
    nearest = _refused(read, question).nearest
    assert nearest
    assert not nearest.asked_for
    assert nearest.citation.span == nearest.quantity.span


def test_what_is_off_the_subject_has_no_figure_near(corpus: Assistant) -> None:
    refusal = corpus.ask(OFF_TOPIC)
    assert isinstance(refusal, Refusal)
    assert refusal.nearest is None
    assert {"composer", "symphony", "penguins"} <= set(refusal.missing)
    assert refusal.text == "The documents don't say."
    assert refusal.passages


def test_a_comparison_of_which_no_side_is_found_is_refused(corpus: Assistant) -> None:
    refusal = corpus.ask("Which composer wrote more symphonies, Dunholm or Halvard?")
    assert isinstance(refusal, Refusal)
    assert 0 <= refusal.confidence <= 1
