from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.answer.extract import (
    MAX_SENTENCES,
    Candidate,
    Extractor,
    Topic,
    choose,
    read_topic,
)
from briqa.answer.wanted import Fit
from briqa.encoder import SentenceTransformerEncoder
from briqa.retrieve import Hit, Searcher
from briqa.retrieve.question import read_question
from briqa.store import Store, StoredDocument, open_store
from tests.indexes import add, write_documents

CLEAR = "How many routes did the ferry port of Ostrava open?"
SIDES = (
    "# Cities\n\n## Brno\n\nThe canal carried 3,100 barges. It rained.\n\n"
    "## Olomouc\n\nThe tramway carried 52,000 riders. It snowed.\n"
)


@pytest.fixture(scope="module")
def store(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder
) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("extract")
    documents = write_documents(folder / "documents")
    (documents / "cities.md").write_text(SIDES, encoding="utf-8")
    add(folder / "index", encoder, documents)
    with closing(open_store(folder / "index")) as opened:
        yield opened


@pytest.fixture(scope="module")
def searcher(store: Store, encoder: SentenceTransformerEncoder) -> Searcher:
    return Searcher(store, encoder)


def _found(
    question: str, store: Store, searcher: Searcher
) -> tuple[Extractor, list[Hit], dict[str, StoredDocument]]:
    (hits,) = searcher.search([question], limit=8)
    topic = read_topic(question, searcher.stems, searcher.idf)
    documents = {hit.docid: store.document(hit.docid) for hit in hits}
    return Extractor(read_question(question), topic, searcher.stems), hits, documents


def _ranked(question: str, store: Store, searcher: Searcher) -> list[Candidate]:
    extractor, hits, documents = _found(question, store, searcher)
    return extractor.rank(hits, documents)


def _quotes(candidates: Sequence[Candidate]) -> list[str]:
    return [found.document.document.quote(found.sentence.sentence.span) for found in candidates]


def _about(ranked: Sequence[Candidate], words: str) -> Candidate:
    (found,) = [
        found for found, quote in zip(ranked, _quotes(ranked), strict=True) if words in quote
    ]
    return found


def test_the_topic_is_the_content_words_each_once_in_shares_of_1(searcher: Searcher) -> None:
    topic = read_topic("What did the museum, the museum of the port cost?", searcher.stems, len)
    assert set(topic.weights) == set(searcher.stems("museum port cost"))
    assert topic.share(frozenset(topic.weights)) == pytest.approx(1)
    assert topic.share(frozenset()) == 0


def test_a_rare_word_carries_more_of_the_topic(searcher: Searcher) -> None:
    weights = read_topic("port museum", searcher.stems, searcher.idf).weights
    assert weights["museum"] > weights["port"] > 0


@pytest.mark.parametrize("question", ["", "what is it", "?!"])
def test_a_question_of_function_words_has_no_topic(searcher: Searcher, question: str) -> None:
    topic = read_topic(question, searcher.stems, searcher.idf)
    assert topic.weights == {}
    assert topic.share(frozenset({"port"})) == 0


@given(st.dictionaries(st.text(max_size=3), st.floats(0.1, 9), max_size=6), st.data())
def test_more_stems_never_carry_less(weights: dict[str, float], data: st.DataObject) -> None:
    total = sum(weights.values()) or 1
    topic = Topic({stem: weight / total for stem, weight in weights.items()})
    some = frozenset(data.draw(st.sets(st.sampled_from(sorted(weights) or [""]))))
    more = some | frozenset(data.draw(st.sets(st.text(max_size=3))))
    assert 0 <= topic.share(some) <= topic.share(more) <= 1 + 1e-9


def test_the_sentence_that_answers_comes_first(store: Store, searcher: Searcher) -> None:
    best = _ranked(CLEAR, store, searcher)[0]
    assert "157 routes" in _quotes([best])[0]
    by_value = dict(zip((q.value for q in best.quantities), best.fits, strict=True))
    assert by_value[157] is Fit.UNIT
    assert by_value[12.5] is Fit.NONE


def test_every_sentence_of_the_hits_is_ranked_once_best_first(
    store: Store, searcher: Searcher
) -> None:
    extractor, hits, documents = _found(CLEAR, store, searcher)
    ranked = extractor.rank(hits, documents)
    ids = [found.sentence.sentence_id for found in ranked]
    assert sorted(ids) == sorted(scored.sentence_id for hit in hits for scored in hit.sentences)
    assert len(set(ids)) == len(ids)
    scores = [found.score for found in ranked]
    assert scores == sorted(scores, reverse=True)


def test_the_order_of_the_hits_decides_nothing(store: Store, searcher: Searcher) -> None:
    extractor, hits, documents = _found(CLEAR, store, searcher)
    assert extractor.rank(hits[::-1], documents) == extractor.rank(hits, documents)


def test_a_figure_belongs_to_the_sentence_around_it(store: Store, searcher: Searcher) -> None:
    for found in _ranked("barges riders", store, searcher):
        span = found.sentence.sentence.span
        assert all(span.covers(quantity.span) for quantity in found.quantities)
        assert len(found.fits) == len(found.quantities)


def test_a_word_of_the_headings_is_inherited_and_not_borne(
    store: Store, searcher: Searcher
) -> None:
    found = _about(_ranked("barges in Brno", store, searcher), "barges")
    (barge,), (brno,) = searcher.stems("barges"), searcher.stems("Brno")
    assert found.borne == {barge}
    assert found.inherited == {brno}


def test_the_heading_tells_like_sentences_apart(store: Store, searcher: Searcher) -> None:
    for city, expected in (("Brno", "barges"), ("Olomouc", "riders")):
        ranked = _ranked(f"How many did {city} carry?", store, searcher)
        assert expected in _quotes(ranked)[0]


def test_of_nothing_nothing_is_chosen() -> None:
    assert choose([], Topic({})) == []


def test_the_best_sentence_is_chosen_and_one_that_adds_nothing_is_not(
    store: Store, searcher: Searcher
) -> None:
    best = _about(_ranked(CLEAR, store, searcher), "157")
    topic = read_topic(CLEAR, searcher.stems, searcher.idf)
    assert choose([best, best, best], topic) == [best]


def test_a_comparison_takes_a_sentence_for_each_side(store: Store, searcher: Searcher) -> None:
    question = "barges or riders"
    ranked = _ranked(question, store, searcher)
    first, second = (replace(_about(ranked, word), score=1.0) for word in ("barges", "riders"))
    topic = read_topic(question, searcher.stems, searcher.idf)
    assert choose([first, second], topic) == [first, second]


def test_a_sentence_far_behind_the_first_is_not_chosen(store: Store, searcher: Searcher) -> None:
    question = "barges or riders"
    ranked = _ranked(question, store, searcher)
    first, second = _about(ranked, "barges"), _about(ranked, "riders")
    topic = read_topic(question, searcher.stems, searcher.idf)
    chosen = choose([replace(first, score=1.0), replace(second, score=0.01)], topic)
    assert _quotes(chosen) == _quotes([first])


def test_an_answer_has_no_more_sentences_than_the_most(store: Store, searcher: Searcher) -> None:
    best = _about(_ranked(CLEAR, store, searcher), "157")
    stems = [f"stem{number}" for number in range(MAX_SENTENCES + 2)]
    sides = [replace(best, borne=frozenset({stem}), inherited=frozenset()) for stem in stems]
    topic = Topic({stem: 1 / len(stems) for stem in stems})
    assert choose(sides, topic) == sides[:MAX_SENTENCES]
