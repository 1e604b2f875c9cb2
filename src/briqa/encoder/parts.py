"""Cuts an optimised graph into parts that are run one after the other.

The one thing to know: a part is a graph of its own over the same file of weights, so whoever runs
them in turn needs no more than one part's weights at a time, and gets the same to the last bit.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto

_NAME: Final = "part-{:03d}.onnx"
_NAMES: Final = "part-*.onnx"
# Opening a part takes a millisecond, whatever is in it.
_LEAST_BYTES: Final = 4_000_000
# Between a transformer's layers pass the states of its tokens and the mask, within them more.
_MOST_PASSED: Final = 2


def part_files(folder: Path) -> list[Path]:
    """The parts of an export's graph, in the order in which they are run; none if it is whole."""
    return sorted(folder.glob(_NAMES))


def write_parts(graph: Path) -> None:
    """Writes the parts of a graph beside it; none where it can't be cut.

    What one part passes to another is taken for float32, as the states of tokens are. Where it
    isn't, the parts can't be opened.

    Args:
        graph: the graph, optimised, its weights in a file beside it.
    """
    import onnx

    whole = onnx.load(str(graph), load_external_data=False)
    parts = list(_parts(whole))
    for number, part in enumerate(parts if len(parts) > 1 else []):
        onnx.save(part, str(graph.with_name(_NAME.format(number))))


def _parts(whole: "ModelProto") -> Iterator["ModelProto"]:
    nodes = list(whole.graph.node)
    bounds = [0, *_cuts(whole), len(nodes)]
    for first, end in pairwise(bounds):
        yield _part(whole, nodes[first:end], nodes[end:])


def _cuts(whole: "ModelProto") -> Iterator[int]:
    """Before which nodes to cut."""
    nodes = whole.graph.node
    sizes = _weight_bytes(whole)
    last_use = {name: place for place, node in enumerate(nodes) for name in node.input}
    last_use |= {output.name: len(nodes) for output in whole.graph.output}
    left = sum(sizes.get(name, 0) for node in nodes for name in node.input)
    weight = 0
    passed: set[str] = set()
    for place, node in enumerate(nodes):
        own = sum(sizes.get(name, 0) for name in node.input)
        weight += own
        left -= own
        passed |= set(node.output)
        passed = {name for name in passed if last_use.get(name, -1) > place}
        if min(weight, left) >= _LEAST_BYTES and len(passed) <= _MOST_PASSED:
            yield place + 1
            weight = 0


def _weight_bytes(whole: "ModelProto") -> dict[str, int]:
    """The sizes of all weights; those that stay in the graph's own file count for nothing."""
    return {
        weights.name: sum(
            int(entry.value) for entry in weights.external_data if entry.key == "length"
        )
        for weights in whole.graph.initializer
    }


def _part(whole: "ModelProto", own: "list[NodeProto]", later: "list[NodeProto]") -> "ModelProto":
    import onnx

    weights = {each.name for each in whole.graph.initializer}
    read = {name for node in own for name in node.input if name}
    made = {name for node in own for name in node.output}
    wanted = {name for node in later for name in node.input}
    wanted |= {output.name for output in whole.graph.output}
    known = {each.name: each for each in (*whole.graph.input, *whole.graph.output)}

    def described(names: set[str]) -> list[onnx.ValueInfoProto]:
        return [
            known.get(name)
            or onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
            for name in sorted(names)
        ]

    part = onnx.ModelProto()
    part.CopyFrom(whole)
    graph = part.graph
    for field in ("node", "initializer", "input", "output", "value_info"):
        graph.ClearField(field)
    graph.node.extend(own)
    graph.initializer.extend(each for each in whole.graph.initializer if each.name in read)
    graph.input.extend(described(read - made - weights))
    graph.output.extend(described(made & wanted))
    return part
