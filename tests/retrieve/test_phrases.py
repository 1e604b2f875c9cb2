from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.encoder import SentenceTransformerEncoder, Vectors
from briqa.retrieve import phrases as module
from briqa.retrieve.phrases import PhraseVectors

WORDS = ["harbour", "port", "firm", "company", "volcano"]


class CountingEncoder(SentenceTransformerEncoder):
    """The real encoder, which keeps what it was given to read."""

    def __init__(self, real: SentenceTransformerEncoder) -> None:
        self.__dict__.update(real.__dict__)
        self.read: list[str] = []

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        self.read.extend(queries)
        return super().encode_queries(queries)


@pytest.fixture
def counting(encoder: SentenceTransformerEncoder) -> CountingEncoder:
    return CountingEncoder(encoder)


def test_each_phrase_is_read_once_whatever_its_case(counting: CountingEncoder) -> None:
    vectors = PhraseVectors(counting)
    vectors.similarity(["Harbour", "port"], ["PORT", "firm"])
    vectors.similarity(["firm"], ["harbour"])
    vectors.read(["Port", "Firm"])
    assert counting.read == ["harbour", "port", "firm"]


def test_a_question_read_as_typed_isnt_read_again_in_lower_case(counting: CountingEncoder) -> None:
    question = "Which Harbour has a VOLCANO?"
    tokenizer = counting.runtime.tokenizer
    vectors = PhraseVectors(counting, token_ids=lambda text: list(tokenizer.encode(text).ids))
    (as_typed,) = vectors.encode([question])
    (lowered,) = counting.encode_queries([question.lower()])
    assert np.array_equal(as_typed, lowered)
    counting.read.clear()
    assert vectors.nearness(question, question) == pytest.approx(1, abs=1e-3)
    assert counting.read == []


def test_an_encoder_that_may_tell_capitals_reads_both(counting: CountingEncoder) -> None:
    for vectors in (
        PhraseVectors(counting),
        PhraseVectors(counting, token_ids=lambda text: list(map(ord, text))),
    ):
        counting.read.clear()
        vectors.encode(["Port", "firm"])
        vectors.read(["Port", "firm"])
        assert counting.read == ["Port", "firm", "port"]


def test_likeness_in_meaning_is_told(phrases: PhraseVectors) -> None:
    assert phrases.nearness("harbour", "port") > phrases.nearness("harbour", "volcano")
    assert phrases.nearness("firm", "company") > phrases.nearness("firm", "volcano")


@given(st.lists(st.sampled_from(WORDS), max_size=4), st.lists(st.sampled_from(WORDS), max_size=4))
def test_likeness_is_bounded_and_the_same_both_ways(
    phrases: PhraseVectors, left: list[str], right: list[str]
) -> None:
    found = phrases.similarity(left, right)
    assert found.shape == (len(left), len(right))
    assert np.allclose(found, phrases.similarity(right, left).T, atol=1e-5)
    assert (np.abs(found) <= 1 + 1e-5).all()
    for row, one in enumerate(left):
        for column, other in enumerate(right):
            assert one != other or found[row, column] == pytest.approx(1, abs=1e-5)


def test_what_was_not_used_for_longest_is_forgotten(
    counting: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEPT", 2)
    vectors = PhraseVectors(counting)
    vectors.read(["port"])
    vectors.read(["firm"])
    vectors.read(["port", "volcano"])
    vectors.read(["port"])
    assert counting.read == ["port", "firm", "volcano"]
    vectors.read(["firm"])
    assert counting.read == ["port", "firm", "volcano", "firm"]


def test_a_batch_larger_than_what_is_kept_is_read_whole(
    counting: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEPT", 1)
    assert PhraseVectors(counting).similarity(WORDS, WORDS).shape == (5, 5)


def test_what_the_index_has_is_not_encoded_again(counting: CountingEncoder) -> None:
    indexed = dict(zip(WORDS[:3], counting.encode_queries(WORDS[:3]), strict=True))
    whole = PhraseVectors(counting).similarity(WORDS, WORDS)
    counting.read.clear()

    def look_up(phrases: Sequence[str]) -> dict[str, Vectors]:
        return {phrase: indexed[phrase] for phrase in phrases if phrase in indexed}

    assert np.array_equal(PhraseVectors(counting, look_up).similarity(WORDS, WORDS), whole)
    assert counting.read == WORDS[3:]
