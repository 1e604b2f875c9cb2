"""The encoder of any sentence-transformers model, on the fastest runtime that gives its vectors."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from briqa.encoder import pooling
from briqa.encoder.folders import DEFAULT_MODEL, ModelFolder, find_model
from briqa.encoder.interface import (
    PairReading,
    PairText,
    PassageInput,
    PassageVectors,
    Vectors,
)
from briqa.encoder.runtime import Runtime
from briqa.encoder.threads import torch_threads
from briqa.encoder.token_counts import TokenCounts
from briqa.errors import EncoderError

if TYPE_CHECKING:
    from briqa.encoder.cross_encoder import CrossEncoder

# What tokenizers put before a token that begins a word: WordPiece, SentencePiece, byte-level ones.
_WORD_MARKS: Final = ("", "▁", "Ġ")


class SentenceTransformerEncoder:
    """A model in a local folder, loaded when it is first needed.

    It runs on ONNX Runtime, to which it is exported once, or on torch where that can't be done.
    Opening an index that needs no encoding costs neither.

    Args:
        folder: the model.
        for_one: it is asked a single question: with less memory, others would take longer.
    """

    def __init__(self, folder: ModelFolder, *, for_one: bool = False) -> None:
        self._folder = folder
        self._for_one = for_one

    @property
    def fingerprint(self) -> str:
        """The hash of weights and tokenizer, whatever the runtime.

        Raises:
            EncoderError: when the weights aren't there, or aren't those of the default's release.
        """
        return self._folder.fingerprint

    @cached_property
    def runtime(self) -> Runtime:
        """What runs the model, loaded now if it wasn't.

        Raises:
            EncoderError: when the folder holds no usable model.
        """
        return _open_runtime(self._folder, for_one=self._for_one)

    @property
    def runtime_name(self) -> str | None:
        """What the model runs on, as far as that is known without loading it."""
        from briqa.encoder.exporting import exported_runtime

        try:
            return exported_runtime(self._folder)
        except EncoderError:  # which is for whoever loads it to say
            return None

    def load(self) -> None:
        """Loads all that questions need now, so that the first needn't wait for it.

        Raises:
            EncoderError: when the folder holds no usable model.
        """
        _ = self.runtime, self._cross_encoder

    @property
    def is_prepared(self) -> bool:
        """Whether all that questions need was exported before, or found not to be exportable."""
        from briqa.encoder.cross_exporting import is_cross_encoder_made

        return self.runtime_name is not None and is_cross_encoder_made(self._folder)

    def prepare(self) -> None:
        """Exports now what questions need besides, so that the first needn't wait for it."""
        from briqa.encoder.cross_exporting import is_cross_encoder_made

        if not is_cross_encoder_made(self._folder):
            _ = self._cross_encoder

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self.runtime.facts.dimension

    @property
    def window_tokens(self) -> int:
        """The model's maximum sequence length without its two special tokens."""
        return self.runtime.facts.window_tokens

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        """The half-open character range in `text` of each of its tokens, without special ones."""
        return list(self.runtime.tokenizer.encode(text, add_special_tokens=False).offsets)

    def token_count(self, text: str) -> int:
        """How many tokens a text has, special ones left out: as many as `token_offsets` gives."""
        return self._token_counts.of(text)

    @cached_property
    def _token_counts(self) -> TokenCounts:
        return TokenCounts(self.runtime.tokenizer)

    def word_rank(self, word: str) -> int | None:
        """The place of a word, in lower case, in the model's vocabulary; None where it isn't.

        Tokens that begin a word are marked in some tokenizers and plain in WordPiece, which marks
        the others.
        """
        if not word.isalpha():
            return None
        id_of = self.runtime.tokens.id_of
        forms = (f"{mark}{form}" for mark in _WORD_MARKS for form in (word, word.capitalize()))
        ranks = map(id_of, forms)
        return min((rank for rank in ranks if rank is not None), default=None)

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """Float32 of shape (n_queries, dim), unit length.

        A query's vector is the same to the last bit whatever is encoded with it.
        """
        # For texts this short more threads are slower anyway.
        with torch_threads(1):
            return pooling.encode_queries(self.runtime, queries, self.runtime.facts.query_prompt)

    @cached_property
    def _cross_encoder(self) -> "CrossEncoder | None":
        from briqa.encoder.cross_exporting import open_cross_encoder

        # One tokenizer for both, which is what takes longest to open of the second.
        return open_cross_encoder(self._folder, self.runtime.tokens, for_one=self._for_one)

    def read_pairs(self, pairs: Sequence[PairText]) -> list[PairReading] | None:
        """A reading of each pair, or None for models other than the default."""
        return None if self._cross_encoder is None else self._cross_encoder.read(pairs)

    def encode_passages(self, passages: Sequence[PassageInput]) -> Iterator[PassageVectors]:
        """The vectors of each passage, in order."""
        return pooling.encode_passages(self.runtime, passages)


def open_encoder(
    model: str = DEFAULT_MODEL, *, for_one: bool = False
) -> SentenceTransformerEncoder:
    """Finds a model by name or path, without any network; it loads at its first use.

    Args:
        model: the default's name, or the folder of a sentence-transformers model; with
            `INT8_SUFFIX` behind it, to run in integers of 8 bits.
        for_one: as `SentenceTransformerEncoder` has it.

    Raises:
        EncoderError: when there is no such model.
    """
    return SentenceTransformerEncoder(find_model(model), for_one=for_one)


def _open_runtime(folder: ModelFolder, *, for_one: bool) -> Runtime:
    from briqa.encoder.exporting import open_export
    from briqa.encoder.torch_runtime import TorchRuntime

    exported = open_export(folder, for_one=for_one)
    if exported is None and folder.is_int8:
        raise EncoderError(folder.name, "it can't run in 8 bits here; leave out --fast")
    return exported or TorchRuntime(folder)
