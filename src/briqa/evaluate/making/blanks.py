"""What can be left out of a sentence: a figure, a date or a name that stands there plainly.

The one thing to know: a blank is filled by exactly what stood there, so nothing may touch it,
repeat it elsewhere in the sentence or give it away in brackets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from briqa.evaluate.making.names import Range
from briqa.evaluate.making.standalone import Standalone
from briqa.evaluate.making.statements import YEAR, Statement, Statements, place_in
from briqa.evaluate.making.whole_names import is_role, is_whole_name
from briqa.quantities import Quantity
from briqa.store import StoredDocument

BlankKind = Literal["figure", "date", "name"]

FIGURE_KINDS: Final = frozenset(("count", "money", "percent", "measure", "duration"))
_NUMBER: Final = re.compile(
    r"[^\w\s]{0,2}\d[\d.,]*(?<![.,])\+?(?:\s(?:hundred|thousand|million|billion|trillion))?"
)
_BEFORE_DATE: Final = re.compile(r"\b(?:in|on|since|until|during|by|from)\s$", re.IGNORECASE)
_SHORTEST_NAME: Final = 4
# What is counted stands behind: "___ ports", "___ Rhodes scholars", no "___ Mill Lane".
_COUNTED: Final = re.compile(r"\s[\"“]?(?:[a-z]|[\w-]+s\b)")
_NAMED_NUMBER: Final = re.compile(r"[^.:\s]\s+[\w'’-]*[A-Z][\w'’-]*\s$")
_COMPOUND: Final = re.compile(r"\d-[^\W\d]")
_RESTATED: Final = re.compile(r"\s?\([^)]*\d")


@dataclass(frozen=True, slots=True)
class Blank:
    """What may be left out: its range in the sentence, and the figure or date that it is."""

    kind: BlankKind
    range: Range
    quantity: Quantity | None = None


def blanks(sentence: Standalone, stored: StoredDocument, corpus: Statements) -> Iterator[Blank]:
    """What can be left out of a sentence, by kind and place."""
    for quantity in sentence.statement.quantities:
        whole = place_in(sentence.statement, quantity.span, stored)
        if whole is None or whole[0] < sentence.offset:
            continue
        place = whole[0] - sentence.offset, whole[1] - sentence.offset
        if quantity.kind in FIGURE_KINDS and _is_only_one(quantity, sentence.statement):
            place = _without_noun(sentence.text, place, quantity)
            if _is_plain_figure(sentence.text, place, quantity):
                yield Blank("figure", place, quantity)
        elif quantity.kind == "date" and _is_plain_date(sentence.text, place):
            yield Blank("date", place, quantity)
    for place in corpus.names.find(sentence.text):
        if _is_plain_name(sentence.text, place, corpus):
            yield Blank("name", place)


def _is_only_one(quantity: Quantity, statement: Statement) -> bool:
    return [other.value for other in statement.quantities].count(quantity.value) == 1


def _without_noun(text: str, place: Range, quantity: Quantity) -> Range:
    """The number of a count alone: "___ ports" says what is counted."""
    start, end = place
    number = _NUMBER.match(text, start, end) if quantity.kind == "count" else None
    return (start, number.end()) if number else place


def _is_plain_figure(text: str, place: Range, quantity: Quantity) -> bool:
    start, end = place
    shown = text[start:end]
    number = _NUMBER.match(shown)
    if quantity.kind == "count" and not (quantity.unit and _COUNTED.match(text, end)):
        return False
    if quantity.is_range or quantity.series is not None or number is None:
        return False
    # "5 of the 5", and what looks like a year.
    if text.count(number.group()) > 1 or YEAR.fullmatch(shown) or _COMPOUND.search(shown):
        return False
    return (
        not _is_in_brackets(text, start)
        and not text[:start].endswith(tuple("-/–—.,#$€£"))
        and not text[end : end + 1].startswith(tuple("-/–—"))
        and _NAMED_NUMBER.search(text[:start]) is None
        and _RESTATED.match(text, end) is None
        and not text[:start][-1:].isalnum()
        and not text[end : end + 1].isalnum()
    )


def _is_plain_date(text: str, place: Range) -> bool:
    start, end = place
    return (
        len(YEAR.findall(text)) == 1
        and YEAR.search(text[start:end]) is not None
        and _BEFORE_DATE.search(text[:start]) is not None
        and not text[end : end + 1].startswith(tuple("-/–—s'’"))
        and not _is_in_brackets(text, start)
    )


def _is_plain_name(text: str, place: Range, corpus: Statements) -> bool:
    start, end = place
    name = text[start:end]
    rest = corpus.stem_set(text[:start] + " " + text[end:])
    return (
        len(name) >= _SHORTEST_NAME
        # "The Convention", "the Group": known by what was said before.
        and (" " in name or not text[:start].lower().endswith("the "))
        and not is_role(name)
        and not corpus.stem_set(name) & rest
        and is_whole_name(text, place)
        and not _is_in_brackets(text, start)
    )


def _is_in_brackets(text: str, offset: int) -> bool:
    return text.count("(", 0, offset) > text.count(")", 0, offset)
