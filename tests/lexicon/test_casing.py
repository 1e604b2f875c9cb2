import re

import pytest
from hypothesis import given

from briqa.lexicon import WordCount, count_words, read_lexicon
from briqa.spans import Span
from tests.segment.tokens import cut, markdown
from tests.strategies import sentences


def _counts(text: str) -> dict[str, WordCount]:
    return {counted.word: counted for counted in read_lexicon(cut(markdown(text))).words}


def _casing(text: str, word: str) -> tuple[int, int]:
    counted = _counts(text)[word]
    return counted.upper, counted.lower


@pytest.mark.parametrize(
    ("text", "word", "casing"),
    [
        pytest.param("A ferry goes to Ostrava daily.", "ostrava", (1, 0), id="inside"),
        pytest.param("Ferries go to a quay.", "ferries", (0, 0), id="sentence start"),
        pytest.param("The Ostrava quay has ferries.", "ferries", (0, 1), id="lower case"),
        pytest.param("XPQ runs two ferries.", "xpq", (1, 0), id="capitals inside a word"),
        pytest.param("It has two rules: Ferries go first.", "ferries", (0, 0), id="colon"),
        pytest.param("He said, “Ferries sail at dawn.”", "ferries", (0, 0), id="quotation"),
        pytest.param("Rules hold for (a) Ferries at sea.", "ferries", (0, 0), id="label"),
        pytest.param("NO FERRIES AT DAWN.", "ferries", (0, 0), id="all capitals"),
        pytest.param("- Ferries and Quays of Ostrava", "quays", (0, 0), id="title case"),
        pytest.param("| Ferry Line | Quay |\n|---|---|\n| a | b |", "line", (0, 0), id="table"),
        pytest.param("Ostrava Quay: Ferries wait there.", "quay", (0, 0), id="run-in head"),
    ],
)
def test_a_capital_counts_where_it_says_something(
    text: str, word: str, casing: tuple[int, int]
) -> None:
    assert _casing(text, word) == casing


def test_headings_and_references_are_left_out() -> None:
    found = _counts(
        "# The Quay Report\n\nA dam holds.\n\n## References\n\nDoe wrote of Lindgren.\n"
    )
    assert set(found) == {"dam", "holds"}


def test_numbers_and_function_words_are_no_words() -> None:
    assert set(_counts("In 2021 the 3rd dam was the 5G dam of them all.")) == {"3rd", "dam", "5g"}


@given(sentences())
def test_every_word_is_counted_once_and_casings_never_exceed_it(text: str) -> None:
    found = count_words(text, [Span(0, len(text))])
    assert [counted.word for counted in found] == sorted({counted.word for counted in found})
    for counted in found:
        pattern = rf"(?<![^\W_]){re.escape(counted.word)}(?![^\W_])"
        assert counted.count == len(re.findall(pattern, text, re.IGNORECASE))
        assert 0 <= counted.upper + counted.lower <= counted.count
