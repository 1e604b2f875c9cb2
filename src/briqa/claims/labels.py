"""The numbers of a claim that count nothing: identifiers, clock times, days, quarters, labels.

The one thing to know: they are names made of digits, so they compare exactly, never by size or
rounding. "ASU 2016-02" isn't "ASU 2016-13", and "6:55 PM" isn't "5:55 PM".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.claims.result import AtomStatus
from briqa.quantities import Quantity, find_non_quantities
from briqa.quantities.units import CURRENCY_CODES
from briqa.spans import Span

# The sentences before one, as far as it may take its time from them.
_BEFORE: Final = 2
_KEPT_TEXTS: Final = 4096
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY: Final = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w.,]*\d)"
_CLOCK: Final = re.compile(
    r"(?<![\w.,:])(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?"
    r"(?P<half>[ap])\.?m\b|(?<![\w.,:])(?P<hour24>[0-2]?\d):(?P<minute24>[0-5]\d)(?![\d:])",
    re.IGNORECASE,
)
_CALENDAR_DAY: Final = re.compile(
    rf"\b{_MONTH.format('month')} (?:the )?{_DAY.format('day')}"
    rf"|(?<![\w.,]){_DAY.format('day_first')} (?:of )?{_MONTH.format('month_behind')}\b"
)
# Quarters that no year has are read too, so that "the fifth quarter" is found to stand nowhere.
_ORDINALS: Final = {
    word: str(number)
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth".split(), start=1
    )
}
_QUARTER: Final = re.compile(
    r"\bQ(?P<behind>[1-9])(?!\d)|\b(?P<before>[1-9])Q(?![A-Za-z])"
    rf"|\b(?P<word>{'|'.join(_ORDINALS)}|[1-9](?=(?:st|nd|rd|th)\b))(?:st|nd|rd|th)?[- ]quarter",
    re.IGNORECASE,
)
# Letters and digits in one word, or digits in two groups behind a capital abbreviation.
_IDENTIFIER: Final = re.compile(
    r"(?<![\w$€£¥/.,-])(?P<letters>[A-Z][A-Za-z]*)[-–]?(?P<digits>\d+[A-Za-z]?(?:[-–/.]\w+)*)"
    r"|(?<![\w.,$€£¥-])(?P<head>[A-Z]{2,})[ ](?P<groups>\d{1,4}[-–]\d{1,4})(?![\w%]|[.,]\d)"
)
_NOT_LETTERS: Final = CURRENCY_CODES | {"Q", "H", "FY", "CY", "US", "A", "RMB", "AD", "CE"}
_WORD_BEFORE: Final = re.compile(r"(?P<word>[^\W\d_]+\.?)[ \u00a0]?$")


@dataclass(frozen=True, slots=True)
class Label:
    """Digits that name something.

    Attributes:
        key: what is named so: labels of one key stand in each other's place.
        value: which of them.
        span: its place in the text.
    """

    key: str
    value: str
    span: Span

    def is_same(self, other: "Label") -> bool:
        """Whether both name the same thing; a clock time without "am" or "pm" fits either."""
        if self.key != other.key:
            return False
        if self.key == _CLOCK_KEY:
            (ours, half), (theirs, other_half) = self.value.split(), other.value.split()
            return ours == theirs and (half == other_half or _EITHER in (half, other_half))
        return self.value == other.value

    def holds(self, quantity: Quantity, place: Span) -> bool:
        """Whether a figure is part of the label.

        A year is only if more digits follow ("QX 2029-03"), or if it fills an identifier behind
        an abbreviation ("QX 2029-31").

        Args:
            quantity: a figure of the same text.
            place: where it stands there.
        """
        return (
            self.key != QUARTER_KEY
            and self.span.covers(place)
            and (
                quantity.kind != "date"
                or place.end < self.span.end
                or (self.span.start < place.start and "-" in self.value)
            )
        )


_CLOCK_KEY: Final = "clock"
_DAY_KEY: Final = "day"
QUARTER_KEY: Final = "quarter"
_EITHER: Final = "either"


@dataclass(frozen=True, slots=True)
class LabelFinding:
    """A label of a claim, and what the source has of it.

    Attributes:
        label: the claim's.
        status: what the source says of it.
        found: where it, or the one in its place, stands in the reading of the sentence; None where
            it stands elsewhere or not at all.
        rival: the label in its place, as written; None without one.
        beside: the further sentence that has it, where the first lacks it.
    """

    label: Label
    status: AtomStatus
    found: Span | None = None
    rival: str | None = None
    beside: Candidate | None = None


@lru_cache(maxsize=_KEPT_TEXTS)
def read_labels(text: str) -> tuple[Label, ...]:
    """The labels of a text, in order; where two readings overlap, the longer one.

    >>> [(label.key, label.value) for label in read_labels("It adopted ASU 2016-02 in Q3.")]
    [('asu', '2016-02'), ('quarter', '3')]
    """
    found = sorted(
        (*_clocks(text), *_days(text), *_quarters(text), *_identifiers(text), *_numbered(text)),
        key=lambda label: (label.span.start, -label.span.end),
    )
    apart: list[Label] = []
    for label in found:
        if not apart or not apart[-1].span.overlaps(label.span):
            apart.append(label)
    return tuple(apart)


def match_labels(labels: Sequence[Label], candidate: Candidate) -> tuple[LabelFinding, ...]:
    """Each label of a claim beside those of a sentence, its headings and the sentences before.

    Args:
        labels: the claim's.
        candidate: the sentence.
    """
    if not labels:
        return ()
    own = read_labels(candidate.reading)
    around = read_labels(_around(candidate))
    return tuple(_match(label, labels, own, around, candidate) for label in labels)


def has_label(text: str, label: Label) -> bool:
    """Whether a label stands anywhere in a text."""
    return any(label.is_same(other) for other in read_labels(text))


def _match(
    label: Label,
    labels: Sequence[Label],
    own: Sequence[Label],
    around: Sequence[Label],
    candidate: Candidate,
) -> LabelFinding:
    for other in own:
        if label.is_same(other):
            return LabelFinding(label, AtomStatus.CONFIRMED, other.span)
    # What the claim says itself of another place isn't in this one's.
    rivals = [
        other
        for other in own
        if other.key == label.key and not any(each.is_same(other) for each in labels)
    ]
    if rivals:
        at = rivals[0].span
        return LabelFinding(
            label, AtomStatus.CONTRADICTED, at, candidate.reading[at.start : at.end]
        )
    if any(label.is_same(other) for other in around):
        return LabelFinding(label, AtomStatus.CONFIRMED)
    return LabelFinding(label, AtomStatus.NOT_FOUND)


def _around(candidate: Candidate) -> str:
    """The headings over a sentence and the sentences right before it in its passage."""
    document = candidate.document
    first, _ = document.passages[candidate.hit.ordinal].passage.sentences
    at = first + candidate.position
    before = document.sentences[max(first, at - _BEFORE) : at]
    path = document.outline.path(candidate.sentence.sentence.section)
    return "\n".join(
        (
            *(node.label for node in path),
            *(document.view.read(each.sentence.span) for each in before),
        )
    )


def _clocks(text: str) -> Iterator[Label]:
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"] or match["hour24"])
        minute = match["minute"] or match["minute24"] or "00"
        half = f"{match['half'].lower()}m" if match["half"] else _EITHER
        if hour > 12:
            half = "pm"
        yield Label(_CLOCK_KEY, f"{hour % 12}:{minute} {half}", Span(*match.span()))


def _days(text: str) -> Iterator[Label]:
    for match in _CALENDAR_DAY.finditer(text):
        month = (match["month"] or match["month_behind"])[:3].lower()
        day = int(match["day"] or match["day_first"])
        yield Label(_DAY_KEY, f"{_MONTHS.index(month) + 1}-{day}", Span(*match.span()))


_MONTH_NAMED: Final = re.compile(rf"\b{_MONTH.format('month')}(?![a-z])")


def undated_days(text: str) -> list[list[int]]:
    """The months that a text names, each with the day if it has one: [[8, 17], [9]]."""
    days = [[*map(int, label.value.split("-"))] for label in _days(text)]
    months = [
        [_MONTHS.index(found["month"][:3].lower()) + 1] for found in _MONTH_NAMED.finditer(text)
    ]
    return days + months


def _quarters(text: str) -> Iterator[Label]:
    for match in _QUARTER.finditer(text):
        written = (match["behind"] or match["before"] or match["word"]).lower()
        yield Label(QUARTER_KEY, _ORDINALS.get(written, written), Span(*match.span()))


def _identifiers(text: str) -> Iterator[Label]:
    for match in _IDENTIFIER.finditer(text):
        letters = match["letters"] or match["head"]
        if letters not in _NOT_LETTERS:
            digits = (match["digits"] or match["groups"]).replace("–", "-")
            yield Label(letters.lower(), digits.lower(), Span(*match.span()))


def _numbered(text: str) -> Iterator[Label]:
    """Numbers behind the word that they number: "Tier 2", "Flight 370"."""
    for each in find_non_quantities(text):
        word = _WORD_BEFORE.search(text, 0, each.span.start)
        if each.reason in ("label", "name") and word and text[each.span.start].isdigit():
            yield Label(
                word["word"].strip(".").lower().removesuffix("s"),
                text[each.span.start : each.span.end].lower(),
                Span(word.start(), each.span.end),
            )
