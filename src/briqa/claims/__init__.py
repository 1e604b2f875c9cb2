"""Checking sentences against the documents, atom by atom."""

from briqa.claims.checker import Checker, Judged
from briqa.claims.claim import Claim
from briqa.claims.result import (
    AtomCheck,
    AtomKind,
    AtomStatus,
    ClaimCheck,
    Evidence,
    Verdict,
)

__all__ = [
    "AtomCheck",
    "AtomKind",
    "AtomStatus",
    "Checker",
    "Claim",
    "ClaimCheck",
    "Evidence",
    "Judged",
    "Verdict",
]
