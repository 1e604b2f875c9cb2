"""Bringing an index up to date with files: one transaction, in which one bad file stops no other.

What is compared is the hash of a file's bytes, which isn't computed for a file that looks as it did
when its hash was that in the index. A file that is gone from a folder named here goes from the
index; a file that can't be read any more stays as it was indexed, unless the whole index is
rebuilt, and is reported either way.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from briqa.compatibility import check_encoder, check_versions, index_fingerprint
from briqa.embedding import embed
from briqa.encoder import Encoder
from briqa.errors import SourceError, UnreadableSource
from briqa.lexicon import read_lexicon
from briqa.quantities import find_quantities
from briqa.segment import DEFAULT_SIZES, PassageSettings, segment
from briqa.sources import discover, read_documents
from briqa.sources.content_hash import FileState, hash_content
from briqa.spans import Document
from briqa.store import IndexedFile, Store

# Their vectors take 1.5 MB, those of a long document's words ten times as much.
_WORDS_AT_ONCE = 1024

Stage = Literal["reading", "splitting", "encoding", "writing"]
"""What is done with a file, one after the other."""


@dataclass(frozen=True, slots=True)
class IndexingStep:
    """Where the work stands.

    Attributes:
        path: the file.
        file_number: its place among the files to read, from 1.
        files: how many these are.
        stage: what is done with it.
        passages_done: how many of its passages are encoded.
        passages: how many it has; 0 before that is known.
    """

    path: Path
    file_number: int
    files: int
    stage: Stage
    passages_done: int
    passages: int


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did, by docid; `skipped` are the files that couldn't be read, with why.

    `guessed` are the documents whose text encoding nothing declared, with the encoding assumed.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[SourceError, ...]
    guessed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    """A file to be indexed: where it is, what it was found under, and how it is called.

    `state` is how the file looked before it was read for its hash.
    """

    path: Path
    root: Path
    docid: str
    content_hash: str
    state: FileState


@dataclass(slots=True)
class _Outcome:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    skipped: list[SourceError] = field(default_factory=list)
    guessed: list[tuple[str, str]] = field(default_factory=list)

    def report(self) -> IndexReport:
        return IndexReport(
            tuple(self.added),
            tuple(self.changed),
            tuple(self.unchanged),
            tuple(self.removed),
            tuple(self.skipped),
            tuple(self.guessed),
        )


def update_index(
    store: Store,
    targets: Sequence[Path],
    encoder: Encoder,
    *,
    model: str,
    rebuild: bool = False,
    sizes: PassageSettings = DEFAULT_SIZES,
    on_step: Callable[[IndexingStep], None] = lambda step: None,
) -> IndexReport:
    """Adds, updates and removes documents so that the index holds what the targets hold.

    Args:
        store: the index.
        targets: files and folders.
        encoder: the encoder.
        model: the name or path by which that encoder is loaded again.
        rebuild: forget what is indexed first, and read its files again beside the targets.
        sizes: how large passages are.
        on_step: told of each step.

    Raises:
        IndexMismatch: when the index was made in another way, unless it is rebuilt.
        IndexLocked: when another process is changing the index.
    """
    outcome = _Outcome()
    with store.transaction():
        known = store.files()
        if rebuild:
            targets = _with_roots(targets, known)
            for summary in known:
                store.remove_document(summary.docid)
            store.forget_fingerprint()
        check_versions(store)
        check_encoder(store, encoder, model)
        sources = _sources(store, targets, outcome)
        changed = _changed(store, sources, outcome)
        if changed and store.fingerprint is None:
            store.set_fingerprint(index_fingerprint(encoder, model))
        _read_all(store, changed, encoder, sizes, outcome, on_step)
        # Last, so that a file that was renamed still finds its vectors under its old name.
        _remove_gone(store, targets, sources, outcome)
        _keep_states(store, sources)
        if rebuild:
            kept = {summary.origin for summary in store.files()}
            outcome.removed.extend(summary.docid for summary in known if summary.origin not in kept)
        if rebuild or outcome.added or outcome.changed or outcome.removed:
            store.bump_generation()
    return outcome.report()


def remove_document(store: Store, docid: str) -> None:
    """Takes one document out of the index.

    Raises:
        UnknownDocument: when there is none of that name.
        IndexLocked: when another process is changing the index.
    """
    with store.transaction():
        store.remove_document(docid)
        store.bump_generation()


def _with_roots(targets: Sequence[Path], known: Iterable[IndexedFile]) -> list[Path]:
    """The targets and what was indexed before, each once."""
    roots = {str(target.absolute()): target for target in targets}
    for summary in known:
        roots.setdefault(summary.root, Path(summary.root))
    return list(roots.values())


def _sources(store: Store, targets: Sequence[Path], outcome: _Outcome) -> list[_Source]:
    """The files under the targets, each once, with the names they have or get in the index.

    A file that looks as it did isn't read.
    """
    known = {summary.origin: summary for summary in store.files()}
    states = store.file_states()
    taken = {summary.docid for summary in known.values()}
    sources: list[_Source] = []
    seen: set[Path] = set()
    for target in targets:
        found = discover([target])
        outcome.skipped.extend(found.failures)
        for path in found.paths:
            origin = path.absolute()
            if origin in seen:
                continue
            seen.add(origin)
            indexed = known.get(str(origin))
            try:
                state = FileState.of(origin)
                if indexed is not None and states.get(str(origin)) == state:
                    content_hash = indexed.content_hash
                else:
                    content_hash = hash_content(origin)
            except OSError as error:
                reason = error.strerror or str(error)
                outcome.skipped.append(
                    UnreadableSource(path, f"can't be read ({reason})", "check its permissions")
                )
                continue
            docid = indexed.docid if indexed else _free_name(origin, target.absolute(), taken)
            taken.add(docid)
            sources.append(_Source(origin, target.absolute(), docid, content_hash, state))
    return sources


def _keep_states(store: Store, sources: Sequence[_Source]) -> None:
    """Notes how the files look whose content is what is indexed."""
    hashes = {summary.origin: summary.content_hash for summary in store.files()}
    states, now_ns = store.file_states(), time.time_ns()
    store.put_file_states(
        (str(source.path), source.state)
        for source in sources
        if hashes.get(str(source.path)) == source.content_hash
        and states.get(str(source.path)) != source.state
        and source.state.is_settled(now_ns)
    )


def _free_name(origin: Path, root: Path, taken: set[str]) -> str:
    """The file's path below its folder; with as many parents in front as make it unique."""
    inside = origin.relative_to(root) if origin != root else Path(origin.name)
    parts = len(inside.parts)
    while (name := "/".join(origin.parts[-parts:])) in taken and parts < len(origin.parts):
        parts += 1
    return name


