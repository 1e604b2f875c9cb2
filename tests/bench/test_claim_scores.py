import pytest
from claim_scores import balanced_accuracy, evidence_found, label_scores, macro_f1, wilson
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, precision_recall_fscore_support

LABELS = ("a", "b", "c")
PAIRS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1)


@given(PAIRS)
def test_label_scores_are_those_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    gold, given_labels = [gold for gold, _ in pairs], [said for _, said in pairs]
    scores = label_scores(gold, given_labels, LABELS)
    wanted = precision_recall_fscore_support(gold, given_labels, labels=LABELS, zero_division=0)
    for column, name in enumerate(LABELS):
        score = scores[name]
        found = (score.precision, score.recall, score.f1)
        assert found == pytest.approx([values[column] for values in wanted[:3]])
    assert macro_f1(scores) == pytest.approx(sum(wanted[2]) / 3)


@given(st.lists(st.booleans()))
def test_balanced_accuracy_is_that_of_scikit_learn(said: list[bool]) -> None:
    # Both kinds have to be there: scikit-learn leaves out a kind that isn't.
    true = [True, False, *(place % 3 == 0 for place in range(len(said)))]
    given_flags = [True, True, *said]
    wanted = balanced_accuracy_score(true, given_flags)
    assert balanced_accuracy(true, given_flags) == pytest.approx(wanted)


@given(st.integers(0, 400), st.integers(1, 400))
def test_an_interval_holds_its_share(count: int, total: int) -> None:
    low, high = wilson(min(count, total), total)
    assert 0 <= low <= min(count, total) / total <= high <= 1


def test_evidence_is_found_when_each_span_is_covered() -> None:
    passages = [(0, 50), (100, 200)]
    assert evidence_found([(10, 50)], passages, 1)
    assert not evidence_found([(10, 50), (110, 150)], passages, 1)
    assert evidence_found([(10, 50), (110, 150)], passages, 2)
    assert evidence_found([(20, 55)], passages, 1)
    assert not evidence_found([(20, 80)], passages, 1)
