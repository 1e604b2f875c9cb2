"""The hash of a file's bytes, which tells whether it is still the file that was read."""

import hashlib
import os
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final, NamedTuple

_FILES_KEPT: Final = 256


def hash_content(path: Path) -> str:
    """SHA-256 of the bytes, in hex.

    Raises:
        OSError: when the file can't be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _State(NamedTuple):
    """What changes when a file is written or replaced."""

    inode: int
    size: int
    modified_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "_State":
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


class ContentHashes:
    """Hashes of files, computed again only when a file looks changed. Safe between threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[Path, tuple[_State, str]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, path: Path) -> str:
        """The hash of a file as it is now.

        Raises:
            OSError: when the file can't be read.
        """
        state = _State.of(path.stat())
        with self._lock:
            known = self._known.get(path)
        if known is not None and known[0] == state:
            return known[1]
        found = hash_content(path)
        with self._lock:
            self._known[path] = (state, found)
            self._known.move_to_end(path)
            if len(self._known) > _FILES_KEPT:
                self._known.popitem(last=False)
        return found
