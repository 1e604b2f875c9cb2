"""Exports a model to ONNX once, into the user's cache, and refuses it unless it is the same model.

The one thing to know: an export is taken only when its vectors equal those of sentence-transformers
on texts of all sorts; a model that can't be exported is remembered, so that the seconds aren't
spent at each start.
"""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from briqa.encoder.cache import cache_dir, made_whole
from briqa.encoder.folders import ModelFolder
from briqa.encoder.onnx_runtime import (
    GRAPH_FILE,
    OUTPUT,
    PIECES_FILE,
    TOKENIZER_FILE,
    DamagedExport,
    OnnxRuntime,
    optimise,
    quantise,
    write_facts,
)
from briqa.encoder.pooling import encode_queries
from briqa.encoder.refusals import is_refused, refuse, was_refused
from briqa.encoder.runtime import ModelFacts, model_inputs
from briqa.encoder.torch_runtime import TorchRuntime
from briqa.encoder.word_pieces import word_pieces_of

if TYPE_CHECKING:
    import logging

    import torch
    from sentence_transformers import SentenceTransformer

# Raised when exports made before would differ from those made now.
_EXPORT_VERSION: Final = 6
_PLAIN_GRAPH: Final = "plain.onnx"
# The cosine of every probe's vectors. Single precision leaves about 1e-7 between the two.
_LEAST_COSINE: Final = 0.999999
# The same in integers of 8 bits: the default model's is about 0.99.
_LEAST_INT8_COSINE: Final = 0.95
_OPSET: Final = 17
_PROBES: Final = (
    "port",
    "",
    "How many tons of cargo did the harbour of Varnholm handle in 2021?",
    "Revenue rose by 58.11% to \\$97.26 million (of 2,269 firms, 1.22 thousand km² were LEASED).",
    "Große Häfen öffnen früh; 港口于2021年开放。",
    "The ferry lines call at four islands, and bicycles travel free. " * 60,
)


def exported_runtime(folder: ModelFolder) -> str | None:
    """What a model runs on, by what its last loading left in the cache; None before the first.

    Args:
        folder: the model.

    Raises:
        EncoderError: when the folder holds no weights.
    """
    cached = _cached(folder)
    if (cached / GRAPH_FILE).is_file():
        return OnnxRuntime.name
    return TorchRuntime.name if was_refused(cached) else None


def open_export(folder: ModelFolder, *, for_one: bool = False) -> OnnxRuntime | None:
    """The model on ONNX Runtime, exported now if it wasn't before; None when that can't be had.

    Args:
        folder: the model.
        for_one: as `OnnxRuntime` has it.

    Raises:
        EncoderError: when the folder holds no usable model.
    """
    try:
        cached = _cached(folder)
        if cached.is_dir():
            try:
                return OnnxRuntime(cached, for_one=for_one)
            except DamagedExport as error:
                if is_refused(cached):
                    return None
                _log().info("exporting anew: %s", error)
        _make(folder, cached)
        return OnnxRuntime(cached, for_one=for_one)
    except (OSError, DamagedExport) as error:  # a cache that can't be written, say
        _log().info("no export: %s", error)
        return None


def _cached(folder: ModelFolder) -> Path:
    return cache_dir() / f"{folder.fingerprint}-{folder.settings_hash}-{_EXPORT_VERSION}"


def _make(folder: ModelFolder, cached: Path) -> None:
    with made_whole(cached) as making:
        try:
            _export(folder, making)
        except _Refused as error:
            _log().info("no export: %s", error)
            refuse(making, str(error))


class _Refused(Exception):
    """A model can't be exported, or its export isn't the same model."""


def _export(folder: ModelFolder, target: Path) -> None:
    # Plain attention: ONNX Runtime knows its pattern and fuses it, which it doesn't for others.
    original = TorchRuntime(folder, attention="eager")
    try:
        _write_graph(original.model, original.facts, target / _PLAIN_GRAPH)
        if folder.is_int8:
            quantise(target / _PLAIN_GRAPH)
        optimise(target / _PLAIN_GRAPH, target)
        for part in target.glob(f"{_PLAIN_GRAPH}*"):
            part.unlink()
        (target / TOKENIZER_FILE).write_text(original.tokenizer.to_str(), encoding="utf-8")
        pieces = word_pieces_of(original.tokenizer)
        if pieces is not None:
            (target / PIECES_FILE).write_bytes(pieces)
        write_facts(target, original.facts, original.tokenizer.encode(_PROBES[3]).ids)
        exported = OnnxRuntime(target)
    except Exception as error:  # exporters raise whatever their passes do
        raise _Refused(f"{type(error).__name__}: {error}") from error
    facts = original.facts
    required = _LEAST_INT8_COSINE if folder.is_int8 else _LEAST_COSINE
    for prompt in dict.fromkeys((facts.query_prompt, facts.document_prompt)):
        expected = original.text_vectors(_PROBES, prompt)
        found = encode_queries(exported, _PROBES, prompt)
        least = float((expected * found).sum(axis=1).min())
        if not least >= required:
            raise _Refused(f"its vectors differ from the model's, cosine {least:.7f}")


def _write_graph(model: "SentenceTransformer", facts: ModelFacts, path: Path) -> None:
    import torch

    class Exported(torch.nn.Module):
        """The model as one function of tensors, in the order of the facts' inputs."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: "torch.Tensor") -> "torch.Tensor":
            features = dict(zip(facts.inputs, tensors, strict=True))
            if facts.means_tokens:
                states: torch.Tensor = self.model[0](features)["token_embeddings"]
                return states
            vectors: torch.Tensor = self.model(features)["sentence_embedding"]
            return vectors

    ids = np.full((2, 8), facts.pad_id, dtype=np.int64)
    ids[:, :5] = np.arange(5) + 100
    inputs = model_inputs(facts, ids, np.array([[1] * 8, [1] * 5 + [0] * 3], dtype=np.int64))
    shapes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        # This exporter's graphs are a sixth faster on ONNX Runtime than those of its successor,
        # whose attention isn't fused (torch 2.13).
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Exported().eval(),
            tuple(torch.from_numpy(values) for values in inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=[OUTPUT],
            dynamic_axes={
                **dict.fromkeys(inputs, shapes),
                OUTPUT: shapes if facts.means_tokens else {0: "texts"},
            },
            opset_version=_OPSET,
            dynamo=False,
        )


def _log() -> "logging.Logger":
    import logging  # which those who only open an export go without

    return logging.getLogger(__name__)
