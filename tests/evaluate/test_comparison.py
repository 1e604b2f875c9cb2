"""Runs beside each other: which questions are compared, and what is called a difference."""

import pytest

from briqa.evaluate.comparison import Comparison, Difference, NamedRun, compare
from tests.evaluate.metrics.made import predicted, question, scored


def _run(name: str, hits: str, *, cluster_size: int | None = None) -> NamedRun:
    """A run that answers question i rightly where `hits[i]` is "1"; "-" isn't in it."""
    pairs = [
        (
            question(
                f"q{at}",
                answers=["seven"],
                cluster=None if cluster_size is None else f"c{at // cluster_size}",
            ),
            predicted(f"q{at}", answer="seven" if hit == "1" else "eight"),
        )
        for at, hit in enumerate(hits)
        if hit != "-"
    ]
    return NamedRun(name, tuple(scored(*pairs)))


def _only(comparison: Comparison, metric: str) -> Difference:
    (found,) = (each for each in comparison.differences if each.metric == metric)
    return found


def test_a_difference_worked_by_hand() -> None:
    # 5 questions lost, none won, 3 as before: McNemar's p is 2 / 2^5, and so is the exact
    # permutation test's, since only the patterns +++++ and ----- are as far from 0.
    found = _only(compare([_run("a", "11111110"), _run("b", "00000110")]), "answer_containment")
    assert (found.value_first, found.value_other, found.n) == (7 / 8, 2 / 8, 8)
    assert found.difference == pytest.approx(-5 / 8)
    assert found.p_mcnemar == pytest.approx(2 / 32)
    assert found.p_permutation == pytest.approx(2 / 32)
    assert found.interval is not None
    assert found.interval.low < -5 / 8 < found.interval.high


def test_only_questions_of_all_runs_are_compared_and_the_others_named() -> None:
    comparison = compare([_run("a", "1-11"), _run("b", "111-")])
    assert comparison.common == 2
    assert set(comparison.only_some) == {"q1", "q3"}
    assert _only(comparison, "answer_containment").n == 2


def test_p_values_are_corrected_over_all_metrics_and_pairs() -> None:
    comparison = compare([_run("a", "1" * 9), _run("b", "0" * 9), _run("c", "1" * 9)])
    assert all(each.p_holm >= each.p_permutation for each in comparison.differences)
    lost = [each for each in comparison.differences if each.p_permutation < 1]
    # The least of them is multiplied by how many were looked at.
    least = min(lost, key=lambda each: each.p_permutation)
    assert least.p_holm == pytest.approx(
        min(1.0, least.p_permutation * len(comparison.differences))
    )


def test_a_clear_loss_is_worse_and_the_same_run_is_not() -> None:
    first = _run("a", "1" * 40)
    assert {each.metric for each in compare([first, _run("b", "0" * 40)]).worse} >= {
        "accuracy",
        "answer_containment",
    }
    assert compare([first, first]).worse == []


def test_more_wrong_refusals_are_worse_though_the_figure_rises() -> None:
    rows = [question(f"q{at}", answers=["seven"]) for at in range(30)]
    answers = scored(*((row, predicted(row.qid, answer="seven")) for row in rows))
    refusals = scored(*((row, predicted(row.qid, abstained=True)) for row in rows))
    comparison = compare([NamedRun("a", tuple(answers)), NamedRun("b", tuple(refusals))])
    found = _only(comparison, "wrongly_abstained")
    assert found.difference == 1
    assert found.is_worse


def test_questions_of_one_cluster_count_as_one_for_the_p_value() -> None:
    # 12 questions in 3 clusters: 2 of 2^3 patterns of signs are as far.
    pair = [_run(name, hits * 12, cluster_size=4) for name, hits in (("a", "1"), ("b", "0"))]
    assert _only(compare(pair), "answer_containment").p_permutation == 2 / 8


def test_flips_are_the_questions_that_one_run_alone_gets_right() -> None:
    flips = compare([_run("a", "110"), _run("b", "011")]).as_json()["flips"]
    assert isinstance(flips, list)
    assert [(flip["id"], flip["right"]) for flip in flips] == [("q0", "first"), ("q2", "other")]
    assert (flips[0]["answer_first"], flips[0]["answer_other"]) == ("seven", "eight")
