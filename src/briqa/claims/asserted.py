"""What a claim asserts in words, beside a sentence: its changes, ranks and comparisons.

The one thing to know: a sentence may say the same in other ways, so that words, signed figures and
the order of two values all count ("up 17.7%", "1,800 in 2021 and 1,973 in 2022", "17th place").
Where a sentence has both a rise and a fall, the one in the clause with the claim's words counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.answer.features import Topic
from briqa.claims.assertions import BEHIND_OTHERS, Assertion, AssertionKind, is_in_time
from briqa.claims.binding import BoundClause, clause_at
from briqa.claims.places import place_in
from briqa.claims.result import AtomStatus
from briqa.claims.wording import comparatives, directions
from briqa.quantities import Quantity
from briqa.quantities.periods import read_period
from briqa.spans import Span

_I: Final = re.IGNORECASE
_TOP: Final = re.compile(
    r"\b(?:most (?:in|of all|nation|world|country|province)\w*|the most|largest|biggest|greatest|"
    r"highest|longest|fastest|busiest|richest|strongest|widest|best|foremost|number one|no\. ?1|"
    r"1st|ranks? first|ranked first|in first place|first place|leads?|led|tops|topped|leading|"
    r"leader|more [^.;]*?than any|unmatched|unrivall?ed|first in|first among|first of all)\b",
    _I,
)
_BOTTOM: Final = re.compile(
    r"\b(?:fewest|smallest|lowest|shortest|slowest|weakest|poorest|worst|the least|"
    r"(?:fewer|less|lower|smaller) [^.;]*?than any|last place|ranks? last)\b",
    _I,
)
# "The second largest" isn't the largest.
_RANKED: Final = re.compile(
    r"(?:\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|\d(?:st|nd|rd|th))"
    r"[- ](?:the )?$",
    _I,
)
_ORDINAL_WORDS: Final = {
    word: rank
    for rank, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2
    )
}
_RANK_WORD: Final = re.compile(
    rf"\b(?P<word>{'|'.join(_ORDINAL_WORDS)}|(?P<digits>[2-9]|[1-9]\d)(?:st|nd|rd|th))\b(?="
    r"[- ](?:largest|biggest|highest|most|busiest|longest|greatest|best|place|in the|nation|among|"
    r"of all|(?:[\w-]+ ){1,3}in the (?:world|country|nation))|[),.;]|$| and\b)|\brank(?:s|ed|ing)? (?P<behind>second|third|fourth|fifth|\d+)",
    _I,
)
# "80% fewer" tells of a change, "fewer than Tarn" doesn't.
_BY_SHARE: Final = re.compile(
    r"(?:%|percent|per cent|\b(?:become|becomes|became|becoming|get|gets|got|getting|grown|grew)"
    r"(?: \w+ly| much| far| ever)?) $",
    _I,
)
# A sentence that goes on from the one before.
_GOES_ON: Final = re.compile(
    r"^(?:this|that|these|those|it|they|which|the (?:rise|fall|figure))\b", _I
)
_MOSTLY: Final = re.compile(
    r"\b(?:most(?:ly)?|majority|mainly|chiefly|largely|predominantly|primarily|principally|bulk|"
    r"more than half|over half|nearly all|almost all|all)\b",
    _I,
)
_EQUAL: Final = re.compile(
    r"\b(?:as (?:many|much|large|big|high|long|fast|often|old|far|strong)\b|same|equal(?:s|led|ly)?|"
    r"likewise)\b",
    _I,
)
_PART: Final = re.compile(
    r"\b(?:of which|of whom|of these|of those|of them|among them|including|\()\W*$", _I
)
# Whoever says "halved" means a share within these.
_HALF: Final = (45.0, 55.0)
# A clause says so much more of the claim's matter than another, to be the one that counts.
_CLEARER: Final = 0.05


@dataclass(frozen=True, slots=True)
class AssertionFinding:
    """An assertion of a claim, and what the source has of it.

    Attributes:
        assertion: the claim's.
        status: what the sentence says of it.
        found: where it says so, in its reading; None where that is further on or nowhere.
    """

    assertion: Assertion
    status: AtomStatus
    found: Span | None = None


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of a rise or a fall in a sentence."""

    is_up: bool
    span: Span


