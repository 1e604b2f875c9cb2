from collections.abc import Iterator
from typing import Any

import pytest
from questions_made import make_questions, span_questions, stored_statements
from retrieval import indexed
from twins import make_twins

from briqa.encoder import SentenceTransformerEncoder
from briqa.evaluate.making.statements import Statements
from briqa.evaluate.making.twins import TWIN_KINDS
from briqa.spans import Document, SourceFormat

TEXT = """# Harbours of the coast

In 2019, the harbour of Ferrytown served 84 routes. Far more ships came to Saltholm: in 2019,
Saltholm handled 5.2 million tons of cargo.

Cranes were bought by Marlow alone. In 2020, Marlow had 31 cranes, and visitors to Marlow paid
tolls of $12 million. Nobody in Saltholm or in Ferrytown paid a toll.
"""
ROW = {
    "id": "hand",
    "question": "How many routes did Ferrytown serve in 2019?",
    "type": "factoid-number",
    "answerable": True,
    "evidence": [[25, 76]],
    "numbers": [{"value": 84, "unit": "routes"}],
}


@pytest.fixture(scope="module")
def corpus(encoder: SentenceTransformerEncoder) -> Iterator[Statements]:
    document = Document("coast.md", TEXT, SourceFormat.MARKDOWN)
    with indexed([document], encoder) as store:
        yield stored_statements(store)


def test_a_question_has_a_twin_of_each_kind_that_names_what_it_changed(corpus: Statements) -> None:
    twins = {row["kind"]: row for row in make_twins([ROW], corpus, seed=1)}
    assert set(twins) == set(TWIN_KINDS)
    assert "Ferrytown" not in twins["place"]["question"]
    assert "2019" not in twins["year"]["question"]
    assert "routes" not in twins["measure"]["question"]
    for row in twins.values():
        assert not row["answerable"]
        assert row["twin_of"] == "hand"
        assert row["old_numbers"] == ROW["numbers"]


def test_no_sentence_bears_the_new_word_with_all_that_stayed(corpus: Statements) -> None:
    borne_by_gold = corpus.at(None, 25, 76)[0].stems
    for seed in range(30):
        for row in make_twins([ROW], corpus, seed=seed):
            asked = corpus.stem_set(row["question"])
            new = asked - corpus.stem_set(str(ROW["question"]))
            stayed = (asked - new) & borne_by_gold
            assert not any(new | stayed <= found.stems for found in corpus.all)


def test_a_name_whose_sentence_says_the_same_makes_no_twin(
    encoder: SentenceTransformerEncoder,
) -> None:
    text = "The harbour in Ferrytown has 84 routes. The harbour in Saltholm has 12 routes.\n"
    row: dict[str, Any] = {
        **ROW,
        "question": "How many routes has the harbour in Ferrytown?",
        "evidence": [[0, 39]],
    }
    with indexed([Document("two.md", text, SourceFormat.MARKDOWN)], encoder) as store:
        read = stored_statements(store)
        for seed in range(30):
            for twin in make_twins([row], read, seed=seed):
                assert "Saltholm" not in twin["question"]


def test_twins_and_questions_are_fixed_by_the_seed(corpus: Statements) -> None:
    assert make_twins([ROW], corpus, seed=4) == make_twins([ROW], corpus, seed=4)
    assert make_questions(corpus, seed=4) == make_questions(corpus, seed=4)


def test_made_questions_hold_their_figure_and_its_sentence(corpus: Statements) -> None:
    rows = make_questions(corpus, seed=0)
    assert rows
    for row in rows:
        (start, end), (first, last) = row["evidence"][0], row["answer_spans"][0]
        assert start <= first < last <= end
        assert row["numbers"][0]["value"] in (84, 5.2e6, 31, 12e6)
        assert TEXT[start:end].replace("\n", " ") == row["evidence_text"][0]


def test_the_old_figures_of_a_span_question_are_those_of_its_answer(corpus: Statements) -> None:
    start = TEXT.index("5.2 million")
    answer = {"doc": "coast.md", "start": start, "end": start + 16, "text": "5.2 million tons"}
    query = {
        "_id": "q",
        "text": "How much cargo did Saltholm handle in 2019?",
        "impossible": False,
        "source_doc": "coast.md",
        "answers": [answer],
    }
    twins = make_twins(span_questions([query]), corpus, seed=0)
    assert {row["kind"] for row in twins} == set(TWIN_KINDS)
    assert all([old["value"] for old in row["old_numbers"]] == [5.2e6] for row in twins)
