"""What a document knows of its own words: which it writes as names, and which names are one."""

from briqa.lexicon.aliases import Alias, find_aliases
from briqa.lexicon.casing import WordCount, count_words
from briqa.lexicon.reading import LEXICON_VERSION, DocumentLexicon, read_lexicon

__all__ = [
    "LEXICON_VERSION",
    "Alias",
    "DocumentLexicon",
    "WordCount",
    "count_words",
    "find_aliases",
    "read_lexicon",
]
