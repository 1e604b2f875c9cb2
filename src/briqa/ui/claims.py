"""Checked claims as HTML: the verdict, the sentence with its atoms marked, what the source says.

The one thing to know: a status is never told by colour alone; a sign and a word go with it. An atom
with a span in the source is a button that leads there.
"""

import html
from collections.abc import Sequence
from typing import Final, NamedTuple

from briqa.answer import Citation
from briqa.claims import AtomCheck, AtomStatus, ClaimCheck, Evidence, Verdict
from briqa.claims.pieces import Piece, claim_pieces
from briqa.ui.targets import link, place_of, target, title_of, where_html

_EVIDENCE_SHOWN: Final = 1


class _Look(NamedTuple):
    """How a status or verdict is shown: the name of its style, its sign, and its words."""

    name: str
    sign: str
    words: str


_ATOMS: Final = {
    AtomStatus.CONFIRMED: _Look("confirmed", "✓", "confirmed"),
    AtomStatus.CONTRADICTED: _Look("contradicted", "✗", "contradicted"),
    AtomStatus.NOT_FOUND: _Look("not-found", "?", "not found"),
}
_VERDICTS: Final = {
    Verdict.SUPPORTED: _Look("confirmed", "✓", "Supported"),
    Verdict.CONTRADICTED: _Look("contradicted", "✗", "Contradicted"),
    Verdict.NOT_IN_SOURCE: _Look("not-found", "?", "Not in the sources"),
}
_EVIDENCE: Final = {
    Verdict.SUPPORTED: "Borne out by",
    Verdict.CONTRADICTED: "The source says",
    Verdict.NOT_IN_SOURCE: "Nearest sentences",
}


def checks_html(checks: Sequence[ClaimCheck]) -> str:
    """All sentences, each a section of its own."""
    return "".join(_check(number, len(checks), check) for number, check in enumerate(checks, 1))


def checks_announcement(checks: Sequence[ClaimCheck]) -> str:
    """What a screen reader says when the result is there."""
    counts = [
        f"{count} {look.words.lower()}"
        for verdict, look in _VERDICTS.items()
        if (count := sum(check.verdict is verdict for check in checks))
    ]
    sentences = "1 sentence" if len(checks) == 1 else f"{len(checks)} sentences"
    said = f"{sentences} checked: {', '.join(counts)}."
    return f'<p class="for-screen-readers" role="status">{html.escape(said)}</p>'


def _check(number: int, of: int, check: ClaimCheck) -> str:
    look = _VERDICTS[check.verdict]
    heading = f"claim-{number}"
    counted = f'<span class="number">Sentence {number} of {of}</span>' if of > 1 else ""
    return (
        f'<section class="claim {look.name}" aria-labelledby="{heading}">'
        f'<h2 id="{heading}"><span class="verdict">{_sign(look)}{look.words}</span>{counted}</h2>'
        f'<p class="claim-text">{"".join(map(_piece, claim_pieces(check)))}</p>'
        f"{_atoms(check)}{_evidence(check)}</section>"
    )


def _sign(look: _Look) -> str:
    return f'<span class="sign" aria-hidden="true">{look.sign}</span>'


def _piece(piece: Piece) -> str:
    text = html.escape(piece.text)
    if piece.atom is None:
        return text
    look = _ATOMS[piece.atom.status]
    said = f'<span class="for-screen-readers"> ({look.words})</span>'
    inner = f'{_sign(look)}<span class="words">{text}</span>{said}'
    citation = piece.atom.citation
    if citation is None:
        return f'<span class="atom {look.name}">{inner}</span>'
    return (
        f'<button type="button" class="atom {look.name}" title="Show in the source" '
        f"{target(citation)}>{inner}</button>"
    )


def _atoms(check: ClaimCheck) -> str:
    rows = "".join(_atom(check, atom) for atom in check.atoms)
    return f'<ul class="atoms" role="list">{rows}</ul>' if rows else ""


def _atom(check: ClaimCheck, atom: AtomCheck) -> str:
    look = _ATOMS[atom.status]
    claimed = html.escape(check.claim[atom.span.start : atom.span.end])
    return (
        f'<li class="{look.name}"><span class="status">{_sign(look)}{look.words}</span>'
        f'<span class="claimed">{claimed}</span>'
        f'<span class="said">{_said(atom)}</span></li>'
    )


def _said(atom: AtomCheck) -> str:
    """What stands in the source, leading there, and the note unless it says just that."""
    citation = atom.citation
    if citation is None:
        return html.escape(atom.note or "nothing in the source bears it out")
    place = f'<span class="place">{html.escape(place_of(citation))}</span>'
    reading = citation.reading
    before, found, behind = atom.note.partition(reading)
    if found:
        return f"{html.escape(before)}{link(citation, reading)}{html.escape(behind)} {place}"
    note = f'<span class="remark">{html.escape(atom.note)}</span>' if atom.note else ""
    return f"{link(citation, reading)} {place} {note}"


def _evidence(check: ClaimCheck) -> str:
    if not check.evidence:
        return '<p class="note">There is nothing near it in the documents.</p>'
    first = "".join(map(_item, check.evidence[:_EVIDENCE_SHOWN]))
    rest = check.evidence[_EVIDENCE_SHOWN:]
    more = ""
    if rest:
        listed = f'style="counter-reset: item {_EVIDENCE_SHOWN}">{"".join(map(_item, rest))}'
        more = (
            f'<details class="more"><summary>{len(rest)} more near it</summary>'
            f'<ol class="items" {listed}</ol></details>'
        )
    return f'<h3>{_EVIDENCE[check.verdict]}</h3><ol class="items">{first}</ol>{more}'


def _item(evidence: Evidence) -> str:
    citation = evidence.citation
    return (
        f'<li><button type="button" class="item" {target(citation)}>{where_html(citation)}'
        f'<span class="sentence">{html.escape(citation.reading)}</span>'
        f"{_origin(citation, in_abstract=evidence.in_abstract)}</button></li>"
    )


def _origin(citation: Citation, *, in_abstract: bool) -> str:
    title = html.escape(title_of(citation.document))
    summary = " · in a summary" if in_abstract else ""
    return f'<span class="title">{title}{summary}</span>'
