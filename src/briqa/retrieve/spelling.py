"""Misspelt words of a question, read as the nearest word of the corpus.

Only a word that stands nowhere in the corpus is ever changed, and only by one slip: a letter left
out, added, mistaken, or two neighbours exchanged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

# Shorter words have too many neighbours, and words with digits are names or figures.
_MIN_LETTERS = 5
_SLIPS = 1

_SHORTENINGS: Final = {
    "intl": "international", "govt": "government", "gov": "government", "dept": "department",
    "mgmt": "management", "natl": "national", "univ": "university", "coop": "cooperation",
    "tech": "technology", "sci": "science", "info": "information", "avg": "average",
    "max": "maximum", "min": "minimum", "hq": "headquarters", "corp": "corporation",
    "econ": "economic", "dev": "development", "prov": "province", "org": "organization",
    "pop": "population", "prod": "production", "admin": "administration", "assn": "association",
    "eval": "evaluation", "temp": "temperature", "vol": "volume", "yr": "year", "yrs": "years",
    "mfg": "manufacturing", "infra": "infrastructure", "invest": "investment", "dist": "district",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speller:
    """Corrects words and their stems.

    Attributes:
        vocabulary: every stem of the corpus, and the number of passages that it stands in.
        words: words of the corpus in lower case, and their stems.
    """

    vocabulary: Mapping[str, int]
    words: Mapping[str, str] = field(default_factory=dict)

    def correct(self, word: str, stem: str) -> str:
        """The stem itself if the corpus knows it, else that of the commonest within one slip.

        A usual shortening ("intl") that the corpus doesn't know is read as the word in full.

        The word is compared before its stem, since the end of a misspelt word may be cut in
        another way ("provinical").

        Args:
            word: as typed.
            stem: its stem.

        >>> speller = Speller({"port": 9, "provinci": 4}, {"provincial": "provinci"})
        >>> speller.correct("provinical", "provin")
        'provinci'
        """
        meant = self.meant(word, stem)
        if meant is not None:
            return self.words[meant]
        if stem in self.vocabulary or len(stem) < _MIN_LETTERS or not word.isalpha():
            return stem
        stems = _near(stem, self.vocabulary)
        return min(stems, key=lambda known: (-self.vocabulary.get(known, 0), known), default=stem)

    def meant(self, word: str, stem: str) -> str | None:
        """The word of the corpus that is meant, in lower case; None if it is this one or unsure.

        Args:
            word: as typed.
            stem: its stem.
        """
        if stem in self.vocabulary:
            return None
        written_out = _SHORTENINGS.get(word.lower(), "")
        if written_out in self.words:
            return written_out
        # Five letters that stem to four are mostly a short word's plural, not a slip ("firms").
        letters = max(len(stem), len(word) - 1)
        if letters < _MIN_LETTERS or not word.isalpha():
            return None
        words = _near(word.lower(), self.words)
        # The first letter is rarely the slip.
        alike = [known for known in words if known[0] == word[0].lower()]
        return min(
            alike or words,
            key=lambda known: (
                -self.vocabulary.get(self.words[known], 0),
                self.words[known],
                known,
            ),
            default=None,
        )


def _near(text: str, known: Iterable[str]) -> list[str]:
    """Those within one slip of a text."""
    near = [other for other in known if abs(len(other) - len(text)) <= _SLIPS]
    if not near:
        return []
    distances = cdist([text], near, scorer=OSA.distance, score_cutoff=_SLIPS)[0]
    return [other for other, slips in zip(near, distances, strict=True) if slips <= _SLIPS]
