from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from briqa.retrieve import Hit, Searcher
from briqa.store import Store, open_store
from tests.indexes import add, update, write_documents

CLEAR = "How many routes did the ferry port of Ostrava open?"
QUESTIONS = [CLEAR, "When did the museum welcome visitors?", "volcanic penguins", "what is it"]
CITED = (
    "# Canals\n\nThe canal of Brno carried 3,100 barges. Its locks were mended in 2018.\n\n"
    "## References\n\nZyxwv, Q. (2001) Barges of old. Quagmire Press.\n"
)


@pytest.fixture(scope="module")
def store(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceTransformerEncoder
) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("search")
    documents = write_documents(folder / "documents")
    (documents / "canal.md").write_text(CITED, encoding="utf-8")
    add(folder / "index", encoder, documents)
    with closing(open_store(folder / "index")) as opened:
        yield opened


@pytest.fixture(scope="module")
def searcher(store: Store, encoder: SentenceTransformerEncoder) -> Searcher:
    return Searcher(store, encoder)


def _ids(hits: list[Hit]) -> list[int]:
    return [hit.passage_id for hit in hits]


def test_the_passage_that_answers_comes_first(store: Store, searcher: Searcher) -> None:
    (hits,) = searcher.search([CLEAR], limit=5)
    document = store.document(hits[0].docid)
    passage = document.passages[hits[0].ordinal]
    assert passage.passage_id == hits[0].passage_id
    assert "157 routes" in document.document.quote(passage.passage.span)


def test_hits_come_in_the_order_of_their_scores_and_each_once(searcher: Searcher) -> None:
    for hits in searcher.search(QUESTIONS, limit=10):
        scores = [hit.score for hit in hits]
        assert scores[1:] == sorted(scores[1:], reverse=True)
        assert len(set(_ids(hits))) == len(hits) > 1


def test_a_limit_cuts_the_same_order_short(searcher: Searcher) -> None:
    (every,) = searcher.search([CLEAR], limit=10)
    for limit in range(1, len(every) + 1):
        assert searcher.search([CLEAR], limit=limit) == [every[:limit]]


def test_a_batch_finds_what_its_questions_find_alone(searcher: Searcher) -> None:
    together = searcher.search(QUESTIONS, limit=10)
    for question, hits in zip(QUESTIONS, together, strict=True):
        (alone,) = searcher.search([question], limit=10)
        assert _ids(alone) == _ids(hits)
        assert [hit.score for hit in alone] == pytest.approx([hit.score for hit in hits], abs=1e-4)


def test_no_questions_find_nothing(searcher: Searcher) -> None:
    assert searcher.search([], limit=5) == []


def test_a_hit_brings_the_sentences_of_its_passage_in_text_order(
    store: Store, searcher: Searcher
) -> None:
    (hits,) = searcher.search(["canal barges"], limit=10)
    for hit in hits:
        members = [
            found.sentence_id
            for found in store.document(hit.docid).sentences
            if found.passage_id == hit.passage_id
        ]
        assert [scored.sentence_id for scored in hit.sentences] == members
        assert all(-1.001 <= scored.cosine <= 1.001 for scored in hit.sentences)


def test_a_reference_list_is_never_found(store: Store, searcher: Searcher) -> None:
    (hits,) = searcher.search(["Zyxwv Quagmire Press 2001 Barges of old"], limit=100)
    found = [
        document.document.quote(document.passages[hit.ordinal].passage.span)
        for hit in hits
        for document in [store.document(hit.docid)]
    ]
    assert any("3,100 barges" in quote for quote in found)
    assert not any("Quagmire" in quote for quote in found)


def test_an_index_whose_last_document_is_gone_finds_nothing(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    documents = write_documents(tmp_path / "documents")
    add(tmp_path / "index", encoder, documents)
    with closing(open_store(tmp_path / "index")) as emptied:
        for path in documents.iterdir():
            path.unlink()
        update(emptied, encoder, documents)
        assert Searcher(emptied, encoder).search(QUESTIONS, limit=5) == [[], [], [], []]


def test_a_rare_stem_weighs_more_than_a_frequent_one(searcher: Searcher) -> None:
    frequent, rare, unknown = (searcher.stems(word)[0] for word in ("port", "museum", "penguins"))
    assert searcher.idf(unknown) > searcher.idf(rare) > searcher.idf(frequent) > 0


def test_function_words_and_signs_have_no_stems(searcher: Searcher) -> None:
    assert searcher.stems("of the ?! —") == []
    assert searcher.stems("Routes routes ROUTE") == ["rout"] * 3
