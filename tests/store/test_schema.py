import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briqa.store import open_store, schema
from briqa.store.schema import SCHEMA_VERSION, migrate, schema_version
from briqa.store.store import STORE_FILE

SECOND = "CREATE TABLE added (name TEXT);\nINSERT INTO added VALUES ('once');\n"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    try:
        migrate(connection)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()


def _append(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(schema, "_MIGRATIONS", (*schema._MIGRATIONS, script))
    monkeypatch.setattr(schema, "SCHEMA_VERSION", SCHEMA_VERSION + 1)


def test_a_fresh_store_is_at_the_latest_version(tmp_path: Path) -> None:
    open_store(tmp_path, create=True).close()
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        assert schema_version(connection) == SCHEMA_VERSION
        assert _schema(connection)


def test_an_empty_database_is_at_version_0(connection: sqlite3.Connection) -> None:
    assert schema_version(connection) == 0


def test_migrating_twice_changes_nothing(connection: sqlite3.Connection) -> None:
    _migrate(connection)
    first = _schema(connection)
    _migrate(connection)
    assert first
    assert _schema(connection) == first
    assert schema_version(connection) == SCHEMA_VERSION


def test_an_old_store_gets_only_what_it_lacks(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _migrate(connection)
    connection.execute("INSERT INTO meta VALUES ('generation', '7')")
    _append(monkeypatch, SECOND)
    _migrate(connection)
    _migrate(connection)
    assert connection.execute("SELECT name FROM added").fetchall() == [("once",)]
    found = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchall()
    assert found == [("7",)]
    assert schema_version(connection) == SCHEMA_VERSION + 1


def test_a_migration_that_fails_leaves_the_version_before_it(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _migrate(connection)
    before = _schema(connection)
    _append(monkeypatch, SECOND + "DROP TABLE nonesuch;\n")
    with pytest.raises(sqlite3.OperationalError, match="nonesuch"):
        _migrate(connection)
    assert schema_version(connection) == SCHEMA_VERSION
    assert _schema(connection) == before


@pytest.mark.parametrize("script", schema._MIGRATIONS)
def test_no_part_of_a_migration_is_left_out(script: str) -> None:
    assert "".join(schema._statements(script)) == script


def test_a_semicolon_in_a_comment_or_a_string_ends_no_statement() -> None:
    script = "CREATE TABLE a (\n    b TEXT,  -- one; two\n    c TEXT DEFAULT ';\n'\n);\n"
    assert schema._statements(script + SECOND) == [script, *SECOND.splitlines(keepends=True)]


def test_what_belongs_to_a_document_goes_with_it(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    _migrate(connection)
    connection.execute("INSERT INTO documents VALUES (1, 'a', 'a', '', '', '', '', '', '', '', '')")
    connection.execute(
        "INSERT INTO passages VALUES (1, 1, 0, 0, 0, 1, 'text', 0, 1, NULL, NULL, 1, NULL, NULL)"
    )
    connection.execute("INSERT INTO sentences VALUES (1, 1, 0, 1, 0, 0, 1, NULL)")
    connection.execute("INSERT INTO passage_stems VALUES (1, '', 'ferri')")
    connection.execute("INSERT INTO document_words VALUES (1, 'ferries', 'ferri', 1, 0, 1)")
    connection.execute("INSERT INTO aliases VALUES (1, 0, 'Harbour Office', 'HO', 'a b', 'ho')")
    connection.execute("DELETE FROM documents")
    for table in ("passages", "passage_stems", "sentences", "document_words", "aliases"):
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == []  # noqa: S608


def test_an_index_with_terms_in_fts5_keeps_them_as_stems(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "_MIGRATIONS", schema._MIGRATIONS[:6])
        patch.setattr(schema, "SCHEMA_VERSION", 6)
        _migrate(connection)
    row = "(?, ?, ?, 0, 0, 1, 'text', 0, 1, NULL, NULL, ?, ?, NULL)"
    for number, (words, hashed) in enumerate([(9, "a"), (4, "b"), (5, "c"), (3, None)], start=1):
        connection.execute(
            f"INSERT INTO passages VALUES {row}",  # noqa: S608
            (number, 1, number, words, hashed),
        )
    connection.executemany(
        "INSERT INTO passage_terms (rowid, heading, body) VALUES (?, ?, ?)",
        [(1, "Ferries", "port cost ferries ports 2 269"), (2, "", "port of Ostrava"), (3, "", "")],
    )
    connection.executemany(
        "INSERT INTO document_words VALUES (?, ?, ?, 1, ?, ?)",
        [(1, "ferries", "ferri", 1, 0), (1, "port", "port", 0, 2), (2, "port", "port", 3, 1)],
    )
    _migrate(connection)

    def rows(table: str) -> list[tuple[object, ...]]:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608

    assert rows("passage_stems") == [
        (1, "ferri", "port cost ferri port 2 269"),
        (2, "", "port of ostrava"),
        (3, "", ""),
    ]
    assert rows("stems") == [
        ("2", 1, 1),
        ("269", 1, 1),
        ("cost", 1, 1),
        ("ferri", 1, 1),
        ("of", 1, 1),
        ("ostrava", 1, 1),
        ("port", 2, 3),
    ]
    assert rows("corpus_words") == [("ferries", "ferri", 1, 1, 0), ("port", "port", 2, 3, 3)]
    assert rows("meta") == [
        ("embedded_passages", "3"),
        ("embedded_words", "18"),
        ("identity", rows("meta")[2][1]),
        ("letters", "269acefioprstv"),
        ("removed_rows_from", "0"),
    ]
    assert not {"passage_terms", "passage_postings"} & {name for _, name, _ in _schema(connection)}
