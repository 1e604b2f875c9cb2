"""What a claim asserts in words, beside a sentence: each assertion by its kind."""

import re
from collections.abc import Sequence
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.claims.assertion_findings import AssertionFinding, Beside
from briqa.claims.assertions import Assertion, AssertionKind
from briqa.claims.changes import match_change
from briqa.claims.ranks import match_rank
from briqa.claims.result import AtomStatus
from briqa.claims.shares import match_majority, match_whole
from briqa.claims.wording import comparatives
from briqa.spans import Span

_EQUAL: Final = re.compile(
    r"\b(?:as (?:many|much|large|big|high|long|fast|often|old|far|strong)\b|same|"
    r"equal(?:s|led|ly)?|likewise)\b",
    re.IGNORECASE,
)


def match_assertions(
    assertions: Sequence[Assertion], beside: Beside, *, opposite: bool | None
) -> tuple[AssertionFinding, ...]:
    """Each assertion of a claim beside a sentence.

    Args:
        assertions: the claim's.
        beside: the claim beside the sentence.
        opposite: whether both compare the same sides the opposite way round; None if they don't
            compare the same sides.
    """
    return tuple(_match(each, beside, opposite=opposite) for each in assertions)


def _match(assertion: Assertion, beside: Beside, *, opposite: bool | None) -> AssertionFinding:
    copied = _copied(assertion, beside)
    if copied is not None:
        return AssertionFinding(assertion, AtomStatus.CONFIRMED, copied)
    match assertion.kind:
        case AssertionKind.CHANGE:
            return match_change(assertion, beside)
        case AssertionKind.RANK:
            return match_rank(assertion, beside)
        case AssertionKind.COMPARISON:
            return _comparison(assertion, beside.candidate, opposite=opposite)
        case AssertionKind.EQUALITY:
            return _equality(assertion, beside.candidate)
        case AssertionKind.MAJORITY:
            return match_majority(assertion, beside)
        case AssertionKind.WHOLE:
            return match_whole(assertion, beside)


def _copied(assertion: Assertion, beside: Beside) -> Span | None:
    """Where a sentence has all words of an assertion as the claim has them, if they are several."""
    words = assertion.words.strip()
    turns = AssertionKind.CHANGE, AssertionKind.COMPARISON
    if " " not in words or assertion.kind in turns:
        return None
    at = beside.candidate.reading.lower().find(words.lower())
    return Span(at, at + len(words)) if at >= 0 else None


def _comparison(
    assertion: Assertion, candidate: Candidate, *, opposite: bool | None
) -> AssertionFinding:
    if opposite is not None:
        # A comparison turned round is told by the alignment itself.
        status = AtomStatus.NOT_FOUND if opposite else AtomStatus.CONFIRMED
        return AssertionFinding(assertion, status)
    words = comparatives(candidate.reading)
    same = next((span for span, is_up in words if is_up == assertion.is_up), None)
    if same is None:
        return AssertionFinding(assertion, AtomStatus.NOT_FOUND)
    return AssertionFinding(assertion, AtomStatus.CONFIRMED, same)


def _equality(assertion: Assertion, candidate: Candidate) -> AssertionFinding:
    said = _EQUAL.search(candidate.reading)
    if said is None:
        return AssertionFinding(assertion, AtomStatus.NOT_FOUND)
    return AssertionFinding(assertion, AtomStatus.CONFIRMED, Span(said.start(), said.end()))
