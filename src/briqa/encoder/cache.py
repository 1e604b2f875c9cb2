"""What is kept of models in the user's cache: their exports, and the hashes of their weights.

The one thing to know: hashing the weights would be a tenth of a first answer, so their hash is kept
with how their file looked, and computed anew when it looks otherwise.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from briqa.sources.content_hash import FileState, hash_content

CACHE_VARIABLE: Final = "BRIQA_CACHE"
_HASHES_FILE: Final = "hashes.json"
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
    kept_in, name = cache_dir() / _HASHES_FILE, str(path.resolve())
    state = FileState.of(path)
    known = read_object(kept_in)
    match known.get(name):
        case [*looked, str(found)] if looked == [*state]:
            return found
    found = hash_content(path)
    if state.is_settled(time.time_ns()):
        with suppress(OSError):  # without a cache it is computed each time
            write_object(kept_in, {**known, name: [*state, found]})
    return found


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
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(values, file)
    Path(made).replace(path)
