"""Rows of the store and the values they hold; nothing here decides anything."""

import bisect
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from briqa.encoder import Vectors
from briqa.quantities import Quantity
from briqa.segment import Outline, Passage, PassageKind, Section, SectionKind, Sentence
from briqa.spans import Document, Metadata, Page, Publication, SourceFormat, Span, TextView
from briqa.store.lazy_rows import LazyQuantities
from briqa.values import dataclass

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage and the row id by which the indexes know it."""

    passage_id: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence, its row id and that of its passage."""

    sentence_id: int
    passage_id: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it was indexed.

    `origin` is the absolute path of its file; sentences, passages and quantities are in text order.
    Of one that was read for a single question these three are read where they are asked for
    (`lazy_rows.py`).
    """

    document: Document
    origin: str
    view: TextView
    outline: Outline
    passages: Sequence[StoredPassage]
    sentences: Sequence[StoredSentence]
    quantities: Sequence[Quantity]

    def sentence_at(self, offset: int) -> StoredSentence | None:
        """The sentence in which a canonical offset lies."""
        index = bisect.bisect_right(
            self.sentences, offset, key=lambda found: found.sentence.span.start
        )
        if index and offset < self.sentences[index - 1].sentence.span.end:
            return self.sentences[index - 1]
        return None

    def quantities_in(self, span: Span) -> tuple[Quantity, ...]:
        """The quantities that lie in a span, in text order."""
        if isinstance(self.quantities, LazyQuantities):
            near: Sequence[Quantity] = self.quantities.beginning_in(span.start, span.end)
        else:
            starts = partial(bisect.bisect_left, self.quantities, key=lambda each: each.span.start)
            near = self.quantities[starts(span.start) : starts(span.end)]
        return tuple(quantity for quantity in near if span.covers(quantity.span))


@dataclass(frozen=True, slots=True)
class Casing:
    """How often words stand with a capital, and without, where a capital would say something."""

    upper: int = 0
    lower: int = 0


@dataclass(frozen=True, slots=True)
class StoredAlias:
    """Two names for the same thing that a document states, and their stems."""

    name: str
    other: str
    name_stems: frozenset[str]
    other_stems: frozenset[str]


class IndexedFile(NamedTuple):
    """Where a document came from: what indexing compares with the files.

    `origin` is the absolute path of its file, `root` that of what was named for indexing.
    """

    docid: str
    origin: str
    root: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What `briqa status` says of a document.

    `indexed_at` is ISO 8601 in UTC; None where a briqa that didn't note it indexed the document.
    """

    docid: str
    origin: str
    root: str
    content_hash: str
    format: SourceFormat
    metadata: Metadata
    characters: int
    pages: int
    passages: int
    sentences: int
    quantities: int
    indexed_at: str | None


def document_row(
    document: Document, view: TextView, *, origin: str, root: str, content_hash: str
) -> Row:
    """The row of `documents`, without its id."""
    pages = [[page.start, page.end, page.label] for page in document.pages]
    return (
        document.docid,
        origin,
        root,
        content_hash,
        document.format.value,
        json.dumps(asdict(document.metadata), ensure_ascii=False),
        json.dumps(pages, ensure_ascii=False),
        document.text,
        view.text,
        json.dumps(view.runs),
    )


def read_document(row: Row) -> tuple[Document, TextView]:
    """From `docid, format, metadata, pages, text, view_text, view_runs`."""
    docid, source_format, metadata, pages, text, view_text, view_runs = row
    document = Document(
        docid=docid,
        text=text,
        format=SourceFormat(source_format),
        metadata=read_metadata(metadata),
        pages=tuple(Page(start, end, label) for start, end, label in json.loads(pages)),
    )
    runs = tuple((view, canonical) for view, canonical in json.loads(view_runs))
    return document, TextView(view_text, runs)


def read_metadata(text: str) -> Metadata:
    """From the JSON of a `documents` row; one written before has no publication."""
    fields = json.loads(text)
    publication = fields.pop("publication", {})
    for name in ("authors", "editors"):
        publication[name] = tuple(publication.get(name, ()))
    return Metadata(**fields, publication=Publication(**publication))


def section_row(document_id: int, ordinal: int, section: Section) -> Row:
    """The row of `sections`."""
    heading = section.heading
    return (
        document_id,
        ordinal,
        section.title,
        section.number,
        section.level,
        heading.start if heading else None,
        heading.end if heading else None,
        section.span.start,
        section.span.end,
        section.parent,
        section.kind.value,
        int(section.run_in),
    )


def read_section(row: Row) -> Section:
    """From a row of `sections` without its document and ordinal."""
    title, number, level, heading_start, heading_end, start, end, parent, kind, run_in = row
    heading = None if heading_start is None else Span(heading_start, heading_end)
    return Section(
        title, number, level, heading, Span(start, end), parent, SectionKind(kind), bool(run_in)
    )


def passage_row(
    document_id: int,
    ordinal: int,
    passage: Passage,
    *,
    words: int,
    input_hash: str | None,
    vector: bytes | None,
) -> Row:
    """The row of `passages`, without its id."""
    header = passage.header
    return (
        document_id,
        ordinal,
        passage.section,
        passage.span.start,
        passage.span.end,
        passage.kind.value,
        *passage.sentences,
        header.start if header else None,
        header.end if header else None,
        words,
        input_hash,
        vector,
    )


def read_passage(row: Row) -> StoredPassage:
    """From the first nine columns of `passages` behind the document's id and the ordinal."""
    passage_id, section, start, end, kind, first, behind, header_start, header_end = row
    header = None if header_start is None else Span(header_start, header_end)
    return StoredPassage(
        passage_id, Passage(Span(start, end), section, PassageKind(kind), (first, behind), header)
    )


def read_sentence(row: Row) -> StoredSentence:
    """From `id, passage_id, start_char, end_char, section` of `sentences`."""
    sentence_id, passage_id, start, end, section = row
    return StoredSentence(sentence_id, passage_id, Sentence(Span(start, end), section))


def quantity_row(document_id: int, quantity: Quantity) -> Row:
    """The row of `quantities`, without its id."""
    return (
        document_id,
        quantity.span.start,
        quantity.span.end,
        quantity.kind,
        quantity.value,
        quantity.value_low,
        quantity.value_high,
        quantity.unit,
        quantity.bound,
        quantity.direction,
        quantity.period,
        quantity.subject,
        quantity.measure,
        quantity.series,
    )


def read_quantity(row: Row) -> Quantity:
    """From a row of `quantities` without its ids."""
    start, end, *rest = row
    return Quantity(Span(start, end), *rest)


def vector_bytes(vector: Vectors) -> bytes:
    """A float32 vector as little-endian bytes."""
    return vector.astype("<f4", copy=False).tobytes()


def read_vectors(blobs: Sequence[bytes], dimension: int) -> Vectors:
    """Float32 of shape (len(blobs), dimension)."""
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), dimension)
