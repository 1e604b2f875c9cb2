import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from briqa.retrieve.fusion import (
    DEFAULT_WEIGHTS,
    EvidenceOfAll,
    FusionWeights,
    Scores,
    largest,
    rank,
)


def _evidence(cosines: Scores, lexical: Scores) -> EvidenceOfAll:
    return EvidenceOfAll(cosines, cosines, lexical, np.zeros_like(cosines))


@given(st.lists(st.floats(0, 1, width=16), min_size=1, max_size=12))
def test_the_best_passage_by_its_own_score_comes_first(cosines: list[float]) -> None:
    own = np.array(cosines)
    ranked = rank(_evidence(own, np.zeros_like(own)), np.eye(len(cosines), dtype=np.float32))
    scores = [score for _, score in ranked]
    assert scores == sorted(scores, reverse=True)
    assert ranked[0][0] == cosines.index(max(cosines))
    assert sorted(number for number, _ in ranked) == list(range(len(cosines)))


def test_the_order_of_the_evidence_decides_nothing() -> None:
    generator = np.random.default_rng(1)
    vectors = generator.normal(size=(8, 4)).astype(np.float32)
    cosines, lexical = np.arange(8) % 3 / 3, np.arange(8) / 8
    forward = rank(_evidence(cosines, lexical), vectors)
    backward = rank(_evidence(cosines[::-1], lexical[::-1]), vectors[::-1])
    assert [7 - number for number, _ in backward] == [number for number, _ in forward]


def test_ties_are_in_their_order() -> None:
    same = np.full(3, 0.5)
    ranked = rank(_evidence(same, np.zeros(3)), np.ones((3, 2), dtype=np.float32))
    assert [number for number, _ in ranked] == [0, 1, 2]


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 4), min_size=1, max_size=5))
def test_all_scores_at_once_are_those_of_each(rows: list[tuple[float, ...]]) -> None:
    evidence = EvidenceOfAll(*np.array(rows).T)
    weights = FusionWeights(0.3, 0.1)
    for number, (passage, sentence, lexical, pairs) in enumerate(rows):
        score = (passage + sentence) / 2 + weights.lexical * lexical + weights.pairs * pairs
        assert evidence.scores(weights)[number] == score
        assert evidence.scores(DEFAULT_WEIGHTS).shape == (len(rows),)


@given(
    arrays.arrays(np.float32, (3, 9), elements=st.sampled_from([-np.inf, 0.0, 0.25, 0.5, 1.0])),
    st.integers(1, 9),
)
def test_of_equals_the_first_are_the_largest(values: npt.NDArray[np.float32], count: int) -> None:
    sorted_whole = np.argsort(-values, axis=1, kind="stable")[:, :count]
    assert np.array_equal(largest(values, count), np.sort(sorted_whole, axis=1))
