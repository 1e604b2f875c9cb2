"""The store: one SQLite file that is the truth about an index, read and written here only.

Everything else in the index folder is derived from it. A change is one transaction that also
raises `generation`, so a crash leaves the old index or the new one, and a derived file of another
generation is seen to be stale. Readers go on reading while a writer works (WAL).
"""

import json
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from briqa.encoder import Vectors
from briqa.errors import (
    IndexDamaged,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    StoreError,
    UnknownDocument,
)
from briqa.quantities import EarlierReading, Quantity
from briqa.segment import Outline, Section, Segmentation
from briqa.sources.content_hash import FileState
from briqa.spans import Document, SourceFormat, TextView
from briqa.store import records
from briqa.store.lazy_rows import LazyQuantities, LazyRows
from briqa.store.records import (
    Casing,
    DocumentSummary,
    IndexedFile,
    StoredAlias,
    StoredDocument,
    StoredPassage,
    StoredSentence,
)
from briqa.store.schema import SCHEMA_VERSION, migrate, schema_version
from briqa.store.table_rows import VECTOR_TABLES, TableRows, VectorTable
from briqa.store.term_files import TERMS_FOLDER, TermSource, followed_terms, open_terms
from briqa.store.terms import StemRow, TermIndex
from briqa.store.vectors import (
    VECTOR_CHOICES,
    VectorChoice,
    VectorIndex,
    VectorState,
    followed_vectors,
    open_vectors,
    read_state,
)
from briqa.values import dataclass
from briqa.words import content_words, words

if TYPE_CHECKING:
    from briqa.lexicon import DocumentLexicon

