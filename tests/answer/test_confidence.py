from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer import Answer, Refusal
from briqa.answer.confidence import (
    NEAR_MISS,
    READ,
    THRESHOLD,
    VALUE,
    confidence,
    confidence_features,
    is_near_miss,
    reasons,
)
from briqa.answer.cross_reading import CROSS
from briqa.answer.models import load_model, probability
from briqa.answer.strange import NOTHING_STRANGE
from briqa.assistant import Assistant
from briqa.questions import Task
from tests.answer.conftest import Read

CLEAR = "How many dockers does the port of Velmora employ?"


@pytest.mark.parametrize(
    ("question", "is_answered"),
    [
        (CLEAR, True),
        ("When was the port of Kastrel founded?", True),
        ("Which composer wrote the symphony about volcanic penguins?", False),
        ("How many tonnes of cargo did the port of Velmora handle in 1966?", False),
        ("What?", False),
        ("???", False),
    ],
)
def test_what_the_documents_say_is_told_from_what_they_do_not(
    question: str,
    is_answered: bool,  # noqa: FBT001
    read: Read,
) -> None:
    found = read(question).confidence
    assert 0 <= found <= 1
    assert (found >= THRESHOLD) is is_answered


def test_confidence_is_that_of_the_first_sentence_and_its_lead(read: Read) -> None:
    reading = read(CLEAR)
    first, second, *_ = reading.ranked
    signs = confidence_features(
        reading.question,
        first.features,
        {name: reading.signs[name] for name in (*NOTHING_STRANGE, *READ)},
        score=first.score,
        margin=first.score - second.score,
    )
    assert reading.signs == signs
    assert reading.confidence == confidence(signs)


@given(one=st.floats(-12, 12), other=st.floats(-12, 12))
def test_confidence_grows_with_what_the_cross_encoder_says(
    read: Read, one: float, other: float
) -> None:
    signs = read(CLEAR).signs
    low, high = (confidence({**signs, CROSS: score}) for score in sorted((one, other)))
    assert 0 <= low <= high <= 1


def test_no_word_of_the_cross_encoder_outvotes_a_near_miss(read: Read) -> None:
    signs = read("How many tonnes of cargo did the port of Velmora handle in 1966?").signs
    assert is_near_miss(signs)
    assert confidence({**signs, CROSS: 12.0}) <= NEAR_MISS


def test_a_sentence_without_the_form_asked_for_answers_only_if_the_cross_encoder_says_so(
    read: Read,
) -> None:
    signs = {**read(CLEAR).signs, "form_lacking": 1.0}
    assert is_near_miss({**signs, CROSS: -1.0})
    assert not is_near_miss({**signs, CROSS: 0.0})
    assert not is_near_miss({**signs, "form_lacking": 0.0, CROSS: -1.0})


def test_without_a_cross_encoder_the_features_decide_alone(read: Read) -> None:
    for question, is_answered in ((CLEAR, True), ("How many glaciers has Velmora?", False)):
        signs = {name: value for name, value in read(question).signs.items() if name != CROSS}
        assert (confidence(signs) >= THRESHOLD) is is_answered


def test_the_reasons_add_up_to_the_confidence(read: Read) -> None:
    for question in (CLEAR, "Who founded the port of Kastrel?"):
        signs = read(question).signs
        assert not is_near_miss(signs)
        for known in (signs, {name: value for name, value in signs.items() if name != CROSS}):
            model = load_model("reading" if CROSS in known else "confidence")
            bias = model.bias
            if CROSS in known:
                bias += model.weights[VALUE] * load_model("confidence").bias
            assert probability(bias + sum(reasons(known).values())) == pytest.approx(
                confidence(known)
            )


def test_what_is_wanted_stands_among_the_signs(read: Read) -> None:
    reading = read(CLEAR)
    best = {**reading.ranked[0].features, "fit": 0.25}
    question = replace(reading.question, names=(), task=Task.COMPARE)
    signs = confidence_features(question, best, NOTHING_STRANGE, score=1.0, margin=0.5)
    assert (signs["wants_figure"], signs["fit_missing"]) == (1, 0.75)
    assert (signs["unnamed"], signs["comparison"]) == (1, 1)
    assert (signs["score"], signs["margin"]) == (1.0, 0.5)
    text = confidence_features(
        read("Who founded Kastrel?").question, best, NOTHING_STRANGE, score=1.0, margin=0.5
    )
    assert (text["wants_figure"], text["fit_missing"], text["unnamed"]) == (0, 0, 0)


@pytest.mark.parametrize(
    "noun", ["quays", "cranes", "harbours", "canals", "ports", "engineers", "merchants", "quotas"]
)
@pytest.mark.parametrize("form", ["How many {}?", "how many {} are there", "number of {}"])
def test_what_nothing_is_counted_by_gets_no_figure(noun: str, form: str, corpus: Assistant) -> None:
    result = corpus.ask(form.format(noun))
    figures = result.figures if isinstance(result, Answer) else ()
    assert not [figure for figure in figures if figure.asked_for]


@pytest.mark.parametrize("noun", ["towns", "barges", "paintings", "members"])
def test_what_is_counted_does(noun: str, corpus: Assistant) -> None:
    result = corpus.ask(f"How many {noun} are there?")
    assert isinstance(result, Answer)
    assert any(figure.asked_for for figure in result.figures)


@given(st.text("aqxzvk ", min_size=1, max_size=300).filter(str.strip))
def test_nonsense_is_refused(corpus: Assistant, text: str) -> None:
    assert isinstance(corpus.ask(text), Refusal)


@pytest.mark.parametrize(
    "text", ["aaaa " * 400, "x" * 3000, "How many blorps zyxwv?", "What is the frobnication?"]
)
def test_words_that_no_document_has_are_refused(corpus: Assistant, text: str) -> None:
    assert isinstance(corpus.ask(text), Refusal)
