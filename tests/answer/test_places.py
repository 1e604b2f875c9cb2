import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer.phrases import sentence_tokens
from briqa.answer.places import Places
from briqa.encoder import PairReading
from briqa.spans import Span, TextView

TEXT = "In 2021 the harbour of Varnholm handled 2.4 million tons of grain."
VIEW = TextView.identity(TEXT)
WORDS = sentence_tokens(VIEW, Span(0, len(TEXT)))


def places(first: np.ndarray, last: np.ndarray) -> Places:
    return Places(
        WORDS, PairReading(0.0, np.log(first, dtype=np.float32), np.log(last, dtype=np.float32))
    )


def peaked_at(first: str, last: str) -> Places:
    """An answer that begins and ends with these words, nearly surely."""

    def at(word: str) -> np.ndarray:
        found = np.full(len(WORDS), 0.002)
        found[[token.text for token in WORDS].index(word)] = 0.9
        return found

    return places(at(first), at(last))


def span_of(part: str) -> Span:
    at = TEXT.index(part)
    return Span(at, at + len(part))


def test_the_answer_is_inside_what_holds_its_beginning_and_end() -> None:
    found = peaked_at("2.4", "tons")
    whole = found.inside(span_of("2.4 million tons"))
    assert whole > np.log(0.85)
    assert whole > found.inside(span_of("2.4")) > found.inside(span_of("2021"))


def test_a_phrase_is_the_answer_if_both_its_ends_are() -> None:
    found = peaked_at("2.4", "tons")
    words = [token.text for token in WORDS]
    first, last = words.index("2.4"), words.index("tons")
    assert found.exactly(first, last + 1) == pytest.approx(np.log(0.9), abs=1e-5)
    assert found.exactly(first, last) < found.exactly(first, last + 1)


shares = st.lists(st.floats(0.01, 1), min_size=len(WORDS), max_size=len(WORDS))


@given(shares, shares, st.data())
def test_more_words_hold_the_answer_more_surely(
    first: list[float], last: list[float], data: st.DataObject
) -> None:
    found = places(np.array(first) / sum(first), np.array(last) / sum(last))
    start = data.draw(st.integers(0, len(WORDS) - 1))
    behind = data.draw(st.integers(start + 1, len(WORDS)))
    inside = found.inside(Span(WORDS[start].start, WORDS[behind - 1].end))
    assert found.exactly(start, behind) <= inside + 1e-5
    assert inside <= found.inside(Span(0, len(TEXT))) + 1e-5
    assert found.peak == pytest.approx(max(np.log(np.array(first) / sum(first))), abs=1e-4)
