"""A claim beside one sentence of the source: every atom's finding."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from briqa.answer.evidence import Candidate
from briqa.answer.features import Topic
from briqa.answer.rank import RankedSentence
from briqa.claims.asserted import match_assertions
from briqa.claims.assertion_findings import AssertionFinding, Beside
from briqa.claims.binding import bound_clauses, elsewhere, names_apart
from briqa.claims.claim import Claim
from briqa.claims.dates import DateFinding
from briqa.claims.figures import FigureFinding
from briqa.claims.labels import LabelFinding
from briqa.claims.names import NameFinding
from briqa.claims.pairing import (
    are_names_exchanged,
    are_names_joined_otherwise,
    with_exchanged_figures,
)
from briqa.claims.rebinding import (
    compared_by_figures,
    is_of_figure,
    rebound_figure,
    renamed_figure,
    replaced_name,
    turned_beside,
    turned_by_own_values,
    turned_in_copy,
)
from briqa.claims.replaced import compare_words
from briqa.claims.result import AtomStatus
from briqa.claims.wording import (
    Clash,
    Degree,
    clashes,
    degrees,
    is_order_kept,
    negations,
    opposite_comparisons,
)
from briqa.quantities.units import CURRENCY_CODES
from briqa.questions.lexicon import Lexicon


class Negated(Enum):
    """Which of a claim and a sentence negates, where the other doesn't."""

    CLAIM = auto()
    SOURCE = auto()


@dataclass(frozen=True, slots=True)
class Alignment:
    """A claim beside a sentence.

    Attributes:
        ranked: the sentence.
        figures: a finding for each figure of the claim.
        dates: the same for its dates.
        names: the same for its names.
        labels: the same for its labels.
        clashes: words of the claim whose opposites the sentence has.
        turned: whether both compare the same sides the opposite way round; None if they don't
            compare the same sides.
        degrees: words of degree of the claim, and what the sentence has of the kind.
        words_elsewhere: stems that the claim says of one name and the sentence of others.
        apart: whether the claim joins two names that the sentence joins to others.
        negated: whether one of the two negates and the other doesn't; a negation that only says a
            rank ("no port is bigger") is none.
        strange: whether the sentence has names of its own that the claim doesn't have.
        asserted: a finding for each change, rank and comparison that the claim asserts in words.
    """

    ranked: RankedSentence
    figures: tuple[FigureFinding, ...]
    dates: tuple[DateFinding, ...]
    names: tuple[NameFinding, ...]
    labels: tuple[LabelFinding, ...]
    clashes: tuple[Clash, ...]
    turned: bool | None
    degrees: tuple[Degree, ...]
    words_elsewhere: frozenset[str]
    apart: bool
    negated: Negated | None
    strange: bool
    asserted: tuple[AssertionFinding, ...]

    @property
    def candidate(self) -> Candidate:
        """The sentence as found."""
        return self.ranked.candidate

    @property
    def statuses(self) -> tuple[AtomStatus, ...]:
        """What the sentence says of the figures, dates, names and labels, in this order."""
        return (
            *(figure.status for figure in self.figures),
            *(date.status for date in self.dates),
            *(name.status for name in self.names),
            *(label.status for label in self.labels),
        )


def negated_in(claim: Claim, reading: str) -> Negated | None:
    """Which of a claim and a sentence alone negates; None if both or neither do."""
    ours = [
        word
        for word in negations(claim.text)
        if not any(word.overlaps(each.span) for each in claim.assertions)
    ]
    theirs = negations(reading)
    if bool(ours) == bool(theirs):
        return None
    return Negated.CLAIM if ours else Negated.SOURCE


def align(
    claim: Claim,
    topic: Topic,
    ranked: RankedSentence,
    figures: tuple[FigureFinding, ...],
    dates: tuple[DateFinding, ...],
    names: tuple[NameFinding, ...],
    labels: tuple[LabelFinding, ...],
    lexicon: Lexicon,
) -> Alignment:
    """A claim beside a sentence, all findings together.

    Args:
        claim: the claim.
        topic: its topic.
        ranked: the sentence.
        figures: the findings of the claim's figures.
        dates: those of its dates.
        names: those of its names.
        labels: those of its labels.
        lexicon: what the corpus knows of its words.
    """
    candidate = ranked.candidate
    reading = candidate.reading
    shared = [
        (name.name.name.text, reading[name.found.start : name.found.end])
        for name in names
        if name.status is AtomStatus.CONFIRMED and name.found
    ]
    opposite = opposite_comparisons(claim.text, reading, shared)
    if opposite is None:
        opposite = compared_by_figures(claim, candidate, names)
    likeness = compare_words(claim.text, reading)
    found = tuple(
        clash
        for clash in (
            *clashes(claim.text, reading),
            *turned_beside(claim, candidate, figures),
            *turned_by_own_values(claim, candidate, figures),
            *turned_in_copy(claim, reading, likeness),
        )
        # Both compare the same sides, so the opposite word may say the same.
        if not (clash.is_comparison and opposite is False)
        and not is_order_kept(claim.text, clash, reading, shared)
        # "Eight years before" is the figure, which follows from two others.
        and not any(
            figure.is_derived and 0 <= clash.claimed.start - figure.claimed.span.end <= 1
            for figure in figures
        )
    )

    def is_name(word: str) -> bool:
        return (
            word[0].isupper()
            and word not in CURRENCY_CODES
            and any(lexicon.is_name(stem, word) for stem in lexicon.stems(word))
        )

    ours = bound_clauses(claim.text, lexicon.stems, is_name)
    theirs = bound_clauses(reading, lexicon.stems, is_name)
    here = frozenset(
        stem
        for name in names
        if name.status is AtomStatus.CONFIRMED and not name.inherited
        for stem in name.name.name.stems
    )
    said = frozenset(lexicon.stems(claim.text))
    found = tuple(
        replace(clash, is_direction=True)
        if not clash.is_direction and is_of_figure(clash, candidate, figures, ours, theirs)
        else clash
        for clash in found
    )
    taken = frozenset(finding.found.span for finding in figures if finding.found)
    moved = tuple(
        rebound_figure(
            renamed_figure(finding, candidate, likeness), candidate, topic, ours, theirs, taken
        )
        if not finding.is_derived
        else finding
        for finding in figures
    )
    moved = with_exchanged_figures(claim.text, candidate, moved, topic.weights, lexicon.stems)
    names = tuple(replaced_name(name, reading, likeness, is_name) for name in names)
    return Alignment(
        ranked,
        moved,
        dates,
        names,
        labels,
        found,
        opposite,
        tuple(degrees(claim.text, reading)),
        elsewhere(ours, theirs, here) & frozenset(claim.question.topic),
        names_apart(ours, theirs, here)
        or are_names_exchanged(claim.text, reading, names, topic.weights, lexicon.stems)
        or are_names_joined_otherwise(claim.text, reading, names, is_name),
        negated_in(claim, reading),
        any(clause.own_names - topic.names - said for clause in theirs),
        match_assertions(
            claim.assertions, Beside(candidate, topic, ours, theirs), opposite=opposite
        ),
    )
