"""A checked claim as text for people."""

from dataclasses import replace
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from briqa.answer import Citation
from briqa.citing import FORMATS, CitedSources
from briqa.claims import AtomCheck, AtomStatus, ClaimCheck, Evidence, Verdict
from briqa.claims.pieces import claim_pieces
from briqa.permalink import link_to

# Colour is never alone: a sign and a word say the same.
_VERDICTS: Final = {
    Verdict.SUPPORTED: ("✓ supported", "bold green"),
    Verdict.CONTRADICTED: ("✗ contradicted", "bold red"),
    Verdict.NOT_IN_SOURCE: ("? not in the sources", "bold yellow"),
}
_ATOMS: Final = {
    AtomStatus.CONFIRMED: ("✓", "confirmed", "green"),
    AtomStatus.CONTRADICTED: ("✗", "contradicted", "red"),
    AtomStatus.NOT_FOUND: ("?", "not found", "yellow"),
}
_EVIDENCE_SHOWN: Final = 3


def print_check(
    check: ClaimCheck, source: Citation | None, cited: list[CitedSources], console: Console
) -> None:
    """Prints a checked claim; neither its text nor a document's is read as markup.

    Args:
        check: the claim.
        source: what is cited for it, if anything is.
        cited: the citation, in each format that is wanted.
        console: where it is printed.
    """
    word, style = _VERDICTS[check.verdict]
    # The confidence is of this verdict; beside another it would be read as that one's.
    sure = f"  confidence {check.confidence:.2f}" if check.verdict is Verdict.SUPPORTED else ""
    console.print(Text.assemble((word, style), sure))
    console.print()
    console.print(_marked(check))
    if check.atoms:
        console.print()
        console.print(_atoms(check))
    if check.evidence:
        _print_evidence(check, console)
    if source is not None:
        against = " of what says otherwise" if check.verdict is Verdict.CONTRADICTED else ""
        for written in cited:
            console.print()
            title = f"Citation{against}: {FORMATS[written.format]}"
            console.print(Text(title, style="bold"))
            for line in (*written.in_text, *written.entries):
                _print_whole(line, console)
        console.print()
        console.print(Text("Link", style="bold"))
        _print_whole(str(link_to(source.document, source.span)), console)


def _marked(check: ClaimCheck) -> Text:
    """The claim with a sign in front of each atom: "[✓ 7] parks in [✗ 2021]"."""
    text = Text(style="bold")
    for piece in claim_pieces(check):
        if piece.atom is None:
            text.append(piece.text)
        else:
            sign, _, style = _ATOMS[piece.atom.status]
            text.append(f"[{sign} {piece.text}]", style=style)
    return text


def _atoms(check: ClaimCheck) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    near = "nearest sentence" if check.verdict is Verdict.NOT_IN_SOURCE else "source"
    for column in ("", "In the sentence", f"In the {near}", "Where"):
        table.add_column(column, overflow="fold")
    for atom in check.atoms:
        sign, word, style = _ATOMS[atom.status]
        where = "" if atom.citation is None else _short_place(atom.citation, check)
        table.add_row(
            Text(f"{sign} {word}", style=style),
            Text(" ".join(check.claim[atom.span.start : atom.span.end].split())),
            Text(_said(atom)),
            Text(where, style="cyan"),
        )
    return table


def _said(atom: AtomCheck) -> str:
    """What stands in the source, and the note where it says more than that."""
    quote = "" if atom.citation is None else atom.citation.reading
    if atom.note and quote and quote in atom.note:
        return atom.note
    return "; ".join(filter(None, (quote, atom.note)))


def _print_evidence(check: ClaimCheck, console: Console) -> None:
    title = "Nearest sentences" if check.verdict is Verdict.NOT_IN_SOURCE else "Evidence"
    console.print(Text(f"\n{title}", style="bold"))
    for rank, evidence in enumerate(check.evidence[:_EVIDENCE_SHOWN], start=1):
        citation = evidence.citation
        place = f"{citation.locator} · {_address(citation)}{_kind(evidence)}"
        item = Table.grid(padding=(0, 1))
        item.add_row(Text(f"{rank:>2}."), Text(place, style="cyan"))
        item.add_row("", Text(citation.reading))
        console.print(item)


def _kind(evidence: Evidence) -> str:
    return "  (in a summary)" if evidence.in_abstract else ""


def _print_whole(text: str, console: Console) -> None:
    """Prints what is to be copied, without line breaks of ours."""
    for line in text.split("\n"):
        console.print(Text(f"  {line}"), soft_wrap=True)


def _short_place(citation: Citation, check: ClaimCheck) -> str:
    """The place without the sections, and without the document where it is that of the evidence."""
    span = citation.span
    place = f"{replace(citation, section_path=()).locator} · {span.start}-{span.end}"
    known = [found.citation.docid for found in check.evidence[:1]]
    return place if known == [citation.docid] else f"{citation.docid} · {place}"


def _address(citation: Citation) -> str:
    return f"{citation.docid}:{citation.span.start}-{citation.span.end}"
