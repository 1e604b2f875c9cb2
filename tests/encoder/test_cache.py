"""Hashes of weights, kept while their file looks as it did."""

import os
import sys
import time
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from briqa.encoder import cache
from briqa.encoder.cache import (
    CACHE_VARIABLE,
    cache_dir,
    kept_hash,
    kept_result,
    read_object,
    write_object,
)
from briqa.sources.content_hash import hash_content


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that was written long ago, as the cache sees it."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    later = time.time_ns() + 10_000_000_000
    monkeypatch.setattr("briqa.encoder.cache.time.time_ns", lambda: later)
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"some weights")
    return path


def test_a_file_that_looks_as_it_did_is_not_read_again(
    weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = hash_content(weights)
    assert kept_hash(weights) == expected
    monkeypatch.setattr(cache, "hash_content", lambda path: pytest.fail(f"{path} is read"))
    assert kept_hash(weights) == expected


def test_other_bytes_of_the_same_size_and_time_have_another_hash(weights: Path) -> None:
    before, status = kept_hash(weights), weights.stat()
    weights.write_bytes(b"other weight")
    os.utime(weights, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert weights.stat().st_size == status.st_size
    assert kept_hash(weights) == hash_content(weights) != before


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"x": 1}'])
def test_a_damaged_cache_costs_nothing_but_time(weights: Path, damage: str) -> None:
    kept_hash(weights)
    (kept,) = cache_dir().iterdir()
    kept.write_text(damage, encoding="utf-8")
    assert kept_hash(weights) == hash_content(weights)


def test_without_a_place_for_it_the_hash_is_right_too(
    weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(weights))  # a file, so no folder can be made in it
    assert kept_hash(weights) == hash_content(weights)


def test_results_are_kept_apart_and_of_all_their_files(weights: Path) -> None:
    other = weights.with_name("other")
    other.write_bytes(b"more")
    assert kept_result("sizes", [weights, other], lambda: "first") == "first"
    assert kept_result("sizes", [weights, other], lambda: "again") == "first"
    assert kept_result("names", [weights, other], lambda: "another") == "another"
    assert kept_result("sizes", [weights], lambda: "alone") == "alone"
    assert kept_hash(weights) == hash_content(weights)
    other.write_bytes(b"less")
    assert kept_result("names", [weights, other], lambda: "changed") == "changed"


def test_what_is_kept_of_a_file_goes_with_it(weights: Path) -> None:
    gone = weights.with_name("gone")
    gone.write_bytes(b"short-lived")
    kept_hash(gone)
    kept_result("blocks", [gone], lambda: "blocks")
    gone.unlink()
    kept_hash(weights)
    assert list(read_object(cache_dir() / "hashes.json")) == [str(weights.resolve())]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the library is asked")
@pytest.mark.parametrize("named", [None, "", "/somewhere", "relative"])
def test_caches_are_where_the_system_has_them(
    monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.delenv(CACHE_VARIABLE, raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert cache_dir() == user_cache_path("briqa") / "encoders"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}'])
def test_what_is_no_object_is_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kept.json"
    assert read_object(path) == {}
    path.write_text(content)
    assert read_object(path) == ({"a": 1} if "a" in content else {})
    write_object(path, {"b": [2]})
    assert read_object(path) == {"b": [2]}
    assert list(tmp_path.iterdir()) == [path]
