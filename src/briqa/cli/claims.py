"""A checked claim as text for people."""

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.padding import Padding
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
    console.print(Text.assemble((word, style), f"  confidence {check.confidence:.2f}"))
    console.print()
    console.print(_marked(check))
    if check.atoms:
        console.print(_atoms(check))
    if check.evidence:
        _print_evidence(check, console)
    if source is not None:
        for written in cited:
            console.print()
            console.print(Text(FORMATS[written.format], style="bold"))
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


def _atoms(check: ClaimCheck) -> Padding:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("", "In the sentence", "In the source", "Where"):
        table.add_column(column, overflow="fold")
    for atom in check.atoms:
        sign, word, style = _ATOMS[atom.status]
        where = "" if atom.citation is None else _address(atom.citation)
        table.add_row(
            Text(f"{sign} {word}", style=style),
            Text(" ".join(check.claim[atom.span.start : atom.span.end].split())),
            Text(_said(atom)),
            Text(where, style="cyan"),
        )
    return Padding(table, (1, 0, 0, 0), expand=False)


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
        place = f"{rank:>2}. {citation.locator} · {_address(citation)}{_kind(evidence)}"
        console.print(Text(place, style="cyan"))
        console.print(Padding(Text(citation.reading), (0, 0, 0, 4), expand=False))


def _kind(evidence: Evidence) -> str:
    return "  (in a summary)" if evidence.in_abstract else ""


def _print_whole(text: str, console: Console) -> None:
    """Prints what is to be copied, without line breaks of ours."""
    console.print(Text.assemble(*_indented(text)), soft_wrap=True)


def _indented(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        yield f"{'' if number == 0 else chr(10)}  {line}"


def _address(citation: Citation) -> str:
    return f"{citation.docid}:{citation.span.start}-{citation.span.end}"
