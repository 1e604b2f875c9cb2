"""A close look at a sentence: its figures, the names in the place of others, words alike.

Names are never taken for one another, however near they are: a sentence about a name like the one
asked about, but not about that one, is a near miss. Other words may be replaced by near ones.
"""

from collections.abc import Iterable
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.answer.features import Topic, borne
from briqa.answer.figure_choice import Choice, FigureChooser
from briqa.questions import Question
from briqa.questions.lexicon import Lexicon
from briqa.retrieve.phrases import PhraseVectors
from briqa.words import content_words, words

_NO_CHOICE: Final = Choice((), 0.0)


class CloseReader:
    """Looks closely at sentences.

    Args:
        lexicon: what the corpus knows of its words.
        phrases: likeness of words in meaning.
    """

    def __init__(self, lexicon: Lexicon, phrases: PhraseVectors) -> None:
        self._lexicon = lexicon
        self._phrases = phrases
        self._chooser = FigureChooser(lexicon.stems, phrases.similarity)

    def read(
        self, question: Question, topic: Topic, candidate: Candidate
    ) -> tuple[dict[str, float], Choice]:
        """What a close look adds to a candidate's features, and the figures asked for.

        Args:
            question: the question.
            topic: its topic.
            candidate: the sentence.
        """
        choice = self._choice(question, topic, candidate)
        found = borne(topic, candidate)
        typed = _typed(question, self._lexicon)
        lacked_names = topic.names - found.own - found.inherited
        missing = found.missing - topic.names
        rival = self._rival(typed, topic, lacked_names, candidate)
        unlike = self._unlike(typed, topic, missing, candidate)
        return {
            "fit": choice.fit * question.wanted.is_figure,
            "fit_unasked": choice.fit * (not question.wanted.is_figure),
            "rival": rival,
            "rival_weight": rival * topic.share(lacked_names),
            "unlike": unlike,
        }, choice

    def _choice(self, question: Question, topic: Topic, candidate: Candidate) -> Choice:
        if not candidate.quantities:
            return _NO_CHOICE
        sentence = (candidate.document, candidate.sentence)
        return self._chooser.choose(question, topic.weights, [sentence])

    def _rival(
        self,
        typed: dict[str, str],
        topic: Topic,
        lacked: frozenset[str],
        candidate: Candidate,
    ) -> float:
        """How near a name of the sentence comes to one of the question's that it lacks."""
        asked = [typed[stem] for stem in sorted(lacked) if stem in typed]
        others = list(dict.fromkeys(self._other_names(topic, candidate))) if asked else []
        return max(0.0, float(self._phrases.similarity(asked, others).max())) if others else 0.0

    def _other_names(self, topic: Topic, candidate: Candidate) -> Iterable[str]:
        for word in words(f"{candidate.bearing.heading} {candidate.reading}"):
            if word[0].isupper():
                stems = self._lexicon.stems(word)
                if topic.names.isdisjoint(stems) and any(map(self._lexicon.is_name, stems)):
                    yield word

    def _unlike(
        self, typed: dict[str, str], topic: Topic, missing: frozenset[str], candidate: Candidate
    ) -> float:
        """The weight of the missing words, less where the sentence has a word near in meaning."""
        asked = [stem for stem in sorted(missing) if stem in typed]
        own = [word for word in dict.fromkeys(content_words(candidate.reading)) if word.isalpha()]
        if not asked or not own:
            return topic.share(missing)
        nearest = self._phrases.similarity([typed[stem] for stem in asked], own).max(axis=1)
        return sum(
            topic.weights[stem] * (1.0 - max(0.0, float(near)))
            for stem, near in zip(asked, nearest, strict=True)
        )


def _typed(question: Question, lexicon: Lexicon) -> dict[str, str]:
    """Stem → the word of the question that it comes from."""
    return {stem: word for word in words(question.text) for stem in lexicon.stems(word)}
