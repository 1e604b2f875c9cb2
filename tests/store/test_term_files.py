import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briqa.store import Store, TermIndex, open_store, term_files
from briqa.store.term_files import TERMS_FOLDER
from tests.indexes import put_passages


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path, create=True)) as opened:
        put_passages(opened, "ports.txt", ("", "ka ke"), ("ka", "ki"), ("", "ko"))
        opened.term_index()
        yield opened


def _folder(store: Store) -> Path:
    return store.index_dir / TERMS_FOLDER


def _seal(store: Store) -> dict[str, object]:
    found: dict[str, object] = json.loads((_folder(store) / "seal.json").read_text())
    return found


def _version(store: Store) -> Path:
    return _folder(store) / str(_seal(store)["folder"])


def _holding(index: TermIndex, *stems: str) -> list[int]:
    return sorted(index.best(stems, 100))


def _no_rows(_: int) -> Iterator[tuple[int, str, str]]:
    pytest.fail("the passages are read again")


def test_an_index_of_this_generation_is_opened_as_it_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _version(store)
    monkeypatch.setattr(store, "_stems_above", _no_rows)
    assert _holding(store.term_index(), "ka") == [1, 2]
    assert _version(store) == before


def test_only_new_passages_are_read_for_a_new_generation(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_passages(store, "more.txt", ("", "ka"))
    asked: list[int] = []
    stems_above = store._stems_above

    def noted(passage_id: int) -> Iterator[tuple[int, str, str]]:
        asked.append(passage_id)
        return stems_above(passage_id)

    monkeypatch.setattr(store, "_stems_above", noted)
    before = _version(store)
    assert _holding(store.term_index(), "ka") == [1, 2, 4]
    assert asked == [3]
    assert not before.exists()
    kept = {_folder(store) / "seal.json", _folder(store) / "seal.lock", _version(store)}
    assert set(_folder(store).iterdir()) == kept


def test_what_was_removed_is_found_no_more(store: Store) -> None:
    put_passages(store, "more.txt", *[("", "ka")] * 20)
    store.term_index()
    before = _seal(store)
    with store.transaction():
        store.remove_document("ports.txt")
        store.bump_generation()
    index = store.term_index()
    assert _holding(index, "ka") == list(range(4, 24))
    assert index.passages_with_pair("ka", "ke") == 0
    assert (before["removed"], _seal(store)["removed"]) == (0, 3)


def test_with_much_removed_the_index_is_made_anew(store: Store) -> None:
    put_passages(store, "more.txt", ("", "ka"))
    store.term_index()
    with store.transaction():
        store.remove_document("ports.txt")
        store.bump_generation()
    assert _holding(store.term_index(), "ka") == [4]
    assert _seal(store)["removed"] == 0


def test_a_changed_document_is_found_by_its_new_words_only(store: Store) -> None:
    put_passages(store, "ports.txt", ("", "zu"))
    index = store.term_index()
    assert (_holding(index, "ka"), _holding(index, "zu")) == ([], [4])


def test_after_a_rebuild_nothing_old_is_used(store: Store) -> None:
    with store.transaction():
        store.remove_document("ports.txt")
        store.forget_fingerprint()
    put_passages(store, "ports.txt", ("", "ke"))
    index = store.term_index()
    assert (_holding(index, "ka"), len(index)) == ([], 1)
    assert _seal(store)["removed"] == 0


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _blank(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


@pytest.mark.parametrize("damage", [_truncate, _blank, Path.unlink])
@pytest.mark.parametrize(
    "pattern", ["seal.json", "*/meta.json", "*/*.idx", "*/*.term", "*/*.pos", "*/*.fast"]
)
def test_a_damaged_index_is_made_again(
    store: Store, damage: Callable[[Path], None], pattern: str
) -> None:
    (path,) = _folder(store).glob(pattern)
    damage(path)
    for _ in range(2):
        index = store.term_index()
        assert _holding(index, "ka") == [1, 2]
        assert index.passages_with_pair("ka", "ke") == 1
    assert len(list(_folder(store).glob("*/meta.json"))) == 1 + (pattern == "seal.json")


@pytest.mark.parametrize("name", ["", "seal.json"])
def test_a_lost_index_is_made_again(store: Store, name: str) -> None:
    path = _folder(store) / name
    path.unlink() if path.is_file() else shutil.rmtree(path)
    assert _holding(store.term_index(), "ka") == [1, 2]
    assert _seal(store)["passages"] == 3


@pytest.mark.parametrize(
    "change",
    [
        {"store": "other"},
        {"generation": 7},
        {"passages": 2},
        {"last_id": 2},
        {"format": 0},
        {"folder": "none"},
        {"folder": ".."},
        {"files": {}},
        {"more": 1},
    ],
)
def test_a_wrong_seal_is_not_believed(store: Store, change: dict[str, object]) -> None:
    (_folder(store) / "seal.json").write_text(json.dumps({**_seal(store), **change}))
    index = store.term_index()
    assert (_holding(index, "ka"), len(index)) == ([1, 2], 3)
    assert _seal(store)["generation"] == store.generation


def test_the_index_of_another_store_is_not_believed(store: Store, tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "other", create=True)) as other:
        put_passages(other, "other.txt", *[("", "ke")] * 3)
        assert other.generation == store.generation
        shutil.copytree(_folder(store), other.index_dir / TERMS_FOLDER)
        for _ in range(2):
            index = other.term_index()
            assert (_holding(index, "ka"), len(index)) == ([], 3)


@pytest.mark.parametrize("step", ["mkdir", "_link", "_sizes", "replace", "_clear"])
def test_an_update_that_breaks_off_costs_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put_passages(store, "more.txt", ("", "ka"))
    calls = {"_sizes": 2}.get(step, 1)

    def broken(*_: object, **__: object) -> object:
        nonlocal calls
        calls -= 1
        if calls == 0:
            raise KeyboardInterrupt
        return real(*_, **__)

    owner: object = Path if step in ("mkdir", "replace") else term_files
    real = getattr(owner, step)
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, broken)
        with pytest.raises(KeyboardInterrupt):
            store.term_index()
    assert _holding(store.term_index(), "ka") == [1, 2, 4]
    assert _seal(store)["passages"] == 4


