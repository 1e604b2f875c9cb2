from collections.abc import Callable, Mapping

import pytest

from briqa.answer.confidence import NEAR_MISS, THRESHOLD, confidence, is_doubtful
from briqa.answer.reading import Reading
from briqa.answer.strange import NOTHING_STRANGE, StrangeWords, Unborne
from briqa.encoder import Encoder
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import Searcher
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import Store
from tests.answer.conftest import Read

Strange = Callable[[Reading], Mapping[str, float]]


@pytest.fixture(scope="module")
def strange(corpus_store: Store, corpus_searcher: Searcher, encoder: Encoder) -> Strange:
    """What the words of a question that are strange to its best sentence say against it."""
    lexicon = CorpusLexicon(corpus_store, corpus_searcher)
    words = StrangeWords(lexicon, PhraseVectors(encoder))

    def found(reading: Reading) -> Mapping[str, float]:
        best = reading.ranked[0]
        (vector,) = corpus_searcher.sentence_vectors([best.candidate.sentence.sentence_id])
        unborne = Unborne(reading.question, best.look.missing, best.candidate.reading, vector)
        return words.features_all([unborne])[0]

    return found


def test_nothing_is_strange_where_every_word_is_borne_out(read: Read, strange: Strange) -> None:
    question = "How many tonnes of cargo did the port of Velmora handle in 2019?"
    assert strange(read(question)) == NOTHING_STRANGE


def test_what_the_sentence_says_nothing_of_is_stranger_than_another_word_for_it(
    read: Read, strange: Strange
) -> None:
    other = strange(read("How many elephants did the port of Velmora handle in 2019?"))
    same = strange(read("How many guests did the Lindgren museum welcome in 2019?"))
    assert other["strange"] > 0.05 > same["strange"] >= 0


def test_a_word_that_no_document_has_is_told_from_one_that_stands_elsewhere(
    read: Read, strange: Strange
) -> None:
    nowhere = strange(read("How many elephants did the port of Velmora handle in 2019?"))
    elsewhere = strange(read("How many barges did the port of Velmora handle in 2019?"))
    assert nowhere["strange_unknown"] == nowhere["strange"] > 0
    assert elsewhere["strange_unknown"] == 0


def test_names_are_weighed_apart_from_other_words(read: Read, strange: Strange) -> None:
    signs = strange(read("How many dockers does the port of Dunholm employ?"))
    assert signs["strange_name"] > 0
    assert signs["strange"] == signs["thing_alien"] == 0


def test_an_answer_falls_to_a_refusal_by_strange_words_alone(read: Read) -> None:
    reading = read("How many dockers does the port of Velmora employ?")
    assert reading.confidence > 0.5
    alien = {"strange_unknown": 0.1, "alien_unknown": 0.8, "cross": -2.0}
    assert confidence({**reading.signs, **alien}) <= NEAR_MISS
    # One that the sentence has another word for may keep a question away as far.
    assert confidence({**reading.signs, **alien, "alien_unknown": 0.3}) > NEAR_MISS


@pytest.mark.parametrize(
    "question",
    [
        "How many tonnes of cargo did the port of Velmora handle in 2019?",
        "How many guests did the Lindgren museum welcome in 2019?",
        "How many elephants did the port of Velmora handle in 2019?",
        "How many barges did the port of Velmora handle in 2019?",
        "How many dockers does the port of Dunholm employ?",
        "Which ships did the harbour board sell to the museum?",
        "When was the pact signed?",
    ],
)
def test_strange_words_are_looked_for_where_they_may_decide(
    read: Read, strange: Strange, question: str
) -> None:
    reading = read(question)
    without = confidence({**reading.signs, **NOTHING_STRANGE})
    found = strange(reading)
    if is_doubtful(without) or (without >= THRESHOLD and found["strange_unknown"]):
        assert {name: reading.signs[name] for name in found} == found
    else:
        assert reading.confidence == without
    # What is left out never lets an answer through that would have been refused.
    assert (reading.confidence < THRESHOLD) == (confidence({**reading.signs, **found}) < THRESHOLD)
