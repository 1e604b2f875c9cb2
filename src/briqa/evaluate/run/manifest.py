"""The manifest of a run: everything that its figures depend on, as hashes and settings.

The one thing to know: it holds no time, path or machine name, so the same inputs make the same
manifest anywhere, and a run goes on only under the manifest that it was begun with.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from briqa.errors import RunError

_LIBRARIES = ("torch", "sentence-transformers", "onnxruntime", "faiss-cpu", "tantivy", "numpy")
_HEX = 16


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run is made of.

    Attributes:
        question_set: name and hash of the set, the number of its questions, its column names.
        corpus: docid → hash of the file that was indexed.
        index: encoder, segmentation and grammar that the index was made with.
        settings: what was set for the run.
        code: version of briqa, hash of its code, and versions of what it computes with.
    """

    question_set: Mapping[str, object]
    corpus: Mapping[str, str]
    index: Mapping[str, object]
    settings: Mapping[str, object]
    code: Mapping[str, str]

    def as_text(self) -> str:
        """JSON, the keys in a fixed order."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def differences(self, other: "Manifest") -> list[str]:
        """In which of its parts another manifest isn't the same, in words."""
        ours, theirs = json.loads(self.as_text()), json.loads(other.as_text())
        return [name.replace("_", " ") for name in ours if ours[name] != theirs[name]]

    @classmethod
    def read(cls, text: str, path: Path) -> "Manifest":
        """A manifest from its JSON.

        Args:
            text: what `as_text` made.
            path: where it was read, for messages.

        Raises:
            RunError: when it isn't one.
        """
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise RunError(path, "is no manifest of a run", "run again with --fresh") from error


def file_hash(path: Path) -> str:
    """The hash of a file, or of all files below a folder with their names.

    Raises:
        RunError: when it can't be read.
    """
    digest = hashlib.sha256()
    paths = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    try:
        for each in paths:
            if each != path:
                digest.update(f"\0{each.relative_to(path).as_posix()}\0".encode())
            with each.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    except OSError as error:
        raise RunError(path, f"can't be read ({error.strerror})", "check the path") from error
    return digest.hexdigest()[:_HEX]


@cache
def code_hash() -> Mapping[str, str]:
    """The version of briqa, the hash of its code and weights, and versions of its libraries."""
    digest = hashlib.sha256()
    for name, content in sorted(_code(files("briqa"), "")):
        digest.update(f"\0{name}\0".encode())
        digest.update(content)
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"briqa": version("briqa"), "code": digest.hexdigest()[:_HEX], **libraries}


def _code(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found.extend(_code(entry, f"{prefix}{entry.name}/"))
        elif entry.name.endswith((".py", ".json")):
            found.append((f"{prefix}{entry.name}", entry.read_bytes()))
    return found
