"""Saying no: what is missing, and what the documents have instead."""

from collections.abc import Iterator, Sequence
from typing import Final

from briqa.answer.citation import cite
from briqa.answer.confidence import is_other_measure
from briqa.answer.measured import names_measure
from briqa.answer.pieces import Figure, RankedPassage
from briqa.answer.rank import RankedSentence
from briqa.answer.reading import Reading
from briqa.answer.result import Refusal
from briqa.answer.sides import Side
from briqa.patterns import lazy_pattern

_YEAR: Final = lazy_pattern(r"(?:1[5-9]|20)\d\d")


def refuse(reading: Reading, sides: Sequence[Side], passages: tuple[RankedPassage, ...]) -> Refusal:
    """The refusal of a question.

    Args:
        reading: what was found for it.
        sides: the sides of a comparison, none of which was found.
        passages: the nearest passages.
    """
    best = reading.ranked[0] if reading.ranked else None
    return Refusal(
        reading.question.asked,
        best.look.missing if best else (),
        tuple(_notes(reading, best)) if best else (),
        _nearest(best) if best else None,
        passages,
        max([side.confidence for side in sides], default=reading.confidence),
    )


def _nearest(best: RankedSentence) -> Figure | None:
    """The figure that comes nearest to what was asked."""
    candidate = best.candidate
    section = candidate.sentence.sentence.section
    chosen = [figure.quantity for figure in best.choice.figures]
    for quantity in chosen:
        return Figure(quantity, cite(candidate.document, quantity.span, section), asked_for=False)
    return None


def _notes(reading: Reading, best: RankedSentence) -> Iterator[str]:
    """What the nearest sentence has in the place of what was asked for."""
    if best.look.rival and best.features.get("names_missing"):
        yield f"The nearest sentence is about {best.look.rival}."
    measure = next((each.quantity.measure for each in best.choice.figures), None)
    if measure and reading.signs and is_other_measure(reading.signs) and names_measure(measure):
        yield f"The nearest figure is of another measure: {measure}."
    asked = set(reading.question.years)
    if asked and best.features.get("year_missing"):
        found = sorted(
            {
                year
                for quantity in best.candidate.quantities
                for year in _YEAR.findall(quantity.period or "")
            }
        )
        lacked = " or ".join(sorted(asked))
        instead = f" The nearest figures are for {' and '.join(found)}." if found else ""
        yield f"Nothing was found for {lacked}.{instead}"
