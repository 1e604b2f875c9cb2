"""Whether a sentence gives the rank that a claim asserts, in figures or in words.

The one thing to know: a claim of the first rank is contradicted by any other ("2nd nationally"),
and one of being behind others by the first.
"""

import re
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.claims.assertion_findings import AssertionFinding, Beside
from briqa.claims.assertions import BEHIND_OTHERS, NTH, Assertion
from briqa.claims.places import place_in
from briqa.claims.result import AtomStatus
from briqa.claims.superlatives import BOTTOM, TOP
from briqa.spans import Span

_I: Final = re.IGNORECASE
_TOP: Final = re.compile(
    rf"\b(?:{TOP}|most (?:in|of all|nation|world|country|province)\w*|the most|"
    r"1st|ranks? first|ranked first|in first place|first place|leads?|led|tops|topped|"
    r"leader|more [^.;]*?than any|unmatched|unrivall?ed|first in|first among|first of all)\b",
    _I,
)
_BOTTOM: Final = re.compile(
    rf"\b(?:{BOTTOM}|the least|"
    r"(?:fewer|less|lower|smaller) [^.;]*?than any|last place|ranks? last)\b",
    _I,
)
# "The second largest" isn't the largest.
_RANKED: Final = re.compile(
    r"(?:\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|\d(?:st|nd|rd|th))"
    r"[- ](?:the )?$",
    _I,
)
_RANK_WORD: Final = re.compile(
    rf"\b(?P<word>{'|'.join(NTH)}|(?P<digits>[2-9]|[1-9]\d)(?:st|nd|rd|th))\b(?="
    r"[- ](?:largest|biggest|highest|most|busiest|longest|greatest|best|place|in the|nation|among|"
    r"of all|(?:[\w-]+ ){1,3}in the (?:world|country|nation))|[),.;]|$| and\b)"
    r"|\brank(?:s|ed|ing)? (?P<behind>second|third|fourth|fifth|\d+)",
    _I,
)


def match_rank(assertion: Assertion, beside: Beside) -> AssertionFinding:
    """What a sentence says of a rank; nothing if it has no word of the claim but names.

    Args:
        assertion: the claim's.
        beside: the claim beside the sentence.
    """
    candidate, topic = beside.candidate, beside.topic
    if not topic.share(frozenset(candidate.bearing.own) - topic.names) > 0:
        return AssertionFinding(assertion, AtomStatus.NOT_FOUND)
    ranks = _ranks(candidate)
    for rank, place in ranks:
        is_behind = assertion.rank == BEHIND_OTHERS and rank != 1
        if rank == assertion.rank or is_behind:
            return AssertionFinding(assertion, AtomStatus.CONFIRMED, place)
    if ranks:
        return AssertionFinding(assertion, AtomStatus.CONTRADICTED, ranks[0][1])
    return AssertionFinding(assertion, AtomStatus.NOT_FOUND)


def _ranks(candidate: Candidate) -> list[tuple[int, Span]]:
    """The ranks that a sentence gives, -1 for the last, with their places in its reading."""
    reading = candidate.reading
    ranks = [
        (int(each.value), place)
        for each in candidate.quantities
        if each.kind == "ordinal" and (place := place_in(candidate, each)) is not None
    ]
    for match in _RANK_WORD.finditer(reading):
        word = match["digits"] or match["behind"] or match["word"]
        rank = NTH.get(word.lower()) or int(word)
        ranks.append((rank, Span(match.start(), match.end())))
    for pattern, rank in ((_TOP, 1), (_BOTTOM, -1)):
        ranks += [
            (rank, Span(match.start(), match.end()))
            for match in pattern.finditer(reading)
            if not _RANKED.search(reading, 0, match.start())
        ]
    return ranks
