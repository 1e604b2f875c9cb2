import os
import shutil
from pathlib import Path

import onnxruntime
import pytest

from briqa.encoder import DEFAULT_MODEL, SentenceTransformerEncoder, verified
from briqa.encoder.cache import cache_dir
from briqa.encoder.folders import find_model
from briqa.encoder.onnx_runtime import GRAPH_FILE, DamagedExport, OnnxRuntime
from briqa.encoder.verified import Trial, processor

_AN_HOUR_AGO = -3600
CPUINFO = """processor\t: 0
vendor_id\t: Genuine
model name\t: Some Processor
cpu MHz\t\t: {clock}
flags\t\t: {flags}

processor\t: 1
"""


@pytest.fixture(autouse=True)
def _known_processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cpuinfo").write_text(CPUINFO.format(clock=2000, flags="sse avx"))
    monkeypatch.setattr(verified, "_CPUINFO", tmp_path / "cpuinfo")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of long ago, of which no more than its files' looks count here."""
    folder = tmp_path / "export"
    folder.mkdir()
    for name in ("model.onnx", "model.weights"):
        (folder / name).write_text(name)
    settle(folder)
    return folder


def settle(folder: Path) -> None:
    """Lets the moment pass within which a file may be written again and look the same.

    The time of a change can't be set, so that moment is made none instead.
    """
    for file in folder.iterdir():
        seconds = file.stat().st_mtime + _AN_HOUR_AGO
        os.utime(file, (seconds, seconds))


@pytest.fixture(autouse=True)
def _no_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briqa.sources.content_hash._MOMENT_NS", 0)


def test_an_export_that_passed_is_not_tried_again(export: Path) -> None:
    first = Trial(export)
    assert first.is_needed
    first.passed()
    assert not Trial(export).is_needed


def test_a_seal_that_another_process_is_making_is_none_of_its_files(export: Path) -> None:
    Trial(export).passed()
    (export / ".making-abc.json").write_text("{")
    assert not Trial(export).is_needed


def test_one_that_was_written_just_now_is(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briqa.sources.content_hash._MOMENT_NS", 3600 * 10**9)
    Trial(export).passed()
    assert Trial(export).is_needed


@pytest.mark.parametrize("name", ["model.onnx", "model.weights", "verified.json", "another"])
def test_any_other_file_asks_for_a_trial(export: Path, name: str) -> None:
    Trial(export).passed()
    (export / name).write_text("otherwise")
    assert Trial(export).is_needed


def test_a_file_of_the_same_size_and_time_asks_for_a_trial(export: Path) -> None:
    Trial(export).passed()
    before = (export / "model.weights").stat()
    (export / "model.weights").write_text("MODEL.WEIGHTS")
    os.utime(export / "model.weights", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Trial(export).is_needed


def test_a_copy_asks_for_a_trial(export: Path, tmp_path: Path) -> None:
    Trial(export).passed()
    assert Trial(Path(shutil.copytree(export, tmp_path / "copy"))).is_needed


def test_another_library_asks_for_a_trial(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Trial(export).passed()
    monkeypatch.setattr(onnxruntime, "__version__", "0.0.1")
    assert Trial(export).is_needed


def test_another_processor_asks_for_a_trial(export: Path, tmp_path: Path) -> None:
    Trial(export).passed()
    (tmp_path / "cpuinfo").write_text(CPUINFO.format(clock=2000, flags="sse"))
    assert Trial(export).is_needed


def test_the_same_processor_at_another_clock_does_not(export: Path, tmp_path: Path) -> None:
    Trial(export).passed()
    (tmp_path / "cpuinfo").write_text(CPUINFO.format(clock=3171.5, flags="sse avx"))
    assert not Trial(export).is_needed


@pytest.mark.parametrize("said", ["", "model name: Some Processor\n", None])
def test_where_the_processor_is_not_told_each_start_tries(
    export: Path, tmp_path: Path, said: str | None
) -> None:
    if said is None:
        (tmp_path / "cpuinfo").unlink()
    else:
        (tmp_path / "cpuinfo").write_text(said)
    assert processor() is None
    Trial(export).passed()
    assert Trial(export).is_needed


def test_a_cache_that_can_not_be_written_is_no_failure(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(verified, "write_object", full)
    Trial(export).passed()
    assert Trial(export).is_needed


def test_a_real_export_is_tried_once_and_again_when_it_changed(
    tmp_path: Path, encoder: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    del encoder  # it has left its export in the suite's cache
    model = find_model(DEFAULT_MODEL)
    [made] = cache_dir().glob(f"{model.fingerprint}-{model.settings_hash}-*")
    folder = Path(shutil.copytree(made, tmp_path / "real"))
    tried = []
    real = OnnxRuntime._try

    def counted(self: OnnxRuntime) -> None:
        tried.append(self)
        real(self)

    monkeypatch.setattr(OnnxRuntime, "_try", counted)
    OnnxRuntime(folder)
    OnnxRuntime(folder)
    assert len(tried) == 1
    graph = folder / GRAPH_FILE
    graph.write_bytes(graph.read_bytes())
    OnnxRuntime(folder)
    assert len(tried) == 2
    graph.write_bytes(graph.read_bytes()[:1000])
    with pytest.raises(DamagedExport):
        OnnxRuntime(folder)
