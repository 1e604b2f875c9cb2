"""Who a figure is about and what it measures: the words of its own clause, or the section's title.

The one thing to know: nothing here knows a word of any report. Names are told by their capitals,
verbs by their endings and a short closed list, and the section titles come from outside. Where
neither says anything, the role stays None.
"""

import bisect
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.quantities.clauses import Sentences
from briqa.quantities.quantity import Quantity
from briqa.quantities.role_measures import Clause, measure_words
from briqa.quantities.role_subjects import Names
from briqa.segment.forms import split_field
from briqa.values import dataclass

# A longer sentence is a list or a table; its figures are read in windows of this many characters.
_REACH: Final = 360
_BEHIND: Final = 160


@dataclass(frozen=True, slots=True)
class SectionHead:
    """The titles in force from a view offset on, until the next one begins.

    `titles` are the innermost first, each with whether it is a run-in head.
    """

    start: int
    titles: tuple[tuple[str, bool], ...]


def add_roles(
    text: str,
    quantities: Sequence[Quantity],
    sections: Sequence[SectionHead] = (),
    names: Names | None = None,
) -> tuple[Quantity, ...]:
    """The quantities with subject and measure where their text or section gives them.

    Args:
        text: the text that the quantities' spans refer to.
        quantities: in order; one that has a subject or a measure already is left as it is.
        sections: by ascending start; empty for a text without sections.
        names: the names of the whole that the text is a piece of; None if it is no piece.
    """
    roles = _Roles(text, sections, names or Names(text))
    found: list[Quantity] = []
    numbered = groupby(quantities, lambda quantity: roles.sentences.index(quantity.span.start))
    for index, members in numbered:
        for group in _windows(list(members)):
            found.extend(roles.fill(index, group))
    return tuple(found)


def same_measure(a: str | None, b: str | None) -> bool:
    """Whether two measures have the same content words, whatever their number and order.

    >>> same_measure("volume of imports", "the import volume")
    True
    >>> same_measure("import volume", "export volume")
    False
    """
    if a is None or b is None:
        return False
    words = measure_words(a)
    return bool(words) and words == measure_words(b)


def _windows(quantities: list[Quantity]) -> Iterator[list[Quantity]]:
    """The figures of a sentence, in groups that lie close enough together."""
    group: list[Quantity] = []
    for quantity in quantities:
        if group and quantity.span.end - group[0].span.start > 3 * _REACH:
            yield group
            group = []
        group.append(quantity)
    if group:
        yield group


# In brackets right behind a figure, beginning with a word.
_ASIDE: Final = lazy_pattern(r"\s?\(([^\W\d][^()\n]{1,80})\)")
_MIN_LABEL_WORDS: Final = 2
_TITLE_NUMBER: Final = lazy_pattern(r"^[\dA-Z]?[\d.]*[.)]?\s+(?=\S)")


