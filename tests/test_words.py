from hypothesis import given
from hypothesis import strategies as st

from briqa.words import FUNCTION_WORDS, content_words, words


@given(st.text())
def test_words_stand_in_the_text_in_order(text: str) -> None:
    offset = 0
    for word in words(text):
        offset = text.index(word, offset) + len(word)


@given(st.text())
def test_content_words_are_the_words_that_are_no_function_words(text: str) -> None:
    kept = [word for word in words(text) if word.lower() not in FUNCTION_WORDS]
    assert content_words(text) == kept


def test_a_question_of_function_words_has_no_topic() -> None:
    assert content_words("What is it that they have?") == []
