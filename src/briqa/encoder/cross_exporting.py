"""Makes the cross-encoder out of the default model, once, in the user's cache.

The package ships what was learnt as a change of low rank to each matrix of the model
(Hu et al., LoRA, 2021), and biases, norms and the head whole, in half precision.
"""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from briqa.encoder.cache import cache_dir, kept_hash, made_whole
from briqa.encoder.cross_encoder import (
    INPUTS,
    OUTPUT,
    PROBE,
    CrossEncoder,
    open_checked,
    pair_inputs,
    write_probe,
)
from briqa.encoder.folders import INT8_MARK, ModelFolder
from briqa.encoder.onnx_runtime import DamagedExport, optimise, quantise
from briqa.encoder.refusals import is_refused, refuse
from briqa.encoder.tokens import Tokens
from briqa.encoder.torch_runtime import TorchRuntime
from briqa.errors import EncoderError

if TYPE_CHECKING:
    import logging

    import torch

# Raised when exports made before would differ from those made now.
_EXPORT_VERSION: Final = 4
_WEIGHTS: Final = "cross_encoder.npz"
_PLAIN_GRAPH: Final = "plain.onnx"
_WITHOUT: Final = "answers go without the cross-encoder: %s"
_REFUSED: Final = "it couldn't be exported before under these libraries"
_OPSET: Final = 17
# What stands behind the name of a matrix for the two factors of its change.
LEFT: Final = "/left"
RIGHT: Final = "/right"
# The head that reads the first token: a vector, and a number.
HEAD_WEIGHT: Final = "head.weight"
HEAD_BIAS: Final = "head.bias"
# That which reads each token, for the answer's beginning and end: of shapes (2, dim) and (2,).
PLACES_WEIGHT: Final = "places.weight"
PLACES_BIAS: Final = "places.bias"
# Integers of 8 bits move the scores by some tenths.
_MOST_APART: Final = 1.5


def open_cross_encoder(
    folder: ModelFolder, tokens: Tokens, *, for_one: bool = False
) -> CrossEncoder | None:
    """The cross-encoder that goes with a model, exported now if it wasn't before.

    Args:
        folder: the model.
        tokens: the model's.
        for_one: as `CrossEncoder` has it.

    Returns:
        None for any model but the default, and when the export can't be had.
    """
    if not folder.is_default:
        return None
    try:
        cached = _cached(folder)
        if cached.is_dir():
            try:
                return open_checked(cached, tokens, for_one=for_one)
            except DamagedExport as error:
                if is_refused(cached):
                    _log().warning(_WITHOUT, f"{_REFUSED}; to try again, delete {cached}")
                    return None
                _log().info("exporting anew: %s", error)
        with made_whole(cached) as making:
            try:
                _export(folder, making)
                return open_checked(making, tokens)  # here, where no other process replaces it
            except (OSError, MemoryError, EncoderError):  # of this machine, not of the model
                raise
            except Exception as error:  # exporters raise whatever their passes do
                _log().warning(_WITHOUT, error)
                refuse(making, f"{type(error).__name__}: {error}")
    except (OSError, MemoryError, EncoderError) as error:
        _log().warning(_WITHOUT, error)
    return None


def is_cross_encoder_made(folder: ModelFolder) -> bool:
    """Whether a model's cross-encoder was exported, or refused, or there is none.

    Args:
        folder: the model.
    """
    try:
        return not folder.is_default or _cached(folder).is_dir()
    except OSError:  # which is for whoever opens it to say
        return False


def _cached(folder: ModelFolder) -> Path:
    # Whatever numbers the encoder runs in, this one is the same.
    model = folder.fingerprint.removesuffix(INT8_MARK)
    return cache_dir() / f"cross-encoder-{model}-{_EXPORT_VERSION}{kept_hash(_weights())[:15]}"


def _weights() -> Path:
    return Path(__file__).with_name("weights") / _WEIGHTS


def _export(folder: ModelFolder, target: Path) -> None:
    # Plain attention: ONNX Runtime knows its pattern and fuses it, which it doesn't for others.
    original = TorchRuntime(folder, attention="eager")
    changed = changed_model(original)
    import torch

    inputs = tuple(torch.from_numpy(each) for each in pair_inputs(original.tokens, PROBE))
    shapes = {0: "pairs", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the successor's graphs aren't fused as well (torch 2.13)
        expected = changed(*inputs).numpy()
        torch.onnx.export(
            changed,
            inputs,
            str(target / _PLAIN_GRAPH),
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            dynamic_axes={**dict.fromkeys(INPUTS, shapes), OUTPUT: {0: "pairs", 1: "readings"}},
            opset_version=_OPSET,
            dynamo=False,
        )
    quantise(target / _PLAIN_GRAPH)
    optimise(target / _PLAIN_GRAPH, target)
    for part in target.glob(f"{_PLAIN_GRAPH}*"):
        part.unlink()
    found = write_probe(target, original.tokens)
    if not np.abs(found - expected).max() <= _MOST_APART:
        raise DamagedExport(f"it gives {found}, not {expected}")


def changed_model(original: TorchRuntime) -> "torch.nn.Module":
    """The model with what was learnt added to it, as one function of its three inputs.

    Args:
        original: the default model; it is changed in place.

    Returns:
        A module from token ids, attention mask and token types, each of shape (n, length), to
        what `briqa.encoder.cross_encoder.OUTPUT` says.
    """
    import torch

    with np.load(_weights()) as file:
        learnt = {name: torch.from_numpy(values).float() for name, values in file.items()}
    bert = original.model[0].get_submodule("model")
    with torch.no_grad():
        for name, parameter in bert.named_parameters():
            if name in learnt:
                parameter.copy_(learnt[name])
            elif name + LEFT in learnt:
                parameter.add_(learnt[name + LEFT] @ learnt[name + RIGHT])

    class Changed(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(
            self, ids: "torch.Tensor", mask: "torch.Tensor", types: "torch.Tensor"
        ) -> "torch.Tensor":
            states: torch.Tensor = self.bert(
                input_ids=ids, attention_mask=mask, token_type_ids=types
            ).last_hidden_state
            scores = states[:, :1] @ learnt[HEAD_WEIGHT] + learnt[HEAD_BIAS]
            # As sums, since a product of matrices in floating point gives other last digits where
            # weights are laid out otherwise, as they are for a single question.
            first, last = (
                (states * weight).sum(-1) + bias
                for weight, bias in zip(learnt[PLACES_WEIGHT], learnt[PLACES_BIAS], strict=True)
            )
            return torch.cat([scores, first, last], dim=1)

    return Changed().eval()


def _log() -> "logging.Logger":
    import logging  # which those who only open an export go without

    return logging.getLogger(__name__)