def test_a_folder_that_cannot_be_written_to_still_answers(store: Store) -> None:
    shutil.rmtree(_folder(store))
    _folder(store).write_text("in the way")
    assert _holding(store.term_index(), "ka") == [1, 2]
    assert _folder(store).is_file()


def test_without_hard_links_files_are_copied(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(f"no links from {self} to {target}")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    put_passages(store, "more.txt", ("", "ka"))
    assert _holding(store.term_index(), "ka") == [1, 2, 4]
    assert _seal(store)["last_id"] == 4


def test_an_open_index_answers_after_others_have_changed_it(store: Store) -> None:
    before = store.term_index()
    with closing(open_store(store.index_dir)) as other:
        for number in range(3):
            put_passages(other, f"{number}.txt", ("", "ka"))
            other.term_index()
        with other.transaction():
            other.remove_document("ports.txt")
            other.bump_generation()
        assert _holding(other.term_index(), "ka") == [4, 5, 6]
    assert _holding(before, "ka") == [1, 2]
    assert _holding(store.term_index(), "ka") == [4, 5, 6]


def test_many_may_bring_it_up_to_date_at_once(store: Store) -> None:
    put_passages(store, "more.txt", ("", "ka"))
    found: list[list[int]] = []
    begin = threading.Barrier(4)

    def ask() -> None:
        with closing(open_store(store.index_dir)) as own:
            begin.wait()
            found.append(_holding(own.term_index(), "ka"))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[1, 2, 4]] * 4
    assert len(list(_folder(store).glob("*/meta.json"))) == 1


def test_who_is_late_puts_no_old_version_in_place(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_passages(store, "more.txt", ("", "ka"))
    put_in_place = term_files._put_in_place

    def overtaken(folder: Path, made: term_files._Seal, before: term_files._Seal | None) -> bool:
        monkeypatch.setattr(term_files, "_put_in_place", put_in_place)
        with closing(open_store(store.index_dir)) as other:
            put_passages(other, "last.txt", ("", "ka"))
            other.term_index()
        return put_in_place(folder, made, before)

    monkeypatch.setattr(term_files, "_put_in_place", overtaken)
    assert _holding(store.term_index(), "ka") == [1, 2, 4]
    assert _seal(store)["passages"] == 5
    assert _holding(store.term_index(), "ka") == [1, 2, 4, 5]
    assert len(list(_folder(store).glob("*/meta.json"))) == 1


def test_leftovers_go_once_they_are_old(store: Store) -> None:
    old, young = _folder(store) / "1-dead", _folder(store) / "1-alive"
    for folder in (old, young):
        folder.mkdir()
        (folder / "part").touch()
    os.utime(old, (0, 0))
    put_passages(store, "more.txt", ("", "ka"))
    store.term_index()
    assert not old.exists()
    assert young.exists()


def test_its_files_count_in_the_size_of_the_index(store: Store) -> None:
    whole = store.size_bytes
    lexical = sum(path.stat().st_size for path in _folder(store).rglob("*") if path.is_file())
    shutil.rmtree(_folder(store))
    assert whole - store.size_bytes == lexical > 0
