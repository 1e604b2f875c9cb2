"""A document as the audit reads it: figures at their places in the view, sentence by sentence.

The one thing to know: finders work in view offsets, where a sentence is one line of plain text,
and hand figures over; `AuditedText.finding` turns them into canonical spans.
"""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.audit.finding import Finding, Relation, Verdict
from briqa.audit.verdicts import Formula, compute, judge, what_fits
from briqa.quantities import Quantity, format_number
from briqa.quantities.rounding import Interval, Rounding, rounding_of
from briqa.quantities.tables import find_tables
from briqa.quantities.units import singularise
from briqa.spans import Span
from briqa.store import StoredDocument
from briqa.words import content_words

# Finders compare the figures of a sentence with each other; the bound keeps the whole linear.
_MAX_FIGURES: Final = 48
_INSIDE_NUMBER: Final = re.compile(r"(?<=[0-9])[.,](?=[0-9])")


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A quantity at its place in the view, with how it may have been rounded.

    A figure is itself and no other, so two are equal only if they are the same: finders keep many
    in sets, and hashing all fields would cost more than finding them.
    """

    quantity: Quantity
    start: int
    end: int
    rounding: Rounding

    @property
    def value(self) -> float:
        """The value as written."""
        return self.quantity.value

    @property
    def unit(self) -> str | None:
        """The unit or counted noun."""
        return self.quantity.unit

    @property
    def label(self) -> str:
        """The value with its unit, short, for a formula."""
        return named(self.quantity, self.value)

    def is_like(self, other: "Figure") -> bool:
        """Whether the two count or measure in the same unit, so that they can be added."""
        return (
            self.quantity.kind == other.quantity.kind
            and self.unit is not None
            and self.unit == other.unit
        )


def terms(text: str) -> frozenset[str]:
    """The content words of a text, lower case and singular."""
    return frozenset(singularise(word) for word in content_words(text))


def named(quantity: Quantity, value: float) -> str:
    """A value written as the quantity's own would be."""
    if quantity.kind == "date":
        return f"{value:.0f}"
    number = format_number(round(value, 10))
    return f"{number}%" if quantity.unit == "percent" else number


@dataclass(frozen=True, slots=True)
class AuditedSentence:
    """A sentence: its bounds in the view, its section's index, and its figures but no dates."""

    start: int
    end: int
    section: int
    figures: tuple[Figure, ...]
    dates: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: its bounds in the view and the section's index."""

    start: int
    end: int
    section: int


