import json
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briqa.errors import NothingToAsk
from briqa.evaluate.making import MadeQuestion, make_question_set, question_set_text
from briqa.evaluate.making.statements import Statements, Stems
from briqa.store import StoredDocument
from tests.evaluate.making.documents import BARE, COAST, stored

PLACES = st.sampled_from(["Ferrytown", "Saltholm", "Quaymouth", "Ilvern", "Upper Marlow"])
DEEDS = st.sampled_from(["opened", "employs", "handled", "'s budget of timber in 2020 was", "has"])
FIGURES = st.one_of(
    st.integers(2, 99999).map("{:,} pilots".format),
    st.integers(2, 999).map("${} million".format),
    st.integers(2, 99).map("{}.5% of all timber".format),
    st.integers(2, 99).map("over {} wide-\nmouthed jars".format),
)
SENTENCES = st.builds(
    "In {}, the harbour of {} {}{}{} for the islands of {}{}".format,
    st.integers(1990, 2024),
    PLACES,
    DEEDS,
    st.sampled_from([" ", "\n", "  "]),
    FIGURES,
    PLACES,
    st.sampled_from([". ", ".\n\n", " and more. It has fog. "]),
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=8).map("".join)
SORTS = {"synthetic-figure", "synthetic-cloze"}


def _is_twin(each: MadeQuestion) -> bool:
    return each.row.kind not in SORTS


@settings(max_examples=25)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.integers(0, 9))
def test_evidence_is_its_span_and_holds_the_answer(
    stems: Stems, texts: list[str], seed: int
) -> None:
    found = {f"{number}.md": text for number, text in enumerate(texts)}
    documents = [stored(docid, text) for docid, text in found.items()]
    try:
        made = make_question_set(documents, stems, seed=seed)
    except NothingToAsk:
        return
    assert len({each.row.qid for each in made}) == len(made)
    for each in made:
        gold = each.row.gold
        assert gold.answerable is not _is_twin(each)
        assert each.row.cluster == (each.docid if len(found) > 1 else None)
        for (span,) in gold.evidence:
            assert span.text == found[each.docid][span.start : span.end]
        if gold.answerable:
            assert gold.answers[0] in (gold.evidence[0][0].text or "")
            assert each.row.question.count("___") == (each.row.kind == "synthetic-cloze")
        else:
            assert (gold.evidence, gold.answers, gold.numbers) == ((), (), ())


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(
    documents: list[StoredDocument], stems: Stems
) -> None:
    texts = [
        question_set_text(make_question_set(documents, stems, seed=seed, limit=limit))
        for limit in (None, 9)
        for seed in (3, 3, 4)
    ]
    assert texts[0] == texts[1] != texts[2]
    assert texts[3] == texts[4] != texts[5]


def test_a_row_has_the_fields_of_a_set_and_says_that_it_is_synthetic(
    documents: list[StoredDocument], stems: Stems
) -> None:
    made = make_question_set(documents, stems)
    rows = {row["question"]: row for row in map(json.loads, question_set_text(made).splitlines())}
    assert all(row["synthetic"] is True for row in rows.values())
    start = COAST.index("In 2019")
    question = "How many shipping routes were opened by the harbour of Ferrytown in 2019?"
    assert rows[question] == {
        "id": f"figure-coast.md-{COAST.index('84')}",
        "question": question,
        "type": "synthetic-figure",
        "answerable": True,
        "docid": "coast.md",
        "evidence": [[start, start + 75]],
        "evidence_text": [COAST[start : start + 75]],
        "answers": ["84"],
        "numbers": [{"value": 84, "unit": "route"}],
        "synthetic": True,
        "cluster": "coast.md",
    }
    twins = [row for row in rows.values() if not row["answerable"]]
    ids = {row["id"] for row in rows.values()}
    assert twins
    assert all(row["twin_of"] in ids for row in twins)


def test_an_answer_over_a_line_break_is_also_given_as_one_reads_it(stems: Stems) -> None:
    ships = "Ships sail to Saltholm, and to Saltholm.\n\n"
    text = f"{ships}Saltholm handled 5.2 million\ntonnes of timber.\n"
    (made,) = make_question_set([stored("a.md", text)], stems, kinds=["figure"])
    assert made.row.gold.answers == ("5.2 million\ntonnes", "5.2 million tonnes")
    assert made.row.cluster is None


