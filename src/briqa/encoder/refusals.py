"""Models that can't be exported, remembered, so that the seconds aren't spent at each start."""

import json
from pathlib import Path
from typing import Final

from briqa.encoder.cache import read_object

_REFUSED_FILE: Final = "refused.json"
# With others, the same model may be exported after all.
_LIBRARIES: Final = ("torch", "transformers", "sentence-transformers", "onnx", "onnxruntime")


def refuse(folder: Path, why: str) -> None:
    """Leaves nothing in an export's folder but that there can't be one.

    Args:
        folder: where the export was to be.
        why: for who looks there.

    Raises:
        OSError: when it can't be written.
    """
    for file in folder.iterdir():
        file.unlink()
    refusal = {"why": why, "libraries": _libraries()}
    (folder / _REFUSED_FILE).write_text(json.dumps(refusal), encoding="utf-8")


def was_refused(folder: Path) -> bool:
    """Whether a model was refused, under whatever libraries."""
    return (folder / _REFUSED_FILE).is_file()


def is_refused(folder: Path) -> bool:
    """Whether a model was refused under the libraries that are installed now."""
    return read_object(folder / _REFUSED_FILE).get("libraries") == _libraries()


def _libraries() -> dict[str, str]:
    from importlib.metadata import version  # not for those who only open an export

    return {name: version(name) for name in _LIBRARIES}
