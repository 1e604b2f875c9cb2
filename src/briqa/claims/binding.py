"""Whether a sentence says its words of the names that the claim says them of.

"Nanjing serves Russia, Suzhou Europe" bears every word of "Suzhou serves Russia" and says
something else. Both texts are cut into clauses; a clause has the names that stand in it, or else
those of the clause before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from briqa.spans import Span

Stems = Callable[[str], Sequence[str]]
"""Text → its content words' stems."""

_CUT: Final = re.compile(
    r"[,;:()\[\]—–]|\b(?:while|whereas|and|but|versus|compared with|though|although)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class BoundClause:
    """A clause, the stems of its words, its own names, and those that it is about."""

    span: Span
    stems: frozenset[str]
    own_names: frozenset[str]
    names: frozenset[str]


def bound_clauses(
    text: str, stems: Stems, is_name: Callable[[str], bool]
) -> tuple[BoundClause, ...]:
    """The clauses of a sentence with the names that each is about.

    Args:
        text: the sentence.
        stems: the stemmer.
        is_name: whether a word, as written, is a proper name.
    """
    return tuple(_inherited(_clauses(text, stems, is_name)))


def _clauses(text: str, stems: Stems, is_name: Callable[[str], bool]) -> Iterator[BoundClause]:
    start = 0
    for end in [*(match.start() for match in _CUT.finditer(text)), len(text)]:
        found = [match[0] for match in _WORD.finditer(text, start, end)]
        if found:
            names = frozenset(stem for word in found if is_name(word) for stem in stems(word))
            every = frozenset(stem for word in found for stem in stems(word))
            yield BoundClause(Span(start, end), every, names, names)
        start = end


def _inherited(clauses: Iterator[BoundClause]) -> Iterator[BoundClause]:
    """Names alone ("Nanjing, Suzhou and Wuxi have …") belong to the clause behind them as well."""
    names: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    for clause in clauses:
        names = (clause.own_names | listed) or names
        listed = names if clause.stems <= clause.own_names else frozenset()
        yield BoundClause(clause.span, clause.stems, clause.own_names, names)


def clause_at(clauses: Sequence[BoundClause], offset: int) -> BoundClause | None:
    """The clause in which an offset lies."""
    return next((each for each in clauses if each.span.start <= offset < each.span.end), None)


def elsewhere(
    claim: Sequence[BoundClause], source: Sequence[BoundClause], names: frozenset[str]
) -> frozenset[str]:
    """The stems that a claim says of one of its names and the sentence only of other names.

    Args:
        claim: the clauses of the claim.
        source: those of the sentence.
        names: the names of the claim that stand in the sentence itself.
    """
    moved: set[str] = set()
    for clause in claim:
        about = clause.names & names
        if not about:
            continue
        for stem in clause.stems - clause.own_names:
            bearing = [each for each in source if stem in each.stems]
            if bearing and all(each.names and not each.names & about for each in bearing):
                moved.add(stem)
    return frozenset(moved)


def names_apart(
    claim: Sequence[BoundClause], source: Sequence[BoundClause], names: frozenset[str]
) -> bool:
    """Whether a claim joins two names in a clause that the sentence joins to others.

    "Rayong in Vietnam" where the sentence has "Rayong in Thailand, Longjiang in Vietnam".

    Args:
        claim: the clauses of the claim.
        source: those of the sentence.
        names: the names of the claim that stand in the sentence itself.
    """
    mine = frozenset().union(*(clause.own_names for clause in claim))
    for clause in claim:
        pair = sorted(clause.own_names & names)
        for one, other in combinations(pair, 2):
            having = [each.own_names for each in source if one in each.own_names]
            others = [each.own_names for each in source if other in each.own_names]
            if (
                having
                and others
                and not any(other in each for each in having)
                and all(each - mine for each in (*having, *others))
            ):
                return True
    return False
