"""The folder of one run: what lies in it, and how a run that was interrupted goes on.

The one thing to know: predictions are appended a batch at a time and every other file appears whole
or not at all, so whatever moment a run dies at, the rows that were written are sound, at worst with
a torn last line, which is dropped.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briqa.errors import RunError
from briqa.evaluate.prediction import Prediction, read_prediction
from briqa.evaluate.run.manifest import Manifest

PREDICTIONS: Final = "predictions.jsonl"
MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A folder that holds a run, or will."""

    path: Path

    def open(self, manifest: Manifest, *, fresh: bool) -> dict[str, Prediction]:
        """Makes the folder ready for a run.

        Args:
            manifest: what the run is made of.
            fresh: whether an earlier run in it is thrown away.

        Returns:
            The predictions that an interrupted run of the same manifest left, by question id.

        Raises:
            RunError: when the folder can't be written, or holds another run or other files.
        """
        self.make()
        held = {entry.name for entry in self.path.iterdir()}
        if MANIFEST not in held and PREDICTIONS in held:
            raise RunError(self.path, "holds predictions of no run", "choose another --out")
        if MANIFEST in held and not fresh:
            changed = manifest.differences(self.manifest())
            if changed:
                raise RunError(
                    self.path,
                    f"holds a run of another {', '.join(changed)}",
                    "choose another --out, or --fresh to throw that run away",
                )
            return self._mended()
        self.write(MANIFEST, manifest.as_text())
        self._predictions.write_bytes(b"")
        return {}

    def make(self) -> None:
        """Makes the folder if need be.

        Raises:
            RunError: when it can't be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunError(
                self.path, f"can't be written ({error.strerror})", "choose another --out"
            ) from error

    @property
    def _predictions(self) -> Path:
        return self.path / PREDICTIONS

    def manifest(self) -> Manifest:
        """What the run in the folder is made of.

        Raises:
            RunError: when the folder holds no run.
        """
        return Manifest.read(self.read(MANIFEST), self.path / MANIFEST)

    def predictions(self) -> dict[str, Prediction]:
        """The predictions by question id, in the order of the file.

        Raises:
            RunError: when there are none, or a line isn't a prediction.
        """
        text = self.read(PREDICTIONS)
        found: dict[str, Prediction] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            if not line:
                continue
            try:
                row = read_prediction(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                where = self._predictions
                raise RunError(
                    where, f"line {number} is no prediction", "run again with --fresh"
                ) from error
            if row.qid in found:
                raise RunError(
                    self._predictions, f"line {number} repeats {row.qid!r}", "run with --fresh"
                )
            found[row.qid] = row
        return found

    def append(self, predictions: Iterable[Prediction]) -> None:
        """Adds predictions, and has them on the disk before it returns.

        Raises:
            RunError: when they can't be written.
        """
        lines = "".join(json.dumps(row.as_json(), ensure_ascii=False) + "\n" for row in predictions)
        try:
            with self._predictions.open("ab") as file:
                file.write(lines.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._unwritable(PREDICTIONS, error) from error

    def write(self, name: str, text: str) -> None:
        """Puts a file into the folder, whole or not at all.

        Raises:
            RunError: when it can't be written.
        """
        path = self.path / name
        partial = path.with_name(f".{name}.partial")
        try:
            partial.write_bytes(text.encode("utf-8"))
            partial.replace(path)
        except OSError as error:
            raise self._unwritable(name, error) from error

    def write_json(self, name: str, value: Mapping[str, object]) -> None:
        """The same for a JSON object."""
        self.write(name, json.dumps(value, ensure_ascii=False, indent=1) + "\n")

    def read(self, name: str) -> str:
        """The text of a file of the run.

        Raises:
            RunError: when it can't be read.
        """
        try:
            return (self.path / name).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RunError(
                self.path, f"holds no {name} of a run", "name the --out folder of a finished run"
            ) from error

    def _mended(self) -> dict[str, Prediction]:
        """The predictions so far; a last line that was torn is taken off the file."""
        if not self._predictions.exists():
            self._predictions.write_bytes(b"")
        data = self._predictions.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            with self._predictions.open("r+b") as file:
                file.truncate(len(whole))
        return self.predictions()

    def _unwritable(self, name: str, error: OSError) -> RunError:
        return RunError(
            self.path / name, f"can't be written ({error.strerror})", "make room or choose --out"
        )
