"""The seal of derived files: of what generation they are, and how to tell that they are whole.

It is written last and put in its place in one step, so files that were being written when a
process ended don't match the one that is there.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from briqa.encoder.cache import kept_result
from briqa.store.vectors.settings import VectorKind
from briqa.values import dataclass

_FORMAT: Final = 2
# Files of gigabytes can't be read whole at each opening. Of a file of more than 16 MB, 256 blocks
# are hashed, its first and last among them: that shows a file cut off, swapped or half written.
_BLOCK_BYTES: Final = 1 << 16
_BLOCKS: Final = 256


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file's size in bytes, and the hash of its blocks."""

    size: int
    blocks: str


@dataclass(frozen=True, slots=True)
class Seal:
    """What is known of the files of one table.

    Attributes:
        generation: of the store that they were last derived from.
        dimension: the length of a vector.
        rows: how many they hold.
        dead: the ids of those of them that the store has no longer, ascending.
        wanted: the kind that was to be made.
        kind: the kind that was good enough.
        depth: how many of the best by codes are rescored.
        recall: recall@10 of the codes when they were made; None for an exact scan.
        coded_rows: how many rows there were then.
        files: the marks of the files, by name.
    """

    generation: int
    dimension: int
    rows: int
    dead: tuple[int, ...]
    wanted: VectorKind
    kind: VectorKind
    depth: int
    recall: float | None
    coded_rows: int
    files: dict[str, FileMark]

    @property
    def live(self) -> int:
        """How many of the rows the store still has."""
        return self.rows - len(self.dead)


def mark(path: Path) -> FileMark:
    """The mark of a file as it is now; blocks are hashed again only if it looks otherwise.

    Raises:
        OSError: when it can't be read.
    """
    blocks = kept_result("blocks", [path], lambda: _hash_blocks(path))
    return FileMark(path.stat().st_size, blocks)


def _hash_blocks(path: Path) -> str:
    import hashlib  # what was hashed before goes without, and without OpenSSL's 3 MB

    digest = hashlib.sha256()
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        count = -(-size // _BLOCK_BYTES)
        if count <= _BLOCKS:
            starts = [block * _BLOCK_BYTES for block in range(count)]
        else:
            starts = np.linspace(0, size - _BLOCK_BYTES, _BLOCKS, dtype=np.int64).tolist()
        for start in starts:
            file.seek(start)
            digest.update(file.read(_BLOCK_BYTES))
    return digest.hexdigest()


def read_seal(path: Path) -> Seal:
    """The seal in a file.

    Raises:
        OSError: when it can't be read.
        ValueError: when it isn't one.
    """
    try:
        read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if read.pop("format") != _FORMAT:
            raise ValueError(f"{path} is of another version")
        files = {name: FileMark(**found) for name, found in read.pop("files").items()}
        return Seal(**{**read, "dead": tuple(read["dead"])}, files=files)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} isn't a seal") from error


def write_seal(path: Path, seal: Seal) -> None:
    """Puts a seal in place of the one that is there.

    Raises:
        OSError: when it can't be written.
    """
    draft = path.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"format": _FORMAT, **asdict(seal)}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
