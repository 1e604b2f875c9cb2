"""A question in other words keeps its figure; one about something else never gets it."""

import pytest

from briqa.answer import Answer
from briqa.assistant import Assistant

# The question, its figure, and keywords for it.
CLEAR = (
    (
        "How many tonnes of cargo did the port of Velmora handle in 2019?",
        41.2e6,
        "velmora cargo tonnes 2019",
    ),
    (
        "How many tonnes of cargo did the port of Velmora handle in 2021?",
        47.5e6,
        "velmora cargo tonnes 2021",
    ),
    (
        "How many tonnes of cargo did the port of Kastrel handle in 2019?",
        18.6e6,
        "kastrel cargo tonnes 2019",
    ),
    (
        "How many tonnes of cargo did the port of Kastrel handle in 2021?",
        22.4e6,
        "kastrel cargo tonnes 2021",
    ),
    ("How many shipping routes did the port of Velmora open in 2019?", 84, "velmora routes 2019"),
    ("How many shipping routes did the port of Kastrel open in 2019?", 37, "kastrel routes 2019"),
    ("How many dockers does the port of Velmora employ?", 3150, "velmora dockers"),
    ("How many dockers does the port of Kastrel employ?", 1480, "kastrel dockers"),
    (
        "How many visitors did the Lindgren museum welcome in 2019?",
        48200,
        "lindgren museum visitors 2019",
    ),
)
FULL = [(question, value) for question, value, _ in CLEAR]


def _asked_for(corpus: Assistant, question: str) -> list[float]:
    """The figures that are given as the answer."""
    result = corpus.ask(question)
    if not isinstance(result, Answer):
        return []
    return [figure.quantity.value for figure in result.figures if figure.asked_for]


@pytest.mark.parametrize(("question", "value"), FULL)
def test_case_and_question_mark_do_not_matter(
    question: str, value: float, corpus: Assistant
) -> None:
    for typed in (
        question,
        question.lower(),
        question.rstrip("?"),
        question.upper(),
        f"Please tell me: {question[0].lower()}{question[1:]}",
    ):
        assert _asked_for(corpus, typed) == [value], typed


@pytest.mark.parametrize(("value", "keywords"), [(value, words) for _, value, words in CLEAR])
def test_keywords_find_the_figure_of_the_sentence(
    value: float, keywords: str, corpus: Assistant
) -> None:
    assert _asked_for(corpus, keywords) == [value]


def _swapped(old: str, *new: str) -> list[tuple[str, float]]:
    return [
        (question.replace(old, other), value)
        for question, value in FULL
        if old in question
        for other in new
    ]


@pytest.mark.parametrize(
    ("question", "value"),
    [*_swapped("2019", "1966", "2017"), *_swapped("2021", "1966", "2017")],
)
def test_a_year_that_no_document_has_never_gets_the_figure_of_another(
    question: str, value: float, corpus: Assistant
) -> None:
    assert value not in _asked_for(corpus, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [*_swapped("2019", "2018", "2020"), *_swapped("2021", "2018", "2020")],
)
def test_a_year_that_stands_elsewhere_never_gets_the_figure_of_another(
    question: str, value: float, corpus: Assistant
) -> None:
    assert value not in _asked_for(corpus, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        *_swapped("Velmora", "Ilvern", "Kastrel"),
        *_swapped("Kastrel", "Ilvern", "Velmora"),
    ],
)
def test_a_place_of_which_the_text_says_something_else_never_gets_the_figure(
    question: str, value: float, corpus: Assistant
) -> None:
    assert value not in _asked_for(corpus, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        *_swapped("Velmora", "Dunholm"),
        *_swapped("Kastrel", "Dunholm"),
        *_swapped("the Lindgren museum", "the Halvard museum"),
    ],
)
def test_a_place_that_the_text_lacks_never_gets_the_figure_of_another(
    question: str, value: float, corpus: Assistant
) -> None:
    assert value not in _asked_for(corpus, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        *_swapped("tonnes of cargo", "containers of wine"),
        *_swapped("shipping routes", "hospitals", "swimming pools"),
        *_swapped("dockers", "dentists", "elephants"),
        *_swapped("visitors", "submarines"),
    ],
)
def test_a_measure_that_the_text_lacks_never_gets_the_figure_of_another(
    question: str, value: float, corpus: Assistant
) -> None:
    assert value not in _asked_for(corpus, question)


@pytest.mark.parametrize(
    ("question", "value"), _swapped("tonnes of cargo", "passengers", "travellers", "ferries")
)
def test_a_measure_of_something_related_never_gets_the_figure_of_another(
    question: str, value: float, corpus: Assistant
) -> None:
    assert value not in _asked_for(corpus, question)
