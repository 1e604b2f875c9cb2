"""Claims against an invented corpus, with the real encoder and index."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import briqa
from briqa.assistant import Assistant, build_index
from briqa.claims import AtomKind, AtomStatus, ClaimCheck, Verdict
from briqa.errors import ClaimError, UnknownDocument
from tests.corpus import write_corpus


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("claims")
    build_index(folder / "index", [write_corpus(folder / "docs")])
    opened = briqa.open(folder / "index")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "claim",
    [
        "In 2021, Velmora's port handled 47.5 million tonnes of cargo.",
        "Velmora's port handled more than 47 million tonnes of cargo in 2021.",
        "The port of Kastrel handled 22,400 thousand tonnes of cargo in 2021.",
        "Some 48,000 visitors were welcomed by the Lindgren museum in 2019.",
        "Anselm Draycott founded the port of Velmora.",
        "Marrow Lines launched 19 barges in 2018.",
        "The canal of Zlin grew from 38 towns in 2014 to 56.",
    ],
)
def test_true_claims_are_supported(assistant: Assistant, claim: str) -> None:
    check = assistant.cite(claim)
    assert check.verdict is Verdict.SUPPORTED, check
    assert all(atom.status is AtomStatus.CONFIRMED for atom in check.atoms)


@pytest.mark.parametrize(
    ("claim", "kind", "source"),
    [
        ("In 2021, the port of Velmora handled 45.7 million tonnes of cargo.", "figure", "47.5"),
        ("In 2021, the port of Velmora handled 47.5 billion tonnes of cargo.", "figure", "47.5"),
        ("In 2021, the port of Kastrel handled 22.4 million barrels of cargo.", "figure", "22.4"),
        ("Marrow Lines launched 19 barges in 2016.", "period", "2018"),
        ("The canal of Zlin shrank from 56 towns in 2014 to 38.", "figure", "38 towns"),
        ("The port of Velmora employs fewer than 3,000 dockers.", "figure", "3,150"),
        ("The canal of Zlin widened from 56 towns to 38 towns.", "figure", "38 towns"),
        ("The canal of Zlin shrank from 38 towns to 56 towns.", "relation", ""),
    ],
)
def test_a_changed_atom_is_contradicted_by_its_span(
    assistant: Assistant, claim: str, kind: str, source: str
) -> None:
    check = assistant.cite(claim)
    assert check.verdict is Verdict.CONTRADICTED, check
    against = [atom for atom in check.atoms if atom.status is AtomStatus.CONTRADICTED]
    shown = [atom.citation.quote for atom in against if atom.kind.value == kind and atom.citation]
    assert any(source in quote for quote in shown), against


@pytest.mark.parametrize(
    "claim",
    [
        "The Lindgren museum sold 900 postcards in 2019.",
        "Bakers of Orrin went on strike for nine days.",
        "The port of Velmora made a profit of 3 million dollars in 2021.",
    ],
)
def test_what_no_document_says_is_not_supported(assistant: Assistant, claim: str) -> None:
    assert assistant.cite(claim).verdict is not Verdict.SUPPORTED


def test_a_right_figure_of_another_year_is_contradicted(assistant: Assistant) -> None:
    check = assistant.cite("In 2021, the port of Kastrel handled 18.6 million tonnes of cargo.")
    assert check.verdict is Verdict.CONTRADICTED
    shown = [atom.citation.quote for atom in check.atoms if atom.citation]
    # Either what the year had, or the year that had this.
    assert any("22.4" in quote or quote == "2019" for quote in shown)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("In 2019, the port of Velmora opened 84 shipping terminals.", "84 shipping terminals"),
        (
            "The Northern Museum Union (NMU) lent the Lindgren museum 620 paintings.",
            "620 paintings",
        ),
        ("The canal of Zlin narrowed its network from 38 towns in 2014 to 56 towns.", "narrowed"),
        ("The port of Kastrel was founded by the merchant Anselm Draycott in 1902.", "Draycott"),
    ],
)
def test_one_word_changed_in_a_copy_is_seen(assistant: Assistant, claim: str, wrong: str) -> None:
    check = assistant.cite(claim)
    assert check.verdict is not Verdict.SUPPORTED
    faults = [
        claim[atom.span.start : atom.span.end]
        for atom in check.atoms
        if atom.status is not AtomStatus.CONFIRMED
    ]
    assert any(fault in wrong or wrong in fault for fault in faults), check.atoms


def test_a_claim_of_two_facts_may_rest_on_two_sentences(assistant: Assistant) -> None:
    claim = "The port of Velmora opened 84 shipping routes in 2019 and employs 3,150 dockers."
    check = assistant.cite(claim)
    assert check.verdict is Verdict.SUPPORTED
    places = {
        atom.citation.line_number
        for atom in check.atoms
        if atom.kind is AtomKind.FIGURE and atom.citation
    }
    assert len(places) > 1


def test_every_quote_is_its_span(assistant: Assistant) -> None:
    check = assistant.cite("In 2019, Kastrel handled 18.6 million tonnes and opened 37 routes.")
    cited = [atom.citation for atom in check.atoms if atom.citation]
    assert cited
    for citation in [*cited, *(each.citation for each in check.evidence)]:
        document = assistant.document(citation.docid).document
        assert document.text[citation.span.start : citation.span.end] == citation.quote


def test_atoms_stand_in_the_claim_in_order(assistant: Assistant) -> None:
    claim = "Velmora opened 84 routes. Marrow Lines launched 19 barges in 2018."
    check = assistant.cite(claim)
    written = [claim[atom.span.start : atom.span.end] for atom in check.atoms]
    assert written == sorted(written, key=claim.index)
    assert "19 barges" in " ".join(written)
    assert {atom.kind for atom in check.atoms} >= {AtomKind.FIGURE, AtomKind.PERIOD, AtomKind.NAME}


def test_several_sentences_are_as_true_as_the_worst(assistant: Assistant) -> None:
    good, bad = "Marrow Lines launched 19 barges in 2018.", "Marrow Lines launched 91 barges."
    verdicts = [check.verdict for check in assistant.cite_all([good, f"{good} {bad}"])]
    assert verdicts == [Verdict.SUPPORTED, Verdict.CONTRADICTED]


def test_one_document_can_be_the_only_source(assistant: Assistant) -> None:
    claim = "Marrow Lines launched 19 barges in 2018."
    assert assistant.cite(claim, docid="fleet.md").verdict is Verdict.SUPPORTED
    elsewhere = assistant.cite(claim, docid="museum.md")
    assert elsewhere.verdict is not Verdict.SUPPORTED
    assert {each.citation.docid for each in elsewhere.evidence} == {"museum.md"}
    with pytest.raises(UnknownDocument):
        assistant.cite(claim, docid="nothing.md")


def test_an_empty_claim_is_refused_in_one_line(assistant: Assistant) -> None:
    for claim in ("", "  \n"):
        with pytest.raises(ClaimError, match="empty"):
            assistant.cite(claim)


def test_a_claim_without_words_is_borne_out_by_nothing(assistant: Assistant) -> None:
    check = assistant.cite("…")
    assert check.verdict is Verdict.NOT_IN_SOURCE
    assert check.evidence == ()


def test_a_batch_says_what_single_claims_get(assistant: Assistant) -> None:
    claims = ["Velmora opened 84 routes in 2019.", "Kastrel opened 84 routes in 2019."]
    assert [_told(check) for check in assistant.cite_all(claims)] == [
        _told(assistant.cite(claim)) for claim in claims
    ]


def _told(check: ClaimCheck) -> object:
    return check.verdict, check.atoms, [each.citation for each in check.evidence]


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_text_can_be_checked(assistant: Assistant, text: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    check = assistant.cite(text)
    for atom in check.atoms:
        assert 0 <= atom.span.start < atom.span.end <= len(text)
