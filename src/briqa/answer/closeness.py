"""A close look at a sentence: its figures, the names in the place of others, words alike.

Names are never taken for one another, however near they are: a sentence about a name like the one
asked about, but not about that one, is a near miss. Other words may be replaced by near ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from briqa.answer.evidence import Candidate
from briqa.answer.features import Borne, Topic, borne
from briqa.answer.figure_choice import Choice, FigureChooser, ScoredFigure, choose_figures
from briqa.answer.figure_features import names_unit
from briqa.answer.figure_question import Asked
from briqa.answer.figure_sentence import FigureSentence
from briqa.answer.measured import Lacked, MeasureReader
from briqa.answer.word_weights import alike
from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.quantities.conversion import shares_dimension
from briqa.questions import Question, Wanted
from briqa.questions.framing import FRAMING_WORDS
from briqa.questions.lexicon import Lexicon
from briqa.retrieve.phrases import PhraseVectors
from briqa.store import StoredDocument
from briqa.values import dataclass
from briqa.words import content_words, words

_OPENING_WORDS: Final = 4
# A measure that counts: of containers.
_COUNTING_UNITS: Final = frozenset({"TEU"})
# What a document calls its own subject, or another party that it has named: no name of anyone's.
_DEFINED_TERM: Final = lazy_pattern(
    r"\b[Tt]he (?:Company|Group|Corporation|Bank|Fund|Trust|Partnership|Department|Agency|Bureau|"
    r"Office|Ministry|Commission|Board|Administration|Registrant|Issuer|Party|Program|Programme|"
    r"Plan|Project)\b(?! (?:of|for)\b| [A-Z])"
)
# By so much a figure of another name is less likely asked for than one of the name asked about.
_ANOTHERS: Final = 0.3
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december".split()
)
# What so many sentences say of their figures takes some 10 MB.
_KEPT: Final = 3000
_SHARES: Final = frozenset({"percent", "ratio"})


@dataclass(frozen=True, slots=True)
class CloseLook:
    """What a close look at a sentence shows.

    Attributes:
        features: what speaks for and against it, by name.
        scored: its figures, each weighed for what the question asks for.
        choice: those that the question asks for.
        missing: the question's words that neither it nor what it inherits bears, as typed.
        rival: the name that it has in the place of one of the question's; None where it has none.
    """

    features: Mapping[str, float]
    scored: tuple[ScoredFigure, ...]
    choice: Choice
    missing: tuple[str, ...]
    rival: str | None

    @property
    def best(self) -> ScoredFigure | None:
        """The likeliest of the figures that the question asks for."""
        return _best(self.choice)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentences that come nearest to a question, to be looked at closely.

    Attributes:
        question: the question.
        topic: its topic.
        candidates: the sentences.
        documents: those found for the question, which tell what else they measure.
    """

    question: Question
    topic: Topic
    candidates: Sequence[Candidate]
    documents: Sequence[StoredDocument]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is looked for in every sentence of a question.

    Attributes:
        question: the question.
        topic: its topic.
        typed: stem → the word of the question that it comes from.
        counted: the stems and the words of what it counts.
        asked: the figures that it asks for.
    """

    question: Question
    topic: Topic
    typed: Mapping[str, str]
    counted: Sequence[tuple[str, str]]
    asked: tuple[Asked, ...]


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
        self._measures = MeasureReader(lexicon.stems, phrases.similarity)
        self._read_figures: dict[int, FigureSentence] = {}
        self._names_in = lru_cache(_KEPT)(self._read_names)

    def is_name(self, stem: str, word: str) -> bool:
        """Whether the documents mostly write a word as a name."""
        return self._lexicon.is_name(stem, word)

    def read_all(self, nearest: Sequence[Nearest]) -> list[list[CloseLook]]:
        """Looks closely at the sentences of each of many questions, in their order.

        The encoder reads the words of all of them in one batch, which costs less than one by one.

        Args:
            nearest: the questions, each with its sentences.
        """
        sought = [self._sought(each) for each in nearest]
        self._phrases.read(
            [
                phrase
                for each, own in zip(nearest, sought, strict=True)
                for phrase in _phrases(own, each.candidates)
            ]
        )
        return [
            [self._read(own, candidate, each.documents) for candidate in each.candidates]
            for each, own in zip(nearest, sought, strict=True)
        ]

    def _sought(self, nearest: Nearest) -> _Sought:
        question, topic, stems = nearest.question, nearest.topic, self._lexicon.stems
        counted = [
            (stem, word)
            for word in (*question.counted, *question.alternative)
            for stem in stems(word)
            if word not in FRAMING_WORDS
        ]
        typed = {stem: word for word in words(question.text) for stem in stems(word)}
        has_figures = any(candidate.quantities for candidate in nearest.candidates)
        asked = self._chooser.read(question, topic.every) if has_figures else ()
        return _Sought(question, topic, typed, counted, asked)

    def _read(
        self, sought: _Sought, candidate: Candidate, documents: Sequence[StoredDocument]
    ) -> CloseLook:
        question, topic, typed = sought.question, sought.topic, sought.typed
        scored = self._scored(sought, candidate)
        choice = choose_figures(scored)
        found = borne(topic, candidate)
        lacked_names = topic.names - found.own - found.inherited
        missing = found.missing - topic.names
        rivals = self._rivals(typed, topic, lacked_names, candidate)
        likeness = {
            place: max((near for stem, (_, near) in rivals.items() if stem in stems), default=0.0)
            for place, stems in (
                ("rival_lost", found.missing),
                ("rival_before", found.before),
                ("rival_outer", found.outer),
            )
        }
        rival, closest = max(rivals.values(), key=lambda each: each[1], default=(None, 0.0))
        lacks = self._lacks(typed, missing, candidate)
        unknown = [lack for stem, lack in lacks.items() if not self._lexicon.known(stem)]
        best = _best(choice)
        signs = best.signs if best else {}
        counted_alien = self._counted_alien(sought, candidate)
        features = {
            "fit": choice.fit * question.wanted.is_figure,
            "fit_unasked": choice.fit * (not question.wanted.is_figure),
            "fit_keywords": choice.fit * (question.wanted is Wanted.TEXT),
            **likeness,
            "rival_leads": closest * bool(rival and rival in _opening(candidate.reading)),
            "rival_weight": closest * topic.share(lacked_names),
            "name_lost": float(bool(topic.names & found.missing)),
            "name_displaced": float(self._is_displaced(topic, found, candidate)),
            # A form of a name that only its other forms are known of is borne: "Asian", "Asia".
            "name_unknown": float(
                any(not self._is_known(stem, topic) for stem in topic.names & found.missing)
            ),
            "subject_displaced": float(self._is_displaced_figure(topic, scored, best)),
            "counted_alien": counted_alien,
            "figure_measure": signs.get("measure", 0.0) * question.wanted.is_figure,
            "figure_clause": signs.get("clause", 0.0) * question.wanted.is_figure,
            **counted_features(best),
            **self._measures.features(question, best, _lacked(typed, lacks), documents),
            "unlike": sum(topic.weights[stem] * lack for stem, lack in lacks.items()),
            "unknown_all": float(
                found.missing == frozenset(topic.weights)
                and not any(self._is_known(stem, topic) for stem in topic.weights)
            ),
            "alien": max(lacks.values(), default=0.0),
            "alien_unknown": max(unknown, default=0.0),
            "other_unit": float(signs.get("unit_is_another", 0.0)),
            "other_kind": float(signs.get("kind_clashes", 0.0)),
        }
        unborne = found.missing | (lacked_names & (found.before | found.outer))
        words_missing = tuple(word for stem, word in typed.items() if stem in unborne)
        return CloseLook(features, scored, choice, words_missing, rival)

    def _scored(self, sought: _Sought, candidate: Candidate) -> tuple[ScoredFigure, ...]:
        """The figures weighed; for a share or a rank, only those that can be one."""
        if not candidate.quantities:
            return ()
        scored = self._chooser.weigh(sought.asked, [self._figures(candidate)])
        is_ranked = any(figure.quantity.kind == "ordinal" for figure in scored)
        return tuple(
            figure
            for figure in self._owned(sought.topic, scored)
            if figure.asked.question.wanted is not Wanted.SHARE or figure.quantity.kind in _SHARES
            if figure.asked.question.wanted is not Wanted.RANK
            or not is_ranked
            or figure.quantity.kind == "ordinal"
        )

    def _figures(self, candidate: Candidate) -> FigureSentence:
        """A sentence with its figures; kept, since other questions come to it too."""
        sentence_id = candidate.sentence.sentence_id
        found = self._read_figures.get(sentence_id)
        if found is None:
            if len(self._read_figures) >= _KEPT:
                self._read_figures.clear()
            found = self._chooser.read_sentence(candidate.document, candidate.sentence)
            self._read_figures[sentence_id] = found
        return found

    def _rivals(
        self,
        typed: Mapping[str, str],
        topic: Topic,
        lacked: frozenset[str],
        candidate: Candidate,
    ) -> dict[str, tuple[str, float]]:
        """For each name of the question that the sentence lacks, its nearest and how near."""
        asked = [stem for stem in sorted(lacked) if stem in typed]
        if not asked:
            return {}
        names = self._names_in(candidate.bearing.heading, candidate.reading)
        others = list(dict.fromkeys(word for word, stems in names if topic.names.isdisjoint(stems)))
        if not others:
            return {}
        nearness = self._phrases.similarity([typed[stem] for stem in asked], others)
        # A month stands in the place of a month, never of someone's name.
        of_a_sort = [
            [_is_month(typed[stem]) == _is_month(other) for other in others] for stem in asked
        ]
        nearness = np.where(of_a_sort, nearness, 0.0)
        return {
            stem: (others[int(row.argmax())], max(0.0, float(row.max())))
            for stem, row in zip(asked, nearness, strict=True)
        }

    def _read_names(self, heading: str, reading: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """The words of a sentence that the documents write as names, with their stems, in order."""
        text = f"{heading} {_DEFINED_TERM.sub(' ', reading)}"
        capitalised = [word for word in words(text) if word[0].isupper()]
        stemmed = [(word, frozenset(self._lexicon.stems(word))) for word in capitalised]
        return tuple(
            (word, stems)
            for word, stems in stemmed
            if any(self._lexicon.is_name(stem, word) for stem in stems)
        )

    def _is_displaced(self, topic: Topic, found: Borne, candidate: Candidate) -> bool:
        """Whether a name of the question stands only around a sentence that begins with another.

        "Zhejiang has 3 workshops" in a text on Jiangsu and Zhejiang isn't about Jiangsu's.
        """
        if topic.names.isdisjoint(found.before | found.outer):
            return False
        opening = [
            (stem, word)
            for word in _opening(candidate.reading)
            for stem in self._lexicon.stems(word)
        ]
        if any(stem in topic.names for stem, _ in opening):
            return False
        return any(
            word[0].isupper() and self._lexicon.is_name(stem, word) for stem, word in opening
        )

    def _owned(self, topic: Topic, scored: Sequence[ScoredFigure]) -> list[ScoredFigure]:
        """The figures, those of another name less likely where the one asked about has its own."""
        own = {
            (figure.quantity.kind, figure.quantity.unit)
            for figure in scored
            if self._is_about(topic, figure.quantity)
        }
        return [
            replace(figure, probability=_ANOTHERS * figure.probability)
            if (figure.quantity.kind, figure.quantity.unit) in own
            and self._is_of_another(topic, figure.quantity)
            else figure
            for figure in scored
        ]

    def _is_displaced_figure(
        self, topic: Topic, scored: Sequence[ScoredFigure], best: ScoredFigure | None
    ) -> bool:
        """Whether the best figure is another name's, and the name asked about has others.

        "Kastrel ran 16 trains, Lirano served 20 firms" says nothing of how many trains Lirano ran.
        """
        if best is None or not self._is_of_another(topic, best.quantity):
            return False
        return any(self._is_about(topic, figure.quantity) for figure in scored)

    def _is_about(self, topic: Topic, quantity: Quantity) -> bool:
        """Whether a figure's subject has a name of the question."""
        return bool(
            topic.names
            and quantity.subject
            and not topic.names.isdisjoint(self._lexicon.stems(quantity.subject))
        )

    def _is_of_another(self, topic: Topic, quantity: Quantity) -> bool:
        """Whether a figure's subject is a name, and none of the question's."""
        return bool(
            topic.names
            and quantity.subject
            and not self._is_about(topic, quantity)
            and self._is_named(quantity.subject)
        )

    def _is_named(self, subject: str) -> bool:
        return any(
            word[0].isupper() and self._lexicon.is_name(stem, word)
            for word in words(subject)
            for stem in self._lexicon.stems(word)
        )

    def _is_known(self, stem: str, topic: Topic) -> bool:
        """Whether any document has a word, or another name of it."""
        return self._lexicon.known(stem) or any(
            stem in name and aliases for name, aliases in topic.aliases
        )

    def _counted_alien(self, sought: _Sought, candidate: Candidate) -> float:
        """How unlike all words of a sentence the noun is that a question counts; 0 if it bears it.

        Of "how many thematic teams sit under …" the words behind the noun count nothing, so the
        word that comes nearest decides.
        """
        counted = sought.counted
        if not counted:
            return 0.0
        own = candidate.bearing.heads.union(candidate.bearing.own)
        if any(alike(stem, other) for stem, _ in counted for other in own):
            return 0.0
        words_own = _plain_words(candidate.reading)
        if not words_own:
            return 1.0
        near = self._phrases.similarity([word for _, word in counted], words_own)
        return 1.0 - max(0.0, float(near.max()))

    def _lacks(
        self, typed: Mapping[str, str], missing: frozenset[str], candidate: Candidate
    ) -> dict[str, float]:
        """For each missing word how unlike all words of the sentence it is, from 0 to 1."""
        if not missing:
            return {}
        own = list(dict.fromkeys(_plain_words(candidate.reading)))
        if not own:
            return dict.fromkeys(sorted(missing), 1.0)
        asked = [stem for stem in sorted(missing) if stem in typed]
        nearest = self._phrases.similarity([typed[stem] for stem in asked], own)
        return {
            stem: 1.0 - max(0.0, float(near.max()))
            for stem, near in zip(asked, nearest, strict=True)
        }


