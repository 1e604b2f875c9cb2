import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from briqa.encoder import DEFAULT_MODEL, SentenceTransformerEncoder, exporting, onnx_runtime
from briqa.encoder.cache import CACHE_VARIABLE, cache_dir
from briqa.encoder.exporting import open_export
from briqa.encoder.folders import ModelFolder, find_model
from briqa.encoder.onnx_runtime import (
    GRAPH_FILE,
    PIECES_FILE,
    PROBE_FILE,
    WEIGHTS_FILE,
    DamagedExport,
    OnnxRuntime,
)
from briqa.encoder.parts import part_files
from briqa.encoder.torch_runtime import TorchRuntime

TEXTS = ["The port grew by 12.5%.", "", "Dogs have to be kept on a lead on deck. " * 40]


@pytest.fixture
def folder() -> ModelFolder:
    return find_model(DEFAULT_MODEL)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, in which the default model is already exported."""
    shutil.copytree(cache_dir(), tmp_path / "encoders")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    return tmp_path / "encoders"


@pytest.fixture(autouse=True)
def _exported(encoder: SentenceTransformerEncoder) -> None:
    """The export of the suite is there before a test copies it."""


def only_entry(cache: Path) -> Path:
    [entry] = (
        each
        for each in cache.iterdir()
        if each.is_dir() and "-int8-" not in each.name and "cross-encoder-" not in each.name
    )
    return entry


def never(*_: object) -> None:
    raise AssertionError("it is exported again")


def test_the_default_model_runs_without_torch(encoder: SentenceTransformerEncoder) -> None:
    assert encoder.runtime.name == "ONNX Runtime"


def test_an_export_is_made_once(
    cache: Path, folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_export", never)
    assert open_export(folder) is not None


@pytest.mark.parametrize("content", [b"", b"no graph", None])
def test_a_damaged_export_is_made_anew(
    cache: Path, folder: ModelFolder, content: bytes | None
) -> None:
    graph = only_entry(cache) / GRAPH_FILE
    whole = graph.read_bytes()
    graph.write_bytes(whole[: len(whole) // 2] if content is None else content)
    assert open_export(folder) is not None
    assert only_entry(cache).joinpath(GRAPH_FILE).stat().st_size == len(whole)


def test_the_export_of_an_earlier_version_goes(cache: Path, folder: ModelFolder) -> None:
    entry = only_entry(cache)
    other = cache / "ffffffffffffffff-0000000000000000-1"
    other.mkdir()
    entry.rename(cache / f"{entry.name.rpartition('-')[0]}-0")
    assert open_export(folder) is not None
    left = {path for path in cache.iterdir() if "cross-encoder-" not in path.name and path.is_dir()}
    assert left == {entry, other}


def test_cut_weights_are_made_anew(cache: Path, folder: ModelFolder) -> None:
    weights = only_entry(cache) / WEIGHTS_FILE
    whole = weights.read_bytes()
    weights.write_bytes(whole[: len(whole) // 2])
    assert open_export(folder) is not None
    assert only_entry(cache).joinpath(WEIGHTS_FILE).read_bytes() == whole


def test_weights_are_written_in_pieces_as_they_were(tmp_path: Path) -> None:
    content = bytes(range(256)) * 700 + b"rest"
    (tmp_path / WEIGHTS_FILE).write_bytes(content)
    onnx_runtime._write_in_pieces(tmp_path / WEIGHTS_FILE)
    assert (tmp_path / WEIGHTS_FILE).read_bytes() == content
    assert list(tmp_path.iterdir()) == [tmp_path / WEIGHTS_FILE]


def test_an_export_that_gives_other_vectors_than_it_gave_is_noticed(cache: Path) -> None:
    entry = only_entry(cache)
    kept = json.loads((entry / PROBE_FILE).read_text())
    output = np.array(kept["output"])
    output[..., ::2] *= -1
    (entry / PROBE_FILE).write_text(json.dumps(kept | {"output": output.tolist()}))
    with pytest.raises(DamagedExport, match="other vectors"):
        OnnxRuntime(entry)


def test_word_pieces_of_another_tokenizer_are_noticed(cache: Path) -> None:
    pieces = only_entry(cache) / PIECES_FILE
    content = pieces.read_bytes()
    pieces.write_bytes(content[:-4] + content[-8:-4])
    for for_one in (False, True):
        with pytest.raises(DamagedExport, match="word pieces"):
            OnnxRuntime(only_entry(cache), for_one=for_one)


def test_a_damaged_part_is_made_anew(cache: Path, folder: ModelFolder) -> None:
    part = part_files(only_entry(cache))[2]
    whole = part.read_bytes()
    part.write_bytes(whole[: len(whole) // 2])
    assert open_export(folder, for_one=True) is not None
    assert part_files(only_entry(cache))[2].read_bytes() == whole


def test_an_export_that_is_not_the_model_is_refused_and_that_is_remembered(
    tmp_path: Path, folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(exporting, "_LEAST_COSINE", 1.5)
    assert open_export(folder) is None
    refusal = json.loads((only_entry(tmp_path / "encoders") / "refused.json").read_text())
    assert "cosine" in refusal["why"]
    monkeypatch.setattr(exporting, "_export", never)
    assert open_export(folder) is None
    assert SentenceTransformerEncoder(folder).runtime.name == "sentence-transformers"


def test_where_no_cache_can_be_written_torch_runs_the_model(
    tmp_path: Path, folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file"))
    encoder = SentenceTransformerEncoder(folder)
    assert encoder.runtime.name == "sentence-transformers"
    vectors = encoder.encode_queries(TEXTS)
    monkeypatch.undo()
    same = SentenceTransformerEncoder(folder)
    assert same.runtime.name == "ONNX Runtime"
    cosines = (vectors * same.encode_queries(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.999999


def test_a_model_that_does_not_pool_by_the_mean_is_exported_whole(
    tmp_path: Path, folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    other = ModelFolder(shutil.copytree(folder.path, tmp_path / "cls"), "cls")
    pooling = other.path / "1_Pooling" / "config.json"
    settings = json.loads(pooling.read_text())
    settings |= {"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}
    pooling.write_text(json.dumps(settings))
    opened = open_export(other)
    assert opened is not None
    assert not opened.facts.means_tokens
    expected = TorchRuntime(other).text_vectors(TEXTS, "query: ")
    found = opened.text_vectors(TEXTS, "query: ")
    assert (expected * found).sum(axis=1).min() >= 0.999999


def test_encoding_imports_neither_torch_nor_transformers() -> None:
    code = (
        "import sys; from briqa.encoder import open_encoder; e = open_encoder();"
        "e.encode_queries(['port']); list(e.encode_passages([]));"
        "print([n for n in ('torch', 'transformers', 'sentence_transformers', 'onnx')"
        " if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
