"""One question at a time, worked by hand."""

import math

import pytest

from briqa.evaluate.metrics.figures import unit_class
from briqa.evaluate.metrics.texts import contains, exact_match, normalised, token_f1
from tests.evaluate.metrics.made import predicted, question, values


def test_recall_asks_for_every_span_in_the_first_passages_together() -> None:
    row = question(evidence=[[(10, 20), (110, 120)]])
    found = values(row, predicted(passages=[(0, 50), (200, 300), (100, 150)]))
    assert [found[f"recall@{k}"] for k in (1, 3, 5, 10)] == [0.0, 1.0, 1.0, 1.0]
    assert [found[f"success@{k}"] for k in (1, 3)] == [1.0, 1.0]


def test_a_span_counts_from_four_fifths_of_its_characters_on() -> None:
    row = question(evidence=[[(0, 10)]])
    assert values(row, predicted(passages=[(2, 50)]))["recall@1"] == 1.0
    assert values(row, predicted(passages=[(3, 50)]))["recall@1"] == 0.0
    # Two passages hold 4 and 4 of its characters.
    found = values(row, predicted(passages=[(0, 4), (6, 10)]))
    assert (found["recall@1"], found["recall@3"], found["mrr"]) == (0.0, 1.0, 0.0)


def test_any_complete_set_of_evidence_is_enough() -> None:
    row = question(evidence=[[(0, 10), (50, 60)], [(100, 110)]])
    found = values(row, predicted(passages=[(90, 120)], spans=[(100, 110)]))
    assert found["recall@1"] == found["mrr"] == found["span_f1"] == found["citation_recall"] == 1.0


def test_mrr_is_of_the_first_passage_that_holds_the_first_span() -> None:
    row = question(evidence=[[(10, 20), (110, 120)]])
    passages = [(100, 130), (40, 60), (0, 30)]
    assert values(row, predicted(passages=passages))["mrr"] == pytest.approx(1 / 3)


def test_ndcg_and_map_of_spans_worked_by_hand() -> None:
    row = question(evidence=[[(10, 20), (110, 120)]])
    found = values(row, predicted(passages=[(40, 60), (0, 30), (100, 130)]))
    # Relevant at ranks 2 and 3 of 2: DCG 1/log2(3) + 1/log2(4), ideal 1 + 1/log2(3).
    dcg, ideal = 1 / math.log2(3) + 1 / math.log2(4), 1 + 1 / math.log2(3)
    assert found["ndcg@10"] == pytest.approx(dcg / ideal, abs=1e-9)
    assert found["map"] == pytest.approx((1 / 2 + 2 / 3) / 2, abs=1e-9)


def test_documents_are_ranked_by_their_best_passage() -> None:
    row = question(answerable=None, relevance={"b": 2, "c": 1, "z": 0})
    found = values(row, predicted(documents=["a", "b", "b", "z", "c"]))
    assert (found["doc_recall@1"], found["doc_recall@3"], found["doc_recall@5"]) == (0, 0.5, 1)
    assert found["doc_mrr"] == 0.5
    assert found["doc_map"] == pytest.approx((1 / 2 + 2 / 4) / 2, abs=1e-9)
    dcg, ideal = 2 / math.log2(3) + 1 / math.log2(5), 2 + 1 / math.log2(3)
    assert found["doc_ndcg@10"] == pytest.approx(dcg / ideal, abs=1e-9)


def test_a_question_without_hits_counts_as_nothing_found() -> None:
    found = values(question(answerable=None, relevance={"b": 1}), predicted())
    assert {name for name in found if name.startswith("doc_")}
    assert all(value == 0 for name, value in found.items() if name.startswith("doc_"))


def test_character_overlap_worked_by_hand() -> None:
    # Gold 20 characters, answer 30, 15 in common.
    found = values(question(evidence=[[(10, 30)]]), predicted(spans=[(0, 15), (15, 25), (95, 100)]))
    assert found["span_precision"] == pytest.approx(15 / 30)
    assert found["span_recall"] == pytest.approx(15 / 20)
    assert found["span_iou"] == pytest.approx(15 / 35)
    assert found["span_f1"] == pytest.approx(2 * 0.5 * 0.75 / 1.25)


