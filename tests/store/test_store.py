import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from briqa.assistant import build_index, open_index
from briqa.encoder import SentenceTransformerEncoder
from briqa.errors import IndexDamaged, IndexLocked, IndexMismatch, IndexMissing
from briqa.indexing import remove_document
from briqa.store import Casing, Store, StoredAlias, open_store, schema
from briqa.store import store as store_module
from briqa.store.store import STORE_FILE
from tests.indexes import add, write_documents


@pytest.fixture
def index_dir(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Path:
    add(tmp_path / "index", encoder, write_documents(tmp_path / "documents"))
    return tmp_path / "index"


def _change(index_dir: Path, sql: str) -> None:
    with closing(sqlite3.connect(index_dir / STORE_FILE)) as connection, connection:
        connection.execute(sql)


def test_a_folder_without_an_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="briqa index"):
        open_store(tmp_path)


def test_a_file_that_is_no_database_is_damaged_in_one_line(tmp_path: Path) -> None:
    (tmp_path / STORE_FILE).write_bytes(b"garbage " * 1000)
    with pytest.raises(IndexDamaged) as caught:
        open_store(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_newer_schema_is_refused(index_dir: Path) -> None:
    _change(index_dir, "PRAGMA user_version = 99")
    with pytest.raises(IndexMismatch, match="newer"):
        open_store(index_dir)


@pytest.mark.parametrize("field", ["segmentation", "quantities", "lexicon"])
def test_an_index_of_another_version_names_rebuild_which_mends_it(
    tmp_path: Path, index_dir: Path, field: str
) -> None:
    _change(
        index_dir,
        f"UPDATE meta SET value = json_set(value, '$.{field}', 0) WHERE key = 'fingerprint'",  # noqa: S608
    )
    with pytest.raises(IndexMismatch, match="--rebuild"):
        open_index(index_dir)
    report = build_index(index_dir, [tmp_path / "documents"], rebuild=True)
    assert report.added == ("ferry.md", "museum.md")
    open_index(index_dir).close()


def test_another_encoder_is_refused(
    tmp_path: Path, index_dir: Path, encoder: SentenceTransformerEncoder
) -> None:
    _change(
        index_dir,
        "UPDATE meta SET value = json_set(value, '$.encoder', 'other') WHERE key = 'fingerprint'",
    )
    with pytest.raises(IndexMismatch, match="--rebuild"):
        add(index_dir, encoder, tmp_path / "documents")


def test_a_locked_store_says_so(index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_BUSY_TIMEOUT_S", 0.05)
    with (
        closing(open_store(index_dir)) as first,
        closing(open_store(index_dir)) as second,
        first.transaction(),
        pytest.raises(IndexLocked),
        second.transaction(),
    ):
        pytest.fail("two writers at once")


def test_a_reader_sees_the_old_generation_while_another_writes(index_dir: Path) -> None:
    with closing(open_store(index_dir)) as writer, closing(open_store(index_dir)) as reader:
        with writer.transaction():
            writer.remove_document("ferry.md")
            writer.bump_generation()
            assert reader.generation == 1
            assert len(reader.documents()) == 2
        assert reader.generation == 2
        assert len(reader.documents()) == 1


def test_casing_is_summed_over_documents_and_stems(index_dir: Path) -> None:
    with closing(open_store(index_dir)) as store:
        casing = store.casing(["museum", "ferri", "ostrava", "nonesuch"])
    assert casing == {"ferri": Casing(0, 2), "museum": Casing(1, 1), "ostrava": Casing(2, 0)}


def test_aliases_bear_the_stems_of_the_lexical_index(index_dir: Path) -> None:
    with closing(open_store(index_dir)) as store:
        union, short = frozenset({"northern", "museum", "union"}), frozenset({"nmu"})
        assert (
            store.aliases_of(short)
            == store.aliases_of(["union", "museum", "northern"])
            == [
                StoredAlias("NMU", "Northern Museum Union", short, union),
                StoredAlias("Northern Museum Union", "NMU", union, short),
            ]
        )
        assert store.aliases_of(["museum"]) == store.aliases_of([]) == []


def test_aliases_of_an_older_index_get_their_stems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "_MIGRATIONS", schema._MIGRATIONS[:6])
        patch.setattr(schema, "SCHEMA_VERSION", 6)
        patch.setattr(store_module, "SCHEMA_VERSION", 6)
        patch.setattr(Store, "_stem_aliases", lambda store: None)
        open_store(tmp_path, create=True).close()
    _change(tmp_path, "INSERT INTO aliases VALUES (1, 0, 'Northern Offices', 'NOF')")
    with closing(open_store(tmp_path)) as store:
        (found,) = store.aliases_of(["offic", "northern"])
    assert (found.other, found.other_stems) == ("NOF", frozenset({"nof"}))


def test_each_word_has_the_stem_that_a_question_gets(index_dir: Path) -> None:
    with closing(open_store(index_dir)) as store:
        stems = store.word_stems(["routes", "ferry", "visitors", "nonesuch"])
        assert stems == {"routes": "rout", "ferry": "ferri", "visitors": "visitor"}
        assert all(store.terms(word) == [stem] for word, stem in stems.items())
        assert store.terms_by_word("How many Routes of ferries?") == [
            ("Routes", "rout"),
            ("ferries", "ferri"),
        ]


def test_a_word_that_the_stemmer_cuts_inside_a_character_has_a_stem(index_dir: Path) -> None:
    with closing(open_store(index_dir)) as store:
        word = "\u00dfd\u55fa\u0130\U00029861ed"
        assert len(store.terms(word)) == len(store.terms(f"{word} ports")) - 1
        assert store.terms(word) == store.terms(word)


def test_terms_can_be_cut_after_a_change_was_taken_back(index_dir: Path) -> None:
    with closing(open_store(index_dir)) as store:
        with suppress(KeyError), store.transaction():
            assert store.terms("ferries") == ["ferri"]
            raise KeyError
        assert store.terms("ferries") == ["ferri"]


def test_removed_rows_are_known_by_the_generation_that_took_them(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(f"Text {name} tells of {name} ports.\n")
    index_dir = tmp_path / "index"
    build_index(index_dir, [folder])
    store = open_store(index_dir)
    first = store.generation
    assert store.removed_since("passages", first) == []
    gone = _ids(index_dir, "passages", "one.txt")
    gone_sentences = _ids(index_dir, "sentences", "one.txt")
    kept = _ids(index_dir, "passages", "two.txt")

    (folder / "one.txt").unlink()
    build_index(index_dir, [folder])

    assert store.removed_since("passages", first) == gone
    assert store.removed_since("sentences", first) == gone_sentences
    assert store.removed_since("passages", store.generation) == []
    assert _ids(index_dir, "passages", "two.txt") == kept
    (folder / "three.txt").write_text("Text three tells of three ports.\n")
    build_index(index_dir, [folder])
    assert min(_ids(index_dir, "passages", "three.txt")) > max(*kept, *gone)

    build_index(index_dir, [folder], rebuild=True)
    assert store.removed_since("passages", first) is None
    assert store.removed_since("passages", store.generation) == []
    store.close()


def test_removed_rows_are_forgotten_once_all_files_follow(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    index_dir = tmp_path / "index"
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"Text {name} tells of {name} ports.\n")
        add(index_dir, encoder, tmp_path / f"{name}.txt")
    with closing(open_store(index_dir)) as store:
        store.derive_vectors()
        followed = store.generation
        first, second = (_ids(index_dir, "passages", f"{name}.txt") for name in ("one", "two"))
        # The words aren't followed yet, so both have to be known.
        for name in ("one.txt", "two.txt"):
            remove_document(store, name)
        assert store.removed_since("passages", followed) == [*first, *second]

        store.derive_vectors()
        store.term_index()
        after_two = store.generation
        remove_document(store, "three.txt")
        assert store.removed_since("passages", followed) is None
        assert store.removed_since("passages", after_two) != []
        assert len(store.vector_index("passages")) == len(store.term_index()) == 0
    with closing(sqlite3.connect(index_dir / STORE_FILE)) as connection:
        rows = connection.execute("SELECT row_id FROM removed_rows WHERE source = 'passages'")
        assert not {row_id for (row_id,) in rows} & {*first, *second}


def test_files_of_another_index_forget_nothing_that_is_needed(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    index_dir, other = tmp_path / "index", tmp_path / "other"
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Text {name} tells of {name} ports.\n")
        for folder in (index_dir, other):
            add(folder, encoder, tmp_path / f"{name}.txt")
    with closing(open_store(other)) as store:
        for _ in range(9):
            with store.transaction():
                store.bump_generation()
        store.derive_vectors()
        store.term_index()
    with closing(open_store(index_dir)) as store:
        before = store.generation
        for path in (*other.glob("*.faiss*"), other / "lexical"):
            path.rename(index_dir / path.name)
        remove_document(store, "one.txt")
        assert len(store.removed_since("passages", before) or []) == 1
        assert len(store.vector_index("passages")) == len(store.term_index()) == 1


def test_a_snapshot_stays_at_its_generation(index_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("More text tells of more ports.\n")
    store = open_store(index_dir)
    with store.snapshot():
        before = store.generation
        build_index(index_dir, [tmp_path / "more.txt"])
        assert store.generation == before
    assert store.generation == before + 1
    store.close()


def _ids(index_dir: Path, table: str, docid: str) -> list[int]:
    with sqlite3.connect(index_dir / STORE_FILE) as connection:
        rows = connection.execute(
            f"SELECT {table}.id FROM {table} JOIN documents ON documents.id = document_id "  # noqa: S608
            "WHERE docid = ? ORDER BY 1",
            (docid,),
        ).fetchall()
    return [row_id for (row_id,) in rows]
