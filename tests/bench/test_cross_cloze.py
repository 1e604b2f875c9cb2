import random

import pytest
from cross_cloze import MOST_WORDS, Pair, cloze_pairs, sentences, swap

DOCUMENT = [
    sentences(
        "The harbour of Varnholm handled 2,269 ships in 2021. It was bought by Lirano Lines for "
        "$4.5 million. Grain made up 58.11% of all exports, more than timber did."
    ),
    sentences(
        "The old lighthouse was opened in 1874 by the mayor of Kastrel. Each year some 12,000 "
        "guests climb its stairs. The harbour of Dunholm sold most of its ships in 1999."
    ),
]


def pairs(seed: int) -> list[Pair]:
    return list(cloze_pairs(DOCUMENT, random.Random(seed)))


@pytest.mark.parametrize("seed", range(40))
def test_an_answer_stands_in_its_window_and_not_in_its_question(seed: int) -> None:
    answered = [pair for pair in pairs(seed) if pair.answer is not None]
    assert answered
    for pair in answered:
        assert pair.answer is not None
        start, end = pair.answer
        assert 0 <= start < end <= len(pair.window)
        assert pair.window[start:end].strip() == pair.window[start:end]
        assert any(pair.window[start:end] in sentence for part in DOCUMENT for sentence in part)


@pytest.mark.parametrize("seed", range(40))
def test_a_question_is_answered_by_one_window_only(seed: int) -> None:
    answered = {pair.question: pair.window for pair in pairs(seed) if pair.answer is not None}
    for pair in pairs(seed):
        if pair.answer is None and pair.question in answered:
            assert pair.window != answered[pair.question]


def test_pairs_are_fixed_by_their_seed() -> None:
    assert pairs(3) == pairs(3)
    assert pairs(3) != pairs(4)


def test_a_swap_puts_another_of_its_kind_or_the_opposite() -> None:
    window = DOCUMENT[0][0]
    asked = "At what price did Lirano sell in 1907?"
    swapped = {swap(asked, window, random.Random(seed), nouns=False) for seed in range(30)}
    assert "At what price did Varnholm sell in 1907?" in swapped
    assert "At what price did Lirano buy in 1907?" in swapped
    assert asked not in swapped
    assert swap("who imports grain", "", random.Random(0), nouns=False) == "who exports grain"
    assert swap("who sails", "", random.Random(0), nouns=True) is None


def test_a_plural_noun_is_swapped_for_another_if_wanted() -> None:
    window = "The islands have 14 lighthouses and 3 harbours."
    asked = "which lighthouses are there"
    wanted = {swap(asked, window, random.Random(seed), nouns=True) for seed in range(20)}
    assert wanted == {"which islands are there", "which harbours are there"}
    assert swap(asked, window, random.Random(0), nouns=False) is None


def test_long_and_short_sentences_make_no_pairs() -> None:
    assert not list(cloze_pairs([["Too short."], ["word " * (MOST_WORDS + 1)]], random.Random(0)))
