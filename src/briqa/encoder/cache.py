"""What is kept in the user's cache: exports of models, and the hashes of large files.

The one thing to know: hashing the weights and the vectors would be a fifth of a first answer, so
hashes are kept with how their files looked, and computed anew when one looks otherwise.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from briqa.sources.content_hash import FileState, hash_content

CACHE_VARIABLE: Final = "BRIQA_CACHE"
_HASHES_FILE: Final = "hashes.json"
# Stands between a file and what was computed of it, where that isn't the hash of its bytes.
_WHAT: Final = "\0"
# With one of them a Linux may keep caches elsewhere.
_OTHERWISE: Final = frozenset({"XDG_CACHE_HOME", "ANDROID_ROOT"})


def cache_dir() -> Path:
    """The folder in `$BRIQA_CACHE`, else in the user's cache by the system's custom."""
    named = os.environ.get(CACHE_VARIABLE)
    return (Path(named) if named else _user_cache()) / "encoders"


def _user_cache() -> Path:
    if sys.platform == "linux" and _OTHERWISE.isdisjoint(os.environ):
        return Path("~/.cache/briqa").expanduser()  # what follows says it too, but takes longer
    from platformdirs import user_cache_path

    return user_cache_path("briqa")


@contextmanager
def made_whole(cached: Path) -> Iterator[Path]:
    """A new folder that takes its place when what it is for is done; of two at once one is kept.

    Folders of the same name up to its last dash, which an earlier version of briqa left, go.

    Args:
        cached: its place, in the cache.

    Raises:
        OSError: when the cache can't be written.
    """
    import shutil  # not for those who only read
    import tempfile

    cached.parent.mkdir(parents=True, exist_ok=True)
    is_damaged = cached.is_dir()  # or whoever asks wouldn't make it anew
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=cached.parent))
    try:
        yield making
        if is_damaged:
            shutil.rmtree(cached, ignore_errors=True)
        try:
            making.rename(cached)
        except OSError:
            if not cached.is_dir():  # else another process was there first
                raise
        for older in cached.parent.glob(f"{cached.name.rpartition('-')[0]}-*"):
            if older.name != cached.name:
                shutil.rmtree(older, ignore_errors=True)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def kept_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex.

    Raises:
        OSError: when the file can't be read.
    """
    return kept_result("", [path], lambda: hash_content(path))


def kept_result(what: str, files: Sequence[Path], compute: Callable[[], str]) -> str:
    """What was computed of some files, as long as they look as they did then.

    Args:
        what: tells it from all else that is computed of the first of them.
        files: at least one; another number of them is another look.
        compute: computes it.

    Raises:
        OSError: when one of them can't be read.
    """
    kept_in = cache_dir() / _HASHES_FILE
    name = _WHAT.join(filter(None, (str(files[0].resolve()), what)))
    states = [FileState.of(file) for file in files]
    look = [number for state in states for number in state]
    known = read_object(kept_in)
    match known.get(name):
        case [*looked, str(found)] if looked == look:
            return found
    found = compute()
    now = time.time_ns()
    if all(state.is_settled(now) for state in states):
        with suppress(OSError):  # without a cache it is computed each time
            left = {name: kept for name, kept in known.items() if _is_there(name)}
            write_object(kept_in, {**left, name: [*look, found]})
    return found


def _is_there(name: str) -> bool:
    """Whether the file that something was computed of is still there."""
    return Path(name.partition(_WHAT)[0]).exists()


def read_object(path: Path) -> dict[str, object]:
    """A JSON object that `write_object` left; an empty one where there is none, or it is damaged.

    Args:
        path: its file.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_object(path: Path, values: Mapping[str, object]) -> None:
    """Replaces a file as a whole, so that another process reads the old or the new one.

    Args:
        path: the file.
        values: what can be written as JSON.

    Raises:
        OSError: when it can't be written.
    """
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=".making-", suffix=".json")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(values, file)
        Path(made).replace(path)
    finally:
        Path(made).unlink(missing_ok=True)  # if it wasn't moved
