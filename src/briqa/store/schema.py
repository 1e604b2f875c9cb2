"""The SQLite schema, as numbered migrations.

Each migration runs once, in its own place in the list, inside the transaction of the caller that
opens the store for writing: a database is either at one version or at the next.
"""

import sqlite3

_FIRST = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    docid TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL UNIQUE,  -- absolute path of the file
    root TEXT NOT NULL,           -- absolute path of what was named to `briqa index`
    content_hash TEXT NOT NULL,
    format TEXT NOT NULL,
    metadata TEXT NOT NULL,       -- JSON
    pages TEXT NOT NULL,          -- JSON: [[start, end, label], ...]
    text TEXT NOT NULL,           -- canonical
    view_text TEXT NOT NULL,
    view_runs TEXT NOT NULL       -- JSON: [[view_offset, canonical_offset], ...]
);

-- All offsets are code points of the canonical text, half-open.
CREATE TABLE sections (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    title TEXT NOT NULL,
    number TEXT,
    level INTEGER NOT NULL,
    heading_start INTEGER,
    heading_end INTEGER,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    parent INTEGER,
    kind TEXT NOT NULL,
    run_in INTEGER NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    section INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    kind TEXT NOT NULL,
    first_sentence INTEGER NOT NULL,
    behind_sentence INTEGER NOT NULL,
    header_start INTEGER,
    header_end INTEGER,
    words INTEGER NOT NULL,       -- its length for BM25, function words included
    input_hash TEXT,              -- of what the encoder read; NULL when it isn't embedded
    vector BLOB                   -- float32, unit length
);
CREATE INDEX passages_by_document ON passages (document_id, ordinal);
CREATE INDEX passages_by_input ON passages (input_hash) WHERE input_hash IS NOT NULL;

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
    section INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    vector BLOB                   -- float32, unit length
);
CREATE INDEX sentences_by_document ON sentences (document_id, ordinal);
CREATE INDEX sentences_by_passage ON sentences (passage_id);

CREATE TABLE quantities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value REAL NOT NULL,
    value_low REAL NOT NULL,
    value_high REAL NOT NULL,
    unit TEXT,
    bound TEXT,
    direction TEXT,
    period TEXT,
    subject TEXT,
    measure TEXT
);
CREATE INDEX quantities_by_document ON quantities (document_id, start_char);

-- The lexical index: rowid is passages.id. The content words (no function words) of the passage's
-- view and of the heading path in front of it, so that neighbours are neighbouring content words.
CREATE VIRTUAL TABLE passage_terms USING fts5 (
    heading, body, tokenize = "porter unicode61 remove_diacritics 2"
);
-- Where each term stands, straight from the lexical index.
CREATE VIRTUAL TABLE passage_postings USING fts5vocab (passage_terms, 'instance');
CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab (passage_terms, 'row');
"""

_SERIES = """
-- Where the first figure of a "from A to B" begins, on all of its figures.
ALTER TABLE quantities ADD COLUMN series INTEGER;
"""

_LEXICON = """
-- The content words of each document and how they are written; `upper` and `lower` count only
-- where a capital would say something.
CREATE TABLE document_words (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    word TEXT NOT NULL,           -- in lower case
    stem TEXT NOT NULL,           -- as in the lexical index
    occurrences INTEGER NOT NULL,
    upper INTEGER NOT NULL,
    lower INTEGER NOT NULL,
    PRIMARY KEY (document_id, word)
) WITHOUT ROWID;
CREATE INDEX document_words_by_stem ON document_words (stem, word);

-- Pairs of names for the same thing that a document states.
CREATE TABLE aliases (
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (document_id, ordinal)
) WITHOUT ROWID;
"""

_TIMES = """
-- When a document was indexed last. Apart from `documents`, so that two indexes of the same files
-- have the same rows there.
CREATE TABLE indexing_times (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    indexed_at TEXT NOT NULL      -- ISO 8601, UTC, to the second
);
"""

_STATES = """
-- How a document's file looked when it was last seen to be the one that was indexed; a file that
-- still looks so needn't be read again.
CREATE TABLE file_states (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL
);
"""

_REMOVED = """
-- The rows that were embedded and are gone, with the generation that took them, so that the files
-- derived from the store can follow a change instead of being made anew.
CREATE TABLE removed_rows (
    source TEXT NOT NULL,         -- the table
    row_id INTEGER NOT NULL,      -- never given again there
    generation INTEGER NOT NULL,
    PRIMARY KEY (source, row_id)
) WITHOUT ROWID;
CREATE TRIGGER passages_removed AFTER DELETE ON passages WHEN OLD.input_hash IS NOT NULL BEGIN
    INSERT INTO removed_rows VALUES (
        'passages', OLD.id,
        1 + coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'generation'), 0)
    );
