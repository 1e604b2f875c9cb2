"""Findings seen again in the light of the whole sentence: its clauses, and what it copies.

The one thing to know: a figure or name that is there may still be another's. Its clause tells, and
where a claim follows the sentence word by word, the word that it writes in another's place.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from briqa.answer.evidence import Candidate
from briqa.answer.features import Topic
from briqa.claims.binding import BoundClause, clause_at
from briqa.claims.claim import Claim
from briqa.claims.figures import FigureFault, FigureFinding
from briqa.claims.labels import read_labels
from briqa.claims.names import NameFinding
from briqa.claims.own_values import wrong_directions
from briqa.claims.places import place_in
from briqa.claims.replaced import Likeness
from briqa.claims.result import AtomStatus
from briqa.claims.wording import (
    Clash,
    comparison_of,
    renumbered_between,
    turned_at,
    turned_between,
)
from briqa.quantities import Quantity
from briqa.quantities.units import singularise
from briqa.spans import Span

# Nouns less alike than this are of different things where all else is copied ("trains", "trucks").
_OTHER_NOUN: Final = 0.4
# "In the 2031 index, …" says nothing of what is compared.
_LEADING: Final = re.compile(
    r"(?:In|On|At|By|Of|For|According to|Among|Over|During|With|When|From)\b[^,]*,"
)
# Between a figure and the name that it is of, where that stands behind.
_OF_NAME: Final = re.compile(r" (?:[a-z]+ ){0,2}(?:in|at|for|from|of|to|by) (?:the )?")
# A figure is another's if its clause has so much more of the claim's weight in words.
_REBOUND: Final = 0.25


def renamed_figure(
    finding: FigureFinding, candidate: Candidate, likeness: Likeness
) -> FigureFinding:
    """A figure found, unless the claim writes another noun in the place of the one counted."""
    if finding.status is not AtomStatus.CONFIRMED or finding.found is None or not finding.renamed:
        return finding
    unit = finding.found.unit or ""
    reading = candidate.reading
    stands = any(
        singularise(reading[each.found.start : each.found.end].split()[-1].lower()) == unit
        for each in likeness.replacements
    )
    if stands and (finding.contrasted or finding.renamed >= _OTHER_NOUN):
        return replace(finding, status=AtomStatus.CONTRADICTED, fault=FigureFault.UNIT)
    return finding


def rebound_figure(
    finding: FigureFinding,
    candidate: Candidate,
    topic: Topic,
    claim: Sequence[BoundClause],
    source: Sequence[BoundClause],
    taken: frozenset[Span],
) -> FigureFinding:
    """A figure found, unless another of its kind stands in the clause with the claim's words."""
    found = finding.found
    if found is None or finding.status is not AtomStatus.CONFIRMED:
        return finding
    about = clause_at(claim, finding.claimed.span.start)
    own = _clause_of(candidate, found, source)
    if about is None or own is None:
        return finding
    wanted = about.stems | about.names
    mine = topic.share(wanted & (own.stems | own.names))
    lead, other = 0.0, None
    for rival in candidate.quantities:
        if (rival.unit, rival.kind) != (found.unit, found.kind) or rival.span in taken:
            continue
        clause = _clause_of(candidate, rival, source)
        if clause is None or clause.span == own.span:
            continue
        if about.own_names & clause.own_names and not about.own_names & (own.stems | own.names):
            # The claim's names stand with the other figure alone.
            return replace(
                finding, status=AtomStatus.CONTRADICTED, found=rival, fault=FigureFault.MISPLACED
            )
        ahead = topic.share(wanted & (clause.stems | clause.names)) - mine
        if ahead > lead:
            lead, other = ahead, rival
    if other is not None and lead >= _REBOUND:
        return replace(
            finding, status=AtomStatus.CONTRADICTED, found=other, fault=FigureFault.MISPLACED
        )
    return replace(finding, displaced=max(finding.displaced, lead))


def replaced_name(
    name: NameFinding, reading: str, likeness: Likeness, is_name: Callable[[str], bool]
) -> NameFinding:
    """A name that isn't in the sentence, or that one in whose place the claim writes it."""
    if name.found is not None or name.status is AtomStatus.CONTRADICTED:
        return name
    place = Span(name.name.start, name.name.end)
    for each in likeness.replacements:
        word = reading[each.found.start : each.found.end]
        if each.claimed.overlaps(place) and any(map(is_name, word.split())):
            return NameFinding(name.name, AtomStatus.CONTRADICTED, each.found, rival=word)
    return name


