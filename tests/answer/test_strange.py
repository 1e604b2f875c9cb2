from briqa.answer.confidence import NEAR_MISS, confidence
from briqa.answer.strange import NOTHING_STRANGE
from tests.answer.conftest import Read


def test_nothing_is_strange_where_every_word_is_borne_out(read: Read) -> None:
    signs = read("How many tonnes of cargo did the port of Velmora handle in 2019?").signs
    assert {name: signs[name] for name in NOTHING_STRANGE} == NOTHING_STRANGE


def test_what_the_sentence_says_nothing_of_is_stranger_than_another_word_for_it(read: Read) -> None:
    other = read("How many elephants did the port of Velmora handle in 2019?").signs
    same = read("How many guests did the Lindgren museum welcome in 2019?").signs
    assert other["strange"] > 0.05 > same["strange"] >= 0


def test_a_word_that_no_document_has_is_told_from_one_that_stands_elsewhere(read: Read) -> None:
    nowhere = read("How many elephants did the port of Velmora handle in 2019?").signs
    elsewhere = read("How many barges did the port of Velmora handle in 2019?").signs
    assert nowhere["strange_unknown"] == nowhere["strange"] > 0
    assert elsewhere["strange_unknown"] == 0


def test_names_are_weighed_apart_from_other_words(read: Read) -> None:
    signs = read("How many dockers does the port of Dunholm employ?").signs
    assert signs["strange_name"] > 0
    assert signs["strange"] == signs["thing_alien"] == 0


def test_an_answer_falls_to_a_refusal_by_strange_words_alone(read: Read) -> None:
    reading = read("How many dockers does the port of Velmora employ?")
    assert reading.confidence > 0.5
    assert confidence({**reading.signs, "strange_unknown": 0.1}) <= NEAR_MISS
