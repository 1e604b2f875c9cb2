"""One writer of a derived file at a time, and no reader while it writes.

The lock is the system's own on an empty file, so it ends with the process that held it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where two processes may do the same work twice
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(path: Path, *, exclusive: bool) -> Iterator[None]:
    """Holds a lock, waiting for it.

    A reader goes without one where the folder can't be written to, since nobody writes there then.

    Raises:
        OSError: when the folder can't be written to, and a writer wants it.
    """
    if fcntl is None:
        yield
        return
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        if exclusive:
            raise
        yield
        return
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)
