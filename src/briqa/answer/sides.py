"""The sides of a comparison, each with the sentence and the figure that answer for it.

Sides are chosen together: of sentences and figures that are nearly as good, those are taken whose
units are the same and that measure the same, since only these compare.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from briqa.answer.closeness import counted_features
from briqa.answer.confidence import (
    NOTHING_TOLD,
    SIDE_THRESHOLD,
    THRESHOLD,
    confidence,
    confidence_features,
)
from briqa.answer.figure_choice import ScoredFigure
from briqa.answer.figure_sentence import sentence_text
from briqa.answer.rank import RankedSentence
from briqa.answer.reading import Reading
from briqa.patterns import lazy_pattern
from briqa.quantities import Quantity
from briqa.quantities.periods import read_period
from briqa.quantities.roles import same_measure
from briqa.questions import Part, Wanted
from briqa.spans import Span
from briqa.values import dataclass

# So many sentences of each side are tried, with so many of their figures.
_SENTENCES: Final = 4
_FIGURES: Final = 3
_LEAST_PROBABLE: Final = 0.1
# So many ways of taking all sides together are looked at; with more sides, fewer of each.
_MOST_TOGETHER: Final = 2000
# What a figure, agreement and repetition are worth, in the scores of sentences.
_FIGURE: Final = 0.5
_SAME_UNIT: Final = 1.5
_SAME_MEASURE: Final = 0.3
_SAME_SENTENCE: Final = 1.0
_SAME_FIGURE: Final = 4.0
# What it is worth that a figure stands next to its side's name, and what a mark between costs.
_NEAREST: Final = 1.5
_MARK: Final = 4
# A side lacks what is compared if its sentence has none of the words and so little like them.
_UNLIKE: Final = 0.5
# From this likeness on, a sentence's own name stands in the place of one in a heading around it.
_RIVAL: Final = 0.45
# What a question about a year may ask for in words alone.
_IN_WORDS: Final = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.REASON, Wanted.NAME})

_YEAR: Final = lazy_pattern(r"[12][0-9]{3}")
_APART: Final = lazy_pattern(r"[,;:()]|\b(?:and|while|but|whereas)\b")


@dataclass(frozen=True, slots=True)
class Option:
    """A sentence that may answer for a side, with one of its figures or none.

    Attributes:
        found: the sentence.
        figure: the figure.
        is_nearest: whether of the like figures of the sentence this one is next to the side's name.
    """

    found: RankedSentence
    figure: ScoredFigure | None
    is_nearest: bool = False

    @property
    def lacks_count(self) -> bool:
        """Whether the sentence has neither a figure of what is counted nor the noun."""
        return self.figure is None and self.found.features["counted_alien"] > 0

    @property
    def worth(self) -> float:
        """How good it is by itself."""
        probability = self.figure.probability if self.figure else _LEAST_PROBABLE
        return self.found.score + _FIGURE * math.log(probability)


@dataclass(frozen=True, slots=True)
class Side:
    """A part of a question with what answers for it.

    Attributes:
        part: the part.
        chosen: its sentence and figure; None where no sentence was found.
        confidence: from 0 to 1, that the sentence answers.
    """

    part: Part
    chosen: Option | None
    confidence: float

    @property
    def is_found(self) -> bool:
        """Whether it is sure enough to be shown: less will do where its name is borne out."""
        if self.chosen is None or self.chosen.lacks_count:
            return False
        is_named = not self.chosen.found.features["name_lost"]
        return self.confidence >= (SIDE_THRESHOLD if is_named else THRESHOLD)


def choose_sides(parts: Sequence[tuple[Part, Reading]]) -> tuple[Side, ...]:
    """A sentence for each part.

    Args:
        parts: the parts with their readings, in the question's order.
    """
    each = max(1, int(_MOST_TOGETHER ** (1 / len(parts))))
    names = [_names(reading) for _, reading in parts]
    common = frozenset.intersection(*names)
    options = [
        _options(part, reading, own - common, frozenset().union(*names) - own)[:each]
        for (part, reading), own in zip(parts, names, strict=True)
    ]
    chosen: list[Option | None] = [found[0] if found else None for found in options]
    if all(options):
        in_time = all(_is_year(part.label) for part, _ in parts)
        of_one_thing = not any(
            part.is_whole or reading.question.alternative for part, reading in parts
        )
        together = max(
            itertools.product(*options),
            key=lambda chosen: _worth(chosen, in_time=in_time, of_one_thing=of_one_thing),
        )
        chosen = _once(together)
    return tuple(
        Side(part, found, _confidence(reading, found))
        for (part, reading), found in zip(parts, chosen, strict=True)
    )


def _once(options: Sequence[Option]) -> list[Option | None]:
    """The options, no figure answering for two of them; the likelier keeps it."""
    best: dict[tuple[str, Span], Option] = {}
    for option in sorted(options, key=lambda each: -each.worth):
        if option.figure:
            best.setdefault(_place(option, option.figure), option)
    return [
        Option(option.found, None)
        if option.figure and best[_place(option, option.figure)] is not option
        else option
        for option in options
    ]


def _place(option: Option, figure: ScoredFigure) -> tuple[str, Span]:
    return option.found.candidate.document.document.docid, figure.quantity.span


def _is_year(label: str) -> bool:
    return _YEAR.fullmatch(label) is not None


def _names(reading: Reading) -> frozenset[str]:
    """The stems of the names that a side is asked about with."""
    return frozenset(stem for name in reading.question.names for stem in name.stems)


def _options(
    part: Part, reading: Reading, own_names: frozenset[str], others: frozenset[str]
) -> list[Option]:
    """The sentences of a side with each of their likelier figures, best first.

    Of a year's figures only those are taken that are of this year. A sentence of another name than
    the side's answers for it only where all are, and one without anything of what is compared not
    at all.
    """
    options: list[Option] = []
    in_year = _is_year(part.label)
    wanted = reading.question.wanted
    wants_figure = wanted.is_figure or (in_year and wanted not in _IN_WORDS)
    near = list(reading.ranked)
    if not in_year:
        near = [found for found in near if not _lacks_topic(found)]
        near = [found for found in near if not _is_of_another(found, own_names, others)] or near
    for found in near[:_SENTENCES]:
        weighed = found.look.scored if wants_figure else found.choice.figures
        figures = sorted(weighed, key=lambda figure: -figure.probability)
        likely = [figure for figure in figures if figure.probability >= _LEAST_PROBABLE]
        if in_year:
            likely = [figure for figure in figures if _is_of(figure.quantity, part.label)]
        own = _nearest_to(part.label, found)
        # A figure next to the side's own name is looked at even where others seem likelier.
        options.extend(
            Option(found, figure, figure.quantity.span in own)
            for at, figure in enumerate(likely)
            if at < _FIGURES or figure.quantity.span in own
        )
        if not likely or not wants_figure:
            options.append(Option(found, None))
    return sorted(options, key=lambda option: -option.worth)


def _lacks_topic(found: RankedSentence) -> bool:
    """Whether a sentence bears no word of a side but its name, and has nothing like one."""
    missing = found.features["words_missing"]
    is_bare = missing > 0 and found.features["words_missing_relative"] == 1
    return is_bare and found.features["unlike"] >= _UNLIKE * missing


def _is_of_another(found: RankedSentence, own: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a sentence has another name than a side's in the place of that.

    Args:
        found: the sentence.
        own: the stems of the side's names that the other sides lack.
        others: those of the other sides' names that it lacks.
    """
    features = found.features
    if features["name_lost"]:
        return True
    bearing = found.candidate.bearing
    borne = bearing.heads.union(bearing.own)
    if others & borne and not own & borne:
        return True
    is_far = not features["names_own"] and not features["names_inherited"]
    return is_far and features["rival_outer"] >= _RIVAL


def _is_of(quantity: Quantity, year: str) -> bool:
    period = read_period(quantity.period or "")
    asked = read_period(year)
    if quantity.kind == "date" or period is None or asked is None:
        return False
    return period.first[0] == asked.first[0] or period.last[0] == asked.last[0]


def _nearest_to(label: str, found: RankedSentence) -> frozenset[Span]:
    """Of the amounts of each kind in a sentence, the one that stands next to a side's name."""
    text = sentence_text(found.candidate.document, found.candidate.sentence)
    places = _places(label, text.text)
    gaps = sorted(
        (min(_gap(text.text, at, place) for at in places), order)
        for order, place in enumerate(text.places if places else ())
    )
    nearest: dict[str, Span] = {}
    for _, order in gaps:
        quantity = text.quantities[order]
        nearest.setdefault(quantity.kind, quantity.span)
    return frozenset(span for kind, span in nearest.items() if kind != "date")


def _places(label: str, text: str) -> list[tuple[int, int]]:
    """Where the first word of a name stands in a text."""
    first = re.match(r"\W*(\w+)", label)
    if first is None:
        return []
    return [match.span() for match in re.finditer(rf"\b{first[1]}\b", text, re.IGNORECASE)]


def _gap(text: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Words between two places; a mark or a conjunction parts as much as some words."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return len(between.split()) + _MARK * len(_APART.findall(between))


def _worth(chosen: tuple[Option, ...], *, in_time: bool, of_one_thing: bool) -> float:
    """How good some options are together.

    Args:
        chosen: the options.
        in_time: whether they are one thing at several times.
        of_one_thing: whether the same is asked of all of them, so that their units should agree.
    """
    figures = [option.figure.quantity for option in chosen if option.figure]
    agreement = 0.0
    if len(figures) == len(chosen) and of_one_thing:
        first = figures[0]
        agreement += _SAME_UNIT * all(
            (each.kind, each.unit) == (first.kind, first.unit) for each in figures
        )
        agreement += _SAME_MEASURE * all(
            same_measure(each.measure, first.measure) for each in figures
        )
    sentences = Counter(option.found.candidate.sentence.sentence_id for option in chosen)
    # Where one sentence answers for several sides, each has the figure next to its name.
    agreement += _NEAREST * sum(
        option.is_nearest
        for option in chosen
        if sentences[option.found.candidate.sentence.sentence_id] > 1
    )
    agreement -= _SAME_FIGURE * (len(figures) - len({each.span for each in figures}))
    repeated = len(chosen) - len(sentences)
    # A development mostly stands in one sentence, sides mostly have one each.
    agreement += (_SAME_SENTENCE if in_time else -_SAME_SENTENCE) * repeated
    return sum(option.worth for option in chosen) + agreement


def _confidence(reading: Reading, chosen: Option | None) -> float:
    if chosen is None:
        return 0.0
    found = chosen.found
    if found is reading.ranked[0] and chosen.figure in (None, found.look.best):
        return reading.confidence
    features = dict(found.features)
    if chosen.figure:
        # What the likeliest figure alone counts says nothing of this one.
        features |= counted_features(chosen.figure)
    others = [each.score for each in reading.ranked if each is not found]
    margin = found.score - max(others) if others else 0.0
    return confidence(
        confidence_features(
            reading.question, features, NOTHING_TOLD, score=found.score, margin=margin
        )
    )
