"""Files mapped into this process, whose pages can be given back while nobody reads them.

The one thing to know: only pages that nobody ever wrote to may be given back. They come again from
the system's own copy of the file when they are next read; what was written would be lost.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import ctypes

_MAPS: Final = Path("/proc/self/maps")
_CODE: Final = b" r-xp "
_LIBRARY: Final = b".so"
# Linux's number for it.
_MADV_DONTNEED: Final = 4


class Range(NamedTuple):
    """A range of addresses: where it begins, and its length in bytes."""

    start: int
    length: int


def mapped_ranges(path: Path) -> frozenset[Range]:
    """Where a file is mapped now; empty on systems that don't tell.

    Args:
        path: the file.
    """
    name = bytes(path.resolve())
    return frozenset(_range(line) for line in _maps() if line.endswith(name))


def code_ranges() -> frozenset[Range]:
    """Where libraries' instructions are mapped, which nobody writes to; empty as above."""
    return frozenset(_range(line) for line in _maps() if _CODE in line and _LIBRARY in line)


def without(ranges: frozenset[Range], others: frozenset[Range]) -> frozenset[Range]:
    """What of some ranges lies in none of some others.

    Linux joins ranges that lie side by side, so one may be longer than it was.

    Args:
        ranges: ranges, none of which overlap.
        others: the same.
    """
    found = set(ranges - others)
    for start, length in others - ranges:
        for each in [each for each in found if each.start < start + length]:
            end = each.start + each.length
            if start < end:
                found.remove(each)
                found |= {
                    Range(first, behind - first)
                    for first, behind in ((each.start, start), (start + length, end))
                    if first < behind
                }
    return frozenset(found)


def _maps() -> list[bytes]:
    try:
        return _MAPS.read_bytes().splitlines()
    except OSError:
        return []


def _range(line: bytes) -> Range:
    start, _, end = line.partition(b" ")[0].partition(b"-")
    return Range(int(start, 16), int(end, 16) - int(start, 16))


def give_back(ranges: Iterable[Range]) -> None:
    """Gives back the pages of mapped files.

    Args:
        ranges: as they were found, of files that are still mapped there, and never written to.
    """
    for start, length in ranges:
        _libc().madvise(start, length, _MADV_DONTNEED)


@cache
def _libc() -> "ctypes.CDLL":
    import ctypes

    library = ctypes.CDLL(None)
    library.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    return library
