"""Checked claims and citations as HTML."""

from dataclasses import replace

from briqa.citing import CitedSources
from briqa.claims import AtomCheck, AtomKind, AtomStatus, ClaimCheck, Evidence, Verdict
from briqa.claims.pieces import claim_pieces
from briqa.permalink import link_to
from briqa.spans import Span
from briqa.ui.citations import Cited, citations_html
from briqa.ui.claims import checks_announcement, checks_html
from tests.results import DOCUMENT, WHOLE, citation_of, span_of
from tests.ui.reading import PaneReader

CLAIM = "It issued <77> routes & $220 million by 2022."
MONEY = citation_of(span_of("$220 million"))


def _atom(words: str, status: AtomStatus, *, citation: bool = False, note: str = "") -> AtomCheck:
    start = CLAIM.index(words)
    span = Span(start, start + len(words))
    return AtomCheck(AtomKind.FIGURE, span, status, MONEY if citation else None, note)


ATOMS = (
    _atom("<77>", AtomStatus.NOT_FOUND),
    _atom("$220 million", AtomStatus.CONFIRMED, citation=True),
    _atom("2022", AtomStatus.CONTRADICTED, citation=True, note="the source says $220 million"),
)
CHECK = ClaimCheck(
    CLAIM,
    Verdict.CONTRADICTED,
    0.1,
    ATOMS,
    (Evidence(citation_of(WHOLE), citation_of(WHOLE), in_abstract=True, score=1.0),),
)


def test_the_pieces_of_a_claim_give_it_back_whatever_its_atoms() -> None:
    inner = replace(ATOMS[1], span=Span(ATOMS[1].span.start + 1, ATOMS[1].span.end))
    pieces = claim_pieces(replace(CHECK, atoms=(*ATOMS, inner)))
    assert "".join(piece.text for piece in pieces) == CLAIM
    assert [piece.atom for piece in pieces if piece.atom] == list(ATOMS)


def test_nothing_of_a_claim_or_a_document_becomes_markup() -> None:
    read = PaneReader(checks_html([CHECK]))
    assert "<77>" in read.text
    assert "75 routes & <more>" in read.text
    assert not {"more", "script", "77"} & read.tags


def test_an_atom_without_a_span_leads_nowhere_and_says_so() -> None:
    html = checks_html([replace(CHECK, atoms=ATOMS[:1], evidence=())])
    assert "data-start" not in html
    assert "nothing in the source bears it out" in html
    assert "(not found)" in PaneReader(html).text


def test_the_words_of_the_source_in_a_note_lead_to_it() -> None:
    html = checks_html([replace(CHECK, atoms=ATOMS[2:], evidence=())])
    span = MONEY.span
    assert html.count(f'data-start="{span.start}" data-end="{span.end}"') == 2
    assert "the source says $220 million" in PaneReader(html).text


def test_the_result_is_announced_in_one_line() -> None:
    said = PaneReader(checks_announcement([CHECK])).text
    assert said == "1 sentence checked: 1 contradicted."


def test_what_is_copied_is_what_is_shown_and_links_are_copied_in_full() -> None:
    link = link_to(DOCUMENT, MONEY.span)
    written = CitedSources("apa", ('("Ng" & Co., 2020)',), ("Ng. <Ports>.",))
    html = citations_html([Cited(1, against=True, link=link)], written, sentences=1)
    assert 'data-copy="(&quot;Ng&quot; &amp; Co., 2020)"' in html
    assert 'data-copy="Ng. &lt;Ports&gt;."' in html
    read = PaneReader(html)
    assert link.short in read.text
    assert "says otherwise" in read.text
    assert "Sentence 1" not in read.text


def test_an_export_has_no_citation_in_the_text() -> None:
    link = link_to(DOCUMENT, MONEY.span)
    html = citations_html(
        [Cited(1, against=False, link=link)], CitedSources("ris", (), ("TY  - RPRT",)), sentences=2
    )
    assert "In the text" not in html
    assert "For your reference manager" in html
