"""The figures of a sentence, weighed again by where the cross-encoder sees the answer in it.

The figure chooser goes by the words around a figure that the question has too, or that mean much
the same. Who asks in other words is better served by what has read both together. Where several
things are asked for at once it can only see one, so there the chooser stays alone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from briqa.answer.figure_choice import ScoredFigure, choose_figures
from briqa.answer.models import load_model
from briqa.answer.places import Places
from briqa.answer.rank import RankedSentence
from briqa.questions.framing import FRAMING_WORDS
from briqa.spans import TextView
from briqa.words import content_words

OWN: Final = "own"
"""The log-odds that the chooser gives a figure."""
OWN_LEAD: Final = "own_lead"
"""How far they are above those of the best other figure; below 0 where another has more."""
INSIDE: Final = "inside"
"""How surely the answer stands there, in nats."""
LEAD: Final = "lead"
"""How far that is above the best of the other figures."""
BORNE: Final = "_borne"
"""Behind the name of one of these: the same times the share of the question's words that the
sentence bears, since the more of them it has, the more the chooser knows."""
ASKS: Final = "asks"
"""Whether the words of the question ask for a figure."""
KEYWORDS: Final = "keywords"
"""Whether they leave it open."""
OTHER: Final = ("unit_is_another", "kind_clashes", "year_agrees", "stated")
"""Signs of the chooser's that places know little of: that the figure is of another thing or kind,
of the year that is asked for, or stands in the question itself."""
_SCALED: Final = (OWN, OWN_LEAD, INSIDE, LEAD)
SIGNS: Final = (*_SCALED, *(name + BORNE for name in _SCALED), *OTHER, ASKS, KEYWORDS)
SURE: Final = 0.7
"""From this probability on the chooser is let alone: of questions in a text's own words it chooses
the figure for 0.94 (`bench/placed_figures.py`), and places would only lose some."""
_LEAST: Final = 1e-4
# What wasn't read has less.
_UNREAD: Final = -25.0
# Beyond these, places are as good as impossible, and leads as good as sure.
_FARTHEST: Final = -8.0
_WIDEST: Final = 5.0


def weigh_again(found: RankedSentence) -> RankedSentence:
    """A sentence with its figures chosen by their places too.

    Args:
        found: the sentence; it stays as it is where not all of its figures were read, where more
            than one thing is asked for, and where the chooser is sure.
    """
    scored = found.look.scored
    if found.places is None or not is_for_one(scored) or is_sure(scored):
        return found
    if not are_read(found, found.places):
        return found
    model = load_model("placed")
    weighed = tuple(
        replace(each, probability=model.probability(signs))
        for each, signs in zip(scored, placed_signs(found, found.places), strict=True)
    )
    return replace(found, look=replace(found.look, scored=weighed, choice=choose_figures(weighed)))


def is_for_one(scored: tuple[ScoredFigure, ...]) -> bool:
    """Whether figures were weighed for a single thing, of which one figure may be wanted.

    A question that says nothing but what is counted isn't one: any figure would be as good.
    """
    if not scored:
        return False
    asked = scored[0].asked
    further = set(content_words(asked.question.text)) - set(asked.counted_words)
    is_bare = {word.lower() for word in further} <= FRAMING_WORDS
    return len({id(each.asked) for each in scored}) == 1 and not asked.several and not is_bare


def are_read(found: RankedSentence, places: Places) -> bool:
    """Whether the cross-encoder has read all figures that were weighed: it reads no long sentences.

    Args:
        found: the sentence.
        places: what it said of it.
    """
    view = found.candidate.document.view
    return all(_inside(each, places, view) > _UNREAD for each in found.look.scored)


def is_sure(scored: Sequence[ScoredFigure]) -> bool:
    """Whether the chooser needs no help."""
    return max(each.probability for each in scored) >= SURE


def placed_signs(found: RankedSentence, places: Places) -> list[Mapping[str, float]]:
    """What speaks for each figure: the chooser, and its place.

    Args:
        found: a sentence whose figures were weighed for one thing.
        places: where the cross-encoder sees the answer in it.
    """
    scored, view = found.look.scored, found.candidate.document.view
    inside = [max(_FARTHEST, _inside(each, places, view)) for each in scored]
    own = [_log_odds(each.probability) for each in scored]
    asked = scored[0].asked
    borne = 1 - len(found.look.missing) / max(1, len(asked.question.stems), len(found.look.missing))
    signs: list[Mapping[str, float]] = []
    for each, *scaled in zip(scored, own, _leads(own), inside, _leads(inside), strict=True):
        values = dict(zip(_SCALED, scaled, strict=True))
        times_borne = {name + BORNE: value * borne for name, value in values.items()}
        asks = {ASKS: float(asked.asks_figure), KEYWORDS: float(asked.is_keywords)}
        other = {name: float(each.signs[name]) for name in OTHER}
        signs.append({**values, **times_borne, **other, **asks})
    return signs


def _leads(values: Sequence[float]) -> list[float]:
    """How far each value is above the best of the others, within bounds."""
    *_, second, first = sorted(values if len(values) > 1 else (-_WIDEST, *values))
    leads = [value - (second if value == first else first) for value in values]
    return [max(-_WIDEST, min(_WIDEST, lead)) for lead in leads]


def _inside(figure: ScoredFigure, places: Places, view: TextView) -> float:
    shown = view.to_view(figure.quantity.span)
    return _UNREAD if shown is None else places.inside(shown)


def _log_odds(probability: float) -> float:
    clear = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(clear / (1 - clear))
