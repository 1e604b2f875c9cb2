"""Ranking metrics against ir-measures, and what holds of them for any ranking."""

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import AP, RR, R, Success, nDCG

from briqa.evaluate.metrics.names import METRICS
from tests.evaluate.metrics.made import predicted, question, scored

DOCIDS = st.sampled_from([f"d{number}" for number in range(12)])
RANKINGS = st.lists(DOCIDS, max_size=15)
JUDGEMENTS = st.dictionaries(DOCIDS, st.integers(0, 3), min_size=1).filter(
    lambda grades: any(grades.values())
)
RANGES = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: (at[0], at[0] + at[1]))


@given(st.lists(st.tuples(JUDGEMENTS, RANKINGS), min_size=1, max_size=5))
def test_documents_are_scored_as_ir_measures_scores_their_run(
    sets: list[tuple[dict[str, int], list[str]]],
) -> None:
    found = scored(
        *(
            (
                question(f"q{at}", answerable=None, relevance=grades),
                predicted(f"q{at}", documents=ranking),
            )
            for at, (grades, ranking) in enumerate(sets)
        )
    )
    qrels = {f"q{at}": grades for at, (grades, _) in enumerate(sets)}
    run = {
        f"q{at}": {docid: 100.0 - ranking.index(docid) for docid in ranking}
        for at, (_, ranking) in enumerate(sets)
    }
    for measure, name in (
        (R @ 5, "doc_recall@5"),
        (Success @ 1, "doc_success@1"),
        (RR, "doc_mrr"),
        (nDCG @ 10, "doc_ndcg@10"),
        (AP, "doc_map"),
    ):
        ours = sum(each.values[name] for each in found) / len(found)
        theirs = ir_measures.calc_aggregate([measure], qrels, run)[measure]
        assert ours == pytest.approx(theirs, abs=1e-9)


@given(
    st.lists(st.lists(RANGES, min_size=1, max_size=3), min_size=1, max_size=3),
    st.lists(RANGES, max_size=8),
    st.lists(RANGES, max_size=4),
)
def test_shares_stay_between_0_and_1_and_recall_grows_with_k(
    evidence: list[list[tuple[int, int]]],
    passages: list[tuple[int, int]],
    spans: list[tuple[int, int]],
) -> None:
    (each,) = scored((question(evidence=evidence), predicted(passages=passages, spans=spans)))
    for name, value in each.values.items():
        if METRICS[name].is_share:
            assert 0.0 <= value <= 1.0 + 1e-12, name
    recalls = [each.values[f"recall@{k}"] for k in (1, 3, 5, 10)]
    assert recalls == sorted(recalls)
    assert all(each.values[f"success@{k}"] >= each.values[f"recall@{k}"] for k in (1, 3, 5, 10))