def _is_month(word: str) -> bool:
    return word.lower() in _MONTHS


@lru_cache(_KEPT)
def _opening(reading: str) -> tuple[str, ...]:
    """The first words of a sentence, where it mostly says whom it is about."""
    return tuple(words(reading)[:_OPENING_WORDS])


@lru_cache(2 * _KEPT)
def _plain_words(text: str) -> tuple[str, ...]:
    """The content words of a text that have letters only, in order."""
    return tuple(word for word in content_words(text) if word.isalpha())


def counted_features(figure: ScoredFigure | None) -> dict[str, float]:
    """What it says against a figure that neither its noun nor its measure is what is counted.

    `counted_unborne` is how unlike its noun is, from 0 to 1. What weighs, measures, costs or is a
    share says how many of nothing, even beside the noun (`counted_measured`). Where a sentence has
    the noun but counts other things, it only mentions it (`counted_elsewhere`), unless the figure's
    measure has another word of the question: "recognised 18 such parks" of zones.

    Args:
        figure: the figure that fits best; None where there is none.
    """
    if figure is None or not figure.asked.counted or _bears_counted(figure):
        return dict.fromkeys(("counted_unborne", "counted_measured", "counted_elsewhere"), 0.0)
    unlike = 1.0 - figure.signs["unit_means_counted"]
    counts_others = figure.quantity.unit not in (None, *_COUNTING_UNITS)
    is_mentioned = bool(figure.signs["counted_mentioned"]) and not figure.signs["measure"]
    return {
        "counted_unborne": unlike,
        "counted_measured": unlike * _is_amount(figure.quantity),
        "counted_elsewhere": unlike * (counts_others and is_mentioned),
    }


