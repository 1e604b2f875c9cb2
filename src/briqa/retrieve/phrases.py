"""How near words and short phrases are in meaning: "harbour" and "port", "firms" and "companies".

The encoder reads each phrase by itself, once; its vector is kept, since questions ask for the same
units and nouns again and again. Those of the documents' own words are in the index.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from briqa.encoder import Encoder, Vectors

# So many vectors of 384 figures take some 30 MB.
_KEPT = 20_000
_DECIMALS = 3


class PhraseVectors:
    """Vectors of words and short phrases.

    Args:
        encoder: the encoder.
        indexed: phrases in lower case → the vectors of those that the index has, as the encoder
            makes them.
        token_ids: what the encoder reads of a text; None where that isn't known.
    """

    def __init__(
        self,
        encoder: Encoder,
        indexed: Callable[[Sequence[str]], Mapping[str, Vectors]] = lambda phrases: {},
        token_ids: Callable[[str], Sequence[int]] | None = None,
    ) -> None:
        self._encoder = encoder
        self._indexed = indexed
        self._token_ids = token_ids
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def similarity(self, left: Sequence[str], right: Sequence[str]) -> npt.NDArray[np.float32]:
        """The cosine of each phrase on the left with each on the right: (n_left, n_right).

        Case doesn't matter.
        """
        if not left or not right:
            return np.zeros((len(left), len(right)), dtype=np.float32)
        lowered_left = [phrase.lower() for phrase in left]
        lowered_right = [phrase.lower() for phrase in right]
        self._have([*lowered_left, *lowered_right])
        found: npt.NDArray[np.float32] = (
            self._stacked(lowered_left) @ self._stacked(lowered_right).T
        )
        # The last digits depend on what else was encoded in the same batch.
        return found.round(_DECIMALS)

    def likeness(self, phrases: Sequence[str], vector: Vectors) -> npt.NDArray[np.float32]:
        """The cosine of each phrase with a unit vector of shape (dim,): (n_phrases,)."""
        lowered = [phrase.lower() for phrase in phrases]
        self._have(lowered)
        found: npt.NDArray[np.float32] = self._stacked(lowered) @ vector
        return found.round(_DECIMALS)

    def nearness(self, one: str, other: str) -> float:
        """The cosine of two phrases."""
        return float(self.similarity([one], [other])[0, 0])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts as they are typed: float32 of shape (n_texts, dim), unit length.

        They are kept for when the same is asked for in lower case, if the encoder reads that alike,
        as one that doesn't tell capitals does.

        Args:
            texts: the texts.
        """
        vectors = self._encoder.encode_queries(texts)
        for text, vector in zip(texts, vectors, strict=True):
            lowered = text.lower()
            if lowered not in self._kept and self._reads_alike(text, lowered):
                self._kept[lowered] = vector.copy()
        return vectors

    def _reads_alike(self, one: str, other: str) -> bool:
        if one == other or self._token_ids is None:
            return one == other
        return self._token_ids(one) == self._token_ids(other)

    def _stacked(self, phrases: Sequence[str]) -> Vectors:
        rows = [self._kept[phrase] for phrase in phrases]
        return np.concatenate(rows).reshape(len(rows), -1)

    def read(self, phrases: Sequence[str]) -> None:
        """Looks up or encodes those that aren't known yet, in one batch; the oldest give way.

        Args:
            phrases: words and phrases.
        """
        self._read([phrase.lower() for phrase in phrases])

    def _have(self, lowered: Sequence[str]) -> None:
        """Reads those of some phrases that aren't known yet, if there are any."""
        if not all(map(self._kept.__contains__, lowered)):
            self._read(lowered)

    def _read(self, lowered: Sequence[str]) -> None:
        lowered = list(dict.fromkeys(lowered))
        new = [phrase for phrase in lowered if phrase not in self._kept]
        if new:
            self._kept.update(self._indexed(new))
            unknown = [phrase for phrase in new if phrase not in self._kept]
            self._kept.update(zip(unknown, self._encoder.encode_queries(unknown), strict=True))
        for phrase in lowered:
            self._kept.move_to_end(phrase)
        while len(self._kept) > max(_KEPT, len(lowered)):
            self._kept.popitem(last=False)
