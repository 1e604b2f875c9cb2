from collections import Counter

import numpy as np
import pytest

from briqa.answer.phrases import Phrase, PhraseKind
from briqa.answer.short_answer import (
    ShortAnswer,
    ShortAnswerModel,
    choose,
    load_model,
    overlap,
    short_answer,
)
from briqa.questions import read_question
from briqa.retrieve.phrases import PhraseVectors
from briqa.spans import Span
from briqa.store import Store
from tests.answer.documents import stored


def _answer(
    question: str,
    text: str,
    empty_store: Store,
    phrases: PhraseVectors,
    model: ShortAnswerModel | None = None,
) -> ShortAnswer | None:
    document = stored(text)
    span = document.sentences[0].sentence.span
    found = short_answer(
        read_question(question),
        document.view,
        span,
        document.quantities_in(span),
        empty_store.terms,
        phrases,
        model or load_model(),
    )
    if found is not None:
        assert span.covers(found.span)
        assert document.view.read(found.span) == found.text
    return found


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("Who runs the ferry?", "The ferry in Tarn is run by Marrow Lines.", "Marrow Lines"),
        ("Who founded Velm Port?", "Anna Lind founded Velm Port in 1904.", "Anna Lind"),
        ("When was Velm Port founded?", "Anna Lind founded Velm Port in 1904.", "1904"),
        (
            "In what year did the museum open?",
            "The museum was opened in 1987 by the mayor, Per Holm.",
            "1987",
        ),
        ("Where was Anna Lind born?", "Anna Lind was born in Oskholm.", "Oskholm"),
    ],
)
def test_the_phrase_in_the_slot_of_the_question_word_answers(
    question: str, text: str, answer: str, empty_store: Store, phrases: PhraseVectors
) -> None:
    found = _answer(question, text, empty_store, phrases)
    assert found is not None
    assert found.text == answer
    assert found.probability <= 1


def test_what_isnt_sure_enough_isnt_shown(empty_store: Store, phrases: PhraseVectors) -> None:
    text = "Anna Lind founded Velm Port in 1904."
    strict = ShortAnswerModel(load_model().weights, 1.01)
    assert _answer("Who founded Velm Port?", text, empty_store, phrases, strict) is None


@pytest.mark.parametrize("question", ["How many quays are there?", "Why was it built?"])
def test_other_questions_have_no_short_answer(
    question: str, empty_store: Store, phrases: PhraseVectors
) -> None:
    text = "Anna Lind built 3 quays in 1904 for the trade."
    assert _answer(question, text, empty_store, phrases) is None


def _phrase(text: str, at: int) -> Phrase:
    return Phrase(Span(at, at + len(text)), text, PhraseKind.NAME, at, at + 1)


def test_phrases_that_overlap_share_their_probability() -> None:
    phrases = [_phrase("Velm Port", 0), _phrase("Old Velm Port", 1), _phrase("Tarn", 2)]
    at, probability = choose(phrases, np.array([0.25, 0.25, 0.4, 0.1]))
    assert phrases[at].text in ("Velm Port", "Old Velm Port")
    assert probability == pytest.approx(0.5)


def test_overlap_is_the_f1_of_words() -> None:
    left, right = Counter(["old", "port"]), Counter(["port"])
    assert overlap(left, right) == pytest.approx(2 / 3)
    assert overlap(left, Counter(["quay"])) == 0


def test_probabilities_add_up_and_follow_the_weights() -> None:
    model = ShortAnswerModel({"near": 2.0, "none": 1.0}, 0.5)
    found = model.probabilities([{"near": 1.0}, {"near": 0.0, "unknown": 9.0}, {"none": 1.0}])
    assert found.sum() == pytest.approx(1)
    assert list(np.argsort(-found)) == [0, 2, 1]
