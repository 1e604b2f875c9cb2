"""Misspelt words of a question, read as the nearest word of the corpus.

Only a word that stands nowhere in the corpus is ever changed, and only by one slip: a letter left
out, added, mistaken, or two neighbours exchanged.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

# Shorter words have too many neighbours, and words with digits are names or figures.
_MIN_LETTERS = 5
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

    @property
    def letters(self) -> str:
        """The letters and digits of all of them."""
        ...


@dataclass(frozen=True, slots=True)
class Speller:
    """Corrects words and their stems.

    Attributes:
        words: those of the corpus.
    """

    words: Words

    def correct(self, word: str, stem: str) -> str:
        """The stem itself if the corpus knows it, else that of the commonest within one slip.

        A usual shortening ("intl") that the corpus doesn't know is read as the word in full.

        The word is compared before its stem, since the end of a misspelt word may be cut in
        another way: "provinical" is cut to "provin", which is far from "provinci".

        Args:
            word: as typed.
            stem: its stem.
        """
        meant = self._meant(word, stem)
        if meant is not None:
            return meant[1]
        if self._knows(stem) or len(stem) < _MIN_LETTERS or not _may_be_a_slip(word):
            return stem
        near = self.words.stem_passages(one_slip_away(stem, self.words.letters))
        return min(near, key=lambda known: (-near[known], known), default=stem)

    def meant(self, word: str, stem: str) -> str | None:
        """The word of the corpus that is meant, in lower case; None if it is this one or unsure.

        Args:
            word: as typed.
            stem: its stem.
        """
        meant = self._meant(word, stem)
        return meant[0] if meant else None

    def _meant(self, word: str, stem: str) -> tuple[str, str] | None:
        """The word that is meant and its stem."""
        if self._knows(stem):
            return None
        written_out = _SHORTENINGS.get(word.lower(), "")
        found = self.words.word_stems([written_out])
        if found:
            return written_out, found[written_out]
        # Five letters that stem to four are mostly a short word's plural, not a slip ("firms").
        letters = max(len(stem), len(word) - 1)
        if letters < _MIN_LETTERS or not _may_be_a_slip(word):
            return None
        near = self.words.word_stems(one_slip_away(word.lower(), self.words.letters))
        # The first letter is rarely the slip.
        alike = {known: stem for known, stem in near.items() if known[0] == word[0].lower()}
        near = alike or near
        passages = self.words.stem_passages(set(near.values()))
        return min(
            near.items(),
            key=lambda found: (-passages.get(found[1], 0), found[1], found[0]),
            default=None,
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