def is_of_figure(
    clash: Clash,
    candidate: Candidate,
    figures: Sequence[FigureFinding],
    claim: Sequence[BoundClause],
    source: Sequence[BoundClause],
) -> bool:
    """Whether both words of a clash are said of one figure: "14 are public", "14 are private"."""
    for finding in figures:
        if finding.status is not AtomStatus.CONFIRMED or finding.found is None or finding.beside:
            continue
        ours = clause_at(claim, finding.claimed.span.start)
        theirs = _clause_of(candidate, finding.found, source)
        if (
            ours is not None
            and theirs is not None
            and ours.span.covers(clash.claimed)
            and theirs.span.covers(clash.found)
        ):
            return True
    return False


def turned_beside(
    claim: Claim, candidate: Candidate, figures: Sequence[FigureFinding]
) -> Iterator[Clash]:
    """The words beside the figures confirmed whose opposites the sentence has in their place."""
    for finding in figures:
        if finding.status is AtomStatus.CONFIRMED and finding.found is not None:
            place = place_in(candidate, finding.found)
            clash = place and turned_at(claim.text, finding.claimed.span, candidate.reading, place)
            if clash:
                yield clash


def turned_by_own_values(
    claim: Claim, candidate: Candidate, figures: Sequence[FigureFinding]
) -> Iterator[Clash]:
    """The claim's rises and falls that its own values contradict, which the sentence confirms."""
    confirmed = {
        finding.claimed.span: finding.found
        for finding in figures
        if finding.status is AtomStatus.CONFIRMED and finding.found is not None
    }
    for wrong in wrong_directions(claim.text, claim.figures):
        found = confirmed.get(wrong.before.span)
        place = found and place_in(candidate, found)
        if place and wrong.after.span in confirmed:
            yield Clash(wrong.word, place, is_direction=True, is_comparison=False)


def turned_in_copy(claim: Claim, reading: str, likeness: Likeness) -> Iterator[Clash]:
    """The words that a claim writes in the place of their opposites, or of another number's."""
    for each in likeness.replacements:
        clash = turned_between(claim.text, each.claimed, reading, each.found)
        same_label = any(
            ours.span.overlaps(each.claimed) and ours.is_same(theirs)
            for theirs in read_labels(reading)
            if theirs.span.overlaps(each.found)
            for ours in claim.labels
        )
        if (
            clash is None
            and not same_label
            and not any(
                each.claimed.overlaps(quantity.span) for quantity in (*claim.figures, *claim.dates)
            )
        ):
            clash = renumbered_between(claim.text, each.claimed, reading, each.found)
        if clash:
            yield clash


def compared_by_figures(
    claim: Claim, candidate: Candidate, names: Sequence[NameFinding]
) -> bool | None:
    """Whether the figures of two names are the other way round than a claim compares them.

    "Zlin exceeded Tarn" against "Zlin came to 4 tons and Tarn to 9"; of two ranks the lower number
    is ahead. None where the claim compares no two names with figures of one kind.
    """
    comparison = comparison_of(claim.text)
    if comparison is None:
        return None
    places = [
        (Span(name.name.start, name.name.end), name.found)
        for name in names
        if name.found is not None and name.status is AtomStatus.CONFIRMED and name.beside is None
    ]
    leading = _LEADING.match(claim.text)
    opening = leading.end() if leading and leading.end() < comparison.word.start else 0
    lefts = [
        found for span, found in places if comparison.left.covers(span) and span.start >= opening
    ]
    rights = [found for span, found in places if comparison.right.covers(span)]
    for one, other in product(lefts, rights):
        left, right = _figure_of(candidate, one), _figure_of(candidate, other)
        if (
            left is not None
            and right is not None
            and (left.kind, left.unit) == (right.kind, right.unit)
            and left.value != right.value
        ):
            is_greater = (left.value > right.value) != (left.kind == "ordinal")
            return is_greater != comparison.is_greater
    return None


def _figure_of(candidate: Candidate, name: Span) -> Quantity | None:
    """The amount that a sentence gives of a name: "4 in Zlin", else the first behind it."""
    placed = [
        (quantity, place)
        for quantity in candidate.quantities
        if quantity.kind != "date" and (place := place_in(candidate, quantity)) is not None
    ]
    for quantity, place in placed:
        if place.end <= name.start and _OF_NAME.fullmatch(
            candidate.reading[place.end : name.start]
        ):
            return quantity
    return next((quantity for quantity, place in placed if place.start >= name.end), None)


def _clause_of(
    candidate: Candidate, quantity: Quantity, source: Sequence[BoundClause]
) -> BoundClause | None:
    """The clause of the sentence in which a quantity stands."""
    place = place_in(candidate, quantity)
    return clause_at(source, place.start) if place else None
