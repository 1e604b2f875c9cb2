import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from briqa.retrieve.fusion import Evidence, largest, rank


@given(st.lists(st.floats(0, 1, width=16), min_size=1, max_size=12))
def test_the_best_passage_by_its_own_score_comes_first(
    cosines: list[float],
) -> None:
    evidence = {9 - i: Evidence(cosine, cosine, 0.0, 0.0) for i, cosine in enumerate(cosines)}
    vectors = np.eye(len(cosines), dtype=np.float32)
    ranked = rank(evidence, vectors)
    scores = [score for _, score in ranked]
    assert scores == sorted(scores, reverse=True)
    best = max(cosines)
    assert ranked[0][0] == min(i for i, found in evidence.items() if found.passage_cosine == best)


def test_the_order_of_the_evidence_decides_nothing() -> None:
    generator = np.random.default_rng(1)
    vectors = generator.normal(size=(8, 4)).astype(np.float32)
    evidence = {i: Evidence(i % 3 / 3, 0.2, i / 8, 0.0) for i in range(8)}
    backwards = dict(reversed(evidence.items()))
    forward = rank(evidence, vectors)
    assert [i for i, _ in rank(backwards, vectors[::-1])] == [i for i, _ in forward]


def test_ties_are_ordered_by_id() -> None:
    same = Evidence(0.5, 0.5, 0.0, 0.0)
    ranked = rank({3: same, 1: same, 2: same}, np.ones((3, 2), dtype=np.float32))
    assert [i for i, _ in ranked] == [1, 2, 3]


@given(
    arrays.arrays(np.float32, (3, 9), elements=st.sampled_from([-np.inf, 0.0, 0.25, 0.5, 1.0])),
    st.integers(1, 9),
)
def test_of_equals_the_first_are_the_largest(values: npt.NDArray[np.float32], count: int) -> None:
    sorted_whole = np.argsort(-values, axis=1, kind="stable")[:, :count]
    assert np.array_equal(largest(values, count), np.sort(sorted_whole, axis=1))