STORE_FILE = "briqa.sqlite3"
_BUSY_TIMEOUT_S = 5.0
# A writer goes through the tables of all words for each document; SQLite's own 2 MB don't hold
# those of a large corpus (`bench/scale.py`).
_WRITER_CACHE_KIB = 65_536
# So many words and their terms take some 20 MB.
_KEPT_TERMS = 100_000
# So many passages' stems are read at once where all are.
_BATCH = 1000
# Behind all places and offsets that SQLite can hold.
_END: Final = 2**63 - 1
# The tables of what a document has beside its passages and their sentences.
_OF_DOCUMENT = (
    "sections", "quantities", "document_words", "aliases", "indexing_times", "file_states",
)  # fmt: skip
# A sign in SQLite's message, and what it means for a user.
_FAULTS: tuple[tuple[str, type[StoreError], str, str], ...] = (
    ("locked", IndexLocked, "another process is changing this index", "try again when it's done"),
    ("readonly", StoreError, "the folder can't be written to", "mind its permissions, or --index"),
    ("disk is full", StoreError, "the disk is full", "make room; the index is as it was before"),
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an index was made with; only the same may add to it or search it.

    Attributes:
        model: the encoder's name or path, to load it again.
        encoder: the encoder's own fingerprint.
        dimension: the length of a vector.
        segmentation: version of the segmentation.
        quantities: version of the quantity grammar.
        lexicon: version of what is read of words and aliases; 0 before there was one.
    """

    model: str
    encoder: str
    dimension: int
    segmentation: int
    quantities: int
    lexicon: int = 0


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """What the indexes hold of a body passage.

    Attributes:
        heading: the heading path in front of it.
        body: its text as it stands in the view.
        input_hash: identifies everything that the encoder read.
        vector: float32 of shape (dim,), unit length.
        sentence_vectors: float32 of shape (n_sentences, dim), unit length.
    """

    heading: str
    body: str
    input_hash: str
    vector: Vectors
    sentence_vectors: Vectors


@dataclass(frozen=True, slots=True)
class KnownPassage:
    """The same of one whose vectors the store has already, under the same hash."""

    heading: str
    body: str
    input_hash: str


IndexedPassage = EmbeddedPassage | KnownPassage


class PassageStems(NamedTuple):
    """What the lexical index is made of for one passage.

    Attributes:
        words: its length in words, function words and heading path included.
        heading: the stems of the heading path's content words, in order, a space between them.
        body: the same of the body.
    """

    words: int
    heading: str
    body: str


class Store:
    """An open index folder. Safe to share between threads; each call takes its turn.

    Use `open_store`.
    """

    def __init__(self, index_dir: Path, connection: sqlite3.Connection) -> None:
        self.index_dir = index_dir
        self._connection = connection
        self._file = _identity(index_dir / STORE_FILE)
        self._lock = threading.RLock()
        self._terms_by_word: dict[str, tuple[str, ...]] = {}

    def close(self) -> None:
        """Closes the connection; the store can't be used after it."""
        with self._lock:
            self._connection.close()

    # -- the index as a whole ---------------------------------------------------------------

    @property
    def generation(self) -> int:
        """Raised by each change; 0 before the first."""
        value = self._meta("generation")
        return int(value) if value else 0

    @property
    def fingerprint(self) -> Fingerprint | None:
        """What the index was made with; None before the first document."""
        value = self._meta("fingerprint")
        return Fingerprint(**json.loads(value)) if value else None

    def set_fingerprint(self, fingerprint: Fingerprint) -> None:
        """Notes what the index is made with; inside a transaction."""
        self._set_meta("fingerprint", json.dumps(asdict(fingerprint)))

    def forget_fingerprint(self) -> None:
        """Lets the next documents be indexed in another way; inside a transaction.

        What was removed before is no longer told apart, so derived files are made anew.
        """
        self._execute("DELETE FROM meta WHERE key = 'fingerprint'")
        self._execute("DELETE FROM removed_rows")
        self._execute("DELETE FROM word_vectors")
        self._set_meta("removed_rows_from", str(self.generation + 1))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One change of the index: all of it is kept, or none.

        Raises:
            IndexLocked: when another process is changing the index.
        """
        with self._lock:
            try:
                self._connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KIB}")
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise self._translated(error) from error
            try:
                yield
                self._execute("COMMIT")
            finally:
                # After any failure, an interrupt included, nothing half-done may stay open.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside is of one generation, whatever other processes write meanwhile."""
        with self._lock:
            nested = self._connection.in_transaction
            if not nested:
                self._execute("BEGIN")
            try:
                yield
            finally:
                if not nested and self._connection.in_transaction:
                    self._execute("COMMIT")

    def removed_since(self, table: VectorTable, generation: int) -> list[int] | None:
        """The embedded rows that went after a generation, ascending; None if that isn't known.

        Row ids are never given twice, so what came since then has higher ids than all before.
        """
        noted_from = self._meta("removed_rows_from")
        if noted_from is None or generation < int(noted_from):
            return None
        rows = self._all(
            "SELECT row_id FROM removed_rows WHERE source = ? AND generation > ? ORDER BY row_id",
            (table, generation),
        )
        return [row_id for (row_id,) in rows]

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, is now where the store was opened."""
        return _identity(self.index_dir / STORE_FILE) != self._file

    @property
    def size_bytes(self) -> int:
        """What the store and the files derived from it take on the disk."""
        files = (
            *self.index_dir.glob(f"{STORE_FILE}*"),
            *self.index_dir.glob("*.faiss*"),
            *self.index_dir.glob(f"{TERMS_FOLDER}/**/*"),
        )
        return sum(file.stat().st_size for file in files if file.is_file())

    def bump_generation(self) -> None:
        """Makes every derived file stale; inside the transaction that changed something."""
        self._forget_removed()
        self._set_meta("generation", str(self.generation + 1))

    def _forget_removed(self) -> None:
        """Forgets the rows that went before the last generation that all derived files follow.

        Files of an older one, which another process may be making now, are made anew then.
        """
        noted_from = self._meta("removed_rows_from")
        followed = [
            followed_terms(self.index_dir),
            *(followed_vectors(self.index_dir, table) for table in VECTOR_TABLES),
        ]
        known = [generation for generation in followed if generation is not None]
        if noted_from is None or len(known) < len(followed):
            return
        # Files of another index that were put here may be of any generation.
        last = min(*known, self.generation)
        if last > int(noted_from):
            self._execute("DELETE FROM removed_rows WHERE generation <= ?", (last,))
            self._set_meta("removed_rows_from", str(last))

    def _meta(self, key: str) -> str | None:
        row = self._one("SELECT value FROM meta WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def _set_meta(self, key: str, value: str) -> None:
        self._execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    # -- documents ----------------------------------------------------------------------------

    def documents(self) -> list[DocumentSummary]:
        """All documents, by name."""
        rows = self._all(
            """
            SELECT docid, origin, root, content_hash, format, metadata, length(text),
                json_array_length(pages),
                (SELECT count(*) FROM passages
                 WHERE document_id = documents.id AND input_hash IS NOT NULL),
                (SELECT count(*) FROM sentences WHERE document_id = documents.id),
                (SELECT count(*) FROM quantities WHERE document_id = documents.id),
                (SELECT indexed_at FROM indexing_times WHERE document_id = documents.id)
            FROM documents ORDER BY docid
            """
        )
        return [
            DocumentSummary(
                docid,
                origin,
                root,
                content_hash,
                SourceFormat(source_format),
                records.read_metadata(metadata),
                *counts_and_time,
            )
            for docid, origin, root, content_hash, source_format, metadata, *counts_and_time in rows
        ]

    def files(self) -> list[IndexedFile]:
        """The files that are indexed, by the names of their documents."""
        rows = self._all("SELECT docid, origin, root, content_hash FROM documents ORDER BY docid")
        return [IndexedFile(*row) for row in rows]

    def file_states(self) -> dict[str, FileState]:
        """How the files looked that are known to be as indexed, by their origin."""
        rows = self._all(
            "SELECT origin, inode, size, modified_ns, changed_ns FROM file_states "
            "JOIN documents ON documents.id = document_id"
        )
        return {origin: FileState(*state) for origin, *state in rows}

    def put_file_states(self, states: Iterable[tuple[str, FileState]]) -> None:
        """Keeps how the files of some origins look; inside a transaction.

        Args:
            states: origins of indexed documents, others are passed over, with their states.
        """
        self._execute_many(
            "INSERT OR REPLACE INTO file_states "
            "SELECT id, ?, ?, ?, ? FROM documents WHERE origin = ?",
            [(*state, origin) for origin, state in states],
        )

    def document(self, docid: str, *, in_parts: bool = False) -> StoredDocument:
        """One document with all that was derived from it.

        Args:
            docid: its name.
            in_parts: leave its rows in the store until they are asked for, which has to be inside a
                snapshot of the same generation.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        row = self._one(
            "SELECT id, origin, docid, format, metadata, pages, text, view_text, view_runs "
            "FROM documents WHERE docid = ?",
            (docid,),
        )
        if row is None:
            raise self._unknown(docid)
        document_id, origin, *rest = row
        document, view = records.read_document(tuple(rest))
        passages = partial(self._passages, document_id)
        sentences = partial(self._sentences, document_id)
        quantities = partial(self._quantities, document_id)
        return StoredDocument(
            document,
            origin,
            view,
            Outline(self._sections(document_id), ()),
            LazyRows(self._count("passages", document_id), passages) if in_parts else passages(),
            LazyRows(self._count("sentences", document_id), sentences) if in_parts else sentences(),
            LazyQuantities(self._count("quantities", document_id), quantities)
            if in_parts
            else quantities(),
        )

    def content_hash(self, docid: str) -> str:
        """The hash of the bytes of a document's file when it was indexed.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        row = self._one("SELECT content_hash FROM documents WHERE docid = ?", (docid,))
        if row is None:
            raise self._unknown(docid)
        return str(row[0])

    def put_document(
        self,
        document: Document,
        segmentation: Segmentation,
        embedded: Sequence[IndexedPassage | None],
        quantities: Iterable[Quantity],
        lexicon: "DocumentLexicon",
        *,
        origin: str,
        root: str,
        content_hash: str,
        indexed_at: str,
    ) -> None:
        """Adds a document, in place of one with the same name; inside a transaction.

        Args:
            document: the document.
            segmentation: its segmentation.
            embedded: for each of its passages what the indexes hold of it, None for those that
                are never retrieved.
            quantities: its quantities.
            lexicon: its words and aliases.
            origin: absolute path of its file.
            root: absolute path of what was named for indexing.
            content_hash: hash of the file's bytes.
            indexed_at: the time now, ISO 8601 in UTC.
        """
        row = records.document_row(
            document, segmentation.view, origin=origin, root=root, content_hash=content_hash
        )
        earlier = self._one("SELECT id FROM documents WHERE docid = ?", (document.docid,))
        if earlier is None:
            cursor = self._execute(
                "INSERT INTO documents (docid, origin, root, content_hash, format, metadata, "
                "pages, text, view_text, view_runs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            document_id = int(cursor.lastrowid or 0)
            kept: list[int | None] = [None] * len(embedded)
        else:
            (document_id,) = earlier
            kept = self._clear(document_id, embedded)
            self._execute(
                "UPDATE documents SET docid = ?, origin = ?, root = ?, content_hash = ?, "
                "format = ?, metadata = ?, pages = ?, text = ?, view_text = ?, view_runs = ? "
                "WHERE id = ?",
                (*row, document_id),
            )
        self._execute("INSERT INTO indexing_times VALUES (?, ?)", (document_id, indexed_at))
        self._execute_many(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                records.section_row(document_id, ordinal, section)
                for ordinal, section in enumerate(segmentation.sections)
            ],
        )
        unstemmed = [
            indexed for row_id, indexed in zip(kept, embedded, strict=True) if row_id is None
        ]
        self._learn_terms_of(unstemmed, lexicon)
        self._move_passages(document_id, segmentation, kept)
        added = {
            self._put_passage(document_id, ordinal, segmentation, indexed): indexed
            for ordinal, (passage_id, indexed) in enumerate(zip(kept, embedded, strict=True))
            if passage_id is None
        }
        self._put_stems({row_id: indexed for row_id, indexed in added.items() if indexed})
        self._count_passages(document_id, sign=1)
        self._execute_many(
            "INSERT INTO quantities (document_id, start_char, end_char, kind, value, value_low, "
            "value_high, unit, bound, direction, period, subject, measure, series) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [records.quantity_row(document_id, quantity) for quantity in quantities],
        )
        self._put_lexicon(document_id, lexicon)

    def _put_lexicon(self, document_id: int, lexicon: "DocumentLexicon") -> None:
        stems = self._terms_of([counted.word for counted in lexicon.words])
        self._execute_many(
            "INSERT INTO document_words (document_id, word, stem, occurrences, upper, lower) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (document_id, counted.word, *stem, counted.count, counted.upper, counted.lower)
                for counted, stem in zip(lexicon.words, stems, strict=True)
                # FTS5 takes some rare signs for no letters; such a word isn't in its index.
                if len(stem) == 1
            ],
        )
        self._execute(
            "INSERT INTO corpus_words SELECT word, stem, 1, upper, lower FROM document_words "
            "WHERE document_id = ? ON CONFLICT (word) DO UPDATE SET "
            "documents = documents + 1, upper = upper + excluded.upper, "
            "lower = lower + excluded.lower",
            (document_id,),
        )
        self._note_letters(counted.word for counted in lexicon.words)
        self._execute_many(
            "INSERT INTO aliases (document_id, ordinal, name, other) VALUES (?, ?, ?, ?)",
            [
                (document_id, ordinal, alias.name, alias.other)
                for ordinal, alias in enumerate(lexicon.aliases)
            ],
        )
        self._stem_aliases()

    def _stem_aliases(self) -> None:
        """Fills in the stems of aliases that have none yet; inside a transaction."""
        rows = self._all(
            "SELECT document_id, ordinal, name, other FROM aliases WHERE name_stems IS NULL"
        )
        if not rows:
            return
        names = self._terms_of([name for *_, name, _ in rows])
        others = self._terms_of([other for *_, other in rows])
        self._execute_many(
            "UPDATE aliases SET name_stems = ?, other_stems = ? "
            "WHERE document_id = ? AND ordinal = ?",
            [
                (_name_key(stems), _name_key(other_stems), document_id, ordinal)
                for (document_id, ordinal, _, _), stems, other_stems in zip(
                    rows, names, others, strict=True
                )
            ],
        )

    def _put_passage(
        self,
        document_id: int,
        ordinal: int,
        segmentation: Segmentation,
        embedded: IndexedPassage | None,
    ) -> int:
        passage = segmentation.passages[ordinal]
        first, behind = passage.sentences
        vector, *sentence_vectors = self._vector_blobs(embedded, behind - first)
        cursor = self._execute(
            "INSERT INTO passages (document_id, ordinal, section, start_char, end_char, kind, "
            "first_sentence, behind_sentence, header_start, header_end, words, input_hash, "
            "vector) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            records.passage_row(
                document_id,
                ordinal,
                passage,
                words=len(words(f"{embedded.heading} {embedded.body}")) if embedded else 0,
                input_hash=embedded.input_hash if embedded else None,
                vector=vector,
            ),
        )
        passage_id = int(cursor.lastrowid or 0)
        self._execute_many(
            "INSERT INTO sentences (document_id, ordinal, passage_id, section, start_char, "
            "end_char, vector) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    document_id,
                    index,
                    passage_id,
                    segmentation.sentences[index].section,
                    segmentation.sentences[index].span.start,
                    segmentation.sentences[index].span.end,
                    sentence_vectors[index - first],
                )
                for index in range(first, behind)
            ],
        )
        return passage_id

    def _vector_blobs(self, embedded: IndexedPassage | None, sentences: int) -> list[bytes | None]:
        """The vectors of a passage and of its sentences, copied if the store knows the input."""
        if embedded is None:
            return [None] * (1 + sentences)
        if isinstance(embedded, EmbeddedPassage):
            vectors = (embedded.vector, *embedded.sentence_vectors)
            return [records.vector_bytes(vector) for vector in vectors]
        rows = self._all(
            "WITH known AS (SELECT min(id) AS id FROM passages WHERE input_hash = ?) "
            "SELECT vector FROM passages WHERE id = (SELECT id FROM known) UNION ALL "
            "SELECT vector FROM (SELECT vector FROM sentences "
            "WHERE passage_id = (SELECT id FROM known) ORDER BY ordinal)",
            (embedded.input_hash,),
        )
        return [vector for (vector,) in rows]

    def _put_stems(self, embedded: Mapping[int, IndexedPassage]) -> None:
        """Keeps the stems of a document's passages, by passage id, and counts them."""
        texts = [text for each in embedded.values() for text in (each.heading, each.body)]
        stems = [" ".join(terms) for terms in self._terms_of(texts)]
        rows = list(zip(embedded, stems[::2], stems[1::2], strict=True))
        self._execute_many(
            "INSERT INTO passage_stems (passage_id, heading, body) VALUES (?, ?, ?)", rows
        )
        self._count_stems(rows, sign=1)
        self._note_letters(stems)

    def _count_stems(self, rows: Sequence[StemRow], *, sign: int) -> None:
        passages: Counter[str] = Counter()
        in_bodies: Counter[str] = Counter()
        for _, heading, body in rows:
            in_body = body.split()
            in_bodies.update(in_body)
            passages.update({*heading.split(), *in_body})
        self._execute_many(
            "INSERT INTO stems (stem, passages, in_bodies) VALUES (?, ?, ?) "
            "ON CONFLICT (stem) DO UPDATE SET passages = passages + excluded.passages, "
            "in_bodies = in_bodies + excluded.in_bodies",
            [(stem, sign * passages[stem], sign * in_bodies[stem]) for stem in sorted(passages)],
        )
        if sign < 0:
            self._execute(
                "DELETE FROM stems WHERE passages = 0 AND stem IN (SELECT value FROM json_each(?))",
                (json.dumps(list(passages)),),
            )

    def _count_passages(self, document_id: int, *, sign: int) -> None:
        count, length = self._all(
            "SELECT count(*), coalesce(sum(words), 0) FROM passages "
            "WHERE document_id = ? AND input_hash IS NOT NULL",
            (document_id,),
        )[0]
        self._set_meta("embedded_passages", str(self.embedded_passages + sign * count))
        self._set_meta("embedded_words", str(self.embedded_words + sign * length))

    def _note_letters(self, texts: Iterable[str]) -> None:
        """Remembers which letters words and stems have; they are kept when the words go."""
        known = self._meta("letters") or ""
        new = set().union(*texts).difference(known, " ")
        if new:
            self._set_meta("letters", "".join(sorted({*known, *new})))

    def remove_document(self, docid: str) -> None:
        """Takes a document and every trace of it out; inside a transaction.

        Raises:
            UnknownDocument: when there is none of that name.
        """
        if not self._drop(docid):
            raise self._unknown(docid)

    def _drop(self, docid: str) -> bool:
        row = self._one("SELECT id FROM documents WHERE docid = ?", (docid,))
        if row is None:
            return False
        (document_id,) = row
        self._uncount(document_id, ())
        self._execute("DELETE FROM documents WHERE id = ?", row)
        return True

    def _clear(
        self, document_id: int, embedded: Sequence[IndexedPassage | None]
    ) -> list[int | None]:
        """Takes out what an earlier version of a document left, but for its own row.

        Passages that the encoder reads as before stay too, with their sentences, so that vectors,
        stems and the files derived from them needn't follow.

        Args:
            document_id: the document.
            embedded: what is indexed of each of its passages now.

        Returns:
            The ids of those that stay, in the order of `embedded`; None for the others.
        """
        ids: dict[str, list[int]] = {}
        for passage_id, input_hash in self._all(
            "SELECT id, input_hash FROM passages "
            "WHERE document_id = ? AND input_hash IS NOT NULL ORDER BY ordinal DESC",
            (document_id,),
        ):
            ids.setdefault(input_hash, []).append(passage_id)
        kept = [
            ids[indexed.input_hash].pop() if indexed and ids.get(indexed.input_hash) else None
            for indexed in embedded
        ]
        staying = [passage_id for passage_id in kept if passage_id is not None]
        self._uncount(document_id, staying)
        self._execute(
            "DELETE FROM passages WHERE document_id = ? "
            "AND id NOT IN (SELECT value FROM json_each(?))",
            (document_id, json.dumps(staying)),
        )
        for table in _OF_DOCUMENT:
            self._execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608
        return kept

    def _uncount(self, document_id: int, staying: Sequence[int]) -> None:
        """Takes a document out of all sums, but for the stems of passages that stay."""
        stems = self._all(
            "SELECT passage_id, heading, body FROM passage_stems WHERE passage_id IN "
            "(SELECT id FROM passages WHERE document_id = ?) "
            "AND passage_id NOT IN (SELECT value FROM json_each(?))",
            (document_id, json.dumps(list(staying))),
        )
        self._count_stems(stems, sign=-1)
        self._count_passages(document_id, sign=-1)
        self._execute(
            "UPDATE corpus_words SET documents = documents - 1, "
            "upper = corpus_words.upper - gone.upper, lower = corpus_words.lower - gone.lower "
            "FROM document_words AS gone "
            "WHERE gone.document_id = ? AND corpus_words.word = gone.word",
            (document_id,),
        )
        self._execute(
            "DELETE FROM corpus_words WHERE documents = 0 "
            "AND word IN (SELECT word FROM document_words WHERE document_id = ?)",
            (document_id,),
        )

    def _move_passages(
        self, document_id: int, segmentation: Segmentation, kept: Sequence[int | None]
    ) -> None:
        """Notes where the passages that stay, and their sentences, stand now."""
        before = {
            row[-1]: row
            for row in self._all(
                "SELECT ordinal, section, start_char, end_char, first_sentence, behind_sentence, "
                "header_start, header_end, id FROM passages WHERE document_id = ?",
                (document_id,),
            )
        }
        sentences: dict[int, list[records.Row]] = {passage_id: [] for passage_id in before}
        for passage_id, *place in self._all(
            "SELECT passage_id, ordinal, section, start_char, end_char, id FROM sentences "
            "WHERE document_id = ? ORDER BY ordinal",
            (document_id,),
        ):
            sentences[passage_id].append(tuple(place))
        moved: list[records.Row] = []
        moved_sentences: list[records.Row] = []
        for ordinal, passage_id in enumerate(kept):
            if passage_id is None:
                continue
            passage = segmentation.passages[ordinal]
            header = passage.header
            now = (
                ordinal,
                passage.section,
                passage.span.start,
                passage.span.end,
                *passage.sentences,
                header.start if header else None,
                header.end if header else None,
                passage_id,
            )
            if now != before[passage_id]:
                moved.append(now)
            for index, then in zip(range(*passage.sentences), sentences[passage_id], strict=True):
                sentence = segmentation.sentences[index]
                span = sentence.span
                place_now = (index, sentence.section, span.start, span.end, then[-1])
                if place_now != then:
                    moved_sentences.append(place_now)
        self._execute_many(
            "UPDATE passages SET ordinal = ?, section = ?, start_char = ?, end_char = ?, "
            "first_sentence = ?, behind_sentence = ?, header_start = ?, header_end = ? "
            "WHERE id = ?",
            moved,
        )
        self._execute_many(
            "UPDATE sentences SET ordinal = ?, section = ?, start_char = ?, end_char = ? "
            "WHERE id = ?",
            moved_sentences,
        )

    def _unknown(self, docid: str) -> UnknownDocument:
        names = [str(name) for (name,) in self._all("SELECT docid FROM documents ORDER BY docid")]
        import difflib  # for the rare mistake

        return UnknownDocument(docid, tuple(difflib.get_close_matches(docid, names)))

    # -- vectors --------------------------------------------------------------------------------

    def known_inputs(self, input_hashes: Sequence[str]) -> set[str]:
        """Those of some hashes of what the encoder reads whose passages have their vectors here.

        A document with such passages can be put without these vectors in the same transaction.
        """
        if self.fingerprint is None:
            return set()
        rows = self._all(
            "SELECT DISTINCT input_hash FROM passages "
            "WHERE input_hash IN (SELECT value FROM json_each(?))",
            (json.dumps(list(input_hashes)),),
        )
        return {str(input_hash) for (input_hash,) in rows}

    def earlier_reading(self, docid: str) -> EarlierReading | None:
        """What was read of a document, for reading it again; None where there is none."""
        row = self._one("SELECT id, view_text, view_runs FROM documents WHERE docid = ?", (docid,))
        if row is None:
            return None
        document_id, view_text, view_runs = row
        runs = tuple((view, canonical) for view, canonical in json.loads(view_runs))
        return EarlierReading(
            TextView(view_text, runs), self._sections(document_id), self._quantities(document_id)
        )

    def _sections(self, document_id: int) -> tuple[Section, ...]:
        rows = self._all(
            "SELECT title, number, level, heading_start, heading_end, start_char, end_char, "
            "parent, kind, run_in FROM sections WHERE document_id = ? ORDER BY ordinal",
            (document_id,),
        )
        return tuple(map(records.read_section, rows))

    def _count(self, table: Literal["passages", "sentences", "quantities"], document: int) -> int:
        ((count,),) = self._all(
            f"SELECT COUNT(*) FROM {table} WHERE document_id = ?",  # noqa: S608
            (document,),
        )
        return int(count)

    def _passages(
        self, document_id: int, first: int = 0, behind: int | None = None
    ) -> tuple[StoredPassage, ...]:
        rows = self._all(
            "SELECT id, section, start_char, end_char, kind, first_sentence, "
            "behind_sentence, header_start, header_end FROM passages "
            "WHERE document_id = ? AND ordinal >= ? AND ordinal < ? ORDER BY ordinal",
            (document_id, first, _END if behind is None else behind),
        )
        return tuple(map(records.read_passage, rows))

    def _sentences(
        self, document_id: int, first: int = 0, behind: int | None = None
    ) -> tuple[StoredSentence, ...]:
        rows = self._all(
            "SELECT id, passage_id, start_char, end_char, section FROM sentences "
            "WHERE document_id = ? AND ordinal >= ? AND ordinal < ? ORDER BY ordinal",
            (document_id, first, _END if behind is None else behind),
        )
        return tuple(map(records.read_sentence, rows))

    def _quantities(
        self, document_id: int, start: int = 0, end: int | None = None
    ) -> tuple[Quantity, ...]:
        rows = self._all(
            "SELECT start_char, end_char, kind, value, value_low, value_high, unit, bound, "
            "direction, period, subject, measure, series FROM quantities "
            "WHERE document_id = ? AND start_char >= ? AND start_char < ? ORDER BY start_char",
            (document_id, start, _END if end is None else end),
        )
        return tuple(map(records.read_quantity, rows))

    @property
    def vector_choice(self) -> VectorChoice:
        """The kind of vector index that the user asked for."""
        kept = self._meta("vectors")
        return next((choice for choice in VECTOR_CHOICES if choice == kept), "auto")

    def set_vector_choice(self, choice: VectorChoice) -> None:
        """Asks for a kind of vector index, from the next opening on; inside a transaction."""
        self._set_meta("vectors", choice)

    def derive_vectors(self) -> None:
        """Brings the vector files up to date now, so that nobody who asks waits for it."""
        if self.fingerprint is not None:
            for table in VECTOR_TABLES:
                self.vector_index(table)

    def vector_state(self, table: VectorTable) -> VectorState | None:
        """How a table was searched last; None before its vectors were first opened."""
        return read_state(self.index_dir, table)

    def vector_index(self, table: VectorTable) -> VectorIndex:
        """The vectors of all body passages, or of all their sentences, for search.

        Raises:
            IndexMissing: when nothing has been indexed.
        """
        fingerprint = self.fingerprint
        if fingerprint is None:
            raise missing(self.index_dir)
        rows = TableRows(self, table, fingerprint.dimension, self._all)
        return open_vectors(self.index_dir, table, rows, choice=self.vector_choice)

    def words_without_vector(self, found: Iterable[str]) -> list[str]:
        """Those of some words that `put_word_vectors` wasn't given yet, in alphabetical order."""
        rows = self._all(
            "SELECT DISTINCT value FROM json_each(?) "
            "WHERE value NOT IN (SELECT word FROM word_vectors) ORDER BY value",
            (json.dumps(list(found)),),
        )
        return [str(word) for (word,) in rows]

    def put_word_vectors(self, found: Sequence[str], vectors: Vectors) -> None:
        """Keeps the vectors of words; inside a transaction.

        Args:
            found: words in lower case that have none yet.
            vectors: float32 of shape (n_words, dim), unit length.
        """
        self._execute_many(
            "INSERT INTO word_vectors (word, vector) VALUES (?, ?)",
            [
                (word, records.vector_bytes(vector))
                for word, vector in zip(found, vectors, strict=True)
            ],
        )

    def word_vectors(self, found: Sequence[str]) -> dict[str, Vectors]:
        """The kept vectors of some words: word → float32 of shape (dim,); others are absent."""
        rows = self._all(
            "SELECT word, vector FROM word_vectors WHERE word IN (SELECT value FROM json_each(?))",
            (json.dumps(list(found)),),
        )
        return {str(word): np.frombuffer(blob, dtype="<f4") for word, blob in rows}

    # -- passages -------------------------------------------------------------------------------

    def passage_places(self, passage_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
        """The document of each passage, and its place among that document's passages."""
        rows = self._all(
            "SELECT passages.id, docid, ordinal FROM passages JOIN documents "
            "ON documents.id = passages.document_id "
            "WHERE passages.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passage_ids)),),
        )
        return {passage_id: (str(docid), int(ordinal)) for passage_id, docid, ordinal in rows}

    def passage_sentences(self, passage_ids: Sequence[int]) -> dict[int, list[int]]:
        """The sentences of each passage, in text order."""
        found: dict[int, list[int]] = {passage_id: [] for passage_id in passage_ids}
        for passage_id, sentence_id in self._all(
            "SELECT passage_id, id FROM sentences "
            "WHERE passage_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(list(passage_ids)),),
        ):
            found[passage_id].append(sentence_id)
        return found

    def passages_of_sentences(self, sentence_ids: Sequence[int]) -> dict[int, int]:
        """The passage of each sentence."""
        rows = self._all(
            "SELECT id, passage_id FROM sentences WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(sentence_ids)),),
        )
        return dict(rows)

    # -- the lexical index ----------------------------------------------------------------------

    def terms(self, text: str) -> list[str]:
        """The stems of a text's content words as the lexical index has them, in order."""
        return list(self._terms_of([text])[0])

    def terms_by_word(self, text: str) -> list[tuple[str, str]]:
        """The content words of a text, as written, each with its stem; in order."""
        found = content_words(text)
        return [
            (word, stem)
            for word, stems in zip(found, self._terms_of(found), strict=True)
            for stem in stems
        ]

    def _terms_of(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """The terms of each of many texts, each word asked of SQLite once."""
        with self._lock:
            # What is known is a word and nothing else; most texts are, where words are asked for.
            cut = [[text] if text in self._terms_by_word else content_words(text) for text in texts]
            self._learn_terms(set().union(*cut))
            known = self._terms_by_word
            return [tuple(chain.from_iterable(map(known.__getitem__, found))) for found in cut]

    def _learn_terms_of(
        self, embedded: Sequence[IndexedPassage | None], lexicon: "DocumentLexicon"
    ) -> None:
        """Learns all words of a document together, since each time asks SQLite anew."""
        names = (name for alias in lexicon.aliases for name in (alias.name, alias.other))
        texts = (text for each in embedded if each for text in (each.heading, each.body))
        words_alone = (counted.word for counted in lexicon.words)
        self._learn_terms(set(content_words(" ".join((*texts, *names, *words_alone)))))

    def _learn_terms(self, found: Set[str]) -> None:
        """Keeps the terms of words; each is cut by itself, whatever stands beside it."""
        # Not as a difference of sets, which would go through all words that are known.
        unknown = sorted(word for word in found if word not in self._terms_by_word)
        if not unknown:
            return
        if len(self._terms_by_word) > _KEPT_TERMS:
            self._terms_by_word.clear()
            unknown = sorted(found)
        with self._lock:
            # Asked for each time, since a transaction that is taken back takes them with it.
            self._execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.query_terms USING fts5 (body, "
                'content="", columnsize=0, tokenize="porter unicode61 remove_diacritics 2")'
            )
            self._execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.query_postings "
                "USING fts5vocab (temp, query_terms, 'instance')"
            )
            self._execute("INSERT INTO temp.query_terms (query_terms) VALUES ('delete-all')")
            # In one statement, since each one that writes is a transaction of its own.
            self._execute(
                "INSERT INTO temp.query_terms (rowid, body) SELECT key, value FROM json_each(?)",
                (json.dumps(unknown, ensure_ascii=False),),
            )
            # As bytes: the stemmer cuts some words of several scripts inside a character.
            rows = self._all(
                "SELECT doc, CAST(term AS BLOB) FROM temp.query_postings ORDER BY doc, offset"
            )
        terms: list[list[str]] = [[] for _ in unknown]
        for row, term in rows:
            terms[row].append(term.decode("utf-8", errors="replace"))
        self._terms_by_word.update(zip(unknown, map(tuple, terms), strict=True))

    def term_index(self) -> TermIndex:
        """The stems of all body passages, for search."""
        with self.snapshot():
            ((last_id,),) = self._all("SELECT coalesce(max(passage_id), 0) FROM passage_stems")
            source = TermSource(
                self._meta("identity") or "",
                self.generation,
                self.embedded_passages,
                last_id,
                partial(self.removed_since, "passages"),
                self._stems_above,
            )
            return open_terms(self.index_dir, source)

    def _stems_above(self, passage_id: int) -> Iterator[StemRow]:
        """Ids, headings and bodies of the passages with a higher id, ascending."""
        while rows := self._all(
            "SELECT passage_id, heading, body FROM passage_stems "
            "WHERE passage_id > ? ORDER BY passage_id LIMIT ?",
            (passage_id, _BATCH),
        ):
            yield from rows
            passage_id = rows[-1][0]

    def passage_stems(self, passage_ids: Sequence[int]) -> dict[int, PassageStems]:
        """The stems of some passages; those that aren't there any more are absent."""
        rows = self._all(
            "SELECT id, words, heading, body FROM passage_stems JOIN passages ON id = passage_id "
            "WHERE passage_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(passage_ids)),),
        )
        return {passage_id: PassageStems(*stems) for passage_id, *stems in rows}

    def stem_passages(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages some stems stand; unknown ones are absent."""
        return dict(
            self._all(
                "SELECT stem, passages FROM stems WHERE stem IN (SELECT value FROM json_each(?))",
                (json.dumps(list(stems)),),
            )
        )

    def occurrences(self, stem: str) -> int:
        """How often a stem stands in all passages together, heading paths left out."""
        row = self._one("SELECT in_bodies FROM stems WHERE stem = ?", (stem,))
        return int(row[0]) if row else 0

    @property
    def embedded_passages(self) -> int:
        """How many passages can be found."""
        return int(self._meta("embedded_passages") or 0)

    @property
    def embedded_words(self) -> int:
        """How many words they have together, function words and heading paths included."""
        return int(self._meta("embedded_words") or 0)

    # -- the lexicon ----------------------------------------------------------------------------

    def casing(self, stems: Iterable[str]) -> dict[str, Casing]:
        """How all documents together write the words with these stems; unknown stems are absent."""
        rows = self._all(
            "SELECT stem, sum(upper), sum(lower) FROM corpus_words "
            "WHERE stem IN (SELECT value FROM json_each(?)) GROUP BY stem ORDER BY stem",
            (json.dumps(list(stems)),),
        )
        return {stem: Casing(upper, lower) for stem, upper, lower in rows}

    def word_casing(self, stem: str, word: str) -> Casing | None:
        """How all documents together write one word; None where none has it.

        Args:
            stem: its stem.
            word: the word in lower case.
        """
        row = self._one(
            "SELECT upper, lower FROM corpus_words WHERE word = ? AND stem = ?", (word, stem)
        )
        return Casing(*row) if row else None

    def word_stems(self, lowered: Iterable[str]) -> dict[str, str]:
        """The stems of those of some words that the documents have, in lower case."""
        return dict(
            self._all(
                "SELECT word, stem FROM corpus_words "
                "WHERE word IN (SELECT value FROM json_each(?))",
                (json.dumps(list(lowered)),),
            )
        )

    def words_beginning(self, letter: str, lengths: tuple[int, int]) -> dict[str, str]:
        """The documents' words with a first letter and so many letters, and their stems.

        Args:
            letter: the first letter, in lower case.
            lengths: the fewest and the most letters.
        """
        return dict(
            self._all(
                "SELECT word, stem FROM corpus_words "
                "WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
                (letter, letter + chr(0x10FFFF), *lengths),
            )
        )

    @property
    def letters(self) -> str:
        """All letters and digits that words and stems of the documents have or had."""
        return self._meta("letters") or ""

    def aliases_of(self, stems: Iterable[str]) -> list[StoredAlias]:
        """The aliases that any document states of the name with exactly these stems.

        It may be either of the two. By name, and those of one name from the commonest on.
        """
        key = _name_key(stems)
        rows = self._all(
            "SELECT name, other, name_stems, other_stems FROM aliases "
            "WHERE (name_stems = ? OR other_stems = ?) AND name_stems <> other_stems "
            "AND name_stems <> '' AND other_stems <> '' "
            "GROUP BY name, other ORDER BY name, COUNT(*) DESC, MIN(ordinal), other",
            (key, key),
        )
        return [
            StoredAlias(name, other, frozenset(name_stems.split()), frozenset(other_stems.split()))
            for name, other, name_stems, other_stems in rows
        ]

    # -- plumbing -------------------------------------------------------------------------------

    def _execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        with self._lock:
            try:
                return self._connection.execute(sql, values)
            except sqlite3.Error as error:
                raise self._translated(error) from error

    def _execute_many(self, sql: str, rows: Sequence[records.Row]) -> None:
        with self._lock:
            try:
                self._connection.executemany(sql, rows)
            except sqlite3.Error as error:
                raise self._translated(error) from error

    def _all(self, sql: str, values: Sequence[object] = ()) -> list[records.Row]:
        with self._lock:
            return self._execute(sql, values).fetchall()

    def _one(self, sql: str, values: Sequence[object] = ()) -> records.Row | None:
        rows = self._all(sql, values)
        return rows[0] if rows else None

    def _translated(self, error: sqlite3.Error) -> Exception:
        """The store's own error for a library error that a user can cause; others as they are."""
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
            return error
        for sign, kind, problem, remedy in _FAULTS:
            if sign in str(error):
                return kind(self.index_dir, problem, remedy)
        return IndexDamaged(
            self.index_dir,
            f"the store can't be used ({error})",
            "move the folder away and run `briqa index` again",
        )


def _name_key(stems: Iterable[str]) -> str:
    """What a name is looked up by, whatever the order of its words."""
    return " ".join(sorted(set(stems)))


def missing(index_dir: Path) -> IndexMissing:
    """The error for an index that isn't there."""
    return IndexMissing(index_dir, "no index here yet", "run `briqa index PATH` first")


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one of its name; None for none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def open_store(index_dir: Path, *, create: bool = False) -> Store:
    """Opens an index folder.

    Args:
        index_dir: the folder.
        create: make folder and store when they aren't there.

    Raises:
        IndexMissing: when there is no store and none is to be made.
        IndexDamaged: when the file there isn't one.
        IndexMismatch: when a newer briqa made it.
    """
    path = index_dir / STORE_FILE
    if not create and not path.is_file():
        raise missing(index_dir)
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
    except (OSError, sqlite3.Error) as error:
        raise IndexDamaged(
            index_dir, f"the index can't be opened ({error})", "choose another folder with --index"
        ) from error
    store = Store(index_dir, connection)
    with ExitStack() as undo:
        undo.callback(store.close)
        _prepare(store, connection)
        undo.pop_all()
    return store


def _prepare(store: Store, connection: sqlite3.Connection) -> None:
    try:
        version = schema_version(connection)
        if version < SCHEMA_VERSION:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise store._translated(error) from error  # noqa: SLF001 - the module's own
    if version > SCHEMA_VERSION:
        raise IndexMismatch(
            store.index_dir, "a newer version of briqa made this index", "update briqa"
        )
    if version < SCHEMA_VERSION:
        with store.transaction():
            migrate(connection)
            store._stem_aliases()  # noqa: SLF001 - the module's own
