"""What a claim gets: a verdict, resting on what the source says of each of its atoms."""

from dataclasses import dataclass
from enum import StrEnum

from briqa.answer import Citation
from briqa.spans import Span


class Verdict(StrEnum):
    """Whether the documents bear a claim out."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_IN_SOURCE = "not_in_source"


class AtomKind(StrEnum):
    """What a checkable part of a claim is."""

    FIGURE = "figure"
    PERIOD = "period"
    NAME = "name"
    RELATION = "relation"


class AtomStatus(StrEnum):
    """What the source says of an atom."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class AtomCheck:
    """One atom of a claim beside what the source says of it.

    Attributes:
        kind: what it is.
        span: its place in the claim's text.
        status: what the source says of it.
        citation: the span of the source that confirms or contradicts it; None if there is none.
        note: the finding in words ("the source says 1.13 million TEU"); empty if confirmed plainly.
    """

    kind: AtomKind
    span: Span
    status: AtomStatus
    citation: Citation | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the source that bears on a claim.

    Attributes:
        citation: the sentence.
        passage: the passage that it stands in.
        in_abstract: whether it stands in a summary of what the body says.
        score: how well it matches the claim; compares within one claim only.
    """

    citation: Citation
    passage: Citation
    in_abstract: bool
    score: float


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A claim, checked.

    Attributes:
        claim: as given; the spans of the atoms count in it.
        verdict: what the atoms and the evidence amount to.
        confidence: from 0 to 1, of the verdict "supported".
        atoms: in the claim's order; empty for a claim without any.
        evidence: best first; empty for an empty index. With the verdict "not in source" these are
            the nearest sentences, which don't bear the claim out.
    """

    claim: str
    verdict: Verdict
    confidence: float
    atoms: tuple[AtomCheck, ...]
    evidence: tuple[Evidence, ...]