END;
CREATE TRIGGER sentences_removed AFTER DELETE ON sentences WHEN OLD.vector IS NOT NULL BEGIN
    INSERT INTO removed_rows VALUES (
        'sentences', OLD.id,
        1 + coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'generation'), 0)
    );
END;
-- Since which generation they are noted.
INSERT INTO meta (key, value) SELECT
    'removed_rows_from', coalesce((SELECT value FROM meta WHERE key = 'generation'), '0');
"""

_STEMS = """
-- The lexical index is derived from these two. The content words (no function words) of an embedded
-- passage's view and of the heading path in front of it, stemmed, in order, a space between them.
CREATE TABLE passage_stems (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    heading TEXT NOT NULL,
    body TEXT NOT NULL
);
-- In how many passages a stem stands, and how often in all of their bodies.
CREATE TABLE stems (
    stem TEXT PRIMARY KEY,
    passages INTEGER NOT NULL,
    in_bodies INTEGER NOT NULL
) WITHOUT ROWID;
-- What `document_words` says of a word, added up over the documents.
CREATE TABLE corpus_words (
    word TEXT PRIMARY KEY,
    stem TEXT NOT NULL,
    documents INTEGER NOT NULL,
    upper INTEGER NOT NULL,
    lower INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX corpus_words_by_stem ON corpus_words (stem);
-- What a name is looked up by: its stems, each once, in order of their letters. Of older rows they
-- are filled in when the store is opened, since SQL can't cut them.
ALTER TABLE aliases ADD COLUMN name_stems TEXT;
ALTER TABLE aliases ADD COLUMN other_stems TEXT;
CREATE INDEX aliases_by_name ON aliases (name_stems);
CREATE INDEX aliases_by_other ON aliases (other_stems);

CREATE TABLE postings_before (
    passage_id INTEGER, field TEXT, place INTEGER, stem TEXT,
    PRIMARY KEY (passage_id, field, place)
) WITHOUT ROWID;
INSERT INTO postings_before SELECT doc, col, "offset", term FROM passage_postings;
INSERT INTO passage_stems SELECT id,
    coalesce((SELECT group_concat(stem, ' ') FROM (
        SELECT stem FROM postings_before
        WHERE passage_id = passages.id AND field = 'heading' ORDER BY place)), ''),
    coalesce((SELECT group_concat(stem, ' ') FROM (
        SELECT stem FROM postings_before
        WHERE passage_id = passages.id AND field = 'body' ORDER BY place)), '')
FROM passages WHERE input_hash IS NOT NULL;
INSERT INTO stems SELECT stem, count(DISTINCT passage_id), sum(field = 'body')
FROM postings_before GROUP BY stem;
INSERT INTO corpus_words SELECT word, min(stem), count(*), sum(upper), sum(lower)
FROM document_words GROUP BY word;
INSERT INTO meta SELECT 'embedded_passages', CAST(count(*) AS TEXT)
FROM passages WHERE input_hash IS NOT NULL;
INSERT INTO meta SELECT 'embedded_words', CAST(coalesce(sum(words), 0) AS TEXT)
FROM passages WHERE input_hash IS NOT NULL;
INSERT INTO meta SELECT 'letters', coalesce(group_concat(letter, ''), '') FROM (
    WITH RECURSIVE texts (text) AS (
        SELECT word FROM corpus_words UNION SELECT stem FROM stems
    ), letters (rest, letter) AS (
        SELECT text, '' FROM texts
        UNION SELECT substr(rest, 2), substr(rest, 1, 1) FROM letters WHERE rest <> ''
    )
    SELECT DISTINCT letter FROM letters WHERE letter <> '' ORDER BY letter
);

-- What tells this store from another one that is put in its place.
INSERT INTO meta VALUES ('identity', lower(hex(randomblob(8))));

DROP TABLE postings_before;
DROP TABLE passage_vocabulary;
DROP TABLE passage_postings;
DROP TABLE passage_terms;
DROP INDEX document_words_by_stem;
"""

_WORD_VECTORS = """
-- What the encoder makes of each word of the documents by itself: questions are compared with the
-- words of sentences, and those are the same again and again.
CREATE TABLE word_vectors (
    word TEXT PRIMARY KEY,        -- in lower case
    vector BLOB NOT NULL          -- float32, unit length
);
"""

_MIGRATIONS: tuple[str, ...] = (
    _FIRST, _SERIES, _LEXICON, _TIMES, _STATES, _REMOVED, _STEMS, _WORD_VECTORS,
)  # fmt: skip

SCHEMA_VERSION = len(_MIGRATIONS)


def schema_version(connection: sqlite3.Connection) -> int:
    """The version of an open database; 0 for an empty one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the schema up to date inside the caller's open transaction.

    `executescript` would commit that transaction, so the statements are run one by one.
    """
    for number in range(schema_version(connection), SCHEMA_VERSION):
        for statement in _statements(_MIGRATIONS[number]):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number + 1:d}")


def _statements(script: str) -> list[str]:
    statements: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements
