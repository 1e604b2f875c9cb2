"""A direction that a claim's own two values don't have: "increased to 53%, compared to 54%".

Where a claim gives the value before and the value after, its rise or fall is arithmetic. A source
may confirm both values, in a table say, without any word that could contradict the claim's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briqa.claims.wording import directions
from briqa.quantities import Quantity
from briqa.spans import Span

# Between the word and the value after: "increased slightly to about 53%".
_TO: Final = re.compile(r"(?:\s+[a-z]+ly)?\s+to(?:\s+[a-z]+){0,2}\s*[$€£¥]?$")
# Between the value after and that before.
_BEFORE: Final = re.compile(
    r"\b(?:from|compared (?:to|with)|in comparison (?:to|with)|versus|vs\.?|against)"
    r"(?:\s+[a-z]+){0,2}\s*[$€£¥]?$"
)
_FROM: Final = re.compile(r"(?:\s+[a-z]+ly)?\s+from(?:\s+[a-z]+){0,2}\s*[$€£¥]?$")
_END_OF_CLAUSE: Final = re.compile(r"[;:]|\.\s")
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class WrongDirection:
    """A word of a rise or fall, and the two values that tell the opposite.

    Attributes:
        word: its place.
        after: the value that it leads to.
        before: the value that it starts from.
    """

    word: Span
    after: Quantity
    before: Quantity


def wrong_directions(text: str, figures: Sequence[Quantity]) -> Iterator[WrongDirection]:
    """The words of a rise or fall whose own values rise or fall the other way.

    Args:
        text: the claim.
        figures: its amounts, in order.
    """
    for word, is_rise in directions(text):
        behind = [figure for figure in figures if figure.span.start >= word.end][:2]
        if len(behind) < 2:
            continue
        first, second = behind
        leads, between = text[word.end : first.span.start], text[first.span.end : second.span.start]
        if _END_OF_CLAUSE.search(between) or not _are_comparable(first, second):
            continue
        if _TO.fullmatch(leads) and _BEFORE.search(between):
            after, before = first, second
        elif _FROM.fullmatch(leads) and re.search(r"\bto(?:\s+[a-z]+){0,2}\s*[$€£¥]?$", between):
            after, before = second, first
        else:
            continue
        if _is_earlier(after, before):
            continue
        if after.value != before.value and (after.value > before.value) != is_rise:
            yield WrongDirection(word, after, before)


def _are_comparable(one: Quantity, other: Quantity) -> bool:
    return (
        (one.kind, one.unit) == (other.kind, other.unit)
        and min(one.value, other.value) >= 0
        and one.bound is other.bound is None
        and one.value == one.value_low == one.value_high
        and other.value == other.value_low == other.value_high
    )


def _is_earlier(after: Quantity, before: Quantity) -> bool:
    """Whether the value to which a word leads is that of an earlier year."""
    year, other = (_YEAR.search(each.period or "") for each in (after, before))
    return year is not None and other is not None and year[0] < other[0]
