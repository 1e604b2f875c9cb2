"""The files of the lexical index, derived from the stems in the store.

A version of the index is a folder that never changes once the seal names it. A new generation of
the store gets a version of hard links to the last one and what has changed since, so readers and
other processes are never in each other's way, and nobody waits for a lock. Without a version that
fits, all is made anew from the store; where nothing can be written, in memory.
"""

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from briqa.store.locking import locked
from briqa.store.terms import TERMS_FORMAT, StemRow, TermIndex
from briqa.values import dataclass

TERMS_FOLDER = "lexical"
_SEAL_FILE = "seal.json"
# Held for the moment in which a seal takes another's place, never while files are made.
_LOCK_FILE = "seal.lock"
# Other processes may put newer versions in place meanwhile; the last attempt starts from nothing.
_ATTEMPTS = 3
# With more removed passages than this share of those left, the index is made anew, since tantivy
# goes on reading what was removed.
_MAX_REMOVED = 0.25
# A folder that the seal doesn't name is being made, unless it is this old.
_LEFT_OVER_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class TermSource:
    """What the index is made of: one generation of the store, which stays so while this is used.

    Attributes:
        store: what tells the store from others.
        generation: its generation.
        passages: how many passages it has.
        last_id: the highest id among them; 0 without any.
        removed_since: the ids that went since another generation; None if that isn't known.
        rows_above: the passages with a higher id than this, ascending.
    """

    store: str
    generation: int
    passages: int
    last_id: int
    removed_since: Callable[[int], Sequence[int] | None]
    rows_above: Callable[[int], Iterable[StemRow]]


@dataclass(frozen=True, slots=True)
class _Seal:
    """Which version of the index is valid.

    Attributes:
        format: what its documents hold.
        folder: its folder's name.
        store: of which store it is.
        generation: of which of its generations.
        passages: how many it has.
        last_id: the highest id that was ever put in.
        removed: how many passages it has lost since it was made anew.
        files: the size in bytes of each of its files.
    """

    format: int
    folder: str
    store: str
    generation: int
    passages: int
    last_id: int
    removed: int
    files: Mapping[str, int]

    def fits(self, source: TermSource) -> bool:
        """Whether the version is of this very state of the store."""
        return (
            self.store == source.store
            and self.generation == source.generation
            and self.passages == source.passages
            and self.last_id >= source.last_id
        )


def followed_terms(index_dir: Path) -> int | None:
    """The generation that the files were last derived from; None without such files."""
    seal = _read_seal(index_dir / TERMS_FOLDER)
    return seal.generation if seal else None


def open_terms(index_dir: Path, source: TermSource) -> TermIndex:
    """The index of one generation: as it is on the disk, brought up to date, or made anew.

    Args:
        index_dir: the index folder.
        source: what it is made of.
    """
    folder = index_dir / TERMS_FOLDER
    for attempt in range(1, _ATTEMPTS + 1):
        seal = _read_seal(folder)
        last = seal if attempt < _ATTEMPTS and _is_whole(folder, seal) else None
        try:
            if last is not None and last.fits(source):
                return _opened(folder, last)
            return _renewed(folder, seal, last, source)
        except (FileNotFoundError, ValueError):
            # The files are damaged, or another process has put a newer version in their place.
            continue
        except OSError:
            break  # a folder that can't be written to (or a full disk) still answers
    return TermIndex.fill(None, source.rows_above(0))


def _opened(folder: Path, seal: _Seal) -> TermIndex:
    found = TermIndex.open(folder / seal.folder)
    if len(found) != seal.passages:
        raise ValueError("the seal is of other files")
    return found


