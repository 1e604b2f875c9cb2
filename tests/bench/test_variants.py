import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from variants import LONG_WORD, VARIANTS, keywords, typo

QUESTIONS = st.text(alphabet="abcdefgh XYZ?7é", min_size=1)


@given(QUESTIONS, st.integers(0, 99))
def test_a_typo_is_one_slip_in_one_longer_word(question: str, seed: int) -> None:
    slipped = typo(question, random.Random(seed))
    has_longer = any(len(run) >= LONG_WORD for run in question.replace("7", " ").split())
    assert OSA.distance(question, slipped) <= 1
    assert slipped == question or has_longer


def test_a_typo_always_changes_a_longer_word() -> None:
    assert all(typo("aaaaaa", random.Random(seed)) != "aaaaaa" for seed in range(200))


def test_keywords_are_the_content_words() -> None:
    assert keywords("How many wells does the town have?", random.Random(0)) == "wells town"


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_fixed_by_its_seed_and_never_empty(name: str) -> None:
    for question in ("Who is it?", "How many wells did Ferrytown dig?"):
        varied = [VARIANTS[name](question, random.Random(3)) for _ in range(2)]
        assert varied[0] == varied[1]
        assert varied[0].strip()
