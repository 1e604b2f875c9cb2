"""What an index holds, and how its documents stand beside the files that they were read from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from briqa.sources.content_hash import ContentHashes
from briqa.store import VECTOR_TABLES, DocumentSummary, Fingerprint, Store, VectorState, VectorTable

_SIZE_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_UNIT_STEP: Final = 1000


class Freshness(StrEnum):
    """How a document's file stands beside what was indexed of it."""

    UP_TO_DATE = "up_to_date"
    CHANGED = "changed"
    GONE = "gone"

    @property
    def words(self) -> str:
        """The same in words."""
        return _STATES[self]


_STATES: Final = {
    Freshness.UP_TO_DATE: "up to date",
    Freshness.CHANGED: "changed on disk",
    Freshness.GONE: "file gone",
}


@dataclass(frozen=True, slots=True)
class Holding:
    """A document of the index.

    Attributes:
        summary: what the store says of it.
        state: how its file stands now; one that can't be read any more counts as gone.
        size_bytes: the size of the file; None when it is gone.
    """

    summary: DocumentSummary
    state: Freshness
    size_bytes: int | None

    @property
    def title(self) -> str:
        """The title that it gives itself, else its name."""
        return self.summary.metadata.title or self.summary.docid

    def as_json(self) -> dict[str, object]:
        """The same as plain values."""
        return {
            **asdict(self.summary),
            "state": self.state.value,
            "size_bytes": self.size_bytes,
        }


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What an index holds.

    Attributes:
        holdings: its documents, by name.
        generation: raised by each change of the index.
        size_bytes: what the index takes on the disk.
        made_with: the encoder and versions; None before the first document.
        vectors: how each table of vectors is searched, as far as it was opened before.
        runtime: what runs the encoder; None where that isn't known yet.
    """

    holdings: tuple[Holding, ...]
    generation: int
    size_bytes: int
    made_with: Fingerprint | None
    vectors: Mapping[VectorTable, VectorState] = field(default_factory=dict)
    runtime: str | None = None

    @property
    def search(self) -> tuple[str, ...]:
        """How the index is searched, for people: a part for each table, and the encoder's."""
        tables = (f"{table} {_state_text(state)}" for table, state in self.vectors.items())
        return (*tables, *((f"encoder on {self.runtime}",) if self.runtime else ()))

    def index_json(self) -> dict[str, object]:
        """The index as a whole as plain values."""
        return {
            "documents": len(self.holdings),
            "generation": self.generation,
            "size_bytes": self.size_bytes,
            "model": self.made_with.model if self.made_with else None,
            "runtime": self.runtime,
            "vectors": {table: state._asdict() for table, state in self.vectors.items()},
        }

    @property
    def about(self) -> tuple[str, ...]:
        """The index as a whole, for people: documents, size, encoder and generation."""
        count = len(self.holdings)
        encoder = (self.made_with.model,) if self.made_with else ()
        return (
            f"{count} document{'s'[: count != 1]}",
            size_text(self.size_bytes),
            *encoder,
            f"generation {self.generation}",
        )


def read_catalogue(store: Store, hashes: ContentHashes, *, runtime: str | None = None) -> Catalogue:
    """The catalogue of an index as it is now.

    Args:
        store: the index.
        hashes: of the files, as far as they are known.
        runtime: what runs the encoder, where that is known.
    """
    states = ((table, store.vector_state(table)) for table in VECTOR_TABLES)
    return Catalogue(
        tuple(_holdings(store.documents(), hashes)),
        store.generation,
        store.size_bytes,
        store.fingerprint,
        {table: state for table, state in states if state is not None},
        runtime,
    )


def _state_text(state: VectorState) -> str:
    recall = "" if state.recall is None else f" (recall@10 {state.recall:.3f})"
    return f"{state.kind}{recall}"


def size_text(size_bytes: int) -> str:
    """A size for people: "840 B", "3.2 kB", "1.7 MB"."""
    size, *units = float(size_bytes), *_SIZE_UNITS
    while size >= _UNIT_STEP and len(units) > 1:
        size /= _UNIT_STEP
        units = units[1:]
    return f"{size_bytes} B" if units[0] == "B" else f"{size:.1f} {units[0]}"


def _holdings(summaries: Iterable[DocumentSummary], hashes: ContentHashes) -> Iterator[Holding]:
    for summary in summaries:
        path = Path(summary.origin)
        try:
            size, found = path.stat().st_size, hashes.of(path)
        except OSError:
            yield Holding(summary, Freshness.GONE, None)
            continue
        is_same = found == summary.content_hash
        yield Holding(summary, Freshness.UP_TO_DATE if is_same else Freshness.CHANGED, size)
