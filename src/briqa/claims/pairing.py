"""Whether a claim gives two names or two figures each other's part.

The one thing to know: of two names, what is said stands nearest behind the one it is said of, so a
pair is exchanged where the claim's words stand behind one and the sentence's behind the other.
Two figures are exchanged where the words around the one are those around the other.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.claims.binding import Stems
from briqa.claims.figures import FigureFault, FigureFinding
from briqa.claims.names import NameFinding
from briqa.claims.places import place_in
from briqa.claims.result import AtomStatus
from briqa.spans import Span

_WORD: Final = re.compile(r"[^\W_]+")
# Between the items of a list; a relative clause belongs to what it stands behind.
_ITEM: Final = re.compile(
    r"[;:()\[\]—]|,(?! (?:which|who|that|where)\b)(?: and\b)?|\b(?:while|whereas|but)\b|"
    r" and (?=the [A-Z]|[A-Z]\w+ (?:on|in|to|for|at|with|by)\b|[A-Z]\w+['’]s )"
)
_CLAUSE: Final = re.compile(
    r"[;,:()—]|\b(?:while|whereas|but|and(?= (?!the )[a-z]"
    r"| [A-Z]\w+ (?:that|which|who|on|in|to|for|from|with|is|are|was|were|has|have|had)\b"
    # "Harn 70 seconds and Ostrel 55".
    r"| [A-Z]\w+ \d))\b"
)
_ARTICLES: Final = frozenset(("the", "a", "an"))
# Words of so much of the claim's weight more have to stand with the other of two.
_EXCHANGED: Final = 0.12
# So many words before a figure are of it alone.
_WORDS_BEFORE: Final = 4


def are_names_exchanged(
    claim: str,
    reading: str,
    names: Sequence[NameFinding],
    weights: Mapping[str, float],
    stems: Stems,
) -> bool:
    """Whether two names of a claim have each other's part in a sentence.

    "Zlin makes salt and Tarn glass" of "Tarn makes salt, Zlin glass".

    Args:
        claim: the claim.
        reading: the sentence.
        names: what the sentence has of the claim's names.
        weights: stem of the claim → its weight.
        stems: the stemmer.
    """
    here = [
        name
        for name in names
        if name.status is AtomStatus.CONFIRMED and name.found is not None and name.beside is None
    ]
    if len(here) < 2:
        return False
    ours, theirs = _segments(claim, stems), _segments(reading, stems)
    for one, other in combinations(here, 2):
        parts = one.name.name.stems, other.name.name.stems
        if parts[0] & parts[1] or not (
            _are_contrasted(ours, parts) and _are_contrasted(theirs, parts)
        ):
            continue
        said = _parts(ours, parts)
        source = _parts(theirs, parts)
        straight = 0.0
        crossed = [0.0, 0.0]
        for stem in said.keys() & source.keys():
            if len(said[stem]) == len(source[stem]) == 2:
                continue
            weight = weights.get(stem, 0.0)
            for side in said[stem]:
                straight += weight * (side in source[stem])
                crossed[side] += weight * (1 - side in source[stem])
        # What is said of one name alone may be said of both.
        if min(crossed) > 0 and sum(crossed) - straight >= _EXCHANGED:
            return True
    return False


def are_names_joined_otherwise(
    claim: str, reading: str, names: Sequence[NameFinding], is_name: Callable[[str], bool]
) -> bool:
    """Whether a claim joins two names each of which a sentence joins to another in the same way.

    "Zlin in Tarn" of "Zlin in Velm, Orrin in Tarn"; the other two stand where these should.

    Args:
        claim: the claim.
        reading: the sentence.
        names: what the sentence has of the claim's names.
        is_name: whether a word, as written, is a proper name.
    """
    here = [
        name
        for name in names
        if name.status is AtomStatus.CONFIRMED and name.found is not None and name.beside is None
    ]
    mine = frozenset(match[0].lower() for match in _WORD.finditer(claim))
    items = [
        [
            (match.start(), match[0])
            for match in _WORD.finditer(reading, start, end)
            if is_name(match[0])
        ]
        for start, end in _items(reading)
    ]
    spans = [Span(start, end) for start, end in _items(claim)]
    for one, other in combinations(here, 2):
        if not any(
            span.covers(Span(one.name.start, one.name.end))
            and span.covers(Span(other.name.start, other.name.end))
            for span in spans
        ):
            continue
        if any(_stands_in(one, item) and _stands_in(other, item) for item in items):
            continue
        ours = _joints(one, reading, items, mine)
        theirs = _joints(other, reading, items, mine)
        if any((-order, joint) in theirs for order, joint in ours):
            return True
    return False


def _items(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end, following in [
        *(match.span() for match in _ITEM.finditer(text)),
        (len(text), len(text)),
    ]:
        if start < end:
            yield start, end
        start = following


def _stands_in(name: NameFinding, item: Sequence[tuple[int, str]]) -> bool:
    return name.found is not None and any(
        word.lower() in {each.lower() for each in _WORD.findall(name.name.name.text)}
        or start == name.found.start
        for start, word in item
    )


def _joints(
    name: NameFinding,
    reading: str,
    items: Sequence[Sequence[tuple[int, str]]],
    mine: frozenset[str],
) -> set[tuple[int, str]]:
    """How items join a name to one that the claim lacks.

    Returns:
        1 if the name stands first, or -1; and the word right before the second of the two.
    """
    joints = set()
    for item in items:
        at = next((start for start, word in item if _stands_in(name, [(start, word)])), None)
        if at is None:
            continue
        for start, word in item:
            if word.lower() in mine or len(word) < 2:
                continue
            between = [
                match[0].lower()
                for match in _WORD.finditer(reading, min(at, start), max(at, start))
                if match[0].lower() not in _ARTICLES
            ]
            if len(between) > 1:
                joints.add((1 if start > at else -1, between[-1]))
    return joints


def _segments(text: str, stems: Stems) -> list[list[str]]:
    """The stems of a text, by its clauses."""
    bounds = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    return [
        [stem for match in _WORD.finditer(text, start, end) for stem in stems(match[0])]
        for start, end in pairwise(bounds)
    ]


def _are_contrasted(
    segments: Sequence[Sequence[str]], names: tuple[frozenset[str], frozenset[str]]
) -> bool:
    """Whether each of two names has a clause without the other."""
    having = [(bool(names[0] & {*each}), bool(names[1] & {*each})) for each in segments]
    return (True, False) in having and (False, True) in having


def _parts(
    segments: Sequence[Sequence[str]], names: tuple[frozenset[str], frozenset[str]]
) -> dict[str, frozenset[int]]:
    """Stem of neither name → of which of the two it is said, 0 or 1.

    A clause with one of them is about that; else what stands behind a name is said of it.
    """
    parts: dict[str, frozenset[int]] = {}
    current: int | None = None
    for segment in segments:
        sides = [0 if stem in names[0] else 1 if stem in names[1] else None for stem in segment]
        here = {side for side in sides if side is not None}
        if len(here) == 1:
            current = here.pop()
        for stem, side in zip(segment, sides, strict=True):
            if side is not None:
                current = side
            elif current is not None:
                parts[stem] = parts.get(stem, frozenset()) | {current}
    return parts


def with_exchanged_figures(
    claim: str,
    candidate: Candidate,
    figures: Sequence[FigureFinding],
    weights: Mapping[str, float],
    stems: Stems,
) -> tuple[FigureFinding, ...]:
    """The findings; two figures with each other's words around them are misplaced.

    "13 mills on the coast and 10 on rivers" of "10 mills on the coast and 13 on rivers".

    Args:
        claim: the claim.
        candidate: the sentence.
        figures: what it has of the claim's figures.
        weights: stem of the claim → its weight.
        stems: the stemmer.
    """
    found = list(figures)
    placed = [
        (at, place)
        for at, finding in enumerate(figures)
        if finding.status is AtomStatus.CONFIRMED
        and finding.found is not None
        and finding.beside is None
        and (place := place_in(candidate, finding.found)) is not None
    ]
    ours = _around(claim, [finding.claimed.span for finding in figures], stems)
    marks = [p for each in candidate.quantities if (p := place_in(candidate, each)) is not None]
    theirs = _around(candidate.reading, sorted({*marks, *(place for _, place in placed)}), stems)
    for (one, first), (other, second) in combinations(placed, 2):
        mine, its = figures[one], figures[other]
        if mine.found is None or its.found is None or first == second:
            continue
        if mine.found.kind != its.found.kind or (
            mine.found.kind != "count" and mine.found.unit != its.found.unit
        ):
            continue
        here, there = _apart(ours[mine.claimed.span], ours[its.claimed.span])
        left, right = _apart(theirs[first], theirs[second])
        straight = _alike(here, left, weights) + _alike(there, right, weights)
        crossed = _alike(here, right, weights), _alike(there, left, weights)
        # "9 of the 11 mills": what stands behind both may be said of the first alone.
        if min(crossed) > 0 and sum(crossed) - straight >= _EXCHANGED:
            for at, rival in ((one, its.found), (other, mine.found)):
                found[at] = replace(
                    figures[at],
                    status=AtomStatus.CONTRADICTED,
                    found=rival,
                    fault=FigureFault.MISPLACED,
                )
    return tuple(found)


_Around = tuple[frozenset[str], frozenset[str]]


def _around(text: str, spans: Sequence[Span], stems: Stems) -> dict[Span, _Around]:
    """Each figure's stems before it and behind it.

    Up to the first end of a clause between two figures the words are of the one, then of the other.
    """
    ordered = sorted(spans)
    around = {}
    before = text[: ordered[0].start] if ordered else ""
    for at, span in enumerate(ordered):
        following = ordered[at + 1].start if at + 1 < len(ordered) else len(text)
        between = text[span.end : max(span.end, following)]
        behind, *later = _CLAUSE.split(between, maxsplit=1)
        around[span] = (
            frozenset(stems(_last_words(before))),
            frozenset(stems(text[span.start : span.end] + behind)),
        )
        before = later[0] if later else between
    return around


def _apart(one: _Around, other: _Around) -> tuple[_Around, _Around]:
    """What stands around either of two figures alone: the rest tells neither from the other."""
    before = one[0] - other[0], other[0] - one[0]
    behind = one[1] - other[1], other[1] - one[1]
    return (before[0], behind[0]), (before[1], behind[1])


def _last_words(text: str) -> str:
    found = list(_WORD.finditer(text))[-_WORDS_BEFORE:]
    return text[found[0].start() :] if found else ""


def _alike(one: _Around, other: _Around, weights: Mapping[str, float]) -> float:
    return sum(
        weights.get(stem, 0.0)
        for ours, theirs in zip(one, other, strict=True)
        for stem in ours & theirs
    )
