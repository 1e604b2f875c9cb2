"""From the findings of a claim's atoms to the verdict.

The one thing to know: no weight can make a claim supported whose figure, date or name the source
lacks or contradicts. Two logistic models over named signs decide what is left: whether a sentence
without a fault bears the claim out, and whether one with a fault speaks of the same matter, which
makes it a contradiction, or of another. `bench/claims.py` fits them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from briqa.answer.models import load_model
from briqa.claims.alignment import Alignment
from briqa.claims.assertions import AssertionKind
from briqa.claims.claim import Claim
from briqa.claims.result import AtomStatus, Verdict
from briqa.claims.signs import is_aside

# From these probabilities on, a claim counts as supported, or as contradicted.
SUPPORT_THRESHOLD = 0.5
# The same where the document is named as the source, so that its matter is the claim's.
SUPPORT_THRESHOLD_NAMED = 0.4
CONTRADICTION_THRESHOLD = 0.5
# A sentence that is so much less about a claim than another doesn't decide against that.
MOST_BEHIND = 0.35
# The same where the claim copies that other one.
MOST_BEHIND_COPY = 0.1
# What several sentences of one source may tell together; a rank is told by one.
_TOLD_TOGETHER = frozenset(
    {AssertionKind.CHANGE, AssertionKind.COMPARISON, AssertionKind.MAJORITY, AssertionKind.WHOLE}
)
# What is left for the verdict "supported" where an atom rules it out.
RULED_OUT = 0.04


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one sentence makes of a claim.

    Attributes:
        verdict: the verdict.
        support: the probability, from 0 to 1, that the sentence bears the claim out.
        contradiction: the same of its contradicting the claim.
    """

    verdict: Verdict
    support: float
    contradiction: float


def is_ruled_out(claim: Claim, alignment: Alignment, *, is_named: bool) -> bool:
    """Whether an atom of a claim isn't borne out by a sentence, or another word turns it round.

    Args:
        claim: the claim.
        alignment: the claim beside the sentence.
        is_named: whether its document is named as the claim's source. A change or comparison
            may then be drawn from several of its sentences, so that one may be silent of it.
    """
    others = [
        *(date.status for date in alignment.dates),
        *(name.status for name in alignment.names),
        *(label.status for label in alignment.labels),
    ]
    return bool(
        any(
            figure.status is not AtomStatus.CONFIRMED and not is_aside(claim, figure)
            for figure in alignment.figures
        )
        or any(status is not AtomStatus.CONFIRMED for status in others)
        or alignment.turned
        or alignment.apart
        or any(clash.is_direction or clash.is_comparison for clash in alignment.clashes)
        or any(degree.is_ruled_out for degree in alignment.degrees)
        or any(
            each.status is AtomStatus.CONTRADICTED
            or (
                each.status is AtomStatus.NOT_FOUND
                and each.assertion.is_needed
                and not (is_named and each.assertion.kind in _TOLD_TOGETHER)
            )
            for each in alignment.asserted
        )
    )


def is_too_far(signs: Mapping[str, float]) -> bool:
    """Whether a sentence is so much less about a claim than another that it can't support it.

    Args:
        signs: what speaks for and against.
    """
    return signs["behind"] > (MOST_BEHIND_COPY if signs["beside_copy"] else MOST_BEHIND)


def has_conflict(alignment: Alignment) -> bool:
    """Whether the sentence says something else than the claim at any point."""
    return bool(
        AtomStatus.CONTRADICTED in alignment.statuses
        or any(name.status is AtomStatus.NOT_FOUND for name in alignment.names)
        or alignment.turned
        or alignment.clashes
        or alignment.negated is not None
        or alignment.words_elsewhere
        or alignment.apart
        or any(figure.renamed for figure in alignment.figures)
        or any(degree.is_ruled_out for degree in alignment.degrees)
        or any(each.status is AtomStatus.CONTRADICTED for each in alignment.asserted)
    )


def judge(
    claim: Claim, alignment: Alignment, signs: Mapping[str, float], *, is_named: bool
) -> Judgement:
    """What a sentence makes of a claim.

    Args:
        claim: the claim.
        alignment: the claim beside the sentence.
        signs: what speaks for and against.
        is_named: whether its document is named as the claim's source.
    """
    support = load_model("claim_support").probability(signs)
    contradiction = load_model("claim_contradiction").probability(signs)
    if is_ruled_out(claim, alignment, is_named=is_named) or is_too_far(signs):
        support = min(support, RULED_OUT)
    if support >= (SUPPORT_THRESHOLD_NAMED if is_named else SUPPORT_THRESHOLD):
        return Judgement(Verdict.SUPPORTED, support, contradiction)
    if contradiction >= CONTRADICTION_THRESHOLD and has_conflict(alignment):
        return Judgement(Verdict.CONTRADICTED, support, contradiction)
    return Judgement(Verdict.NOT_IN_SOURCE, support, contradiction)


def without_support(judgement: Judgement) -> Judgement:
    """What is left of a judgement that another sentence overrules."""
    return Judgement(
        Verdict.NOT_IN_SOURCE, min(judgement.support, RULED_OUT), judgement.contradiction
    )
