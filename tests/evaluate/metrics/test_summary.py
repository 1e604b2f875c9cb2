"""Figures of a whole set, worked by hand, and their intervals."""

import json
import math

import numpy as np
import pytest

from briqa.evaluate import Prediction, QuestionRow
from briqa.evaluate.metrics import calibration
from briqa.evaluate.metrics.summary import summarise
from briqa.evaluate.metrics.table import per_question_csv, trec_run
from tests.evaluate.metrics.made import predicted, question, scored


def _answered(
    qid: str, *, right: bool, confidence: float = 0.5, kind: str = "how"
) -> tuple[QuestionRow, Prediction]:
    return (
        question(qid, kind=kind, numbers=[(84.0, None)]),
        predicted(qid, numbers=[(84.0 if right else 85.0, None)], confidence=confidence),
    )


def test_refusals_worked_by_hand() -> None:
    # 3 refused, 2 of them rightly; 4 without an answer, 2 of them refused.
    pairs = [
        (question(f"u{at}", answerable=False), predicted(f"u{at}", abstained=at < 2))
        for at in range(4)
    ]
    pairs += [
        (question(f"a{at}", answers=["x"]), predicted(f"a{at}", answer="x", abstained=at == 0))
        for at in range(5)
    ]
    overall = summarise(scored(*pairs)).groups["overall"]
    assert overall["abstain_precision"].value == pytest.approx(2 / 3)
    assert overall["abstain_recall"].value == pytest.approx(2 / 4)
    assert overall["abstain_f1"].value == pytest.approx(4 / 7)
    assert overall["wrongly_abstained"].value == pytest.approx(1 / 5)
    assert overall["accuracy"].value == pytest.approx((2 + 4) / 9)
    assert (overall["abstain_f1"].n, overall["abstain_recall"].n) == (9, 4)


def test_refusals_are_not_judged_where_every_question_has_an_answer() -> None:
    overall = summarise(scored((question("a", answers=["x"]), predicted("a", answer="x")))).groups[
        "overall"
    ]
    assert "abstain_f1" not in overall
    assert "wrongly_abstained" in overall


def test_types_have_figures_of_their_own() -> None:
    pairs = [_answered("a", right=True, kind="how"), _answered("b", right=False, kind="who")]
    groups = summarise(scored(*pairs)).groups
    assert list(groups) == ["overall", "how", "who"]
    assert [groups[name]["number_acc"].value for name in groups] == [0.5, 1.0, 0.0]


def test_a_type_called_overall_is_not_the_whole_set() -> None:
    pairs = [_answered("a", right=True, kind="overall"), _answered("b", right=False)]
    groups = summarise(scored(*pairs)).groups
    assert groups["overall"]["number_acc"].value == 0.5
    assert groups["type overall"]["number_acc"].value == 1.0


def test_a_perfect_score_on_few_questions_has_an_interval_all_the_same() -> None:
    pairs = [_answered(f"q{at}", right=True) for at in range(10)]
    found = summarise(scored(*pairs)).groups["overall"]["number_acc"]
    assert found.interval is not None
    assert found.interval.method == "exact"
    assert found.interval.low == pytest.approx(0.025 ** (1 / 10))


def test_the_interval_of_a_perfect_refusal_f1_is_that_of_its_share() -> None:
    pairs = [
        (question(f"u{at}", answerable=False), predicted(f"u{at}", abstained=True))
        for at in range(6)
    ]
    pairs.append((question("a", answers=["x"]), predicted("a", answer="x")))
    found = summarise(scored(*pairs)).groups["overall"]["abstain_f1"]
    share = 0.025 ** (1 / 6)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(2 * share / (1 + share))


def test_calibration_worked_by_hand() -> None:
    confidence = np.array([0.95, 0.91, 0.15, 1.0])
    correct = np.array([1.0, 0.0, 0.0, 1.0])
    low, high = calibration.calibration_bins(confidence, correct)
    assert (low.n, low.confidence, low.correct) == (1, 0.15, 0.0)
    assert high.n == 3
    assert high.correct == pytest.approx(2 / 3)
    expected = (1 * 0.15 + 3 * abs((0.95 + 0.91 + 1.0) / 3 - 2 / 3)) / 4
    assert calibration.expected_calibration_error(confidence, correct) == pytest.approx(expected)


def test_risk_by_coverage_worked_by_hand() -> None:
    confidence = np.array([0.9, 0.5, 0.5, 0.1])
    correct = np.array([1.0, 0.0, 1.0, 0.0])
    coverage, risk = calibration.risk_coverage(confidence, correct)
    # The two of equal confidence come together.
    assert coverage.tolist() == [0.25, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0.0, 1 / 3, 0.5])
    area = 0.25 * 0 + 0.5 / 3 + 0.25 * 0.5
    assert calibration.area_under_risk_coverage(confidence, correct) == pytest.approx(area)


def test_auroc_counts_ties_half() -> None:
    scores = np.array([0.9, 0.5, 0.5, 0.1])
    positive = np.array([True, True, False, False])
    assert calibration.auroc(scores, positive) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert math.isnan(calibration.auroc(scores, np.ones(4, dtype=bool)))


def test_the_same_questions_give_the_same_bytes() -> None:
    pairs = [_answered(f"q{at}", right=at % 3 > 0, confidence=at / 30) for at in range(30)]
    texts = {json.dumps(summarise(scored(*pairs)).as_json()) for _ in range(2)}
    assert len(texts) == 1


def test_clusters_widen_the_interval() -> None:
    def width(*, clustered: bool) -> float:
        pairs = [
            (
                question(f"q{at}", cluster=str(at // 10) if clustered else None, answers=["x"]),
                predicted(f"q{at}", answer="x" if (at // 10) % 2 else "y"),
            )
            for at in range(100)
        ]
        found = summarise(scored(*pairs)).groups["overall"]["answer_containment"].interval
        assert found is not None
        return found.high - found.low

    assert width(clustered=True) > 2 * width(clustered=False)


def test_a_set_without_gold_has_only_sizes() -> None:
    found = summarise(scored((question(answerable=None), predicted(answer="Yes."))))
    assert list(found.groups["overall"]) == ["answer_chars"]
    assert (found.bins, found.curve) == ((), ())


def test_every_question_has_a_line_and_what_does_not_apply_is_empty() -> None:
    text = per_question_csv(
        scored(
            (question("a", answers=["x"]), predicted("a", answer='says "x",\nand more')),
            (question("b", answerable=False), predicted("b", abstained=True)),
        )
    )
    header = text.splitlines()[0].split(",")
    assert header[:8] == [
        "id", "type", "question", "answer", "short_answer", "abstained", "confidence", "right",
    ]  # fmt: skip
    assert '"says ""x"",\nand more"' in text
    last = text.splitlines()[-1].split(",")
    assert last[header.index("answer_containment")] == ""
    assert last[header.index("abstain_recall")] == "1"


def test_a_trec_run_names_documents_where_they_are_judged_and_passages_else() -> None:
    text = trec_run(
        scored(
            (
                question("a b", answerable=None, relevance={"x": 1}),
                predicted("a b", documents=["y", "x", "y"]),
            ),
            (question("c", evidence=[[(0, 5)]]), predicted("c", passages=[(0, 9)])),
        )
    )
    assert text.splitlines() == [
        "a%20b Q0 y 1 2 briqa",
        "a%20b Q0 x 2 1 briqa",
        "c Q0 d#0-9 1 1 briqa",
    ]