def _renewed(folder: Path, seal: _Seal | None, last: _Seal | None, source: TermSource) -> TermIndex:
    """The index of a generation as a version of its own.

    Args:
        folder: where the versions are.
        seal: as it is now.
        last: the same if its version can be used.
        source: what the index is made of.

    Raises:
        OSError, ValueError: when files can't be read or written, or aren't what they should be.
    """
    import secrets  # a question finds its version made already
    import shutil

    removed = _removed_since(last, source) if last else None
    if removed is None:
        last, removed = None, ()
    last_id = last.last_id if last else 0
    version = folder / f"{source.generation}-{secrets.token_hex(4)}"
    with ExitStack() as undo:
        version.mkdir(parents=True)
        # What is mapped into memory stays readable without its name.
        undo.callback(shutil.rmtree, version, ignore_errors=True)
        if last is not None:
            _link(folder / last.folder, version, last.files)
        found = TermIndex.fill(version, source.rows_above(last_id), removed)
        if len(found) != source.passages:
            raise ValueError("the version that it was made of was of other passages")
        made = _Seal(
            TERMS_FORMAT,
            version.name,
            source.store,
            source.generation,
            source.passages,
            max(source.last_id, last_id),
            len(removed) + (last.removed if last else 0),
            _sizes(version),
        )
        if _put_in_place(folder, made, seal):
            undo.pop_all()
    return found


def _removed_since(last: _Seal, source: TermSource) -> Sequence[int] | None:
    """What has to be taken out of the last version; None if it can't be built upon."""
    if last.store != source.store or last.generation > source.generation:
        return None
    removed = source.removed_since(last.generation)
    if removed is None or last.removed + len(removed) > _MAX_REMOVED * source.passages:
        return None
    return removed


def _put_in_place(folder: Path, made: _Seal, before: _Seal | None) -> bool:
    """Names a version the valid one, if none as new came since the seal before; whether it did."""
    with locked(folder / _LOCK_FILE, exclusive=True):
        current = _read_seal(folder)
        if (
            current is not None
            and current != before
            and current.store == made.store
            and current.generation >= made.generation
        ):
            return False
        draft = folder / f"{made.folder}.json"
        draft.write_text(json.dumps(asdict(made)) + "\n", encoding="utf-8")
        draft.replace(folder / _SEAL_FILE)
        _clear(folder, made, current)
        return True


def _clear(folder: Path, valid: _Seal, last: _Seal | None) -> None:
    """Deletes the version before this one, and what processes left that died long ago."""
    import shutil

    for path in folder.iterdir():
        if path.name in (valid.folder, _SEAL_FILE, _LOCK_FILE):
            continue
        try:
            is_left_over = path.stat().st_mtime < time.time() - _LEFT_OVER_S
        except OSError:
            continue
        if is_left_over or (last is not None and path.name == last.folder):
            shutil.rmtree(path, ignore_errors=True)
            if path.is_file():
                path.unlink(missing_ok=True)


def _read_seal(folder: Path) -> _Seal | None:
    try:
        seal = _Seal(**json.loads((folder / _SEAL_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # whatever is wrong with a derived file, the store can make it again
    return seal if seal.format == TERMS_FORMAT else None


def _is_whole(folder: Path, seal: _Seal | None) -> bool:
    """Whether the files of a version are there, each of its size; tantivy looks at their ends."""
    return seal is not None and _sizes(folder / seal.folder) == seal.files


def _sizes(version: Path) -> dict[str, int]:
    """The size of each file of a version in bytes, tantivy's locks left out; none without one."""
    try:
        return {
            entry.name: entry.stat().st_size
            for entry in os.scandir(version)
            if not entry.name.endswith(".lock")
        }
    except OSError:
        return {}


def _link(version: Path, copy: Path, names: Iterable[str]) -> None:
    """Hard links to the files of a version; tantivy writes each only once, but for its lists."""
    import shutil

    for name in names:
        if name.endswith(".json"):
            shutil.copyfile(version / name, copy / name)
            continue
        try:
            (copy / name).hardlink_to(version / name)
        except FileNotFoundError:
            raise
        except OSError:  # not every file system has hard links
            shutil.copyfile(version / name, copy / name)
