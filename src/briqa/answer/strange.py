"""Words of a question that are strange to the sentence that comes nearest.

The one thing to know: a word is strange to a sentence by how much nearer the question comes to it
in meaning once the word is left out. A synonym, however far from any single word of the sentence,
brings a question nearer ("firms" beside "enterprises"); something that the sentence says nothing
of keeps it away ("passengers" beside "tonnes of cargo"). Only words that neither the sentence nor
what it inherits bears are looked at. It costs the encoder a look at each of these questions.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from briqa.quantities.nouns import is_plural
from briqa.questions import Question
from briqa.questions.lexicon import Lexicon
from briqa.retrieve.phrases import PhraseVectors
from briqa.words import content_words, words

# Further words change little, and each costs a look.
_MOST_WORDS: Final = 8

NOTHING_STRANGE: Final[Mapping[str, float]] = MappingProxyType(
    dict.fromkeys(("strange", "strange_name", "strange_unknown", "thing_alien"), 0.0)
)


class StrangeWords:
    """Looks for strange words.

    Args:
        lexicon: what the corpus knows of its words.
        phrases: likeness of phrases in meaning.
    """

    def __init__(self, lexicon: Lexicon, phrases: PhraseVectors) -> None:
        self._lexicon = lexicon
        self._phrases = phrases

    def features(
        self, question: Question, missing: Sequence[str], reading: str
    ) -> dict[str, float]:
        """What the question's strange words say against a sentence, by name.

        Args:
            question: the question.
            missing: the question's words that the sentence doesn't bear, as typed.
            reading: the sentence.
        """
        missing = missing[:_MOST_WORDS]
        if not missing:
            return dict(NOTHING_STRANGE)
        strange = self._strange(question.search_text, missing, reading)
        named = {word for name in question.names for word in words(name.text.lower())}
        others = [word for word in missing if word.lower() not in named]
        known, stems = self._lexicon.known, self._lexicon.stems
        unknown = [word for word in others if not any(map(known, stems(word)))]
        return {
            "strange": _most(strange[word] for word in others),
            "strange_name": _most(strange[word] for word in missing if word not in others),
            "strange_unknown": _most(strange[word] for word in unknown),
            "thing_alien": self._alien(
                [word for word in others if _is_thing(word, question)], reading
            ),
        }

    def _strange(self, text: str, missing: Sequence[str], reading: str) -> dict[str, float]:
        """For each missing word how much nearer the question comes without it; may be negative."""
        shorter = [
            re.sub(rf"\b{re.escape(word)}\b\s?", "", text, flags=re.IGNORECASE) for word in missing
        ]
        whole, *without = self._phrases.similarity([text, *shorter], [reading])[:, 0]
        return {word: float(near - whole) for word, near in zip(missing, without, strict=True)}

    def _alien(self, things: Sequence[str], reading: str) -> float:
        """How unlike all words of the sentence the strangest of some nouns is, from 0 to 1."""
        own = [word for word in dict.fromkeys(content_words(reading)) if word.isalpha()]
        if not things:
            return 0.0
        if not own:
            return 1.0
        nearest = self._phrases.similarity(things, own).max(axis=1)
        return 1.0 - max(0.0, float(nearest.min()))


def _is_thing(word: str, question: Question) -> bool:
    """Whether a word names things: a plural noun, or the last word of what is counted."""
    return is_plural(word.lower()) or word.lower() in question.counted[-1:]


def _most(values: Iterable[float]) -> float:
    """The greatest of some values, 0 if none is above."""
    return max((0.0, *values))
