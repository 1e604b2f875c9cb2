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

from briqa.encoder import Vectors
from briqa.quantities.nouns import is_plural
from briqa.questions import Question
from briqa.questions.lexicon import Lexicon
from briqa.retrieve.phrases import PhraseVectors
from briqa.values import dataclass
from briqa.words import content_words, words

# Further words change little, and each costs a look.
_MOST_WORDS: Final = 8

NOTHING_STRANGE: Final[Mapping[str, float]] = MappingProxyType(
    dict.fromkeys(("strange", "strange_name", "strange_unknown", "thing_alien"), 0.0)
)


@dataclass(frozen=True, slots=True)
class Unborne:
    """A question beside a sentence.

    Attributes:
        question: the question.
        missing: its words that the sentence doesn't bear, as typed; so many as are looked at.
        reading: the sentence.
        vector: its vector as it is indexed, of shape (dim,): what it means where it stands.
    """

    question: Question
    missing: Sequence[str]
    reading: str
    vector: Vectors

    def __post_init__(self) -> None:
        object.__setattr__(self, "missing", tuple(self.missing[:_MOST_WORDS]))


class StrangeWords:
    """Looks for strange words.

    Args:
        lexicon: what the corpus knows of its words.
        phrases: likeness of phrases in meaning.
    """

    def __init__(self, lexicon: Lexicon, phrases: PhraseVectors) -> None:
        self._lexicon = lexicon
        self._phrases = phrases

    def features_all(self, unborne: Sequence[Unborne]) -> list[Mapping[str, float]]:
        """What the strange words of each question say against its sentence, by name.

        The encoder reads what it needs of all of them in one batch.

        Args:
            unborne: questions, each beside one sentence.
        """
        self._phrases.read(
            [text for each in unborne if each.missing for text in _shorter(each)]
        )
        return [self._features(each) for each in unborne]

    def _features(self, unborne: Unborne) -> Mapping[str, float]:
        missing = unborne.missing
        if not missing:
            return NOTHING_STRANGE
        question = unborne.question
        whole, *without = self._phrases.likeness(_shorter(unborne), unborne.vector)
        strange = {word: float(near - whole) for word, near in zip(missing, without, strict=True)}
        named = _named(question)
        others = [word for word in missing if word.lower() not in named]
        unknown = self._unknown(others)
        return {
            "strange": _most(strange[word] for word in others),
            "strange_name": _most(strange[word] for word in missing if word not in others),
            "strange_unknown": _most(strange[word] for word in unknown),
            "thing_alien": self._alien(
                [word for word in others if _is_thing(word, question)], unborne.reading
            ),
        }

    def has_unknown(self, unborne: Unborne) -> bool:
        """Whether no document has one of a question's words, names left out.

        Args:
            unborne: the question beside a sentence.
        """
        named = _named(unborne.question)
        return bool(self._unknown([word for word in unborne.missing if word.lower() not in named]))

    def _unknown(self, others: Sequence[str]) -> list[str]:
        known, stems = self._lexicon.known, self._lexicon.stems
        return [word for word in others if not any(map(known, stems(word)))]

    def _alien(self, things: Sequence[str], reading: str) -> float:
        """How unlike all words of the sentence the strangest of some nouns is, from 0 to 1."""
        own = [word for word in dict.fromkeys(content_words(reading)) if word.isalpha()]
        if not things:
            return 0.0
        if not own:
            return 1.0
        nearest = self._phrases.similarity(things, own).max(axis=1)
        return 1.0 - max(0.0, float(nearest.min()))


def _shorter(unborne: Unborne) -> list[str]:
    """A question, then the same without each of its missing words."""
    text = unborne.question.search_text
    return [
        text,
        *(
            re.sub(rf"\b{re.escape(word)}\b\s?", "", text, flags=re.IGNORECASE)
            for word in unborne.missing
        ),
    ]


def _named(question: Question) -> set[str]:
    """The words of a question's names, in lower case."""
    return {word for name in question.names for word in words(name.text.lower())}


def _is_thing(word: str, question: Question) -> bool:
    """Whether a word names things: a plural noun, or the last word of what is counted."""
    return is_plural(word.lower()) or word.lower() in question.counted[-1:]


def _most(values: Iterable[float]) -> float:
    """The greatest of some values, 0 if none is above."""
    return max((0.0, *values))
