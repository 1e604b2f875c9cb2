"""A claim as the pieces of its text, cut at its atoms, for what shows it."""

from typing import NamedTuple

from briqa.claims.result import AtomCheck, ClaimCheck


class Piece(NamedTuple):
    """A stretch of a claim, and the atom that it is, if it is one."""

    text: str
    atom: AtomCheck | None


def claim_pieces(check: ClaimCheck) -> list[Piece]:
    """The pieces in order; joined they give the claim.

    An atom inside another, or one that overlaps the one before, has no piece of its own.
    """
    pieces: list[Piece] = []
    position = 0
    for atom in sorted(check.atoms, key=lambda atom: (atom.span.start, -atom.span.end)):
        if atom.span.start < position:
            continue
        if position < atom.span.start:
            pieces.append(Piece(check.claim[position : atom.span.start], None))
        pieces.append(Piece(check.claim[atom.span.start : atom.span.end], atom))
        position = atom.span.end
    if position < len(check.claim):
        pieces.append(Piece(check.claim[position:], None))
    return pieces