def _remove_gone(
    store: Store, targets: Sequence[Path], sources: Sequence[_Source], outcome: _Outcome
) -> None:
    """Removes the documents whose file is no longer in a folder that was named."""
    present = {str(source.path) for source in sources}
    folders = [target.absolute() for target in targets if target.is_dir()]
    for summary in store.files():
        if summary.origin in present:
            continue
        origin = Path(summary.origin)
        if any(origin.is_relative_to(folder) for folder in folders) and not origin.exists():
            store.remove_document(summary.docid)
            outcome.removed.append(summary.docid)


def _changed(store: Store, sources: Sequence[_Source], outcome: _Outcome) -> list[_Source]:
    """The sources whose bytes aren't those that were indexed."""
    hashes = {summary.origin: summary.content_hash for summary in store.files()}
    changed: list[_Source] = []
    for source in sources:
        if hashes.get(str(source.path)) == source.content_hash:
            outcome.unchanged.append(source.docid)
        else:
            changed.append(source)
    return changed


def _read_all(
    store: Store,
    sources: Sequence[_Source],
    encoder: Encoder,
    sizes: PassageSettings,
    outcome: _Outcome,
    on_step: Callable[[IndexingStep], None],
) -> None:
    known = {summary.docid for summary in store.files()}
    steppers = [
        _Stepper(on_step, source.path, number, len(sources))
        for number, source in enumerate(sources, start=1)
    ]
    results = _read(sources, steppers)
    for source, step, result in zip(sources, steppers, results, strict=True):
        if isinstance(result, SourceError):
            outcome.skipped.append(result)
            continue
        put_document(
            store,
            result,
            encoder,
            origin=str(source.path),
            root=str(source.root),
            content_hash=source.content_hash,
            sizes=sizes,
            on_progress=step,
        )
        (outcome.changed if source.docid in known else outcome.added).append(source.docid)
        metadata = result.metadata
        if metadata.encoding_guessed and metadata.encoding:
            outcome.guessed.append((source.docid, metadata.encoding))


def _read(
    sources: Sequence[_Source], steppers: Sequence["_Stepper"]
) -> Iterator[Document | SourceError]:
    def begun() -> Iterator[tuple[Path, str]]:
        for source, step in zip(sources, steppers, strict=True):
            step("reading", 0, 0)
            yield source.path, source.docid

    return read_documents(begun())


@dataclass(frozen=True, slots=True)
class _Stepper:
    """Reports the stages and passages of one file as steps."""

    on_step: Callable[[IndexingStep], None]
    path: Path
    file_number: int
    files: int

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        self.on_step(IndexingStep(self.path, self.file_number, self.files, stage, done, total))


def put_document(
    store: Store,
    document: Document,
    encoder: Encoder,
    *,
    origin: str,
    root: str,
    content_hash: str,
    sizes: PassageSettings = DEFAULT_SIZES,
    on_progress: Callable[[Stage, int, int], None] = lambda stage, done, total: None,
) -> None:
    """Segments, embeds and stores one document; inside a transaction.

    Args:
        store: the index.
        document: the document; one of the same name is replaced.
        encoder: the encoder.
        origin: absolute path of its file.
        root: absolute path of what was named for indexing.
        content_hash: hash of the file's bytes.
        sizes: how large passages are.
        on_progress: told the stage, the passages encoded and their total.
    """
    on_progress("splitting", 0, 0)
    segmentation = segment(document, encoder.token_offsets, sizes, token_count=encoder.token_count)
    embedded = embed(
        document,
        segmentation,
        encoder,
        store.known_inputs,
        on_progress=partial(on_progress, "encoding"),
    )
    count = sum(each is not None for each in embedded)
    lexicon = read_lexicon(segmentation)
    words = store.words_without_vector(
        counted.word for counted in lexicon.words if counted.word.isalpha()
    )
    for first in range(0, len(words), _WORDS_AT_ONCE):
        some = words[first : first + _WORDS_AT_ONCE]
        store.put_word_vectors(some, encoder.encode_queries(some))
    on_progress("writing", count, count)
    store.put_document(
        document,
        segmentation,
        embedded,
        find_quantities(segmentation, store.earlier_reading(document.docid)),
        lexicon,
        origin=origin,
        root=root,
        content_hash=content_hash,
        indexed_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
