"""Writing a result to a file: all of it or nothing, and known to be possible before the work."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briqa.errors import UnwritableOutput


def check_writable(path: Path) -> None:
    """Makes sure that a file can be written, and its folder if need be; leaves no file.

    Raises:
        UnwritableOutput: when it can't.
    """
    with _told(path):
        if path.is_dir():
            raise UnwritableOutput(path, "is a folder", "name a file in it")
        if path.exists():
            path.open("a").close()
        if not _is_stream(path):
            draft = _draft(path)
            draft.parent.mkdir(parents=True, exist_ok=True)
            draft.touch()
            draft.unlink()


def write_whole(path: Path, text: str) -> None:
    """Puts a text in the place of what a file holds; a failure leaves that as it was.

    Raises:
        UnwritableOutput: when it can't be written.
    """
    with _told(path):
        if _is_stream(path):
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        draft = _draft(path)
        try:
            draft.write_text(text, encoding="utf-8", newline="\n")
            draft.replace(path.resolve())
        finally:
            draft.unlink(missing_ok=True)


def _is_stream(path: Path) -> bool:
    """Whether it is a pipe or a terminal, whose place nothing can take."""
    return path.exists() and not path.is_file()


def _draft(path: Path) -> Path:
    """A file beside the target, where a link leads to if it is one."""
    target = path.resolve()
    return target.with_name(f".{target.name}.{os.getpid()}.part")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnwritableOutput(
            path, f"can't be written ({reason})", "choose another file"
        ) from error
