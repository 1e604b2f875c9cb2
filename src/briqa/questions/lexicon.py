"""What the indexed documents know of a question's words: stems, names and aliases.

A question is often typed without capitals, so names are told by how the documents write them.
"""

from functools import lru_cache
from typing import Protocol

from briqa.store import Casing, Store

# A word is a name if so many of ten of its occurrences have a capital where that says something.
# Words of ordinary language in names ("Port", "Province") reach half of that, the roles of a
# contract ("the Company") eight.
_NAME_TENTHS = 9
_MIN_LETTERS = 2
# Stems go together where so large a share of the second's occurrences follow the first.
_TOGETHER = 0.5
# The stems of so many words are kept; single words are asked for again and again.
_KEPT = 50_000


class Lexicon(Protocol):
    """The words of a corpus, as far as reading a question needs them."""

    def stems(self, text: str) -> list[str]:
        """The content words' stems in order, slips corrected where the corpus allows."""
        ...

    def is_name(self, stem: str, word: str) -> bool:
        """Whether the corpus mostly writes it with a capital where a capital says something.

        The word itself counts where the corpus has it, else all words of its stem. False for a
        stem that the corpus doesn't know.
        """
        ...

    def aliases(self, stems: frozenset[str]) -> tuple[frozenset[str], ...]:
        """The other names, a set of stems each, of the name with exactly these stems."""
        ...

    def known(self, stem: str) -> bool:
        """Whether it stands anywhere in the corpus."""
        ...

    def spelled(self, word: str) -> str:
        """A word as it is meant, of the corpus or the language; itself if nothing is like it."""
        ...

    def is_word(self, word: str) -> bool:
        """Whether the language has a word, whatever the corpus has."""
        ...

    def go_together(self, first: str, second: str) -> bool:
        """Whether the corpus mostly has the second stem right behind the first."""
        ...

    def stand_together(self, first: str, second: str) -> bool:
        """Whether the second stem mostly stands right behind the first, or the first before it."""
        ...

    def written_out(self, stems: frozenset[str]) -> str | None:
        """The commonest other name of a name that the corpus doesn't have itself, as written."""
        ...


class StemReader(Protocol):
    """Cuts a question into stems."""

    def question_stems(self, text: str) -> list[str]:
        """The stems of a text's content words in order, slips corrected."""
        ...

    def spelled(self, word: str) -> str:
        """A word as it is meant, of the corpus or the language; itself if nothing is like it."""
        ...

    def is_word(self, word: str) -> bool:
        """Whether the language has a word, whatever the corpus has."""
        ...

    def known(self, stem: str) -> bool:
        """Whether it stands anywhere in the corpus."""
        ...

    def share_with_pair(self, first: str, second: str) -> float:
        """The share of the second stem's occurrences that have the first right before them."""
        ...


class CorpusLexicon:
    """The lexicon of one generation of a store.

    Args:
        store: the index.
        reader: makes stems of a question and corrects slips, as the search does.
    """

    def __init__(self, store: Store, reader: StemReader) -> None:
        self._store = store
        self._reader = reader
        self._aliases_of = lru_cache(_KEPT)(store.aliases_of)
        self._is_name: dict[tuple[str, str], bool] = {}
        self._stems: dict[str, list[str]] = {}

    def stems(self, text: str) -> list[str]:
        """The content words' stems in order, slips corrected where the corpus allows."""
        found = self._stems.get(text)
        if found is None:
            if len(self._stems) >= _KEPT:
                self._stems.clear()
            found = self._stems[text] = self._reader.question_stems(text)
        return found

    def is_name(self, stem: str, word: str) -> bool:
        """Whether the corpus mostly writes it with a capital where a capital says something."""
        key = stem, word.lower()
        found = self._is_name.get(key)
        if found is None:
            found = self._is_name[key] = self._is_cased(*key)
        return found

    def _is_cased(self, stem: str, lowered: str) -> bool:
        if len(stem) < _MIN_LETTERS or not any(letter.isalpha() for letter in stem):
            return False
        own = self._store.word_casing(stem, lowered)
        casing = own or self._store.casing([stem]).get(stem, Casing())
        told = casing.upper + casing.lower
        return told > 0 and casing.upper * 10 >= told * _NAME_TENTHS

    def aliases(self, stems: frozenset[str]) -> tuple[frozenset[str], ...]:
        """The other names, a set of stems each, of the name with exactly these stems."""
        others = (
            alias.other_stems if alias.name_stems == stems else alias.name_stems
            for alias in self._aliases_of(stems)
        )
        return tuple(dict.fromkeys(others))

    def known(self, stem: str) -> bool:
        """Whether it stands anywhere in the corpus."""
        return self._reader.known(stem)

    def spelled(self, word: str) -> str:
        """A word as it is meant, of the corpus or the language; itself if nothing is like it."""
        return self._reader.spelled(word)

    def is_word(self, word: str) -> bool:
        """Whether the language has a word, whatever the corpus has."""
        return self._reader.is_word(word)

    def go_together(self, first: str, second: str) -> bool:
        """Whether the corpus mostly has the second stem right behind the first."""
        return self._reader.share_with_pair(first, second) >= _TOGETHER

    def stand_together(self, first: str, second: str) -> bool:
        """Whether the second stem mostly stands right behind the first, or the first before it."""
        before, behind = self._store.occurrences(first), self._store.occurrences(second)
        together = round(self._reader.share_with_pair(first, second) * behind)
        return together > 0 and 2 * together >= min(before, behind)

    def written_out(self, stems: frozenset[str]) -> str | None:
        """The commonest other name of a name that the corpus doesn't have itself, as written."""
        if any(map(self.known, stems)):
            return None
        return next(
            (alias.other for alias in self._aliases_of(stems) if alias.name_stems == stems), None
        )
