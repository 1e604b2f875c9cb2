from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer.cross_reading import CONTENDED, CONTENDERS, CrossReader, contenders, order_value
from briqa.answer.rank import RankedSentence
from briqa.encoder import PairReading, PairText
from tests.answer.conftest import Read

ASKED = "How many dockers does the port of Velmora employ?"


def said(values: Sequence[float]) -> CrossReader:
    """A reader of a model that says so, in turn."""
    left = list(values)

    def readings(pairs: Sequence[PairText]) -> list[PairReading]:
        return [said_of(pair, left.pop(0)) for pair in pairs]

    return CrossReader(readings)


def said_of(pair: PairText, score: float) -> PairReading:
    nowhere = np.full(len(pair.words), -9.0, dtype=np.float32)
    return PairReading(score, nowhere, nowhere)


@pytest.fixture(scope="session")
def sentence(read: Read) -> RankedSentence:
    return read(ASKED).ranked[0]


def with_scores(sentence: RankedSentence, scores: Sequence[float]) -> list[RankedSentence]:
    return [replace(sentence, score=score, cross=None) for score in scores]


def test_what_the_model_says_decides_between_sentences_that_contend(
    read: Read, sentence: RankedSentence
) -> None:
    ranked = with_scores(sentence, [3.0, 2.9, 1.0])
    [found] = said([-6.0, 6.0]).read_all([(read(ASKED).question, ranked)])
    assert [each.score for each in found] == [2.9, 3.0, 1.0]
    assert [each.cross for each in found] == [6.0, -6.0, None]


def test_equal_words_leave_the_order_as_it_was(read: Read, sentence: RankedSentence) -> None:
    ranked = with_scores(sentence, [3.0, 3.0, 2.5])
    [found] = said([1.0, 1.0, 1.0]).read_all([(read(ASKED).question, ranked)])
    assert [each.score for each in found] == [3.0, 3.0, 2.5]


def test_without_a_cross_encoder_all_is_as_it_was(read: Read, sentence: RankedSentence) -> None:
    ranked = with_scores(sentence, [3.0, 2.9])
    reader = CrossReader(lambda pairs: None)
    assert reader.read_all([(read(ASKED).question, ranked)]) == [ranked]
    assert said([]).read_all([]) == []


@given(
    scores=st.lists(st.floats(-9, 9), min_size=1, max_size=6),
    crosses=st.lists(st.floats(-9, 9, width=32), min_size=6, max_size=6),
)
def test_only_contenders_are_read_and_none_is_lost(
    read: Read, sentence: RankedSentence, scores: list[float], crosses: list[float]
) -> None:
    ranked = with_scores(sentence, sorted(scores, reverse=True))
    contending = contenders(ranked)
    assert 1 <= len(contending) <= CONTENDERS
    assert all(ranked[0].score - each.score <= CONTENDED for each in contending)
    [found] = said(crosses).read_all([(read(ASKED).question, ranked)])
    assert sorted(each.score for each in found) == sorted(scores)
    first, rest = found[: len(contending)], found[len(contending) :]
    assert rest == ranked[len(contending) :]
    values = [order_value(each) for each in first]
    assert values == sorted(values, reverse=True)


def test_the_shipped_weights_count_both(sentence: RankedSentence) -> None:
    read = replace(sentence, cross=0.0)
    assert order_value(replace(read, cross=1.0)) > order_value(read)
    assert order_value(replace(read, score=read.score + 1)) > order_value(read)
