"""A model on torch, through sentence-transformers: what every other runtime is measured by."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from briqa.encoder.folders import ModelFolder
from briqa.encoder.interface import Vectors
from briqa.encoder.runtime import ModelFacts, TokenIds, model_inputs
from briqa.encoder.tokens import Tokens
from briqa.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

# Matrix products of fewer rows take other kernels, whose last digits differ.
_LEAST_ROWS: Final = 16
_BATCH: Final = 32
_SPECIAL_TOKENS: Final = 2
_KNOWN_INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")


class TorchRuntime:
    """A model as sentence-transformers runs it, on the CPU.

    Args:
        folder: the model.
        attention: the implementation of attention, by transformers' name; None for its own choice.

    Raises:
        EncoderError: when the folder holds no usable model.
    """

    name = "sentence-transformers"
    passages_at_once = _BATCH
    batches_at_once = 1  # torch shares out one batch among the cores

    def __init__(self, folder: ModelFolder, *, attention: str | None = None) -> None:
        self.model, tokenizer = _load(folder, attention)
        self.tokenizer = tokenizer
        self.tokens = Tokens(lambda: tokenizer)
        self.facts = _facts(self.model, folder)

    def token_states(self, ids: TokenIds, mask: TokenIds) -> Vectors:
        """The states of the tokens: float32 of shape (n, length, dim)."""
        import torch

        rows, length = ids.shape
        missing = max(-(-_LEAST_ROWS // length) - rows, 0)
        # Of a row without any token the states would be no numbers.
        filled = np.pad(ids, ((0, missing), (0, 0)), constant_values=self.facts.pad_id)
        filled_mask = np.pad(mask, ((0, missing), (0, 0)))
        filled_mask[:, 0] = 1
        inputs = model_inputs(self.facts, filled, filled_mask)
        features = {name: torch.from_numpy(values) for name, values in inputs.items()}
        with torch.inference_mode():
            out = self.model[0](features)
        states: Vectors = out["token_embeddings"].float().numpy()
        return states[:rows]

    def text_vectors(self, texts: Sequence[str], prompt: str) -> Vectors:
        """The vectors of whole texts as the model's own pipeline makes them."""
        encoded = self.model.encode(
            list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(encoded, dtype=np.float32)


def _load(folder: ModelFolder, attention: str | None) -> "tuple[SentenceTransformer, Tokenizer]":
    # Both libraries look for newer files on their hub unless told not to.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import logging

    logging.getLogger("transformers").setLevel(logging.ERROR)
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    chosen = {} if attention is None else {"attn_implementation": attention}
    try:
        model = SentenceTransformer(
            str(folder.path), local_files_only=True, device="cpu", model_kwargs=chosen
        )
        # A copy of our own: the model's keeps whatever truncation its last caller wanted.
        tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    except (OSError, ValueError, KeyError, AttributeError, RuntimeError) as error:
        raise EncoderError(folder.name, f"it can't be loaded ({_first_line(error)})") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return model.eval(), tokenizer


def _facts(model: "SentenceTransformer", folder: ModelFolder) -> ModelFacts:
    dimension, window = model.get_embedding_dimension(), model.max_seq_length
    if dimension is None or window is None:
        raise EncoderError(folder.name, "it doesn't say its vector or window size")
    prompts = model.prompts
    taken = model.tokenizer.model_input_names
    return ModelFacts(
        int(dimension),
        int(window) - _SPECIAL_TOKENS,
        _pools_by_mean(model),
        prompts.get("query") or "",
        prompts.get("document") or prompts.get("passage") or "",
        model.tokenizer.pad_token_id or 0,
        tuple(name for name in _KNOWN_INPUTS if name in taken),
    )


def _pools_by_mean(model: "SentenceTransformer") -> bool:
    from sentence_transformers.sentence_transformer.modules import Pooling

    poolings = [module for module in model if isinstance(module, Pooling)]
    others = [module for module in model if type(module).__name__ == "Dense"]
    means = [module for module in poolings if module.pooling_mode == "mean"]
    return len(poolings) == len(means) == 1 and not others and means[0].include_prompt


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
