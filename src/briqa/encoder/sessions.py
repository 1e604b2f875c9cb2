"""Optimised graphs, opened to be run whole or part after part.

The one thing to know: for a single question a model's weights are most of a process's memory. Run
in parts, each of which gives its weights' pages back, a model never holds more than one part's.
"""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

import numpy as np
import numpy.typing as npt

from briqa.encoder.interface import Vectors
from briqa.encoder.mapped import Range, code_ranges, give_back, mapped_ranges, without
from briqa.encoder.parts import part_files

if TYPE_CHECKING:
    import onnxruntime

# Held while a session maps its weights.
_OPENING: Final = threading.Lock()
_Tensors = Mapping[str, npt.NDArray[np.generic]]


class Graph(Protocol):
    """An opened graph. Safe to share between threads."""

    def run(self, inputs: _Tensors) -> Vectors:
        """Its only output.

        Args:
            inputs: all of its inputs, by name.
        """

    def run_each(self, batches: Sequence[_Tensors]) -> list[Vectors]:
        """Its only output for each of some inputs, each by itself.

        Args:
            batches: all of its inputs, by name, again and again.
        """
        ...


def open_graph(graph: Path, weights: Path, *, for_one: bool = False, packed: bool = True) -> Graph:
    """Opens an optimised graph, which is then run on one thread.

    Args:
        graph: its file.
        weights: the file that holds its weights.
        for_one: it is run a few times only: where the graph was cut into parts a run takes 2 ms
            longer, and far less memory.
        packed: lay weights out for the processor first. Opening takes longer and runs are faster;
            floating-point sums differ in the last digits, those of integers don't.
    """
    parts = part_files(graph.parent) if for_one else []
    if parts:
        return _Parts(parts, weights, packed=packed)
    with _OPENING:
        return _Whole(_session(graph, packed=packed))


class _Whole:
    def __init__(self, session: "onnxruntime.InferenceSession") -> None:
        self._session = session

    def run(self, inputs: _Tensors) -> Vectors:
        (output,) = self._session.run(None, dict(inputs))
        return cast(Vectors, output)

    def run_each(self, batches: Sequence[_Tensors]) -> list[Vectors]:
        return [self.run(inputs) for inputs in batches]


class _Parts:
    def __init__(self, files: list[Path], weights: Path, *, packed: bool) -> None:
        import onnxruntime  # noqa: F401 - before its instructions are looked for

        self._parts: list[_Part] = []
        code = code_ranges()
        give_back(code)  # most was for the libraries' own start
        # Nobody else may map weights meanwhile, or they would be taken for a part's own.
        with _OPENING:
            known = mapped_ranges(weights)
            for file in files:
                session = _session(file, packed=packed, arena=False)
                mapped = mapped_ranges(weights)
                self._parts.append(_Part(session, without(mapped, known)))
                known = mapped
        give_back(code)  # and most of this for opening graphs

    def run(self, inputs: _Tensors) -> Vectors:
        return self.run_each([inputs])[0]

    def run_each(self, batches: Sequence[_Tensors]) -> list[Vectors]:
        known = [dict(inputs) for inputs in batches]
        for part in self._parts:
            part.run_each(known)
        (output,) = self._parts[-1].outputs
        return [cast(Vectors, each[output]) for each in known]


class _Part:
    """One part, and where its weights are mapped, for as long as its session lives."""

    def __init__(self, session: "onnxruntime.InferenceSession", own: frozenset[Range]) -> None:
        self._session = session
        self._own = own
        self._inputs = [each.name for each in session.get_inputs()]
        self.outputs = [each.name for each in session.get_outputs()]
        give_back(own)  # opening has read them

    def run_each(self, batches: list[dict[str, npt.NDArray[np.generic]]]) -> None:
        """Adds its outputs to what is known of each so far."""
        for known in batches:
            inputs = {name: known[name] for name in self._inputs}
            known |= zip(self.outputs, self._session.run(self.outputs, inputs), strict=True)
        give_back(self._own)


def _session(graph: Path, *, packed: bool, arena: bool = True) -> "onnxruntime.InferenceSession":
    import onnxruntime

    options = session_options()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.enable_cpu_mem_arena = arena
    if not packed:
        options.add_session_config_entry("session.disable_prepacking", "1")
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def session_options() -> "onnxruntime.SessionOptions":
    """One thread, and no plan of memory."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Planned for each length of batch anew, it saves no time, and takes 12 MB.
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    return options
