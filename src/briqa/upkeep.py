"""Changes of an index that somebody asks for by hand: files given, documents removed, a new look.

`briqa index`, `briqa remove` and the Corpus tab meet here. The one thing to know: a file that was
given to the page is kept as a copy in `uploads/` of the index folder, and is deleted with its
document; a file of the user's own is never touched.
"""

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from briqa.assistant import Assistant, build_index
from briqa.errors import SourceError
from briqa.indexing import IndexingStep, IndexReport
from briqa.sources.content_hash import hash_content
from briqa.store import open_store

UPLOADS: Final = "uploads"

_SEPARATOR: Final = re.compile(r"[/\\]")
# What Windows has another use for, so that an index can be copied there.
_RESERVED: Final = frozenset('<>:"|?*')
# File systems take 255 bytes; some are left for a number.
_MOST_BYTES: Final = 200
_NAMELESS: Final = "document"


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as somebody gave it: its name there, and where its content lies now."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was indexed.

    Attributes:
        name: as given.
        docid: its name in the index.
        notes: what is to be said of it, a line each.
    """

    name: str
    docid: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declined:
    """A file that wasn't indexed, and why, in words that go on from its name."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was taken out of the index.

    Attributes:
        docid: its name.
        origin: the file that it was read from.
        was_upload: whether that file was a copy of ours, which is deleted with it.
    """

    docid: str
    origin: Path
    was_upload: bool


def safe_name(name: str) -> str:
    """The name under which a given file is kept: one visible part of a path, and not too long."""
    last = _SEPARATOR.split(unicodedata.normalize("NFC", name))[-1]
    kept = "".join("_" if sign in _RESERVED or not sign.isprintable() else sign for sign in last)
    stem, dot, ending = kept.strip(" .~$").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    ending = _cut(f"{dot}{ending}", _MOST_BYTES // 4)
    return f"{_cut(stem.strip(), _MOST_BYTES - len(ending.encode())) or _NAMELESS}{ending}"


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode(errors="ignore")


def is_upload(index_dir: Path, origin: Path) -> bool:
    """Whether a document's file is a copy of ours."""
    return origin.parent.resolve() == (index_dir / UPLOADS).resolve()


def take_in(
    index_dir: Path,
    files: Sequence[GivenFile],
    *,
    assistant: Assistant | None = None,
    on_step: Callable[[IndexingStep], None] = lambda step: None,
) -> list[Taken | Declined]:
    """Copies files into the index folder and indexes them; one that can't be read stops no other.

    A name that another file has gets a number. A file that is in the index already, by its
    content, isn't taken twice.

    Args:
        index_dir: the index folder, made if need be.
        files: what was given.
        assistant: the index where it is open, whose encoder is used then.
        on_step: told of each step.

    Returns:
        What became of each file, in their order.

    Raises:
        StoreError: when the index can't be changed; none of the files is kept then.
        EncoderError: when its model isn't there any more.
    """
    folder = (index_dir / UPLOADS).absolute()
    known = _known(index_dir)
    copies: dict[Path, GivenFile] = {}
    outcomes: dict[GivenFile, Taken | Declined] = {}
    with ExitStack() as undo:
        for file in files:
            outcome = _copied(file, folder, known)
            if isinstance(outcome, Declined):
                outcomes[file] = outcome
                continue
            copies[outcome] = file
            known[hash_content(outcome)] = f"is the same as {file.name}, which came with it"
            undo.callback(_delete, outcome)
        update = assistant.update if assistant else partial(build_index, index_dir)
        report = update(list(copies), on_step=on_step) if copies else None
        undo.pop_all()
    if report is not None:
        outcomes.update(_outcomes(index_dir, copies, report))
    return [outcomes[file] for file in files]


def remove(assistant: Assistant, docid: str) -> Removed:
    """Takes a document out of the index, and deletes its file if that is a copy of ours.

    Raises:
        UnknownDocument: when there is none of that name.
        IndexLocked: when another process is changing the index.
    """
    origin = Path(assistant.document(docid).origin)
    assistant.remove(docid)
    was_upload = is_upload(assistant.index_dir, origin)
    if was_upload:
        _delete(origin)
    return Removed(docid, origin, was_upload)


def look_again(
    assistant: Assistant, *, on_step: Callable[[IndexingStep], None] = lambda step: None
) -> IndexReport:
    """Brings an index up to date with all files and folders that it was made of.

    Args:
        assistant: the index.
        on_step: told of each step.

    Raises:
        IndexMismatch: when the encoder isn't the one that the index was made with.
        IndexLocked: when another process is changing the index.
    """
    roots = dict.fromkeys(Path(summary.root) for summary in assistant.documents())
    return assistant.update(list(roots), on_step=on_step)


def _known(index_dir: Path) -> dict[str, str]:
    """Hash of what is indexed → why it isn't taken again."""
    with closing(open_store(index_dir, create=True)) as store:
        return {
            summary.content_hash: f"is in the index already, as {summary.docid}"
            for summary in store.documents()
        }


def _copied(file: GivenFile, folder: Path, known: Mapping[str, str]) -> Path | Declined:
    try:
        same = known.get(hash_content(file.path))
        if same is not None:
            return Declined(file.name, same)
        return _copy(file.path, folder, safe_name(file.name))
    except OSError as error:
        return Declined(file.name, f"can't be copied ({error.strerror or error}); try again")


def _copy(path: Path, folder: Path, name: str) -> Path:
    """Copies a file to a free place; one that came to be there meanwhile isn't overwritten."""
    folder.mkdir(exist_ok=True)
    stem, ending = Path(name).stem, Path(name).suffix
    number = 1
    while True:
        place = folder / (name if number == 1 else f"{stem} ({number}){ending}")
        try:
            with path.open("rb") as source, place.open("xb") as target:
                shutil.copyfileobj(source, target)
        except FileExistsError:
            number += 1
        except OSError:
            _delete(place)
            raise
        else:
            return place


def _outcomes(
    index_dir: Path, copies: Mapping[Path, GivenFile], report: IndexReport
) -> dict[GivenFile, Taken | Declined]:
    problems = {error.path: error for error in report.skipped}
    guessed = dict(report.guessed)
    with closing(open_store(index_dir)) as store:
        docids = {Path(summary.origin): summary.docid for summary in store.documents()}
    found: dict[GivenFile, Taken | Declined] = {}
    for copy, file in copies.items():
        docid = docids.get(copy)
        if docid is None:
            _delete(copy)
            found[file] = Declined(file.name, _reason(problems.get(copy)))
        else:
            found[file] = Taken(file.name, docid, tuple(_notes(file, copy, guessed.get(docid))))
    return found


def _reason(error: SourceError | None) -> str:
    return f"{error.problem}; {error.remedy}" if error else "can't be read"


def _notes(file: GivenFile, copy: Path, encoding: str | None) -> Iterable[str]:
    if copy.name != safe_name(file.name):
        yield f"kept as {copy.name}, since another file has its name"
    if encoding is not None:
        yield f"its encoding isn't declared; read as {encoding}"


def _delete(path: Path) -> None:
    with suppress(OSError):  # what can't be deleted does no harm
        path.unlink()
