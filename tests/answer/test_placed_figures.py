from dataclasses import replace

import numpy as np
import pytest

from briqa.answer.cross_reading import words_of
from briqa.answer.placed_figures import SURE, is_for_one, weigh_again
from briqa.answer.places import Places
from briqa.answer.rank import RankedSentence
from briqa.encoder import PairReading
from tests.answer.conftest import Read

ASKED = "How many dockers does the port of Velmora employ?"


@pytest.fixture(scope="session")
def several(read: Read) -> RankedSentence:
    """A sentence with several figures, weighed for one thing."""
    found = [
        each
        for each in read(ASKED).ranked
        if len({scored.quantity.span for scored in each.look.scored}) > 1
        and is_for_one(each.look.scored)
    ]
    look = found[0].look
    unsure = tuple(replace(each, probability=0.3) for each in look.scored)
    return replace(found[0], places=None, look=replace(look, scored=unsure))


def pointing_at(sentence: RankedSentence, at: int) -> RankedSentence:
    """The same, read by a cross-encoder that is sure of one of the figures."""
    words = words_of(sentence)
    view = sentence.candidate.document.view
    shown = view.to_view(sentence.look.scored[at].quantity.span)
    assert shown is not None
    within = np.array([word.start < shown.end and shown.start < word.end for word in words])
    said = np.where(within, -0.1, -9.0).astype(np.float32)
    return replace(sentence, places=Places(words, PairReading(2.0, said, said)))


def test_the_figure_where_the_answer_is_seen_becomes_likelier(several: RankedSentence) -> None:
    for at in range(len(several.look.scored)):
        weighed = weigh_again(pointing_at(several, at)).look.scored
        likeliest = max(weighed, key=lambda each: each.probability)
        assert likeliest.quantity.span == weighed[at].quantity.span
        assert [each.quantity for each in weighed] == [
            each.quantity for each in several.look.scored
        ]
        assert all(0 <= each.probability <= 1 for each in weighed)


def test_the_choice_follows(several: RankedSentence) -> None:
    for at, scored in enumerate(several.look.scored):
        chosen = weigh_again(pointing_at(several, at)).choice.figures
        assert scored.quantity.span in [each.quantity.span for each in chosen]


def test_a_sure_choice_by_the_words_stays(several: RankedSentence) -> None:
    first, *others = several.look.scored
    sure = (replace(first, probability=SURE), *others)
    read_otherwise = pointing_at(several, len(others))
    found = replace(read_otherwise, look=replace(several.look, scored=sure))
    assert weigh_again(found) is found


def test_a_sentence_of_which_a_figure_was_not_read_stays(several: RankedSentence) -> None:
    found = pointing_at(several, 0)
    assert found.places is not None
    said = found.places.reading
    view = several.candidate.document.view
    shown = view.to_view(several.look.scored[-1].quantity.span)
    assert shown is not None
    unread = np.array([word.end > shown.start for word in found.places.words])
    first, last = (np.where(unread, np.float32(-30), each) for each in (said.first, said.last))
    cut = replace(found, places=replace(found.places, reading=PairReading(2.0, first, last)))
    assert weigh_again(cut) is cut


def test_what_was_not_read_stays(several: RankedSentence) -> None:
    assert weigh_again(several) is several


@pytest.mark.parametrize(
    "question",
    [
        "How many dockers does Velmora employ, and how many ships called there?",
        "How did the number of dockers in Velmora change from 2015 to 2020?",
    ],
)
def test_where_several_things_are_asked_for_the_words_decide(read: Read, question: str) -> None:
    for sentence in read(question).ranked:
        if sentence.look.scored and not is_for_one(sentence.look.scored):
            assert weigh_again(sentence) is sentence


def test_a_figure_is_chosen_by_what_the_question_means(read: Read) -> None:
    (figure,) = read(ASKED).ranked[0].choice.figures
    assert figure.quantity.unit == "docker"