class AuditedText:
    """The view of one document with its figures; `sentences` are those outside tables."""

    def __init__(self, stored: StoredDocument) -> None:
        self._stored = stored
        self.text = stored.view.text
        # The same with the points and commas inside numbers masked, so that a pattern for "no full
        # stop in between" isn't stopped by a decimal.
        self.prose = _INSIDE_NUMBER.sub("·", self.text)
        self.figures = tuple(self._figures(stored))
        self._starts = [figure.start for figure in self.figures]
        self.tables = find_tables(self.text)
        self.sentences = tuple(self._sentences(stored))
        self.headings = tuple(self._headings(stored))
        self._sentence_starts = [sentence.start for sentence in self.sentences]

    def _figures(self, stored: StoredDocument) -> list[Figure]:
        figures: list[Figure] = []
        for quantity in stored.quantities:
            place = stored.view.to_view(quantity.span)
            if place is None:
                continue
            rounding = rounding_of(quantity, self.text[place.start : place.end])
            figures.append(Figure(quantity, place.start, place.end, rounding))
        return figures

    def _sentences(self, stored: StoredDocument) -> list[AuditedSentence]:
        body = stored.outline.sections
        table_starts = [table.span.start for table in self.tables]
        sentences: list[AuditedSentence] = []
        for found in stored.sentences:
            place = stored.view.to_view(found.sentence.span)
            section = found.sentence.section
            if place is None or body[section].kind.value == "references":
                continue
            at = bisect.bisect_right(table_starts, place.start) - 1
            if at >= 0 and place.start < self.tables[at].span.end:
                continue  # rows and columns relate its figures, not words
            sentences.extend(self._pieces(place, section))
        return sentences

    def _pieces(self, place: Span, section: int) -> Iterator[AuditedSentence]:
        """A sentence, or pieces of one with so many figures that it can't be prose."""
        inside = self.figures_in(place.start, place.end)
        start = place.start
        for at in range(0, max(1, len(inside)), _MAX_FIGURES):
            piece = inside[at : at + _MAX_FIGURES]
            behind = at + _MAX_FIGURES
            end = inside[behind].start if behind < len(inside) else place.end
            yield AuditedSentence(
                start,
                end,
                section,
                tuple(figure for figure in piece if figure.quantity.kind != "date"),
                tuple(figure for figure in piece if figure.quantity.kind == "date"),
            )
            start = end

    def _headings(self, stored: StoredDocument) -> Iterator[Heading]:
        for index, section in enumerate(stored.outline.sections):
            place = stored.view.to_view(section.heading) if section.heading else None
            if place is not None and not section.run_in:
                yield Heading(place.start, place.end, index)

    def sentences_before(self, offset: int, count: int) -> tuple[AuditedSentence, ...]:
        """The last sentences that begin before an offset."""
        behind = bisect.bisect_left(self._sentence_starts, offset)
        return self.sentences[max(0, behind - count) : behind]

    def figures_in(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures that begin in a stretch of the view."""
        first = bisect.bisect_left(self._starts, start)
        return self.figures[first : bisect.bisect_left(self._starts, end)]

    def sentence_index(self, figure: Figure) -> int:
        """The number of the sentence that a figure stands in; -1 before the first."""
        return bisect.bisect_right(self._sentence_starts, figure.start) - 1

    def section_span(self, section: int) -> Span:
        """A section in the view, what stands under its run-in heads included."""
        whole = self._stored.outline.sections[section].span
        end = self._stored.view.view_offset(whole.end)
        start = self._stored.view.view_offset(whole.start)
        return Span(start, max(end, start + 1))

    def between(self, left: Figure, right: Figure) -> str:
        """The prose between two figures."""
        return self.prose[left.end : right.start]

    def followed_by_figure(self, figure: Figure, link: re.Pattern[str]) -> bool:
        """Whether the next figure but dates stands behind `link`."""
        behind = bisect.bisect_left(self._starts, figure.end)
        return any(
            link.fullmatch(self.between(figure, other)) is not None
            for other in self.figures[behind : behind + 1]
            if other.quantity.kind != "date"
        )

    def canonical(self, start: int, end: int) -> Span:
        """A stretch of the view in the document's own offsets."""
        return self._stored.view.to_canonical(Span(start, end))

    def finding(
        self,
        relation: Relation,
        figures: Sequence[Figure],
        *,
        formula: str,
        verdict: Verdict,
        stated: float | None = None,
        computed: Interval | None = None,
        fits: str = "",
        items: Sequence[Span] = (),
    ) -> Finding:
        """A finding over figures (and `items`, further stretches of the view)."""
        spans = {figure.quantity.span for figure in figures}
        spans.update(self.canonical(item.start, item.end) for item in items)
        return Finding(
            relation=relation,
            spans=tuple(sorted(spans)),
            formula=formula,
            stated=stated,
            computed_low=computed.low if computed else None,
            computed_high=computed.high if computed else None,
            verdict=verdict,
            fits=fits,
        )

    def equation(
        self,
        relation: Relation,
        formula: Formula,
        figures: Sequence[Figure],
        stated: Figure,
        *,
        written: str,
        also: Sequence[Figure] = (),
        sure: bool = True,
    ) -> Finding:
        """The finding that `formula` of the figures gives the stated one.

        Args:
            relation: its kind.
            formula: the arithmetic on intervals.
            figures: what goes into it.
            stated: the figure that the text gives for the result.
            written: the arithmetic in words, its result left out.
            also: figures whose spans belong to it, such as the years of a growth.
            sure: whether the text leaves no doubt that this relation is meant; if not, a
                contradiction is only doubtful.
        """
        roundings = [figure.rounding for figure in figures]
        verdict = judge(formula, roundings, stated.rounding)
        if verdict == "contradiction" and not sure:
            verdict = "doubtful"
        computed = compute(formula, roundings)
        point = formula([Interval(figure.value, figure.value) for figure in figures])
        fits = ""
        if verdict in ("contradiction", "doubtful"):
            fits = what_fits(
                formula, roundings, stated.rounding, lambda value: named(stated.quantity, value)
            )
        result = named(stated.quantity, _readable(point.low))
        return self.finding(
            relation,
            [*figures, stated, *also],
            formula=f"{written} = {result}; the text says {stated.label}",
            verdict=verdict,
            stated=stated.value,
            computed=computed,
            fits=fits,
        )


def _readable(value: float) -> float:
    """The value with four significant digits behind what matters; for showing only."""
    return float(f"{value:.6g}")
