"""A model on ONNX Runtime: the same weights, without the seconds that torch takes to import.

The one thing to know: a session does a batch on one thread, and it may be given as many batches at
once as there are cores. So a vector is the same to the last bit whatever else is encoded.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from briqa.encoder.interface import Vectors
from briqa.encoder.parts import part_files, write_parts
from briqa.encoder.runtime import ModelFacts, TokenIds, model_inputs
from briqa.encoder.sessions import Graph, open_graph, session_options
from briqa.encoder.threads import cores
from briqa.encoder.tokens import Tokens
from briqa.encoder.verified import Trial
from briqa.encoder.word_pieces import WordPieces, word_pieces_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

GRAPH_FILE: Final = "model.onnx"
WEIGHTS_FILE: Final = "model.weights"
TOKENIZER_FILE: Final = "tokenizer.json"
PIECES_FILE: Final = "tokenizer.pieces"
FACTS_FILE: Final = "model.json"
PROBE_FILE: Final = "probe.json"
OUTPUT: Final = "vectors"
# Passages: of 2 and of 4 each takes as long, but 4 need 24 MB more; 8 leave the cache of a core.
_BATCH: Final = 2
# Smaller tensors stay in the graph's own file (bytes).
_WEIGHTS_FROM: Final = 1024
# As much as Linux maps at once of small pages.
_PIECE_BYTES: Final = 1 << 16
# ONNX Runtime's kernel for both in one takes longer than the addition and the norm apart (1.32): of
# 8-bit graphs, where the fusion applies, a tenth of all time.
_SLOWER_FUSIONS: Final = ("SkipLayerNormFusion",)
# Kernels of another processor differ in the last digits; a damaged file differs in the first.
_SAME: Final = 0.9999


class DamagedExport(Exception):
    """A folder doesn't hold what an export left there."""


