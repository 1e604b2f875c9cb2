"""Whether a sentence says its words of the names that the claim says them of.

"Nanjing serves Russia, Suzhou Europe" bears every word of "Suzhou serves Russia" and says
something else. Both texts are cut into clauses; a clause has the names that stand in it, or else
those of the clause before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
    """A clause, the stems of its words, and the names that it is about."""

    span: Span
    stems: frozenset[str]
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
            names = {stem for word in found if is_name(word) for stem in stems(word)}
            every = {stem for word in found for stem in stems(word)}
            yield BoundClause(Span(start, end), frozenset(every), frozenset(names))
        start = end


def _inherited(clauses: Iterator[BoundClause]) -> Iterator[BoundClause]:
    """Names alone ("Nanjing, Suzhou and Wuxi have …") belong to the clause behind them as well."""
    names: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    for clause in clauses:
        names = (clause.names | listed) or names
        listed = names if clause.stems <= clause.names else frozenset()
        yield BoundClause(clause.span, clause.stems, names)


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
        for stem in clause.stems - clause.names:
            bearing = [each for each in source if stem in each.stems]
            if bearing and all(each.names and not each.names & about for each in bearing):
                moved.add(stem)
    return frozenset(moved)


def is_elsewhere(
    offset: int, about: frozenset[str], source: Sequence[BoundClause], names: frozenset[str]
) -> bool:
    """Whether what stands at an offset of a sentence is said of other names than those given.

    Args:
        offset: a place in the sentence's reading.
        about: the names that the claim says it of.
        source: the clauses of the sentence.
        names: the names of the claim that stand in the sentence itself.
    """
    own = about & names
    clause = next((each for each in source if each.span.start <= offset < each.span.end), None)
    return bool(own and clause and clause.names and not clause.names & own)
