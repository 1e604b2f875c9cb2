"""Misspelt words of a question, read as the nearest word of the corpus.

Only a word that stands nowhere in the corpus is ever changed, and only by one slip: a letter left
out, added, mistaken, or two neighbours exchanged.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

# Shorter words have too many neighbours, and words with digits are names or figures.
_MIN_LETTERS = 5
_SLIPS = 1


@dataclass(frozen=True, slots=True)
class Speller:
    """Corrects stems.

    Attributes:
        vocabulary: every stem of the corpus, and the number of passages that it stands in.
    """

    vocabulary: Mapping[str, int]

    def correct(self, stem: str) -> str:
        """The stem itself if the corpus knows it, else the commonest within one slip, if any.

        >>> Speller({"port": 9, "provinci": 4, "province": 2}).correct("provinic")
        'provinci'
        """
        if stem in self.vocabulary or len(stem) < _MIN_LETTERS or not stem.isalpha():
            return stem
        near = [known for known in self.vocabulary if abs(len(known) - len(stem)) <= _SLIPS]
        if not near:
            return stem
        distances = cdist([stem], near, scorer=OSA.distance, score_cutoff=_SLIPS)[0]
        found = [known for known, slips in zip(near, distances, strict=True) if slips <= _SLIPS]
        return min(found, key=lambda known: (-self.vocabulary[known], known), default=stem)
