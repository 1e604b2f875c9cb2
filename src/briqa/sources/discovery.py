"""Files and folders → the files to read, in an order that doesn't depend on the file system."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from briqa.errors import SourceError
from briqa.sources.sniff import FORMAT_BY_ENDING, missing, unsupported
from briqa.sources.text import cannot_open

_LOCK_FILE_PREFIX = "~$"  # Word's, beside an open document


@dataclass(frozen=True, slots=True)
class Discovery:
    """`paths` in the order to read them; `failures` for what was named but can't be read."""

    paths: tuple[Path, ...]
    failures: tuple[SourceError, ...]


def discover(targets: Iterable[Path]) -> Discovery:
    """Finds the supported files among files and, recursively, in folders.

    Inside a folder, hidden files, lock files and unknown endings are passed over; a file that is
    named itself is taken, or its failure told. Each file is taken once, however many names lead
    to it. Targets keep their order; a folder is gone through by name, files before folders.
    """
    search = _Search()
    for target in targets:
        if target.is_dir():
            search.walk(target)
        elif not target.is_file():
            search.failures.append(missing(target))
        elif target.suffix.lower() in FORMAT_BY_ENDING:
            search.take(target)
        else:
            search.failures.append(unsupported(target))
    return Discovery(tuple(search.paths), tuple(search.failures))


@dataclass(slots=True)
class _Search:
    paths: list[Path] = field(default_factory=list)
    failures: list[SourceError] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)
    _walked: set[str] = field(default_factory=set)

    def take(self, path: Path) -> None:
        real = os.path.realpath(path)
        if real not in self._taken:
            self._taken.add(real)
            self.paths.append(path)

    def walk(self, folder: Path) -> None:
        """Goes through a folder, once, so that links in a circle come to an end."""
        pending = [folder]
        while pending:
            current = pending.pop()
            real = os.path.realpath(current)
            if real in self._walked:
                continue
            self._walked.add(real)
            try:
                entries = sorted(current.iterdir(), key=lambda entry: entry.name)
            except OSError as error:
                self.failures.append(cannot_open(current, error))
                continue
            visible = [entry for entry in entries if not _is_passed_over(entry.name)]
            folders = [entry for entry in visible if entry.is_dir()]
            for entry in visible:
                if entry not in folders and entry.suffix.lower() in FORMAT_BY_ENDING:
                    self._take_found(entry)
            pending.extend(reversed(folders))

    def _take_found(self, entry: Path) -> None:
        if entry.is_file():
            self.take(entry)
        else:
            self.failures.append(missing(entry))


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", _LOCK_FILE_PREFIX))
