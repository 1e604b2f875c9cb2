"""The reports over claims, with a checker whose verdicts are known."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from claim_checks import check_each
from claims import make_claims, passages_of, predictions, report_made, report_set, show_failures
from public_claims import (
    _NUMBER,
    _WHOLE_NUMBER,
    Checked,
    as_markdown,
    best_f1,
    has_all_numbers,
    is_about_figures,
    joined,
    sentences_in,
    sentences_of,
    taken_evidence,
)

from briqa.answer import Citation
from briqa.claims import AtomCheck, AtomKind, AtomStatus, ClaimCheck, Evidence, Verdict
from briqa.spans import Document, SourceFormat, Span, TextView

TEXT = "Marlow has 31 cranes in 2019. Saltholm has 12 cranes in 2019. Tolls in Marlow rose by 4%."
DOCUMENT = Document("coast.md", TEXT, SourceFormat.TEXT)
VIEW = TextView.build(TEXT, [(0, len(TEXT), None)])


def _citation(start: int, end: int) -> Citation:
    return Citation(DOCUMENT, VIEW, Span(start, end), ())


def _check(claim: str, verdict: Verdict) -> ClaimCheck:
    first = Evidence(_citation(0, 29), _citation(0, 61), in_abstract=False, score=2.0)
    second = Evidence(_citation(30, 61), _citation(0, 61), in_abstract=False, score=1.0)
    third = Evidence(
        _citation(62, len(TEXT)), _citation(62, len(TEXT)), in_abstract=False, score=0.5
    )
    atoms = (
        AtomCheck(AtomKind.FIGURE, Span(0, 1), AtomStatus.CONFIRMED, _citation(41, 50)),
        AtomCheck(AtomKind.NAME, Span(0, 1), AtomStatus.NOT_FOUND, _citation(62, 67)),
    )
    return ClaimCheck(claim, verdict, 0.5, atoms, (first, second, third))


class Judge:
    """Decides by a rule of the test."""

    def __init__(self, rule: Callable[[str], Verdict]) -> None:
        self.rule = rule
        self.docids: list[str | None] = []

    def cite_all(self, sentences: Sequence[str], *, docid: str | None = None) -> list[ClaimCheck]:
        self.docids += [docid] * len(sentences)
        return [_check(sentence, self.rule(sentence)) for sentence in sentences]


def _literal(sentence: str) -> Verdict:
    return Verdict.SUPPORTED if sentence in TEXT else Verdict.CONTRADICTED


def _row(name: str, claim: str, label: str, evidence: list[list[int]]) -> dict[str, Any]:
    texts = [TEXT[start:end] for start, end in evidence]
    return {
        "id": name,
        "claim": claim,
        "label": label,
        "evidence": evidence,
        "evidence_text": texts,
        "docid": "coast.md",
    }


ROWS = [
    _row("1", "Marlow has 31 cranes in 2019.", "supported", [[0, 29]]),
    _row("2", "Marlow has 13 cranes.", "contradicted", [[0, 29], [62, 89]]),
    _row("3", "Marlow has a mayor.", "not_in_source", []),
]


def _checks() -> list[ClaimCheck]:
    return check_each(Judge(_literal), [row["claim"] for row in ROWS], [None] * len(ROWS))


def test_the_report_on_a_set_counts_labels_and_evidence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report_set(ROWS, _checks())
    printed = capsys.readouterr().out
    assert "accuracy 0.667, macro-F1 0.556" in printed
    assert "evidence, all                 2  recall@1 0.500  recall@3 1.000" in printed


def test_failures_show_wrong_verdicts_only(capsys: pytest.CaptureFixture[str]) -> None:
    show_failures(ROWS, _checks())
    printed = capsys.readouterr().out
    assert "3 not_in_source → contradicted" in printed
    assert "1 supported" not in printed


def test_predictions_have_each_passage_once_best_first() -> None:
    lines = [json.loads(json.dumps(line)) for line in predictions(ROWS, _checks())]
    assert lines[0] == {
        "id": "1",
        "label": "supported",
        "passages": [{"start": 0, "end": 61}, {"start": 62, "end": len(TEXT)}],
    }
    assert passages_of(_checks()[0], "other.md") == []


def test_checks_come_in_the_order_of_the_claims_each_for_its_document() -> None:
    judge = Judge(_literal)
    checks = check_each(judge, ["a", "b", "c"], ["x", "y", "x"])
    assert [check.claim for check in checks] == ["a", "b", "c"]
    assert judge.docids == ["x", "x", "y"]


def test_the_report_on_made_claims_counts_false_accepts_and_rejects(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = make_claims([DOCUMENT], is_apart=True, limit=10, seed=0)
    assert {claim.docid for claim in made} == {"coast.md"}
    judge = Judge(lambda text: Verdict.SUPPORTED if "percent" in text else _literal(text))
    report_made(made, judge, show=False)
    lines = {line[:26].strip(): line.split() for line in capsys.readouterr().out.splitlines()}
    assert lines["identity"][1:4] == ["3", "0", "0.000"]
    assert lines["digit"][2] == "0"
    assert lines["percent"][1:3] == ["1", "0"]


def test_claims_made_are_the_same_again_and_false_ones_stand_nowhere() -> None:
    made = make_claims([DOCUMENT], is_apart=False, limit=10, seed=1)
    assert made == make_claims([DOCUMENT], is_apart=False, limit=10, seed=1)
    assert {claim.docid for claim in made} == {None}
    assert not any(claim.text in TEXT for claim in made if not claim.is_true)


# --- public sets ---------------------------------------------------------------------------------


def test_the_rule_of_numbers_reads_them_anywhere_or_whole() -> None:
    assert has_all_numbers("It sold 1,200 ships.", "sold 1200", _NUMBER)
    assert not has_all_numbers("It sold 1,300 ships.", "sold 1200", _NUMBER)
    assert not has_all_numbers("In Q3, it fell.", "In the third quarter", _NUMBER)
    assert has_all_numbers("In Q3, it fell.", "In the third quarter", _WHOLE_NUMBER)


def test_claims_about_figures_are_changed_ones_and_true_ones_with_a_digit() -> None:
    rows = [
        {"label": "inconsistent", "number_changed": True, "claim": "a"},
        {"label": "inconsistent", "number_changed": False, "claim": "5"},
        {"label": "consistent", "number_changed": False, "claim": "5"},
        {"label": "consistent", "number_changed": False, "claim": "five"},
    ]
    assert [is_about_figures(row) for row in rows] == [True, False, True, False]


def test_a_claim_of_two_sentences_is_supported_if_both_are() -> None:
    assert sentences_of("Marlow has 31 cranes. Tarn has none.") == [
        "Marlow has 31 cranes.",
        "Tarn has none.",
    ]
    parts = tuple(_check("x", verdict) for verdict in (Verdict.SUPPORTED, Verdict.NOT_IN_SOURCE))
    assert not Checked({}, parts).is_supported
    assert Checked({}, parts).verdict is Verdict.NOT_IN_SOURCE
    assert Checked({}, parts[:1]).is_supported


def test_evidence_taken_is_the_best_sentence_and_the_places_of_atoms() -> None:
    _, places = joined([TEXT[:29], TEXT[30:61], TEXT[62:]])
    spans = taken_evidence(_check("x", Verdict.SUPPORTED))
    assert sentences_in(spans, places) == {0, 1}
    assert best_f1([[], [0], [1, 2]], {0, 1}) == pytest.approx(2 / 3)
    assert best_f1([[]], {0}) == 0.0


def test_a_table_becomes_markdown_without_its_marks() -> None:
    row = {
        "table_caption": "Table 1: Cranes.",
        "table_column_names": ["[EMPTY]", "a|b"],
        "table_content_values": [["Marlow", "[BOLD] 31"]],
    }
    assert as_markdown(row) == ("Table 1: Cranes.\n\n|  | a/b |\n| --- | --- |\n| Marlow | 31 |\n")
