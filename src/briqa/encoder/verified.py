"""Which exports were tried on this machine, so that each start needn't try them again.

The one thing to know: what an export gives depends on its files, on ONNX Runtime and on the
processor. As long as all of these look as they did when it gave what it should, it gives it again;
where that can't be told for sure, it is tried each time.
"""

import platform
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from briqa.encoder.cache import read_object, write_object
from briqa.sources.content_hash import FileState

_SEAL_FILE: Final = "verified.json"
_CPUINFO: Final = Path("/proc/cpuinfo")
# The first processor's entry is shorter; the others' are as it.
_CPUINFO_CHARACTERS: Final = 8192
# What says which kernels a processor runs. Its clock, say, is another each time.
_KINDS: Final = (
    "vendor_id", "cpu family", "model", "model name", "stepping", "flags",
    "CPU implementer", "CPU architecture", "CPU variant", "CPU part", "CPU revision", "Features",
)  # fmt: skip
_INSTRUCTIONS: Final = ("flags", "Features")


class Trial:
    """An export as it looks before it is opened.

    Args:
        folder: the export.

    Raises:
        OSError: when there is none.
    """

    def __init__(self, folder: Path) -> None:
        self._seal = folder / _SEAL_FILE
        # Others may be making a seal here at this moment, under a hidden name.
        self._states = {
            file.name: FileState.of(file)
            for file in folder.iterdir()
            if file.name != _SEAL_FILE and not file.name.startswith(".")
        }

    @property
    def is_needed(self) -> bool:
        """Whether it may give something else than when it was last tried here."""
        seen = self._seen()
        return seen is None or read_object(self._seal) != seen

    def passed(self) -> None:
        """Notes that it gave what it should."""
        seen = self._seen()
        now = time.time_ns()
        if seen is not None and all(state.is_settled(now) for state in self._states.values()):
            with suppress(OSError):  # it is tried each time, then
                write_object(self._seal, seen)

    def _seen(self) -> dict[str, object] | None:
        """All that it depends on; None where the processor can't be told from others."""
        import onnxruntime

        runs_on = processor()
        if runs_on is None:
            return None
        files = {name: [*state] for name, state in self._states.items()}
        return {"onnxruntime": onnxruntime.__version__, "processor": runs_on, "files": files}


def processor() -> str | None:
    """What tells this processor from those that other kernels are chosen for; None if unknown."""
    try:
        with _CPUINFO.open(encoding="utf-8", errors="replace") as file:
            first = file.read(_CPUINFO_CHARACTERS).partition("\n\n")[0]
    except OSError:
        return None
    lines = (line.partition(":") for line in first.splitlines())
    found = {name.strip(): value.strip() for name, _, value in lines}
    if not any(found.get(name) for name in _INSTRUCTIONS):
        return None
    return "\n".join([platform.machine(), *(found.get(name, "") for name in _KINDS)])