def match_assertions(
    assertions: Sequence[Assertion],
    candidate: Candidate,
    topic: Topic,
    claim: Sequence[BoundClause],
    source: Sequence[BoundClause],
    opposite: bool | None,
) -> tuple[AssertionFinding, ...]:
    """Each assertion of a claim beside a sentence.

    Args:
        assertions: the claim's.
        candidate: the sentence.
        topic: the claim's topic.
        claim: the clauses of the claim.
        source: those of the sentence.
        opposite: whether both compare the same sides the opposite way round; None if they don't
            compare the same sides.
    """
    found = []
    for each in assertions:
        if each.kind is AssertionKind.CHANGE:
            found.append(_change(each, candidate, topic, claim, source))
        elif each.kind is AssertionKind.RANK:
            found.append(_rank(each, candidate))
        elif each.kind is AssertionKind.COMPARISON:
            found.append(_comparison(each, candidate, opposite))
        elif each.kind is AssertionKind.EQUALITY:
            found.append(_by_word(each, candidate, _EQUAL))
        elif each.kind is AssertionKind.MAJORITY:
            found.append(_majority(each, candidate, topic, claim, source))
        else:
            found.append(_whole(each, candidate, topic, claim, source))
    return tuple(found)


# -- changes --------------------------------------------------------------------------------------


def _change(
    assertion: Assertion,
    candidate: Candidate,
    topic: Topic,
    claim: Sequence[BoundClause],
    source: Sequence[BoundClause],
) -> AssertionFinding:
    signs = list(_signs(candidate))
    sides = {sign.is_up for sign in signs}
    if len(sides) == 2:
        signs = _nearest(signs, assertion, topic, claim, source)
        sides = {sign.is_up for sign in signs}
    if len(sides) == 2:
        same = next(sign for sign in signs if sign.is_up == assertion.is_up)
        return AssertionFinding(assertion, AtomStatus.CONFIRMED, same.span)
    if signs:
        agrees = signs[0].is_up == assertion.is_up and (
            not assertion.is_halving or _is_by_half(candidate, signs, source)
        )
        status = AtomStatus.CONFIRMED if agrees else AtomStatus.CONTRADICTED
        return AssertionFinding(assertion, status, signs[0].span)
    further = _change_further_on(candidate)
    if further is not None:
        agrees = further == assertion.is_up
        return AssertionFinding(
            assertion, AtomStatus.CONFIRMED if agrees else AtomStatus.CONTRADICTED
        )
    return AssertionFinding(assertion, AtomStatus.NOT_FOUND)


def _is_by_half(
    candidate: Candidate, signs: Sequence[_Sign], source: Sequence[BoundClause]
) -> bool:
    """Whether no share but a half stands in the clauses of some signs."""
    spans = [clause.span for sign in signs if (clause := clause_at(source, sign.span.start))]
    shares = [
        each.value
        for each in candidate.quantities
        if each.kind == "percent"
        and (place := place_in(candidate, each)) is not None
        and any(span.covers(place) for span in spans)
    ]
    return not shares or any(_HALF[0] <= share <= _HALF[1] for share in shares)


def _signs(candidate: Candidate) -> Iterator[_Sign]:
    """The signs of a rise or a fall in a sentence: words, comparatives, values of two times."""
    reading = candidate.reading
    for span, is_up in directions(reading):
        yield _Sign(is_up, span)
    for span, is_up in comparatives(reading):
        if _BY_SHARE.search(reading[: span.start]) or is_in_time(reading, span):
            yield _Sign(is_up, span)
    for rise, later in _series(candidate.quantities):
        place = place_in(candidate, later)
        if place is not None:
            yield _Sign(rise, place)


def _series(quantities: Sequence[Quantity]) -> Iterator[tuple[bool, Quantity]]:
    """Two values of one thing at two times: whether it rose, and the later one."""
    for earlier, later in permutations(quantities, 2):
        if (
            earlier.kind == later.kind != "date"
            and earlier.unit == later.unit
            and earlier.subject == later.subject
            and earlier.kind not in ("percent", "ratio", "ordinal")
            and earlier.value != later.value
            and earlier.direction is later.direction is None
            and _is_before(earlier.period, later.period)
        ):
            yield later.value > earlier.value, later


def _is_before(one: str | None, other: str | None) -> bool:
    """Whether one year stands before another; stretches of years don't compare."""
    if one is None or other is None or "/" in one or "/" in other:
        return False
    ours, theirs = read_period(one), read_period(other)
    return ours is not None and theirs is not None and not ours.overlaps(theirs) and one < other


def _nearest(
    signs: Sequence[_Sign],
    assertion: Assertion,
    topic: Topic,
    claim: Sequence[BoundClause],
    source: Sequence[BoundClause],
) -> list[_Sign]:
    """The signs in the clauses that say most of what the claim's clause does."""
    about = clause_at(claim, assertion.span.start)
    wanted = about.stems | about.names if about else frozenset()
    shares = []
    for sign in signs:
        clause = clause_at(source, sign.span.start)
        shares.append(topic.share(wanted & (clause.stems | clause.names)) if clause else 0.0)
    best = max(shares)
    return [sign for sign, share in zip(signs, shares, strict=True) if share >= best - _CLEARER]


