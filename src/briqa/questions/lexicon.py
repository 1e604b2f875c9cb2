"""What question analysis needs to know of the corpus's words."""

from typing import Protocol


class Lexicon(Protocol):
    """The words of a corpus."""

    def stems(self, text: str) -> list[str]:
        """The stems of a text's content words in order, slips corrected where the corpus allows."""

    def known(self, stem: str) -> bool:
        """Whether the corpus has this stem."""

    def is_name(self, stem: str) -> bool:
        """Whether the corpus mostly writes it with a capital where a capital says something."""

    def aliases(self, stems: frozenset[str]) -> tuple[frozenset[str], ...]:
        """Other names of what is named by these stems."""
