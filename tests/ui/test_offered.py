"""Texts to click: what was asked before, and examples."""

from hypothesis import given
from hypothesis import strategies as st

from briqa.ui.offered import asked_html, examples_html, remembered
from tests.ui.reading import PaneReader

QUESTIONS = st.lists(st.text(min_size=1).filter(str.strip), max_size=60)


@given(QUESTIONS)
def test_the_last_question_is_first_and_each_is_there_once(questions: list[str]) -> None:
    asked: tuple[str, ...] = ()
    for question in questions:
        asked = remembered(asked, question)
        assert asked[0] == " ".join(question.split())
    assert len(set(asked)) == len(asked) <= 30
    assert set(asked) <= {" ".join(question.split()) for question in questions}


def test_the_question_that_is_shown_is_not_offered_again() -> None:
    assert asked_html(()) == ""
    assert asked_html(("What now?",)) == ""
    shown = asked_html(("What now?", "And <b>before</b>?"))
    assert "What now?" not in shown
    assert "Asked before (1)" in shown
    assert "And <b>before</b>?" in PaneReader(shown).text
    assert "<b>" not in shown


def test_examples_are_a_named_group_or_nothing() -> None:
    assert examples_html((), "Examples") == ""
    shown = examples_html(('How "much" & why?',), "Examples")
    assert 'role="group" aria-label="Examples"' in shown
    assert 'data-text="How &quot;much&quot; &amp; why?"' in shown
