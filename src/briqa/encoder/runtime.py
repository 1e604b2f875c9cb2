"""What runs a model: token ids in, token states out, and what is known of the model."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from briqa.encoder.interface import Vectors
from briqa.encoder.tokens import Tokens
from briqa.values import dataclass

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TokenIds = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What is read off a model once.

    Attributes:
        dimension: the length of a vector.
        window_tokens: the most tokens of one input, special ones left out.
        means_tokens: whether a text's vector is the mean of its tokens' states. Of other models
            the states mean nothing by themselves, so sentences are encoded apart.
        query_prompt: what is put in front of a query.
        document_prompt: what is put in front of a passage.
        pad_id: the token that fills up shorter inputs of a batch.
        inputs: the names of the model's inputs, of those that tokenizers give.
    """

    dimension: int
    window_tokens: int
    means_tokens: bool
    query_prompt: str
    document_prompt: str
    pad_id: int
    inputs: tuple[str, ...]


class Runtime(Protocol):
    """A model in memory. Safe to share between threads."""

    @property
    def name(self) -> str:
        """What the library is called."""

    @property
    def facts(self) -> ModelFacts:
        """The facts of the model."""

    @property
    def tokenizer(self) -> "Tokenizer":
        """Its tokenizer, which neither cuts nor pads."""

    @property
    def tokens(self) -> Tokens:
        """The tokens of questions, and of what is read with them."""

    @property
    def passages_at_once(self) -> int:
        """The passages of a batch that cost the least each."""

    @property
    def batches_at_once(self) -> int:
        """How many batches it is worth giving it at the same time, from as many threads."""

    def token_states(self, ids: TokenIds, mask: TokenIds) -> Vectors:
        """The states of the tokens, for models that mean them.

        Args:
            ids: of shape (n, length), filled up with `facts.pad_id`.
            mask: of the same shape, 1 for what is a token.

        Returns:
            Float32 of shape (n, length, dim).
        """

    def text_vectors(self, texts: Sequence[str], prompt: str) -> Vectors:
        """The vectors of whole texts as the model itself makes them, for all other models.

        Args:
            texts: at least one.
            prompt: put in front of each.

        Returns:
            Float32 of shape (n, dim), unit length.
        """


def model_inputs(facts: ModelFacts, ids: TokenIds, mask: TokenIds) -> dict[str, TokenIds]:
    """The inputs that a model takes, by name; all tokens are of the first segment."""
    known = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    return {name: known[name] for name in facts.inputs}
