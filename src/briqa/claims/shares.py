"""Whether a sentence bears out that most, or all, of something is so."""

import re
from collections.abc import Iterator
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.claims.assertion_findings import AssertionFinding, Beside
from briqa.claims.assertions import Assertion
from briqa.claims.places import place_in
from briqa.claims.result import AtomStatus
from briqa.spans import Span

_I: Final = re.IGNORECASE
_MOSTLY: Final = re.compile(
    r"\b(?:most(?:ly)?|majority|mainly|chiefly|largely|predominantly|primarily|principally|bulk|"
    r"more than half|over half|nearly all|almost all|all)\b",
    _I,
)
_ALL: Final = re.compile(
    r"\b(?:all|every|each|nothing but|exclusively|solely|entirely|wholly|without exception)\b", _I
)
_PART: Final = re.compile(
    r"\b(?:of which|of whom|of these|of those|of them|among them|including|\()\W*$", _I
)
# "5% of the nurses" is a part; "a bonus of 5%" isn't.
_OF: Final = re.compile(r"[\s%]*of\b", _I)


def match_majority(assertion: Assertion, beside: Beside) -> AssertionFinding:
    """Whether a sentence says "most", or has a share of more than half with the claim's words.

    Args:
        assertion: the claim's.
        beside: the claim beside the sentence.
    """
    said = _MOSTLY.search(beside.candidate.reading)
    if said is not None:
        return AssertionFinding(assertion, AtomStatus.CONFIRMED, Span(said.start(), said.end()))
    best, found = 0.0, AssertionFinding(assertion, AtomStatus.NOT_FOUND)
    for share, place in _shares(beside.candidate):
        borne = beside.borne(assertion, place)
        if borne > best:
            status = AtomStatus.CONFIRMED if share > 0.5 else AtomStatus.CONTRADICTED
            best, found = borne, AssertionFinding(assertion, status, place)
    return found


def _shares(candidate: Candidate) -> Iterator[tuple[float, Span]]:
    """The shares that a sentence gives or that a part and the largest of its kind make."""
    wholes: dict[tuple[str, str | None], float] = {}
    for each in candidate.quantities:
        if each.kind in ("count", "money", "measure"):
            key = each.kind, each.unit
            wholes[key] = max(wholes.get(key, 0.0), each.value)
    for each in candidate.quantities:
        place = place_in(candidate, each)
        whole = wholes.get((each.kind, each.unit), 0.0)
        if place is None:
            continue
        if each.kind == "percent" and each.direction is None:
            yield each.value / 100, place
        elif each.kind == "ratio" and 0 < each.value <= 1 and each.direction is None:
            yield each.value, place
        elif 0 < each.value < whole:
            yield each.value / whole, place


def match_whole(assertion: Assertion, beside: Beside) -> AssertionFinding:
    """Contradicted where a sentence tells a part of what the claim says of all.

    Args:
        assertion: the claim's.
        beside: the claim beside the sentence.
    """
    candidate = beside.candidate
    said = _ALL.search(candidate.reading)
    if said is not None:
        return AssertionFinding(assertion, AtomStatus.CONFIRMED, Span(said.start(), said.end()))
    for each in candidate.quantities:
        place = place_in(candidate, each)
        if place is None:
            continue
        is_part = each.kind == "count" and _PART.search(candidate.reading[: place.start])
        is_share = (
            each.kind == "percent"
            and each.direction is None
            and 0 < each.value < 100
            and _OF.match(candidate.reading, place.end)
        )
        if is_part or (is_share and beside.borne(assertion, place) > 0):
            return AssertionFinding(assertion, AtomStatus.CONTRADICTED, place)
    return AssertionFinding(assertion, AtomStatus.NOT_FOUND)
