"""Misspelt words of a question, read as the nearest word of the corpus.

Only a word that stands nowhere in the corpus is ever changed, and only by one slip: a letter left
out, added, mistaken, or two neighbours exchanged; a long one by two. A word of the language is
never a slip: "pots" aren't ports. Which words there are is told by the encoder's vocabulary, which
also mends slips in words that the corpus lacks, so that they can be compared in meaning.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

# Shorter words have too many neighbours, and words with digits are names or figures.
_MIN_LETTERS = 5
# So long ones may have two slips.
_LONG = 9
# What a word of the language may have at its end.
_ENDINGS: Final = ("", "s", "es", "ed", "d", "ing")

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
        language: gives the words of the language, each with its rank, the commonest first; none of
            them is ever taken for a slip.
    """

    vocabulary: Mapping[str, int]
    words: Mapping[str, str] = field(default_factory=dict)
    language: Callable[[], Mapping[str, int]] = dict

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
        is_kept = stem in self.vocabulary or len(stem) < _MIN_LETTERS
        if is_kept or not word.isalpha() or self.is_word(word):
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
        if not word.isalpha() or self.is_word(word):
            return None
        lowered = word.lower()
        # Without a language to compare with, five letters that stem to four are mostly a short
        # word's plural, not a slip ("firms").
        letters = len(word) + 1 if self.language() else max(len(stem), len(word) - 1)
        if letters < _MIN_LETTERS:
            return None
        near = _near(lowered, self.words)
        if not near and len(word) >= _LONG:
            near = [known for known in _near(lowered, self.words, 2) if known[0] == lowered[0]]
        # The first letter is rarely the slip, and never one of a short word.
        alike = [known for known in near if known[0] == lowered[0]]
        return min(
            alike or (near if len(word) >= _MIN_LETTERS else []),
            key=lambda known: (
                -self.vocabulary.get(self.words[known], 0),
                self.words[known],
                known,
            ),
            default=None,
        )

    def spelled(self, word: str, stem: str) -> str:
        """A word as it is meant: of the corpus, else of the language; itself if that is unsure.

        What has a capital may be a name that no list knows, so it is compared with the corpus only.

        Args:
            word: as typed.
            stem: its stem.
        """
        meant = self.meant(word, stem)
        if meant is not None:
            return meant.capitalize() if word[0].isupper() else meant
        is_name = not word.islower()
        if stem in self.vocabulary or is_name or not word.isalpha() or self.is_word(word):
            return word
        language = self.language()
        near = [
            known
            for known in (_near(word, language) if len(word) + 1 >= _MIN_LETTERS else [])
            if known[0] == word[0]
        ]
        return min(near, key=lambda known: language[known], default=word)

    def is_word(self, word: str) -> bool:
        """Whether the language has a word, or the word that it is a plural or a past of."""
        lowered, language = word.lower(), self.language()
        return any(
            lowered.endswith(ending) and lowered.removesuffix(ending) in language
            for ending in _ENDINGS
        )


def _near(text: str, known: Iterable[str], most: int = 1) -> list[str]:
    """Those within so many slips of a text."""
    near = [other for other in known if abs(len(other) - len(text)) <= most]
    if not near:
        return []
    distances = cdist([text], near, scorer=OSA.distance, score_cutoff=most)[0]
    return [other for other, slips in zip(near, distances, strict=True) if slips <= most]
