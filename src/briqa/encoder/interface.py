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


@dataclass(frozen=True, slots=True)
class PairText:
    """What a cross-encoder reads beside a question.

    Attributes:
        question: the question.
        text: the text.
        words: the half-open character ranges of those of its words, in order, of which it says
            whether the answer begins or ends there.
    """

    question: str
    text: str
    words: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PairReading:
    """What a cross-encoder says of a text beside a question.

    Attributes:
        score: the log-odds that the text answers.
        first: float32 of shape (n_words,): the log-probability that the answer, if the text has
            one, begins in each word.
        last: the same for its end.
    """

    score: float
    first: Vectors
    last: Vectors


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

    def read_pairs(self, pairs: Sequence[PairText]) -> list[PairReading] | None:
        """Questions and texts, read together by the cross-encoder of this model.

        Args:
            pairs: questions, each with a text.

        Returns:
            A reading of each, in order. None where the model has no cross-encoder.
        """

    def encode_passages(self, passages: Sequence[PassageInput]) -> Iterator[PassageVectors]:
        """The vectors of each passage, in order, as batches are done."""
