"""Small real indexes, and how to look at all that one holds."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from briqa.encoder import DEFAULT_MODEL, PassageInput, PassageVectors, SentenceTransformerEncoder
from briqa.indexing import IndexReport, update_index
from briqa.lexicon import DocumentLexicon
from briqa.segment import PassageSettings, segment
from briqa.spans import Document, SourceFormat
from briqa.store import EmbeddedPassage, Fingerprint, Store, open_store
from briqa.store.store import STORE_FILE
from tests.segment.tokens import token_offsets

FERRY = (
    "# Ferries\n\nThe ferry port of Ostrava cost $220 million in 2021.\n\n"
    "## Routes\n\nThe ferry port of Ostrava opened 157 routes by 2022, up 12.5%.\n"
)
MUSEUM = (
    "# Museum\n\nThe Lindgren museum welcomed 48,200 visitors in 2019. It joined the Northern "
    "Museum Union (NMU).\n"
)
TABLES = (
    "documents", "sections", "passages", "sentences", "quantities", "document_words", "aliases",
    "passage_stems", "stems", "corpus_words",
)  # fmt: skip


class CountingEncoder(SentenceTransformerEncoder):
    """The real encoder, which counts the passages that it reads."""

    def __init__(self, real: SentenceTransformerEncoder) -> None:
        self.__dict__.update(real.__dict__)
        _ = real.fingerprint
        self.passages_read = 0

    def encode_passages(self, passages: Sequence[PassageInput]) -> Iterator[PassageVectors]:
        self.passages_read += len(passages)
        return super().encode_passages(passages)


def write_documents(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "museum.md").write_text(MUSEUM, encoding="utf-8")
    return folder


def add(index_dir: Path, encoder: SentenceTransformerEncoder, *targets: Path) -> IndexReport:
    with closing(open_store(index_dir, create=True)) as store:
        return update(store, encoder, *targets)


def update(store: Store, encoder: SentenceTransformerEncoder, *targets: Path) -> IndexReport:
    return update_index(store, targets, encoder, model=DEFAULT_MODEL)


def dump(index_dir: Path, tables: Sequence[str] = ("meta", *TABLES)) -> dict[str, list[object]]:
    """Every row of the store, as a connection of its own sees it."""
    with closing(sqlite3.connect(index_dir / STORE_FILE)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
            for table in tables
        }


def put_passages(store: Store, docid: str, *passages: tuple[str, str]) -> None:
    """Puts a document of these headings and bodies into a store, without an encoder.

    Args:
        store: the store.
        docid: its name.
        passages: a heading path and a body for each.
    """
    document = Document(docid, "\n\n".join("Paragraph." for _ in passages), SourceFormat.TEXT)
    one_each = PassageSettings(target_tokens=1, max_tokens=200)
    segmentation = segment(document, token_offsets, one_each)
    assert len(segmentation.passages) == len(passages)
    vector = np.array([1, 0], dtype=np.float32)
    with store.transaction():
        if store.fingerprint is None:
            store.set_fingerprint(Fingerprint("none", "none", 2, 0, 0))
        store.put_document(
            document,
            segmentation,
            [
                EmbeddedPassage(heading, body, f"{heading} {body}", vector, vector[None])
                for heading, body in passages
            ],
            (),
            DocumentLexicon((), ()),
            origin=docid,
            root=docid,
            content_hash="",
            indexed_at="",
        )
        store.bump_generation()


class FailingConnection(sqlite3.Connection):
    """A connection whose n-th statement fails; `failure` is raised then, and only then."""

    statements_left = -1
    failure: BaseException = sqlite3.OperationalError("disk I/O error")

    def execute(self, sql: str, parameters: object = (), /) -> sqlite3.Cursor:
        self._count()
        return super().execute(sql, parameters)  # type: ignore[arg-type]

    def executemany(self, sql: str, parameters: object, /) -> sqlite3.Cursor:
        self._count()
        return super().executemany(sql, parameters)  # type: ignore[arg-type]

    def _count(self) -> None:
        if self.statements_left == 0:
            self.statements_left = -1
            raise self.failure
        self.statements_left -= self.statements_left > 0


def open_failing(index_dir: Path) -> tuple[Store, FailingConnection]:
    connection = sqlite3.connect(
        index_dir / STORE_FILE, isolation_level=None, factory=FailingConnection
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return Store(index_dir, connection), connection
