import json
import os
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briqa import indexing
from briqa.answer.serialise import as_json
from briqa.assistant import open_index
from briqa.encoder import SentenceTransformerEncoder
from briqa.errors import BriqaError, UnknownDocument
from briqa.indexing import remove_document
from briqa.sources.content_hash import hash_content
from briqa.store import open_store
from briqa.store.store import STORE_FILE
from tests.indexes import (
    FERRY,
    TABLES,
    CountingEncoder,
    add,
    dump,
    open_failing,
    update,
    write_documents,
)

Encoder = SentenceTransformerEncoder


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents")


@pytest.fixture
def index_dir(tmp_path: Path, documents: Path, encoder: Encoder) -> Path:
    add(tmp_path / "index", encoder, documents)
    return tmp_path / "index"


def test_indexing_twice_changes_nothing_and_encodes_nothing(
    index_dir: Path, documents: Path, encoder: Encoder
) -> None:
    before, counting = dump(index_dir), CountingEncoder(encoder)
    report = add(index_dir, counting, documents)
    assert report.unchanged == ("ferry.md", "museum.md")
    assert counting.passages_read == 0
    assert dump(index_dir) == before


def test_a_changed_paragraph_is_the_only_one_encoded_again(
    index_dir: Path, documents: Path, encoder: Encoder
) -> None:
    counting = CountingEncoder(encoder)
    (documents / "ferry.md").write_text(FERRY.replace("157", "158"), encoding="utf-8")
    assert add(index_dir, counting, documents).changed == ("ferry.md",)
    assert counting.passages_read == 1


def test_a_file_that_looks_as_it_did_is_not_read_again(
    index_dir: Path, documents: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def hash_noted(path: Path) -> str:
        read.append(path.name)
        return hash_content(path)

    monkeypatch.setattr(indexing, "hash_content", hash_noted)
    add(index_dir, encoder, documents)  # written a moment ago, so it isn't sure that they show it
    assert sorted(read) == ["ferry.md", "museum.md"]
    later = time.time_ns() + 10_000_000_000
    monkeypatch.setattr("briqa.indexing.time.time_ns", lambda: later)
    read.clear()
    add(index_dir, encoder, documents)
    assert sorted(read) == ["ferry.md", "museum.md"]
    read.clear()
    assert add(index_dir, encoder, documents).unchanged == ("ferry.md", "museum.md")
    assert read == []
    shutil.copy(documents / "museum.md", documents / "new.md")
    assert add(index_dir, encoder, documents).added == ("new.md",)
    assert read == ["new.md"]


def test_a_change_that_keeps_size_and_time_is_seen(
    index_dir: Path, documents: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = time.time_ns() + 10_000_000_000
    monkeypatch.setattr("briqa.indexing.time.time_ns", lambda: later)
    add(index_dir, encoder, documents)
    ferry = documents / "ferry.md"
    before = ferry.stat()
    ferry.write_text(FERRY.replace("157", "158"), encoding="utf-8")
    os.utime(ferry, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ferry.stat().st_size == before.st_size
    assert add(index_dir, encoder, documents).changed == ("ferry.md",)


def test_adding_then_removing_restores_the_store(
    tmp_path: Path, index_dir: Path, encoder: Encoder
) -> None:
    before = dump(index_dir, TABLES)
    extra = tmp_path / "extra.md"
    extra.write_text("# Extra\n\nA dam of 40 metres was built in 2018.\n", encoding="utf-8")
    add(index_dir, encoder, extra)
    assert dump(index_dir, TABLES) != before
    with closing(open_store(index_dir)) as store:
        remove_document(store, "extra.md")
        assert dump(index_dir, TABLES) == before
        for docid in ("ferry.md", "museum.md"):
            remove_document(store, docid)
        assert store.stem_passages(["ferri"]) == {}
        assert (store.embedded_passages, store.embedded_words) == (0, 0)
    assert dump(index_dir, TABLES) == {table: [] for table in TABLES}


def test_a_file_gone_from_its_folder_goes_from_the_index(
    index_dir: Path, documents: Path, encoder: Encoder
) -> None:
    (documents / "museum.md").unlink()
    assert add(index_dir, encoder, documents).removed == ("museum.md",)
    with closing(open_store(index_dir)) as store:
        assert [summary.docid for summary in store.documents()] == ["ferry.md"]


def test_a_bad_file_is_skipped_and_the_others_stay(
    index_dir: Path, documents: Path, encoder: Encoder
) -> None:
    (documents / "ferry.md").write_text("  \n", encoding="utf-8")
    report = add(index_dir, encoder, documents, documents / "none.md")
    assert [error.path.name for error in report.skipped] == ["none.md", "ferry.md"]
    assert all("\n" not in str(error) for error in report.skipped)
    with closing(open_store(index_dir)) as store:
        assert store.document("ferry.md").document.text == FERRY
        assert len(store.documents()) == 2


def test_two_files_of_one_name_get_different_docids(
    tmp_path: Path, index_dir: Path, encoder: Encoder
) -> None:
    other = write_documents(tmp_path / "other")
    report = add(index_dir, encoder, other / "ferry.md")
    assert report.added == ("other/ferry.md",)


def test_removing_an_unknown_document_changes_nothing(index_dir: Path) -> None:
    before = dump(index_dir)
    with closing(open_store(index_dir)) as store, pytest.raises(UnknownDocument) as caught:
        remove_document(store, "fery.md")
    assert caught.value.nearest == ("ferry.md",)
    assert dump(index_dir) == before


@pytest.mark.parametrize("failure", [sqlite3.OperationalError("disk full"), KeyboardInterrupt()])
def test_a_failure_at_any_statement_leaves_the_old_index(
    index_dir: Path, documents: Path, encoder: Encoder, failure: BaseException
) -> None:
    with closing(open_store(index_dir)) as store:
        store.vector_index("passages")
    before = dump(index_dir)
    (documents / "ferry.md").write_text(FERRY.replace("157", "158"), encoding="utf-8")
    (documents / "museum.md").unlink()
    for number in range(200):
        store, connection = open_failing(index_dir)
        connection.failure, connection.statements_left = failure, number
        with closing(store), suppress(BriqaError, sqlite3.Error, KeyboardInterrupt):
            update(store, encoder, documents)
        failed = connection.statements_left == -1
        if not failed:
            assert number > 20
            break
        assert dump(index_dir) == before, f"statement {number}"
    else:
        pytest.fail("the update never came through")
    with closing(open_store(index_dir)) as store:
        assert "158" in store.document("ferry.md").document.text
        assert len(store.vector_index("passages")) == store.embedded_passages
        assert len(store.term_index()) == store.embedded_passages
    shutil.rmtree(index_dir)


def test_the_words_of_documents_have_the_encoders_vectors(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    documents = write_documents(tmp_path / "documents")
    add(tmp_path / "index", encoder, documents)
    with closing(open_store(tmp_path / "index")) as store:
        found = store.word_vectors(["museum", "visitors", "ferry", "48", "absent"])
        assert set(found) == {"museum", "visitors", "ferry"}
        for word, vector in found.items():
            assert np.array_equal(vector, encoder.encode_queries([word])[0])
        with store.transaction():
            store.forget_fingerprint()  # as a rebuild does, with another encoder perhaps
        assert store.word_vectors(["museum"]) == {}


@pytest.mark.parametrize(
    "changed",
    [
        FERRY.replace("157", "158"),
        FERRY.replace(
            "## Routes", "A bridge of 40 metres was built.\n\n## Docks\n\n12 docks.\n\n## Routes"
        ),
        FERRY.replace("## Routes", "## Ways"),
        FERRY.partition("## Routes")[0],
        FERRY + "\n" + FERRY,
    ],
)
def test_a_changed_document_is_as_one_indexed_at_once(
    tmp_path: Path, index_dir: Path, documents: Path, encoder: Encoder, changed: str
) -> None:
    with closing(open_store(index_dir)) as store:
        before = {passage.passage_id for passage in store.document("ferry.md").passages}
        store.vector_index("passages")
    (documents / "ferry.md").write_text(changed, encoding="utf-8")
    add(index_dir, encoder, documents)
    add(tmp_path / "new", encoder, documents)
    sums = ("stems", "corpus_words", "document_words", "aliases", "sections")
    assert dump(index_dir, sums) == dump(tmp_path / "new", sums)
    with closing(open_store(index_dir)) as grown, closing(open_store(tmp_path / "new")) as new:
        found, expected = grown.document("ferry.md"), new.document("ferry.md")
        assert found.view == expected.view
        assert found.quantities == expected.quantities
        assert [p.passage for p in found.passages] == [p.passage for p in expected.passages]
        assert [s.sentence for s in found.sentences] == [s.sentence for s in expected.sentences]
        assert grown.embedded_passages == new.embedded_passages
        assert grown.embedded_words == new.embedded_words
        for mine, other in zip(found.passages, expected.passages, strict=True):
            ids = [mine.passage_id], [other.passage_id]
            assert list(grown.passage_stems(ids[0]).values()) == list(
                new.passage_stems(ids[1]).values()
            )
            assert len(grown.passage_sentences(ids[0])[ids[0][0]]) == len(
                new.passage_sentences(ids[1])[ids[1][0]]
            )
        removed = grown.removed_since("passages", 1)
        assert removed is not None
        assert set(removed).isdisjoint(passage.passage_id for passage in found.passages)
        assert set(removed) <= before
        assert len(grown.vector_index("passages")) == grown.embedded_passages
        assert len(grown.term_index()) == grown.embedded_passages


PARAGRAPHS = (
    "## Docks",
    "## Routes",
    "Nanjing: The port of Ostrava cost $220 million in 2021.",
    "The **ferry** port of Ostrava opened 157 routes by 2022, up 12.5%. Dr. Hu wrote it in 2019.",
    "The ferry port of Ostrava opened 157 routes by 2022.",
    "| Year | Ships |\n|---|---|\n| 2021 | 40 |\n| 2022 | 48 |",
    "- It employs 1,200 people.\n- They came from Lindgren in 2013. In 2014, 3 left.",
    "The Northern Museum Union (NMU) lent it 12 ships.",
    "Ships of the ferry port carry 48,200 visitors a year. " * 9,
    "A bridge of 40 metres was built, e.g. Lindgren's.",
)
QUESTIONS = ("How many routes did the ferry port open?", "What did the port of Ostrava cost?")


def paragraphs() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=9)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same with some paragraphs cut out, put in, moved or changed."""
    before = draw(paragraphs())
    after = list(before)
    for _ in range(draw(st.integers(1, 3))):
        first = draw(st.integers(0, len(after)))
        behind = draw(st.integers(first, min(first + 2, len(after))))
        new = draw(st.lists(st.sampled_from(PARAGRAPHS), max_size=2))
        new += [text.replace("2", "3") for text in after[first:behind]] * draw(st.booleans())
        after[first:behind] = new
    return "\n\n".join(before) + "\n", "\n\n".join(after) + "\n"


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=edits())
def test_a_changed_index_answers_as_one_made_at_once(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, texts: tuple[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    documents = write_documents(folder / "documents")
    for text in texts:
        (documents / "ferry.md").write_text(text, encoding="utf-8")
        add(folder / "grown", encoder, documents)
    add(folder / "new", encoder, documents)
    sums = ("stems", "corpus_words", "document_words", "aliases", "sections")
    assert dump(folder / "grown", sums) == dump(folder / "new", sums)
    assert contents(folder / "grown") == contents(folder / "new")
    answers: list[list[str]] = []
    for name in ("grown", "new"):
        with closing(open_index(folder / name)) as assistant:
            found = assistant.ask_all(QUESTIONS)
            answers.append([json.dumps(as_json(answer)) for answer in found])
            document = assistant.document("ferry.md").document
            for quantity in assistant.document("ferry.md").quantities:
                assert document.quote(quantity.span).strip()
    assert answers[0] == answers[1]


def contents(index_dir: Path) -> list[object]:
    """What an index holds of its documents and passages, but for the ids of rows."""
    with closing(sqlite3.connect(index_dir / STORE_FILE)) as connection:
        return [
            connection.execute(sql).fetchall()
            for sql in (
                "SELECT docid, content_hash, text, view_text, view_runs FROM documents ORDER BY 1",
                "SELECT docid, ordinal, section, start_char, end_char, kind, first_sentence, "
                "behind_sentence, header_start, header_end, words, input_hash, vector, heading, "
                "body FROM passages JOIN documents ON documents.id = document_id "
                "LEFT JOIN passage_stems ON passage_id = passages.id ORDER BY 1, 2",
                "SELECT docid, sentences.ordinal, passages.ordinal, sentences.section, "
                "sentences.start_char, sentences.end_char, sentences.vector FROM sentences "
                "JOIN passages ON passages.id = passage_id "
                "JOIN documents ON documents.id = passages.document_id ORDER BY 1, 2",
                "SELECT docid, start_char, end_char, quantities.kind, value, value_low, "
                "value_high, unit, bound, direction, period, subject, measure, series "
                "FROM quantities JOIN documents ON documents.id = document_id ORDER BY 1, 2, 3",
            )
        ]


def test_passages_that_stay_keep_their_rows(
    index_dir: Path, documents: Path, encoder: Encoder
) -> None:
    with closing(open_store(index_dir)) as store:
        before = store.document("ferry.md")
    (documents / "ferry.md").write_text(FERRY.replace("157", "158"), encoding="utf-8")
    add(index_dir, encoder, documents)
    with closing(open_store(index_dir)) as store:
        after = store.document("ferry.md")
        kept = {p.passage_id for p in before.passages} & {p.passage_id for p in after.passages}
        assert [
            before.view.read(p.passage.span) for p in before.passages if p.passage_id in kept
        ] == ["The ferry port of Ostrava cost $220 million in 2021."]
        assert len(store.removed_since("passages", 1) or []) == 1
