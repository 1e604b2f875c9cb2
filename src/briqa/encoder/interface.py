"""What an encoder is to the rest of briqa."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from briqa.values import dataclass

Vectors = npt.NDArray[np.float32]


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

    def token_count(self, text: str) -> int:
        """How many tokens a text has, special ones left out."""

    def word_rank(self, word: str) -> int | None:
        """The place of a word, in lower case, in the model's vocabulary; None where it isn't.

        The commonest come first where the tokenizer was trained so, as WordPiece's was.
        """
        ...

    def encode_queries(self, queries: Sequence[str]) -> Vectors:
        """Float32 of shape (n_queries, dim), unit length."""

    def pair_scores(self, pairs: Sequence[tuple[str, str]]) -> Vectors | None:
        """How well texts answer questions, read together by the cross-encoder of this model.

        Args:
            pairs: questions, each with a text.

        Returns:
            Float32 of shape (n,): the log-odds that the text answers. None where the model has no
            cross-encoder.
        """

    def encode_passages(self, passages: Sequence[PassageInput]) -> Iterator[PassageVectors]:
        """The vectors of each passage, in order, as batches are done."""