class OnnxRuntime:
    """An exported model.

    Args:
        folder: where `briqa.encoder.exporting` wrote it.
        for_one: it reads a single question: with less memory, a text takes longer.

    Raises:
        DamagedExport: when it isn't whole, or gives other vectors than when it was exported, which
            is tried unless all that it depends on is as it was then.
    """

    name = "ONNX Runtime"
    passages_at_once = _BATCH

    def __init__(self, folder: Path, *, for_one: bool = False) -> None:
        self.batches_at_once = cores()
        try:
            trial = Trial(folder)
            facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
            self.facts = ModelFacts(**{**facts, "inputs": tuple(facts["inputs"])})
            self._folder = folder
            pieces = folder / PIECES_FILE
            # Nothing refers back to this, or its memory would go only when somebody looks for that.
            self._library = cache(partial(open_tokenizer, folder / TOKENIZER_FILE))
            self.tokens = Tokens(
                self._library, WordPieces(pieces) if for_one and pieces.is_file() else None
            )
            if not for_one:
                _ = self.tokenizer  # while nobody waits for it
            self._graph = open_export_graph(folder, for_one=for_one)
            if trial.is_needed:
                self._try()
                trial.passed()
        except DamagedExport:
            raise
        except Exception as error:  # whatever its library raises for a broken graph
            raise DamagedExport(str(error)) from error

    @property
    def tokenizer(self) -> "Tokenizer":
        """Its tokenizer, which neither cuts nor pads."""
        return self._library()

    def token_states(self, ids: TokenIds, mask: TokenIds) -> Vectors:
        """The states of the tokens: float32 of shape (n, length, dim)."""
        return self._graph.run(model_inputs(self.facts, ids, mask))

    def text_vectors(self, texts: Sequence[str], prompt: str) -> Vectors:
        """The vectors of whole texts as the exported pipeline makes them."""
        limit = self.facts.window_tokens + 2
        vectors = np.empty((len(texts), self.facts.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            own = self.tokens.ids(prompt + text)
            kept = own if len(own) <= limit else [*own[: limit - 1], own[-1]]
            vector = self._run(np.array([kept], dtype=np.int64))[0]
            vectors[row] = vector / max(float(np.linalg.norm(vector)), 1e-12)
        return vectors

    def _try(self) -> None:
        pieces = self._folder / PIECES_FILE
        if pieces.is_file() and pieces.read_bytes() != word_pieces_of(self.tokenizer):
            raise DamagedExport("its word pieces are others")
        kept = json.loads((self._folder / PROBE_FILE).read_text(encoding="utf-8"))
        probe = self._run(np.array([kept["ids"]], dtype=np.int64))
        if not _alike(probe, np.array(kept["output"], dtype=np.float32)):
            raise DamagedExport("it gives other vectors")

    def _run(self, ids: TokenIds) -> Vectors:
        return self.token_states(ids, np.ones_like(ids))


def quantise(graph: Path) -> None:
    """Turns a plain graph's matrix products into those of 8-bit integers, in its place.

    Weights are rounded channel by channel, and to 7 bits, since processors without the newer
    instructions would overflow with 8 (ONNX Runtime's documentation on quantisation).

    Args:
        graph: the plain graph.
    """
    import logging

    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)  # it would advise on images
    try:
        quantize_dynamic(
            graph,
            graph,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    finally:
        root.setLevel(level)


def optimise(graph: Path, folder: Path) -> None:
    """Writes a graph as ONNX Runtime runs it: fused once, its weights in a file to be mapped.

    Opening it takes a third of the time, and half the memory, that the plain graph takes. The
    fusions are those for any processor.

    Args:
        graph: the plain graph.
        folder: gets the graph and the file of its weights.
    """
    import onnxruntime

    options = session_options()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / GRAPH_FILE)
    prefix = "session.optimized_model_external_initializers"
    options.add_session_config_entry(f"{prefix}_file_name", WEIGHTS_FILE)
    options.add_session_config_entry(f"{prefix}_min_size_in_bytes", str(_WEIGHTS_FROM))
    # As this processor's kernels want them; another one's would give other vectors, which the probe
    # shows.
    options.add_session_config_entry("session.save_external_prepacked_constant_initializers", "1")
    onnxruntime.InferenceSession(
        str(graph),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=list(_SLOWER_FUSIONS),
    )
    _write_in_pieces(folder / WEIGHTS_FILE)


def _write_in_pieces(path: Path) -> None:
    """Writes a file anew piece by piece.

    Linux keeps what is written at once in pages of up to 2 MB, and maps such a page whole where a
    single row of the embedding is read: 20 MB more for a question.
    """
    written = path.with_suffix(".pieces")
    with path.open("rb") as source, written.open("wb", buffering=0) as target:
        while piece := source.read(_PIECE_BYTES):
            target.write(piece)
    written.replace(path)


def open_export_graph(folder: Path, *, for_one: bool = False, packed: bool = True) -> Graph:
    """The graph of an export.

    Args:
        folder: the export.
        for_one: as `open_graph` has it.
        packed: as `open_graph` has it.
    """
    return open_graph(folder / GRAPH_FILE, folder / WEIGHTS_FILE, for_one=for_one, packed=packed)


def cut_in_parts(folder: Path, inputs: Mapping[str, TokenIds], *, packed: bool = True) -> Vectors:
    """Cuts the graph of an export into parts too, which are kept only if they give the same.

    Args:
        folder: gets the parts.
        inputs: what to try them on.
        packed: whether the parts will be opened so.

    Returns:
        What the whole graph gives for the inputs.
    """
    expected = open_export_graph(folder).run(inputs)
    try:
        write_parts(folder / GRAPH_FILE)
        found = open_export_graph(folder, for_one=True, packed=packed).run(inputs)
        are_good = np.array_equal(found, expected)
    except Exception:  # whatever its library raises for parts of a graph that can't be cut
        are_good = False
    for part in [] if are_good else part_files(folder):
        part.unlink()
    return expected


def write_facts(folder: Path, facts: ModelFacts, probe_ids: Sequence[int]) -> None:
    """Completes an export with the facts of its model and what it gives for a probe.

    Args:
        folder: where the graph and the tokenizer are already.
        facts: the facts.
        probe_ids: the tokens of some text.
    """
    ids = np.array([probe_ids], dtype=np.int64)
    inputs = model_inputs(facts, ids, np.ones_like(ids))
    output = cut_in_parts(folder, inputs)
    probe = {"ids": list(probe_ids), "output": output.tolist()}
    (folder / FACTS_FILE).write_text(json.dumps(asdict(facts)), encoding="utf-8")
    (folder / PROBE_FILE).write_text(json.dumps(probe), encoding="utf-8")


def open_tokenizer(path: Path) -> "Tokenizer":
    """A tokenizer that neither cuts nor pads."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _alike(found: Vectors, expected: Vectors) -> bool:
    if found.shape != expected.shape:
        return False
    norms = float(np.linalg.norm(found)) * float(np.linalg.norm(expected))
    return norms > 0 and float((found * expected).sum()) / norms > _SAME
