"""Misspelt words of a question, read as the nearest word of the corpus.

Only a word that stands nowhere in the corpus is ever changed, and only by one slip: a letter left
out, added, mistaken, or two neighbours exchanged; a long one by two. A word of the language is
never a slip: "pots" aren't ports. Which words there are is told by the encoder's vocabulary, which
also mends slips in words that the corpus lacks, so that they can be compared in meaning.
"""

import string
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final, Protocol

from briqa.values import dataclass

# Shorter words have too many neighbours, and words with digits are names or figures.
_MIN_LETTERS = 5
# So long ones may have two slips.
_LONG = 9
# What a word of the language may have at its end.
_ENDINGS: Final = ("", "s", "es", "ed", "d", "ing")
# Nothing longer is a word that somebody mistyped, and all its neighbours would be many.
_MOST_LETTERS = 40
# An alphabet is no larger than this; Latin with all that Europe adds to it has some 200.
_LARGEST_ALPHABET = 300

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


class Words(Protocol):
    """The words and stems of a corpus, looked up by name; nobody ever reads all of them."""

    def stem_passages(self, stems: Iterable[str], /) -> Mapping[str, int]:
        """In how many passages some stems stand; unknown ones are absent."""
        ...

    def word_stems(self, lowered: Iterable[str], /) -> Mapping[str, str]:
        """The stems of those of some words that the corpus has, in lower case."""
        ...

    def words_beginning(self, letter: str, lengths: tuple[int, int], /) -> Mapping[str, str]:
        """The words with a first letter and so many letters, both ends included; their stems."""
        ...

    @property
    def letters(self) -> str:
        """The letters and digits of all of them."""
        ...


@dataclass(frozen=True, slots=True)
class Speller:
    """Corrects words and their stems.

    Attributes:
        words: those of the corpus.
        language: gives the rank of a word of the language, lower for commoner ones, None for what
            is no word of it; None where no language is known. No word of it is taken for a slip.
    """

    words: Words
    language: Callable[[str], int | None] | None = None

    def correct(self, word: str, stem: str) -> str:
        """The stem itself if the corpus knows it, else that of the commonest within one slip.

        A usual shortening ("intl") that the corpus doesn't know is read as the word in full.

        The word is compared before its stem, since the end of a misspelt word may be cut in
        another way: "provinical" is cut to "provin", which is far from "provinci".

        Args:
            word: as typed.
            stem: its stem.
        """
        if self._knows(stem):
            return stem
        meant = self._meant(word, stem)
        if meant is not None:
            return meant[1]
        if len(stem) < _MIN_LETTERS:
            return stem
        if not _may_be_a_slip(word) or self.is_word(word):
            return stem
        near = self.words.stem_passages(one_slip_away(stem, self.words.letters))
        return min(near, key=lambda known: (-near[known], known), default=stem)

    def meant(self, word: str, stem: str) -> str | None:
        """The word of the corpus that is meant, in lower case; None if it is this one or unsure.

        Args:
            word: as typed.
            stem: its stem.
        """
        meant = None if self._knows(stem) else self._meant(word, stem)
        return meant[0] if meant else None

    def _meant(self, word: str, stem: str) -> tuple[str, str] | None:
        """The word that is meant by one whose stem the corpus doesn't know, and its stem."""
        written_out = _SHORTENINGS.get(word.lower())
        found = self.words.word_stems([written_out]) if written_out else {}
        if written_out and found:
            return written_out, found[written_out]
        if not _may_be_a_slip(word) or self.is_word(word):
            return None
        # Without a language to compare with, five letters that stem to four are mostly a short
        # word's plural, not a slip ("firms").
        letters = len(word) + 1 if self.language else max(len(stem), len(word) - 1)
        if letters < _MIN_LETTERS:
            return None
        lowered = word.lower()
        near = self.words.word_stems(one_slip_away(lowered, self.words.letters))
        if not near and len(word) >= _LONG:
            near = self._two_slips_away(lowered)
        # The first letter is rarely the slip, and never one of a short word.
        alike = {known: stem for known, stem in near.items() if known[0] == lowered[0]}
        near = alike or (near if len(word) >= _MIN_LETTERS else {})
        passages = self.words.stem_passages(set(near.values()))
        return min(
            near.items(),
            key=lambda found: (-passages.get(found[1], 0), found[1], found[0]),
            default=None,
        )

    def _two_slips_away(self, lowered: str) -> Mapping[str, str]:
        """The words of the corpus with the same first letter that two slips may have made."""
        from rapidfuzz.distance import OSA  # few words come this far, and it takes long to import

        lengths = (len(lowered) - 2, len(lowered) + 2)
        return {
            known: stem
            for known, stem in self.words.words_beginning(lowered[0], lengths).items()
            if OSA.distance(lowered, known, score_cutoff=2) <= 2
        }

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
        if not word.islower() or self._knows(stem) or not _may_be_a_slip(word):
            return word
        if self.language is None or len(word) + 1 < _MIN_LETTERS or self.is_word(word):
            return word
        near = one_slip_away(word, string.ascii_lowercase)
        ranked = [(self.language(other), other) for other in near if other[0] == word[0]]
        known = [(rank, other) for rank, other in ranked if rank is not None]
        return min(known)[1] if known else word

    def is_word(self, word: str) -> bool:
        """Whether the language has a word, or the word that it is a plural or a past of."""
        lowered, language = word.lower(), self.language
        return language is not None and any(
            lowered.endswith(ending) and language(lowered.removesuffix(ending)) is not None
            for ending in _ENDINGS
        )

    def _knows(self, stem: str) -> bool:
        return bool(self.words.stem_passages([stem]))


def _may_be_a_slip(word: str) -> bool:
    return word.isalpha() and len(word) <= _MOST_LETTERS


def one_slip_away(text: str, letters: str) -> set[str]:
    """All that differs from a text by one letter left out, added, mistaken or by two exchanged.

    These are the neighbours by the distance of optimal string alignment.

    Args:
        text: the text.
        letters: what may be put in. Of these only the text's own scripts and digits are, and
            where one of them has hundreds of signs, as Chinese has, none of it.

    >>> sorted(one_slip_away("at", "ot"))
    ['a', 'ao', 'aot', 'ato', 'att', 'oat', 'ot', 't', 'ta', 'tat', 'tt']
    """
    own = {_script(letter) for letter in text} | {"DIGIT"}
    by_script: dict[str, list[str]] = {script: [] for script in own}
    for letter in letters:
        if _script(letter) in own:
            by_script[_script(letter)].append(letter)
    usual = [
        letter
        for found in by_script.values()
        if len(found) <= _LARGEST_ALPHABET
        for letter in found
    ]
    cuts = [(text[:place], text[place:]) for place in range(len(text) + 1)]
    left_out = {head + tail[1:] for head, tail in cuts if tail}
    added = {head + letter + tail for head, tail in cuts for letter in usual}
    mistaken = {head + letter + tail[1:] for head, tail in cuts if tail for letter in usual}
    exchanged = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    return (left_out | added | mistaken | exchanged) - {text, ""}


@cache
def _script(letter: str) -> str:
    """The first word of a letter's name in Unicode, which tells its script ("LATIN", "DIGIT")."""
    return unicodedata.name(letter, "").partition(" ")[0]