def _change_further_on(candidate: Candidate) -> bool | None:
    """The change that the next sentence tells, where that goes on from this one."""
    document = candidate.document
    first, end = document.passages[candidate.hit.ordinal].passage.sentences
    at = first + candidate.position + 1
    if at >= end:
        return None
    span = document.sentences[at].sentence.span
    reading = document.view.read(span)
    if not _GOES_ON.search(reading):
        return None
    sides = {is_up for _, is_up in directions(reading)}
    return sides.pop() if len(sides) == 1 else None


# -- ranks ----------------------------------------------------------------------------------------


def _rank(assertion: Assertion, candidate: Candidate) -> AssertionFinding:
    reading = candidate.reading
    ranks = [
        (int(each.value), place)
        for each in candidate.quantities
        if each.kind == "ordinal" and (place := place_in(candidate, each)) is not None
    ]
    for match in _RANK_WORD.finditer(reading):
        word = match["digits"] or match["behind"] or match["word"]
        rank = _ORDINAL_WORDS.get(word.lower()) or (int(word) if word.isdigit() else 0)
        ranks.append((rank, Span(match.start(), match.end())))
    for pattern, rank in ((_TOP, 1), (_BOTTOM, -1)):
        ranks += [
            (rank, Span(match.start(), match.end()))
            for match in pattern.finditer(reading)
            if not _RANKED.search(reading, 0, match.start())
        ]
    for rank, place in ranks:
        is_behind = assertion.rank == BEHIND_OTHERS and rank != 1
        if rank == assertion.rank or is_behind:
            return AssertionFinding(assertion, AtomStatus.CONFIRMED, place)
    if ranks:
        return AssertionFinding(assertion, AtomStatus.CONTRADICTED, ranks[0][1])
    return AssertionFinding(assertion, AtomStatus.NOT_FOUND)


# -- comparisons ----------------------------------------------------------------------------------


def _comparison(
    assertion: Assertion, candidate: Candidate, opposite: bool | None
) -> AssertionFinding:
    if opposite is not None:
        # A comparison turned round is told by the alignment itself.
        status = AtomStatus.NOT_FOUND if opposite else AtomStatus.CONFIRMED
        return AssertionFinding(assertion, status)
    words = list(comparatives(candidate.reading))
    same = [span for span, is_up in words if is_up == assertion.is_up]
    if same:
        return AssertionFinding(assertion, AtomStatus.CONFIRMED, same[0])
    return AssertionFinding(assertion, AtomStatus.NOT_FOUND)


def _by_word(
    assertion: Assertion, candidate: Candidate, pattern: re.Pattern[str]
) -> AssertionFinding:
    match = pattern.search(candidate.reading)
    if match is None:
        return AssertionFinding(assertion, AtomStatus.NOT_FOUND)
    return AssertionFinding(assertion, AtomStatus.CONFIRMED, Span(match.start(), match.end()))


# -- parts of a whole -----------------------------------------------------------------------------


def _majority(
    assertion: Assertion,
    candidate: Candidate,
    topic: Topic,
    claim: Sequence[BoundClause],
    source: Sequence[BoundClause],
) -> AssertionFinding:
    """Whether a sentence says "most", or has a share of more than half with the claim's words."""
    told = _by_word(assertion, candidate, _MOSTLY)
    if told.status is AtomStatus.CONFIRMED:
        return told
    about = clause_at(claim, assertion.span.start)
    wanted = about.stems | about.names if about else frozenset()
    best, found = 0.0, AssertionFinding(assertion, AtomStatus.NOT_FOUND)
    for share, place in _shares(candidate):
        clause = clause_at(source, place.start)
        borne = topic.share(wanted & (clause.stems | clause.own_names)) if clause else 0.0
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
        elif 0 < each.value < whole:
            yield each.value / whole, place


def _whole(
    assertion: Assertion,
    candidate: Candidate,
    topic: Topic,
    claim: Sequence[BoundClause],
    source: Sequence[BoundClause],
) -> AssertionFinding:
    """Contradicted where a sentence tells a part of what the claim says of all."""
    about = clause_at(claim, assertion.span.start)
    wanted = about.stems | about.names if about else frozenset()
    for each in candidate.quantities:
        place = place_in(candidate, each)
        if place is None:
            continue
        is_part = each.kind == "count" and _PART.search(candidate.reading[: place.start])
        is_share = each.kind == "percent" and each.direction is None and 0 < each.value < 100
        clause = clause_at(source, place.start)
        if is_part or (
            is_share and clause and topic.share(wanted & (clause.stems | clause.own_names)) > 0
        ):
            return AssertionFinding(assertion, AtomStatus.CONTRADICTED, place)
    return AssertionFinding(assertion, AtomStatus.NOT_FOUND)