def _bears_counted(figure: ScoredFigure) -> bool:
    """Whether a figure's measure names what is counted, or its unit is one that is asked for."""
    asked, unit = figure.asked, figure.quantity.unit
    named = asked.question.unit
    in_unit = named is not None and (
        names_unit(figure.quantity, named) or (unit is not None and shares_dimension(unit, named))
    )
    return asked.duration or in_unit or bool(figure.signs["measure_counted"])


def _is_amount(quantity: Quantity) -> bool:
    """Whether a figure is an amount of something, so it can't say how many there are."""
    if quantity.kind == "measure":
        return quantity.unit not in _COUNTING_UNITS
    return quantity.kind in ("money", "percent")


def _best(choice: Choice) -> ScoredFigure | None:
    return max(choice.figures, key=lambda figure: figure.probability, default=None)


def _phrases(sought: _Sought, candidates: Sequence[Candidate]) -> Iterator[str]:
    """All that is compared in meaning: the words of sentences, and those they may lack."""
    for candidate in candidates:
        text = " ".join((candidate.bearing.heading, candidate.reading, *_measures(candidate)))
        yield from _plain_words(text)
    yield from (word for stem, word in sought.typed.items() if stem in sought.topic.weights)
    heads = [head for asked in sought.asked for head in asked.counted_heads]
    if heads:
        yield from heads
        for candidate in candidates:
            yield from filter(None, (quantity.unit for quantity in candidate.quantities))


def _measures(candidate: Candidate) -> Iterator[str]:
    """What the figures of a sentence measure and their units."""
    for quantity in candidate.quantities:
        yield from filter(None, (quantity.measure, quantity.unit))


def _lacked(typed: Mapping[str, str], lacks: Mapping[str, float]) -> dict[str, Lacked]:
    """The words that a sentence lacks, by the word in lower case."""
    return {
        typed[stem].lower(): Lacked(typed[stem], stem, unlike)
        for stem, unlike in lacks.items()
        if stem in typed
    }
