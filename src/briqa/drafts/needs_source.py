"""Which sentences of a draft need a source: named signs, asked in a fixed order, first answer wins.

The one thing to know: it errs towards checking. A figure in digits always needs a source, whatever
else the sentence is; only what plainly isn't a statement about the world is left alone, and what
no sign speaks of is taken for a statement. `bench/drafts.py` measures it on labelled sentences,
part of which wasn't looked at while the rules were written.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from briqa.drafts.reading import DraftSentence, Part
from briqa.drafts.signs import (
    ATTRIBUTION,
    COMMENT,
    DEFINITION,
    DIGITS,
    FUTURE,
    HEDGE,
    IMPERATIVE,
    NAME,
    NORM,
    OPINION,
    OWN,
    OWN_PARTS,
    PLAN,
    QUOTED,
    THIRD_PERSON,
    TRANSITION,
    UNITS_OF_TEXT,
    WORD,
)
from briqa.quantities import find_non_quantities, parse_quantities
from briqa.spans import Span

_MIN_QUOTED_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Need:
    """Whether a sentence needs a source.

    Attributes:
        needed: whether.
        sign: the name of the sign that decided.
        reason: the same for people, with the words that showed it.
    """

    needed: bool
    sign: str
    reason: str


_PARTS: Final = {
    Part.HEADING: "a heading",
    Part.TABLE: "a row of a table",
    Part.CODE: "code",
    Part.REFERENCES: "an entry of the reference list",
}


def need_of(sentence: DraftSentence) -> Need:
    """Whether a sentence of a draft needs a source."""
    if sentence.part in _PARTS:
        return Need(
            needed=False,
            sign=sentence.part.value,
            reason=f"{_PARTS[sentence.part]} isn't a statement",
        )
    if sentence.part is Part.QUOTE:
        return Need(needed=True, sign="quotation", reason="quotes somebody's words")
    return needs_source(sentence.claim.text)


def needs_source(text: str) -> Need:
    """Whether a sentence needs a source, by its words alone.

    >>> needs_source("I believe that 40 percent of the trees are planes.").reason
    'has a figure: "40 percent"'
    >>> needs_source("The next section shows how the model works.").sign
    'plan'
    """
    plain = " ".join(text.replace("’", "'").split())
    for sign in _SIGNS:
        shown = sign.shown(plain)
        if shown is not None:
            words = f': "{shown}"' if shown else ""
            return Need(sign.needed, sign.name, f"{sign.reason}{words}")
    return Need(needed=True, sign="statement", reason="states something as a fact")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign: what it decides, and the words that show it, empty if none alone does."""

    needed: bool
    name: str
    reason: str
    shown: Callable[[str], str | None]


def _checked(name: str, reason: str, shown: Callable[[str], str | None]) -> _Sign:
    return _Sign(needed=True, name=name, reason=reason, shown=shown)


def _left(name: str, reason: str, shown: Callable[[str], str | None]) -> _Sign:
    return _Sign(needed=False, name=name, reason=reason, shown=shown)


def _figure(text: str) -> str | None:
    """A figure in digits that is no label, as "Section 3" is one."""
    labels = [label.span for label in find_non_quantities(text)]
    labels += [Span(match.start(), match.end()) for match in OWN_PARTS.finditer(text)]
    figures = [found.span for found in parse_quantities(text)]
    figures += [Span(match.start(), match.end()) for match in DIGITS.finditer(text)]
    for figure in figures:
        written = text[figure.start : figure.end]
        if any(map(str.isdigit, written)) and not any(map(figure.overlaps, labels)):
            return written
    return None


def _written_figure(text: str) -> str | None:
    """A figure in words with what it counts or measures: "half of all households"."""
    for quantity in parse_quantities(text):
        if quantity.kind != "ordinal" and quantity.unit not in UNITS_OF_TEXT:
            return text[quantity.span.start : quantity.span.end]
    return None


def _quoted(text: str) -> str | None:
    for match in QUOTED.finditer(text):
        if len(match.group().split()) >= _MIN_QUOTED_WORDS:
            return match.group()
    return None


def _question(text: str) -> str | None:
    return "" if text.rstrip("\"”') ").endswith("?") else None


def _fragment(text: str) -> str | None:
    words = WORD.findall(text)
    return "" if len(words) < 3 else None


def _unless_worldly(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    """Words that say little of the world, unless a name or a figure in words stands with them."""

    def shown(text: str) -> str | None:
        found = _first(pattern, text)
        worldly = found is None or NAME.search(text) or _written_figure(text)
        return None if worldly else found

    return shown


def _searched(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: _first(pattern, text)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group().strip(" ,") if match else None


def _signs() -> Iterator[_Sign]:
    yield _checked("figure", "has a figure", _figure)
    yield _left("question", "asks a question", _question)
    yield _checked("quotation", "quotes somebody's words", _quoted)
    yield _left("future", "says what is still to be studied", _searched(FUTURE))
    yield _checked("attribution", "reports what others say", _searched(ATTRIBUTION))
    yield _checked("attribution", "reports what others say", _searched(THIRD_PERSON))
    yield _left("definition", "says how words are used here", _searched(DEFINITION))
    yield _left("plan", "tells the plan of the text", _searched(PLAN))
    yield _left("opinion", "gives an opinion", _searched(OPINION))
    yield _left("norm", "says what should be", _searched(NORM))
    yield _left("imperative", "addresses the reader", _searched(IMPERATIVE))
    yield _left("own", "tells of the author's own work", _searched(OWN))
    yield _left("transition", "leads from one point to the next", _unless_worldly(TRANSITION))
    yield _left("hedge", "only supposes something", _unless_worldly(HEDGE))
    yield _left("comment", "comments on what was said", _unless_worldly(COMMENT))
    yield _checked("figure in words", "has a figure", _written_figure)
    yield _left("fragment", "is too short to state a fact", _fragment)


_SIGNS: Final = tuple(_signs())
