"""A process of our own that reads files one after another, within limits of time and memory.

A parser that crashes, hangs or eats memory takes that process down and nothing else: the file
becomes an `UnreadableSource`, and the next file gets a new process. It is a plain subprocess and
not `multiprocessing`, which would run the user's main script again in the child.
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from briqa.errors import SourceError, UnreadableSource
from briqa.sources.protocol import ReadRequest, read_frame, write_frame
from briqa.spans import Document

_GIB = 2**30
_CLOSING_S = 5.0
_SAVE_AGAIN = "open it in its own program and save it again"


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What reading one file may take.

    Raises:
        ValueError: unless both are positive.
    """

    timeout_s: float = 120.0
    memory_bytes: int = 4 * _GIB

    def __post_init__(self) -> None:
        if self.timeout_s <= 0 or self.memory_bytes <= 0:
            raise ValueError(f"limits have to be positive: {self}")


class ReaderProcess:
    """Reads files in a child process, which starts with the first file.

    It is replaced when it dies. Use it as a context manager, and from one thread at a time.
    """

    def __init__(self, *, limits: ReadLimits) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def __enter__(self) -> "ReaderProcess":
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child process."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def read(self, request: ReadRequest) -> Document | SourceError:
        """Reads one file; whatever happens to the child comes back as an error value."""
        if self._child is not None and not self._child.is_alive():
            self.close()
        if self._child is None:
            self._child = _Child(memory_bytes=self._limits.memory_bytes)
        answer, timed_out = self._child.ask(request, timeout_s=self._limits.timeout_s)
        if isinstance(answer, Document | SourceError):
            return answer
        last_words = self._child.last_words()
        self.close()
        return self._failure(request.path, last_words=last_words, timed_out=timed_out)

    def _failure(self, path: Path, *, last_words: str, timed_out: bool) -> UnreadableSource:
        if timed_out:
            return UnreadableSource(
                path,
                f"takes longer than {self._limits.timeout_s:g} s to read",
                "split it into smaller files",
            )
        if last_words.startswith("MemoryError"):
            return UnreadableSource(
                path,
                f"needs more than {self._limits.memory_bytes / _GIB:g} GiB of memory to read",
                "split it into smaller files",
            )
        return UnreadableSource(path, f"its reader gave up on it ({last_words})", _SAVE_AGAIN)


class _Child:
    """One running child process and its pipes."""

    def __init__(self, *, memory_bytes: int) -> None:
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `close`)
        self._process = subprocess.Popen(
            # -P: a file of the user's named like a library, in the current folder, isn't imported.
            [sys.executable, "-P", "-m", "briqa.sources.child", str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, request: ReadRequest, *, timeout_s: float) -> tuple[object | None, bool]:
        """The child's answer, None when it died; and whether it ran out of time."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with _deadline(self._process, timeout_s=timeout_s) as timed_out:
            try:
                write_frame(self._process.stdin, request)
                answer = read_frame(self._process.stdout)
            except OSError:  # the pipe broke: the child has died
                answer = None
        return answer, timed_out.is_set()

    def last_words(self) -> str:
        """What a dead child left: the last line of its traceback, or how it ended."""
        code = self._process.wait()
        self._stderr.seek(0)
        lines = self._stderr.read().decode("utf-8", "replace").split("\n")
        said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        if code < 0 or not said:
            return f"signal {-code}" if code < 0 else f"exit code {code}"
        return said

    def close(self) -> None:
        """Ends the process: by the end of its input, or by force."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(OSError):  # it may be dead, with a request left in the pipe
            self._process.stdin.close()
        try:
            self._process.wait(timeout=_CLOSING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._stderr.close()


def _environment() -> dict[str, str]:
    """Ours, and our import path, which a script may have changed.

    Readers do no linear algebra, and each of numpy's threads for it takes from the memory allowed.
    """
    import_path = os.pathsep.join(filter(None, sys.path))
    return {**os.environ, "PYTHONPATH": import_path, "OPENBLAS_NUM_THREADS": "1"}


@contextmanager
def _deadline(process: "subprocess.Popen[bytes]", *, timeout_s: float) -> Iterator[threading.Event]:
    """Kills the process unless the block ends in time; the event tells whether it did so.

    Timers and not `select`, which can't wait for pipes on Windows.
    """
    timed_out = threading.Event()
    lock = threading.Lock()
    finished = False

    def expire() -> None:
        with lock:
            if not finished:
                timed_out.set()
                process.kill()

    timer = threading.Timer(timeout_s, expire)
    timer.daemon = True
    timer.start()
    try:
        yield timed_out
    finally:
        with lock:
            finished = True
        timer.cancel()
