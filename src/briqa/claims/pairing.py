"""Whether a claim gives two names or two figures each other's part.

The one thing to know: of two names, what is said stands nearest behind the one it is said of, so a
pair is exchanged where the claim's words stand behind one and the sentence's behind the other.
Two figures are exchanged where the words around the one are those around the other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.claims.binding import Stems
from briqa.claims.figures import FigureFault, FigureFinding
from briqa.claims.names import NameFinding
from briqa.claims.places import place_in
from briqa.claims.result import AtomStatus
from briqa.spans import Span

_WORD: Final = re.compile(r"[^\W_]+")
# Words of so much of the claim's weight more have to stand with the other of two.
_EXCHANGED: Final = 0.12
# So many words before a figure are of it alone.
_WORDS_BEFORE: Final = 4
# Words before both names are said of the next one, less surely.
_AHEAD: Final = 0.5


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
    ours, theirs = _places(claim, stems), _places(reading, stems)
    for one, other in combinations(here, 2):
        parts = one.name.name.stems, other.name.name.stems
        if parts[0] & parts[1]:
            continue
        said = _parts(ours, parts)
        source = _parts(theirs, parts)
        straight = 0.0
        crossed = [0.0, 0.0]
        for stem in said.keys() & source.keys():
            weight = weights.get(stem, 0.0)
            for side, surely in said[stem].items():
                straight += weight * surely * source[stem].get(side, 0.0)
                crossed[side] += weight * surely * source[stem].get(1 - side, 0.0)
        # What is said of one name alone may be said of both.
        if min(crossed) > 0 and sum(crossed) - straight >= _EXCHANGED:
            return True
    return False


def _places(text: str, stems: Stems) -> list[tuple[str, int]]:
    return [(stem, match.start()) for match in _WORD.finditer(text) for stem in stems(match[0])]


def _parts(
    places: Sequence[tuple[str, int]], names: tuple[frozenset[str], frozenset[str]]
) -> dict[str, dict[int, float]]:
    """Stem → which of two names it is said of, and how surely; stems of neither name."""
    parts: dict[str, dict[int, float]] = {}
    ahead: list[str] = []
    current: int | None = None
    for stem, _ in places:
        side = 0 if stem in names[0] else 1 if stem in names[1] else None
        if side is not None:
            if current is None:
                for early in ahead:
                    parts.setdefault(early, {})[side] = _AHEAD
            current = side
        elif current is None:
            ahead.append(stem)
        else:
            parts.setdefault(stem, {})[current] = 1.0
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
        if (mine.found.kind, mine.found.unit) != (its.found.kind, its.found.unit):
            continue
        here, there = ours[mine.claimed.span], ours[its.claimed.span]
        straight = _alike(here, theirs[first], weights) + _alike(there, theirs[second], weights)
        crossed = _alike(here, theirs[second], weights) + _alike(there, theirs[first], weights)
        if crossed - straight >= _EXCHANGED:
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
    """Each figure's stems before it and behind it, up to the next figures."""
    ordered = sorted(spans)
    bounds = [0, *(span.end for span in ordered)]
    starts = [*(span.start for span in ordered), len(text)]
    return {
        span: (
            frozenset(stems(_last_words(text[bounds[at] : span.start]))),
            frozenset(stems(text[span.start : max(span.end, starts[at + 1])])),
        )
        for at, span in enumerate(ordered)
    }


def _last_words(text: str) -> str:
    found = list(_WORD.finditer(text))[-_WORDS_BEFORE:]
    return text[found[0].start() :] if found else ""


def _alike(one: _Around, other: _Around, weights: Mapping[str, float]) -> float:
    return sum(
        weights.get(stem, 0.0)
        for ours, theirs in zip(one, other, strict=True)
        for stem in ours & theirs
    )
