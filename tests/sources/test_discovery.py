import os
from pathlib import Path

import pytest

from briqa.errors import UnreadableSource, UnsupportedFormat
from briqa.sources import discover


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")


def names(folder: Path, paths: tuple[Path, ...]) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_supported_files_are_found_in_folders_below(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.PDF", "z/c.md", "z/y/d.htm", "z/e.docx", "c.xhtml", "README.md")
    write(tmp_path, "f.csv", "Makefile", ".hidden.txt", ".git/g.txt", "~$e.docx")
    found = discover([tmp_path])
    assert names(tmp_path, found.paths) == [
        "README.md", "a.PDF", "b.txt", "c.xhtml", "z/c.md", "z/e.docx", "z/y/d.htm",
    ]  # fmt: skip
    assert found.failures == ()


def test_targets_keep_their_order_and_a_file_is_taken_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    found = discover([tmp_path / "b.txt", tmp_path, tmp_path / "a.txt"])
    assert names(tmp_path, found.paths) == ["b.txt", "a.txt"]


def test_a_named_file_is_taken_or_its_failure_told(tmp_path: Path) -> None:
    write(tmp_path, ".hidden.txt", "table.csv", "plain")
    found = discover([tmp_path / name for name in (".hidden.txt", "table.csv", "plain", "no.txt")])
    assert names(tmp_path, found.paths) == [".hidden.txt"]
    assert [type(failure) for failure in found.failures] == [
        UnsupportedFormat, UnsupportedFormat, UnreadableSource,
    ]  # fmt: skip
    assert "(.csv)" in str(found.failures[0])
    assert "doesn't exist" in str(found.failures[2])


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert discover([tmp_path]).paths == ()


@pytest.fixture
def _symlinks(tmp_path: Path) -> None:
    try:
        (tmp_path / "probe").symlink_to(tmp_path / "target")
    except OSError:
        pytest.skip("this platform or user makes no symbolic links")
    (tmp_path / "probe").unlink()


@pytest.mark.usefixtures("_symlinks")
def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "two.txt").symlink_to(tmp_path / "a" / "one.txt")
    assert len(discover([tmp_path]).paths) == 1


@pytest.mark.usefixtures("_symlinks")
def test_a_link_to_nowhere_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nothing.pdf")
    assert [type(failure) for failure in discover([tmp_path]).failures] == [UnreadableSource]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_folder_without_permission_is_a_failure(tmp_path: Path) -> None:
    write(tmp_path, "locked/a.txt", "b.txt")
    (tmp_path / "locked").chmod(0)
    found = discover([tmp_path])
    (tmp_path / "locked").chmod(0o700)
    assert names(tmp_path, found.paths) == ["b.txt"]
    assert [type(failure) for failure in found.failures] == [UnreadableSource]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    found = discover([tmp_path / "pipe.txt"])
    assert "not a regular file" in str(found.failures[0])
