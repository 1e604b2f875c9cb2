"""What a sentence has of an assertion of a claim, and where the two stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from briqa.answer.evidence import Candidate
from briqa.answer.features import Topic
from briqa.claims.assertions import Assertion
from briqa.claims.binding import BoundClause, clause_at
from briqa.claims.result import AtomStatus
from briqa.spans import Span


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
class Beside:
    """A claim beside a sentence, both cut into clauses.

    Attributes:
        candidate: the sentence.
        topic: the claim's topic.
        claim: the clauses of the claim.
        source: those of the sentence.
    """

    candidate: Candidate
    topic: Topic
    claim: Sequence[BoundClause]
    source: Sequence[BoundClause]

    def borne(self, assertion: Assertion, place: Span) -> float:
        """How much of an assertion's clause the sentence's clause at a place bears, from 0 to 1.

        Args:
            assertion: one of the claim's.
            place: a place in the sentence's reading.
        """
        about = clause_at(self.claim, assertion.span.start)
        clause = clause_at(self.source, place.start)
        if about is None or clause is None:
            return 0.0
        return self.topic.share((about.stems | about.names) & (clause.stems | clause.names))
