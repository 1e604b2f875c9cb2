"""What a document knows of its own words: which it writes as names, and which names are one."""

from typing import TYPE_CHECKING

from briqa.lazy_names import lazy_names

if TYPE_CHECKING:
    from briqa.lexicon.aliases import Alias, find_aliases
    from briqa.lexicon.casing import WordCount, count_words
    from briqa.lexicon.reading import DocumentLexicon, read_lexicon
    from briqa.lexicon.version import LEXICON_VERSION

__all__ = [
    "LEXICON_VERSION",
    "Alias",
    "DocumentLexicon",
    "WordCount",
    "count_words",
    "find_aliases",
    "read_lexicon",
]

__getattr__ = lazy_names(
    __name__,
    {
        "aliases": (
            "Alias",
            "find_aliases",
        ),
        "casing": (
            "WordCount",
            "count_words",
        ),
        "reading": ("DocumentLexicon", "read_lexicon"),
        "version": ("LEXICON_VERSION",),
    },
)