class _Roles:
    """Fills the roles of one text's figures, sentence by sentence."""

    def __init__(self, text: str, sections: Sequence[SectionHead], names: Names) -> None:
        self.sentences = Sentences(text)
        self._text = text
        self._sections = sections
        self._section_starts = [section.start for section in sections]
        self._names = names
        self._last_subject: tuple[int, str | None] = (-1, None)

    def fill(self, index: int, quantities: list[Quantity]) -> Iterator[Quantity]:
        """The figures of (a window of) one sentence with their roles."""
        bounds = self.sentences.bounds(index)
        start = max(bounds[0], quantities[0].span.start - _REACH)
        end = min(bounds[1], quantities[-1].span.end + _BEHIND)
        clause = Clause(self._text, start, end, quantities, self._names)
        actors = clause.actors(is_start=start == bounds[0])
        before = self._before(index) if clause.begins_with_pronoun() else None
        heads = self._titles(quantities[0].span.start)
        run_in = next((name for name, is_run_in in heads if is_run_in), None)
        title = next((name for name, is_run_in in heads if not is_run_in), None)
        self._last_subject = (index, actors[0].name if actors else before or run_in)
        label = self._label(bounds)
        measures = clause.measures()
        if label is not None:
            measures = list(self._labelled(label, measures, quantities))
            actors = []
        places = clause.own_places()
        listed = sum(place is not None for place in places) > 1
        for number, quantity in enumerate(quantities):
            if quantity.kind == "date" or quantity.subject or quantity.measure:
                yield quantity
                continue
            own = places[number]
            subject = (
                (own if listed else None)
                or clause.bracketed(number)
                or clause.actor_of(number, actors)
                or before
                or run_in
                or own
                or title
            )
            yield dataclasses.replace(quantity, subject=subject, measure=measures[number])

    def _label(self, bounds: tuple[int, int]) -> str | None:
        """The label of a field that a sentence is, if it names a measure: "Wind Speed: 8 knots".

        A single word may as well be whose figure it is: "Oslo: 12 t".
        """
        start, end = bounds
        if self._text[max(0, start - 1) : start] not in ("", "\n"):
            return None
        field = split_field(self._text[start:end].strip())
        if field is None or not self._text[start:end].endswith(("\n", field[1])):
            return None
        words = field[0].split()
        is_name = self._names.is_name(words[0]) and not any(map(self._names.is_common, words))
        if len(words) < _MIN_LABEL_WORDS or is_name:
            return None
        return field[0].lower()

    def _labelled(
        self, label: str, measures: Sequence[str | None], quantities: Sequence[Quantity]
    ) -> Iterator[str | None]:
        """The measures of a field's figures: its label, with what stands in brackets behind each.

        "Flight Time: 28 hours (all aircraft), 24 hours (this model)".
        """
        for quantity, measure in zip(quantities, measures, strict=True):
            aside = _ASIDE.match(self._text, quantity.span.end)
            if measure not in (None, label) or quantity.kind == "date":
                yield measure
            else:
                yield f"{label} ({aside[1].lower()})" if aside else label

    def _before(self, index: int) -> str | None:
        """The subject of the sentence before, if it stands in the same paragraph."""
        if index == 0:
            return None
        if self._last_subject[0] == index - 1:
            known = self._last_subject[1]
        else:
            known = None
            start, end = self.sentences.bounds(index - 1)
            clause = Clause(self._text, start, min(end, start + _REACH), [], self._names)
            actors = clause.actors(is_start=True)
            known = actors[0].name if actors else None
        start = self.sentences.bounds(index)[0]
        return None if "\n" in self._text[max(0, start - 2) : start] else known

    def _titles(self, offset: int) -> list[tuple[str, bool]]:
        """The names in the titles over an offset, the innermost first."""
        at = bisect.bisect_right(self._section_starts, offset) - 1
        if at < 0:
            return []
        named = ((self._name_of(title), is_in) for title, is_in in self._sections[at].titles)
        return [(name, is_in) for name, is_in in named if name is not None]

    def _name_of(self, title: str) -> str | None:
        """The title if it names someone or some place, without its number."""
        words = _TITLE_NUMBER.sub("", title).split()
        while words and words[0].lower() in ("the", "overview", "of", "in", "case", "study:"):
            words = words[1:]
        if not words or len(words) > 6:
            return None
        head = words[0].rstrip(",:").removesuffix("'s").removesuffix("’s")
        first = head.split("-")[0]
        if self._names.is_name(first) or (head.isupper() and len(head) > 1 and head.isalpha()):
            return " ".join(words)
        return None


def section_heads(
    spans: Iterable[tuple[int, int, str, bool]],
) -> tuple[SectionHead, ...]:
    """The titles in force over each stretch of a text.

    Args:
        spans: start, end, title and whether it is a run-in head of each section, parents before
            children.
    """
    open_sections: list[tuple[int, str, bool]] = []
    heads: list[SectionHead] = []

    def note(start: int) -> None:
        titles = tuple((title, is_run_in) for _, title, is_run_in in reversed(open_sections))
        if heads and heads[-1].start == start:
            heads.pop()
        heads.append(SectionHead(start, titles))

    for start, end, title, is_run_in in spans:
        while open_sections and open_sections[-1][0] <= start:
            note(open_sections.pop()[0])
        open_sections.append((end, title, is_run_in))
        note(start)
    while open_sections:
        note(open_sections.pop()[0])
    return tuple(heads)
