import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from threadpoolctl import threadpool_info

from briqa.encoder import SentenceTransformerEncoder
from briqa.retrieve import Hit, Searcher
from briqa.retrieve.fusion import rank
from briqa.retrieve.lexical import LexicalIndex
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


def test_a_search_keeps_to_one_thread_of_linear_algebra(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[int] = set()

    def noted(*arguments: Any) -> list[tuple[int, float]]:
        threads.update(
            pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"
        )
        return rank(*arguments)

    monkeypatch.setattr("briqa.retrieve.search.rank", noted)
    searcher.search([CLEAR], limit=1)
    assert threads == {1}


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


def test_an_index_that_has_grown_finds_what_one_made_at_once_finds(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    documents = write_documents(tmp_path / "documents")
    (documents / "canal.md").write_text(CITED, encoding="utf-8")
    # Alike to the last sign, so that only their places can order them.
    for copy in ("x.md", "a.md", "k.md"):
        shutil.copy(documents / "ferry.md", documents / copy)
    add(tmp_path / "whole", encoder, documents)
    (tmp_path / "gone.md").write_text("# Ports\n\nThe port of Ostrava has 12 routes.\n")
    with closing(open_store(tmp_path / "grown", create=True)) as grown:
        for path in [tmp_path / "gone.md", *sorted(documents.iterdir(), reverse=True)]:
            update(grown, encoder, path)
            Searcher(grown, encoder)
        with grown.transaction():
            grown.remove_document("gone.md")
            grown.bump_generation()
        with closing(open_store(tmp_path / "whole")) as whole:
            for one, other in zip(
                Searcher(grown, encoder).search(QUESTIONS, limit=10),
                Searcher(whole, encoder).search(QUESTIONS, limit=10),
                strict=True,
            ):
                assert [_without_ids(hit) for hit in one] == [_without_ids(hit) for hit in other]


def _without_ids(hit: Hit) -> tuple[object, ...]:
    cosines = [found.cosine for found in hit.sentences]
    return hit.docid, hit.ordinal, hit.score, hit.evidence, cosines


@pytest.mark.parametrize(
    "asked", ["2,269", "58.11%", "C919", "R&D", "naive", "Ürümqi", "中欧班列", "B2B"]
)
def test_figures_and_names_with_signs_in_them_are_found_by_words(
    tmp_path: Path, encoder: SentenceTransformerEncoder, asked: str
) -> None:
    (tmp_path / "signs.md").write_text(
        "# Signs\n\nSome 2,269 trains (中欧班列) ran.\n\n## Shares\n\nIts share is 58.11% now.\n\n"
        "## Planes\n\nThe C919 needed R&D.\n\n## Places\n\nA naïve trader left Ürümqi for B2B.\n"
    )
    add(tmp_path / "index", encoder, tmp_path / "signs.md")
    with closing(open_store(tmp_path / "index")) as store:
        terms = Searcher(store, encoder).question_stems(asked)
        scores = LexicalIndex(store).best(terms, 10)
        (best,) = [found for found in scores.terms if scores.terms[found] > 0.9]
        document = store.document("signs.md")
        (passage,) = [found for found in document.passages if found.passage_id == best]
        text = document.document.quote(passage.passage.span)
    folded = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    assert asked in text or asked in folded
    assert len(terms) < 2 or scores.pairs[best] > 0


def test_a_rare_stem_weighs_more_than_a_frequent_one(searcher: Searcher) -> None:
    frequent, rare, unknown = (searcher.stems(word)[0] for word in ("port", "museum", "penguins"))
    assert searcher.idf(unknown) > searcher.idf(rare) > searcher.idf(frequent) > 0


def test_function_words_and_signs_have_no_stems(searcher: Searcher) -> None:
    assert searcher.stems("of the ?! —") == []
    assert searcher.stems("Routes routes ROUTE") == ["rout"] * 3
