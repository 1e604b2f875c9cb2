"""Slips in the grammatical words of a question: "how mnay", "whcih".

Slips in topic words are corrected against the corpus where stems are made (`retrieve/spelling.py`);
these words stand in no index, but decide what is asked for.
"""

from typing import Final

from briqa.patterns import lazy_pattern
from briqa.questions.framing import FRAMING_WORDS
from briqa.questions.lexicon import Lexicon
from briqa.words import FUNCTION_WORDS

# Shorter words have too many neighbours.
_MIN_LETTERS: Final = 4
_GRAMMAR: Final = sorted(
    word for word in FRAMING_WORDS | FUNCTION_WORDS if len(word) >= _MIN_LETTERS - 1
)
_WORD: Final = lazy_pattern(r"\b[^\W\d_]{4,}\b")


def without_slips(text: str, lexicon: Lexicon) -> str:
    """The question with grammatical words as they are meant, if one slip away.

    Only words that the corpus doesn't know are changed, and only if they begin like the word meant.

    Args:
        text: the question.
        lexicon: what the corpus knows of its words.
    """
    return _WORD.sub(lambda match: _meant(match[0], lexicon), text)


def _meant(word: str, lexicon: Lexicon) -> str:
    lowered = word.lower()
    if lowered in FUNCTION_WORDS or lowered in FRAMING_WORDS:
        return word
    if (
        lexicon.is_word(word)
        or any(map(lexicon.known, lexicon.stems(word)))
        or lexicon.aliases(frozenset(lexicon.stems(word)))
    ):
        return word
    from rapidfuzz import process  # few words come this far, and it takes long to import
    from rapidfuzz.distance import OSA

    near = process.extract(lowered, _GRAMMAR, scorer=OSA.distance, score_cutoff=1, limit=None)
    alike = [found for found, _, _ in near if found[0] == lowered[0]]
    return alike[0] if alike else word
