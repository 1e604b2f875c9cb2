import mmap
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.encoder import SentenceTransformerEncoder, mapped
from briqa.encoder.mapped import Range, code_ranges, give_back, mapped_ranges, without

needs_maps = pytest.mark.skipif(not mapped._MAPS.is_file(), reason="only Linux tells")
_BYTES = 1 << 20


def resident_kib(path: Path) -> int:
    """How much of a file this process holds, in KiB."""
    found = 0
    is_of_file = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, _, rest = line.partition(" ")
        if not name.endswith(":"):
            is_of_file = line.endswith(str(path))
        elif name == "Rss:" and is_of_file:
            found += int(rest.split()[0])
    return found


@needs_maps
def test_what_was_given_back_comes_again_when_it_is_read(tmp_path: Path) -> None:
    content = bytes(range(256)) * (_BYTES // 256)
    path = tmp_path / "file"
    path.write_bytes(content)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as opened:
        assert opened[:] == content
        assert resident_kib(path) == _BYTES // 1024
        ranges = mapped_ranges(path)
        assert [each.length for each in ranges] == [_BYTES]
        give_back(ranges)
        assert resident_kib(path) == 0
        assert opened[:] == content


@needs_maps
def test_a_file_that_is_not_mapped_is_nowhere(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    assert mapped_ranges(tmp_path / "file") == frozenset()


@needs_maps
def test_libraries_go_on_without_the_instructions_that_were_given_back(
    encoder: SentenceTransformerEncoder,
) -> None:
    expected = encoder.encode_queries(["port"])
    ranges = code_ranges()
    assert ranges
    give_back(ranges)
    np.testing.assert_array_equal(encoder.encode_queries(["port"]), expected)


def test_where_the_system_does_not_tell_there_is_nothing_to_give_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapped, "_MAPS", tmp_path / "absent")
    assert mapped_ranges(tmp_path) == code_ranges() == frozenset()


@given(*[st.sets(st.integers(0, 40)) for _ in range(2)])
def test_what_lies_in_other_ranges_is_left_out(pages: set[int], others: set[int]) -> None:
    found = without(_joined(pages), _joined(others))
    covered = [page for start, length in found for page in range(start, start + length)]
    assert sorted(covered) == sorted(pages - others)


def _joined(pages: set[int]) -> frozenset[Range]:
    """Pages as Linux tells them: those side by side in one range."""
    starts = sorted(page for page in pages if page - 1 not in pages)
    ends = sorted(page + 1 for page in pages if page + 1 not in pages)
    return frozenset(Range(start, end - start) for start, end in zip(starts, ends, strict=True))