def test_a_sentence_that_cites_something_else_costs_precision_not_recall() -> None:
    found = values(question(evidence=[[(0, 100)]]), predicted(spans=[(0, 100), (500, 600)]))
    assert (found["citation_precision"], found["citation_recall"]) == (0.5, 1.0)
    # A short sentence inside a long gold span is borne out, though it isn't all of it.
    inside = values(question(evidence=[[(0, 100)]]), predicted(spans=[(10, 40)]))
    assert (inside["citation_precision"], inside["citation_recall"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("answer", "gold", "exact", "f1"),
    [
        ("The Harbour!", ["harbour"], 1.0, 1.0),
        ("a  big harbour", ["Harbour", "small harbour"], 0.0, 2 / 3),
        ("big harbour", ["small harbour"], 0.0, 0.5),
        ("harbour", ["bridge"], 0.0, 0.0),
        ("", [], 1.0, 1.0),
        ("harbour", [], 0.0, 0.0),
        ("harbour harbour", ["harbour"], 0.0, 2 / 3),
        ("U.S.", ["US"], 1.0, 1.0),
    ],
)
def test_exact_match_and_f1_are_those_of_squad(
    answer: str, gold: list[str], exact: float, f1: float
) -> None:
    assert exact_match(answer, gold) == exact
    assert token_f1(answer, gold) == pytest.approx(f1, abs=1e-9)


def test_articles_are_taken_out_after_punctuation() -> None:
    assert normalised("The an-archy, a (the) theme") == "anarchy theme"


def test_silence_is_the_right_text_where_there_is_no_answer() -> None:
    row = question(answerable=False)
    refused, said = values(row, predicted(abstained=True)), values(row, predicted(answer="84"))
    assert (refused["answer_em"], refused["answer_f1"], refused["accuracy"]) == (1, 1, 1)
    assert (said["answer_em"], said["answer_f1"], said["accuracy"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "wanted", "is_there"),
    [
        ("It opened 17 routes.", "17", True),
        ("It grew by 17.7 points.", "17", False),
        ("In 1917 it closed.", "17", False),
        ("1,200,000 TEU", "1200000", True),
        ("The port's quay", "port quay", True),
        ("inter-\n\nnational trade", "international trade", True),
        ("about 12.5% more", "12.5%", True),
        ("12.5%", "2.5%", False),
        ("Anything.", "", False),
    ],
)
def test_containment_is_of_whole_tokens(text: str, wanted: str, *, is_there: bool) -> None:
    assert contains(text, wanted) is is_there


def test_of_a_list_all_items_are_wanted() -> None:
    row = question(kind="list", answers=["rice", "tea"], items=["rice", "tea"])
    some = values(row, predicted(answer="Rice is shipped."))
    every = values(row, predicted(answer="Tea and rice are shipped."))
    assert (some["answer_containment"], some["list_item_recall"]) == (0.0, 0.5)
    assert (every["answer_containment"], every["list_item_recall"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ([(5.45e12, "CNY")], True),
        ([(5.45e9, "CNY")], False),  # scale
        ([(-5.45e12, "CNY")], False),  # sign
        ([(5.45e12, "USD")], False),  # unit
        ([(5.4500001e12, "yuan"), (3.0, None)], True),
        ([], False),
    ],
)
def test_a_figure_is_right_in_value_scale_sign_and_unit(
    given: list[tuple[float, str | None]], *, right: bool
) -> None:
    found = values(question(numbers=[(5.45e12, "RMB")]), predicted(numbers=given))
    assert found["number_acc"] == found["accuracy"] == float(right)


def test_number_precision_is_the_share_of_figures_that_are_wanted() -> None:
    row = question(numbers=[(84.0, "routes")])
    found = values(row, predicted(numbers=[(84.0, "lines"), (2019.0, "year"), (84.0, "%")]))
    assert found["number_precision"] == pytest.approx(1 / 3)
    assert found["number_acc"] == 1.0


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("US$", "USD"), ("\\$", "USD"), ("sq. km", "km2"), ("jobs", "count"), (None, "count")],
)
def test_units_are_compared_by_class(unit: str | None, expected: str) -> None:
    assert unit_class(unit) == expected


def test_a_refusal_has_no_answer_but_its_passages_count() -> None:
    row = question(evidence=[[(0, 10)]], answers=["84"], numbers=[(84.0, None)])
    found = values(row, predicted(passages=[(0, 20)], abstained=True))
    assert found["recall@1"] == found["wrongly_abstained"] == 1.0
    assert found["span_f1"] == found["number_acc"] == found["accuracy"] == 0.0
    assert "answer_chars" not in found


def test_what_has_no_gold_has_no_metrics_but_sizes() -> None:
    found = values(question(answerable=None), predicted(passages=[(0, 20)], answer="Yes."))
    assert found == {"chars_top1": 20.0, "chars_top5": 20.0, "answer_chars": 4.0}
