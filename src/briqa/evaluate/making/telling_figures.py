"""Figures that can be asked for: of a subject, of a sort, and the only ones of that sort there.

The one thing to know: a figure is telling only if no other figure of the corpus could answer a
question for its subject, measure and period, in sentences that bear the same words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briqa.evaluate.making.statements import Statement, Statements, is_clean
from briqa.quantities import Quantity
from briqa.quantities.units import pluralise

_KINDS: Final = frozenset(("count", "money", "percent", "measure"))
_LEAST_COUNT: Final = 2
_YEAR_PERIOD: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class TellingFigure:
    """A figure that a question can be made of.

    Attributes:
        statement: the sentence that holds it.
        quantity: the figure; it has a subject and a measure.
        needs_year: whether only its year tells it from others.
    """

    statement: Statement
    quantity: Quantity
    needs_year: bool

    @property
    def subject(self) -> str:
        """Whom it is about."""
        return self.quantity.subject or ""

    @property
    def measure(self) -> str:
        """What was counted or measured."""
        return self.quantity.measure or ""

    @property
    def things(self) -> str:
        """What was counted, up to its noun, or what was measured."""
        return _things(self.quantity)

    @property
    def year(self) -> str | None:
        """The one year that it is of; None where it is of several or none."""
        return _year(self.quantity)


def telling_figures(corpus: Statements) -> Iterator[TellingFigure]:
    """The figures of a corpus that alone answer a question, in text order."""
    for statement in corpus.all:
        for quantity in statement.quantities:
            figure = as_telling(statement, quantity, corpus)
            if figure is not None:
                yield figure


def as_telling(
    statement: Statement, quantity: Quantity, corpus: Statements
) -> TellingFigure | None:
    """A figure of a sentence, if nothing else answers for its subject and measure.

    Args:
        statement: the sentence.
        quantity: the figure, whose subject and measure may be others than were read.
        corpus: all sentences, that one included.
    """
    needs_year = _needs_year(statement, quantity, corpus)
    return None if needs_year is None else TellingFigure(statement, quantity, needs_year)


def _needs_year(statement: Statement, quantity: Quantity, corpus: Statements) -> bool | None:
    """Whether a question has to name the year; None where the figure makes no question."""
    if quantity.kind not in _KINDS or not quantity.subject or not quantity.measure:
        return None
    if quantity.is_range or not is_clean(quantity.subject) or not is_clean(quantity.measure):
        return None
    # "One example" is no count that anybody asks for.
    if quantity.kind == "count" and (not quantity.unit or quantity.value < _LEAST_COUNT):
        return None
    stems = corpus.stem_set(f"{quantity.subject} {_things(quantity)}")
    if not stems or not stems <= statement.stems or "growth of" in quantity.measure:
        return None
    rivals = list(_rivals(stems, quantity, corpus))
    if not rivals:
        return False
    year = _year(quantity)
    if year is None or any(_year(rival) in (None, year) for rival in rivals):
        return None
    return True


def _rivals(stems: frozenset[str], quantity: Quantity, corpus: Statements) -> Iterator[Quantity]:
    """Other figures of that sort in sentences that bear the same words."""
    for found in corpus.bear(stems):
        for other in found.quantities:
            is_of_sort = other.kind == quantity.kind and other.unit == quantity.unit
            if is_of_sort and other.value != quantity.value:
                yield other


def _things(quantity: Quantity) -> str:
    """What was counted, up to its noun, or what was measured."""
    measure = quantity.measure or ""
    if quantity.kind != "count" or not quantity.unit:
        return measure
    noun = pluralise(quantity.unit)
    head, found, _ = measure.rpartition(noun)
    return head + found if found else noun


def _year(quantity: Quantity) -> str | None:
    years = _YEAR_PERIOD.findall(quantity.period or "")
    return years[0] if len(set(years)) == 1 and not (quantity.period or "").endswith("/") else None
