"""Makes pairs for a cross-encoder from the figures of documents: asked for, and asked for wrongly.

A question names a figure's subject, what is measured, and perhaps its year, in the forms of
`questions_made.py`. The window around its sentence answers it. It doesn't answer the same question
about another subject, another thing measured or another year, of which it says nothing; nor does
another window that shares its words. Other than for the twins of question sets it doesn't matter
whether another place of the documents would answer.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cross_cloze import AFTER, BEFORE, LEFT_OUT_BEFORE, RIVALS, Pair
from questions_made import worded

from briqa.evaluate.making.statements import YEAR, Statement, Statements, is_clean
from briqa.evaluate.making.telling_figures import TellingFigure
from briqa.evaluate.making.twins import OUTSIDE_MEASURES, OUTSIDE_NOUNS, OUTSIDE_SHARE
from briqa.quantities import Quantity

KINDS = frozenset({"count", "money", "percent", "measure"})
# Of one sentence, so that long lists of figures don't outweigh the rest.
MOST_FIGURES = 2
# What comes in is taken from the same document more often than not: that is what is mistaken.
SAME_DOCUMENT_SHARE = 0.6
TRIES = 20
YEARS_AROUND = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure, its window, and where it stands in that."""

    figure: TellingFigure
    window: str
    answer: tuple[int, int]


def figure_pairs(corpus: Statements, rng: random.Random) -> Iterator[Pair]:
    """Pairs of all figures that can be asked for.

    Args:
        corpus: the sentences.
        rng: makes all choices.
    """
    documents: dict[str, list[Statement]] = {}
    for statement in corpus.all:
        documents.setdefault(statement.docid, []).append(statement)
    for own in documents.values():
        places = [place for at in range(len(own)) for place in _places(own, at, corpus, rng)]
        for place in places:
            yield from _pairs(place, places, corpus, rng)


def _places(
    own: Sequence[Statement], at: int, corpus: Statements, rng: random.Random
) -> Iterator[_Place]:
    """The figures of a sentence that can be asked for."""
    statement = own[at]
    found = [each for each in statement.quantities if _can_be_asked(each, statement, corpus)]
    if not statement.is_prose or not found:
        return
    window, start = _window(own, at, rng)
    for quantity in rng.sample(found, min(MOST_FIGURES, len(found))):
        first = quantity.span.start - statement.span.start
        last = quantity.span.end - statement.span.start
        needs_year = quantity.period is not None and rng.random() < 0.5
        figure = TellingFigure(statement, quantity, needs_year)
        yield _Place(figure, window, (start + first, start + last))


def _can_be_asked(quantity: Quantity, statement: Statement, corpus: Statements) -> bool:
    if quantity.kind not in KINDS or not quantity.subject or not quantity.measure:
        return False
    if quantity.is_range or (quantity.kind == "count" and not quantity.unit):
        return False
    if not is_clean(quantity.subject) or not is_clean(quantity.measure):
        return False
    stems = corpus.stem_set(f"{quantity.subject} {quantity.measure}")
    return bool(stems) and stems <= statement.stems


def _pairs(
    place: _Place, others: Sequence[_Place], corpus: Statements, rng: random.Random
) -> Iterator[Pair]:
    figure, kind = place.figure, place.figure.quantity.kind
    question = worded(figure, rng)
    yield Pair(question, place.window, place.answer)
    subjects = [other.figure.subject for other in others]
    things = [other.figure.things for other in others if other.figure.quantity.kind == kind]

    def swapped_for(old: str, near: Sequence[str], far: Sequence[str]) -> str | None:
        return _swapped(place, question, old, near, far, corpus, rng)

    names = sorted(corpus.names.runs)
    of_others = swapped_for(figure.subject, subjects, names)
    outside = OUTSIDE_MEASURES.get(kind, OUTSIDE_NOUNS)
    far = outside if rng.random() < OUTSIDE_SHARE else corpus.measures.get(kind, outside)
    of_things = swapped_for(figure.things, things, far)
    for swapped in (of_others, of_things, _other_year(place, question, rng)):
        if swapped is not None:
            yield Pair(swapped, place.window, None)
    asked = corpus.stem_set(question)
    # Another window that lacks a part of what is asked, the likest first.
    lacking = [
        (len(asked & stems), other.window)
        for other in others
        for stems in [corpus.stem_set(other.window)]
        if other.window != place.window and not asked <= stems
    ]
    likest = sorted(lacking, key=lambda item: -item[0])[:RIVALS]
    if likest:
        yield Pair(question, rng.choice(likest)[1], None)


def _swapped(
    place: _Place,
    question: str,
    old: str,
    near: Sequence[str],
    far: Sequence[str],
    corpus: Statements,
    rng: random.Random,
) -> str | None:
    """The question with a phrase swapped for one of which the window doesn't bear all words."""
    at = question.lower().find(old.lower())
    if at < 0:
        return None
    borne = corpus.stem_set(place.window)
    for _ in range(TRIES):
        new = rng.choice(near if near and rng.random() < SAME_DOCUMENT_SHARE else far or near)
        stems = corpus.stem_set(new)
        if stems and not stems <= borne and not stems & corpus.stem_set(old):
            written = new.lower() if question == question.lower() else new
            return question[:at] + written + question[at + len(old) :]
    return None


def _other_year(place: _Place, question: str, rng: random.Random) -> str | None:
    """The question for another year than the figure's, which has to be known."""
    year = place.figure.year
    if year is None or year not in place.window:
        return None
    others = [str(int(year) + step) for step in YEARS_AROUND]
    others = [other for other in others if other not in place.window]
    if not others:
        return None
    new = rng.choice(others)
    if YEAR.search(question):
        return YEAR.sub(new, question, count=1)
    stem = question.rstrip("?")
    return f"{stem} in {new}" + question[len(stem) :]


def _window(own: Sequence[Statement], at: int, rng: random.Random) -> tuple[str, int]:
    """A sentence with its surroundings, and where it begins."""
    before = ""
    for statement in reversed(own[max(0, at - 2) : at]):
        if len(before) + len(statement.text) > BEFORE or rng.random() < LEFT_OUT_BEFORE:
            break
        before = f"{statement.text} {before}"
    after = next((each.text for each in own[at + 1 : at + 2]), "")
    text = before + own[at].text
    return (f"{text} {after}" if after and len(after) <= AFTER else text), len(before)
