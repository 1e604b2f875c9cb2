"""Tests of differences: exact where they can be, and right as often as they say."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from briqa.evaluate.statistics.significance import holm, mcnemar_p, permutation_p


def test_every_pattern_of_signs_is_tried_for_few_pairs() -> None:
    # 1 + 2 + 3 = 6 is reached by +++ and --- alone: 2 of 8 patterns.
    assert permutation_p(np.array([1.0, 2.0, 3.0]), seed=0) == 2 / 8
    # |1 + 2 - 3| = 0: all patterns are as far.
    assert permutation_p(np.array([1.0, 2.0, -3.0]), seed=0) == 1.0


def test_equal_pairs_say_nothing() -> None:
    assert permutation_p(np.zeros(50), seed=0) == 1.0
    some = np.array([0.5, 0.25, -0.125])
    padded = np.concatenate([some, np.zeros(40)])
    assert permutation_p(padded, seed=0) == permutation_p(some, seed=0)


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.5, 1.0]), min_size=1, max_size=7))
def test_the_exact_p_value_is_the_share_of_sign_patterns(values: list[float]) -> None:
    observed = abs(sum(values))
    patterns = list(itertools.product((-1, 1), repeat=len(values)))
    as_far = sum(
        abs(sum(sign * value for sign, value in zip(signs, values, strict=True))) >= observed - 1e-9
        for signs in patterns
    )
    assert permutation_p(np.array(values), seed=0) == pytest.approx(as_far / len(patterns))


def test_p_values_are_uniform_where_there_is_no_difference() -> None:
    generator = np.random.default_rng(5)
    found = [permutation_p(generator.normal(size=40), seed=trial) for trial in range(300)]
    assert kstest(found, "uniform").pvalue > 0.01
    # No more often below a level than the level says, but for chance.
    for level in (0.01, 0.05, 0.2):
        assert np.mean(np.array(found) <= level) <= level + 2.5 * np.sqrt(level / 300)


def test_a_true_difference_is_found() -> None:
    generator = np.random.default_rng(6)
    assert permutation_p(generator.normal(0.5, 1.0, 120), seed=0) < 0.001


def test_the_draws_are_seeded() -> None:
    values = np.random.default_rng(7).normal(0.1, 1.0, 60)
    assert permutation_p(values, seed=1) == permutation_p(values, seed=1)


def test_mcnemar_is_the_binomial_test_of_the_pairs_that_differ() -> None:
    # 5 against 0: both tails of 1/32.
    assert mcnemar_p(5, 0) == pytest.approx(2 / 32)
    assert mcnemar_p(3, 3) == pytest.approx(1.0)
    assert mcnemar_p(0, 0) == 1.0


def test_holm_worked_by_hand() -> None:
    # Sorted .01, .02, .04: times 3, 2, 1, none below the one before.
    assert holm([0.04, 0.01, 0.02]) == pytest.approx([0.04, 0.03, 0.04])
    assert holm([]) == []
    assert holm([0.6, 0.7]) == [1.0, 1.0]