def test_a_sentence_that_says_the_same_is_evidence_too(stems: Stems) -> None:
    text = (
        "Ships sail to Saltholm, and to Saltholm.\n\nSaltholm has 23 cranes. Fog is thick.\n\n"
        "The 23 cranes of Saltholm creak.\n"
    )
    (made,) = make_question_set([stored("a.md", text)], stems, kinds=["figure"])
    found = [span.text for (span,) in made.row.gold.evidence]
    assert found == ["Saltholm has 23 cranes.", "The 23 cranes of Saltholm creak."]
    assert made.as_json()["alt_evidence"] == [[[text.index("The 23"), len(text) - 1]]]


@pytest.mark.parametrize("seed", range(5))
def test_no_sentence_bears_what_a_twin_swaps_in_with_the_rest(
    documents: list[StoredDocument], statements: Statements, stems: Stems, seed: int
) -> None:
    made = {each.row.qid: each for each in make_question_set(documents, stems, seed=seed)}
    twins = [each for each in made.values() if _is_twin(each)]
    assert {each.row.kind for each in twins} == {
        f"synthetic-twin-{kind}" for kind in ("place", "year", "measure")
    }
    for twin in twins:
        assert twin.twin_of is not None
        original = made[twin.twin_of]
        asked, before = (statements.stem_set(each.row.question) for each in (twin, original))
        (gold,) = original.row.gold.evidence[0]
        (source,) = statements.at(gold.docid, gold.start, gold.end)
        rest = asked & before & source.stems
        assert asked - before
        assert not any((asked - before) | rest <= found.stems for found in statements.all)


@pytest.mark.parametrize("limit", [1, 2, 5, 9, 12, 1000])
def test_a_sample_is_as_large_as_asked_for_and_a_third_of_it_twins_of_its_own(
    documents: list[StoredDocument], stems: Stems, limit: int
) -> None:
    every = make_question_set(documents, stems)
    made = make_question_set(documents, stems, limit=limit)
    qids = [each.row.qid for each in made]
    assert len(qids) == min(limit, len(every))
    assert set(qids) <= {each.row.qid for each in every}
    twins = [each for each in made if _is_twin(each)]
    if limit <= 12:
        assert len(twins) == round(limit / 3)
    assert all(each.twin_of in qids for each in twins)


def test_a_sample_is_spread_over_kinds_and_documents(
    documents: list[StoredDocument], stems: Stems
) -> None:
    for seed in range(5):
        made = make_question_set(documents, stems, seed=seed, limit=9)
        counts = Counter(each.row.kind for each in made if not _is_twin(each))
        assert counts["synthetic-figure"] == counts["synthetic-cloze"] == 3
        assert {each.docid for each in made} == {"coast.md", "pact.md"}


def test_only_the_kinds_and_the_document_wanted_are_asked_about(
    documents: list[StoredDocument], stems: Stems
) -> None:
    kinds = {each.row.kind for each in make_question_set(documents, stems, kinds=["cloze"])}
    assert kinds == {"synthetic-cloze"}
    twins = make_question_set(documents, stems, kinds=["twin"], limit=4)
    assert len(twins) == 4
    assert all(map(_is_twin, twins))
    of_pact = make_question_set(documents, stems, docid="pact.md")
    assert {each.docid for each in of_pact} == {"pact.md"}


def test_what_another_document_answers_otherwise_is_not_asked_of_one_alone(stems: Stems) -> None:
    one = stored("one.md", "Ships sail to Saltholm, and to Saltholm.\n\nSaltholm has 23 cranes.\n")
    two = stored("two.md", "Fog.\n\nSaltholm has 31 cranes.\n")
    assert make_question_set([one], stems, kinds=["figure"])
    with pytest.raises(NothingToAsk):
        make_question_set([one, two], stems, kinds=["figure"], docid="one.md")


def test_documents_without_figures_are_said_to_make_no_question(stems: Stems) -> None:
    with pytest.raises(NothingToAsk) as caught:
        make_question_set([stored("fog.md", BARE)], stems)
    assert re.fullmatch(r"1 document: no sentence makes a question .*; index .*", str(caught.value))
    with pytest.raises(NothingToAsk, match="nothing is indexed"):
        make_question_set([], stems)


def test_a_limit_has_to_be_a_number_of_questions(stems: Stems) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        make_question_set([], stems, limit=0)


def test_a_sample_smaller_than_the_documents_takes_other_documents_with_other_seeds(
    stems: Stems,
) -> None:
    many = [
        stored(f"{town}.md", f"Ships sail to {town}, and to {town}.\n\n{town} has {size} cranes.\n")
        for size, town in enumerate(("Saltholm", "Ferrytown", "Quaymouth", "Ilvern"), start=20)
    ]
    chosen = {make_question_set(many, stems, seed=seed, limit=1)[0].docid for seed in range(20)}
    assert len(chosen) > 2
