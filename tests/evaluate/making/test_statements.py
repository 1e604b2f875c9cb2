import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.evaluate.making.statements import Statements, place_in, span_of
from briqa.spans import Span
from briqa.store import StoredDocument


@given(st.data())
def test_the_share_of_stems_is_found_as_by_looking_at_each_sentence(
    statements: Statements, data: st.DataObject
) -> None:
    every = sorted({stem for each in statements.all for stem in each.stems})
    wanted = data.draw(st.frozensets(st.sampled_from([*every, "nowhere"]), min_size=1, max_size=8))
    least = data.draw(st.sampled_from([0.1, 0.5, 0.7, 1.0]))
    found = list(statements.share(wanted, least))
    assert found == [
        each for each in statements.all if len(wanted & each.stems) >= least * len(wanted)
    ]


def test_a_figures_place_in_its_sentence_leads_back_to_its_span(
    statements: Statements, documents: list[StoredDocument]
) -> None:
    by_docid = {each.document.docid: each for each in documents}
    looked_at = 0
    for statement in statements.all:
        for quantity in statement.quantities:
            place = place_in(statement, quantity.span, by_docid[statement.docid])
            assert place is not None
            assert span_of(statement, Span(*place), by_docid[statement.docid]) == quantity.span
            looked_at += 1
    assert looked_at > 10


def test_what_lies_outside_of_a_sentence_has_no_place_in_it(
    statements: Statements, documents: list[StoredDocument]
) -> None:
    first, second = statements.all[:2]
    assert place_in(first, second.span, documents[0]) is None


@pytest.mark.parametrize("word", ["pilots", "cranes"])
def test_all_sentences_that_bear_a_word_are_found(statements: Statements, word: str) -> None:
    wanted = statements.stem_set(word)
    assert list(statements.bear(wanted)) == [
        each for each in statements.all if wanted <= each.stems
    ]
