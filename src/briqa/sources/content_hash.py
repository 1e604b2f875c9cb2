"""Whether a file is still the one that was read: by the hash of its bytes, or by how it looks."""

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final, NamedTuple

_FILES_KEPT: Final = 256
# The coarsest clock of a file system in use: FAT counts in steps of two seconds.
_MOMENT_NS: Final = 2_000_000_000


def hash_content(path: Path) -> str:
    """SHA-256 of the bytes, in hex.

    Raises:
        OSError: when the file can't be read.
    """
    import hashlib  # what was hashed before goes without, and without OpenSSL's 3 MB

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class FileState(NamedTuple):
    """How a file looks: what changes when it is written or replaced.

    `changed_ns` also moves where somebody sets `modified_ns` back, as copying programs do.
    """

    inode: int
    size: int
    modified_ns: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path) -> "FileState":
        """How a file looks now.

        Raises:
            OSError: when the file isn't there.
        """
        status = path.stat()
        return cls(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def is_settled(self, now_ns: int) -> bool:
        """Whether a later change would show.

        A file that was written a moment ago may be written again within what its file system takes
        for the same moment, and look the same (git calls it racily clean).

        Args:
            now_ns: the time in nanoseconds since the epoch.
        """
        return max(self.modified_ns, self.changed_ns) < now_ns - _MOMENT_NS


class ContentHashes:
    """Hashes of files, computed again only when a file looks changed. Safe between threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[Path, tuple[FileState, str]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, path: Path) -> str:
        """The hash of a file as it is now.

        Raises:
            OSError: when the file can't be read.
        """
        state = FileState.of(path)
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
