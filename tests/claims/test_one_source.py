"""Claims that name their one source: its whole text counts, each statement on its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import briqa
from briqa.assistant import Assistant, build_index
from briqa.claims import AtomStatus, Verdict

BULLETIN = """# Bulletin of the Ilvern ferries

The Ilvern ferries carried 84,000 passengers in the third quarter of 2031. They expect to carry
between 310,000 and 340,000 passengers in the full year.

The yard hired 46 carpenters in spring. A ticket to Tarn costs 12 crowns on weekdays.

The late ferry leaves Ilvern at 6:55 PM. The council adopted standard QX 2029-02 for its piers.

The supply of marine paint is slowly improving, while several boats are expected to stay in dock
through the end of the second quarter.

The yard anticipates repair income of 5.2 million crowns for the fourth quarter of 2031. In the
third quarter of 2031 repair costs fell because the price of steel was lower.

Regular price: 55 crowns a month.

To its most loyal travellers Ilvern currently offers a special winter pass for 30 crowns a month.
The pass is for the first 20 buyers who sign up before 31 August 2032.

In the year to 31 March 2031 the yard adopted QX 2028-30, a rule for its slipways.

Travellers over 65 pay 8 crowns on the ferries to Tarn.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("one_source")
    docs = folder / "docs"
    docs.mkdir()
    (docs / "bulletin.md").write_text(BULLETIN, encoding="utf-8")
    build_index(folder / "index", [docs])
    opened = briqa.open(folder / "index")
    yield opened
    opened.close()


def _verdict(assistant: Assistant, claim: str) -> Verdict:
    return assistant.cite(claim, docid="bulletin.md").verdict


@pytest.mark.parametrize(
    "claim",
    [
        # Its two halves stand in sentences of their own.
        "The Ilvern ferries carried 84,000 passengers in Q3 2031, and the yard hired 46 carpenters "
        "in spring.",
        # Both ends of the range, named apart.
        "The ferries expect to carry from 310,000 passengers to 340,000 passengers in the full "
        "year.",
        "The late ferry leaves Ilvern at 18:55.",
        "The council adopted standard QX 2029-02 for its piers.",
        # The document writes its quarters in words.
        "The supply of marine paint is improving, but several boats will stay in dock until the "
        "end of Q2.",
        "The yard anticipates repair income of 5.2 million crowns for Q4 2031.",
        "A special winter pass is currently offered for 30 crowns a month to the first 20 buyers "
        "who sign up before 31 August 2032.",
        # What two sentences tell together.
        "The ferries expect to carry more passengers in the full year than in Q3.",
    ],
)
def test_what_the_source_says_in_any_form_is_supported(assistant: Assistant, claim: str) -> None:
    assert _verdict(assistant, claim) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "The Ilvern ferries carried 84,000 passengers in Q3 2031, and the yard hired 64 carpenters "
        "in spring.",
        "The ferries expect to carry from 310,000 passengers to 390,000 passengers in the full "
        "year.",
        "The late ferry leaves Ilvern at 5:55 PM.",
        "The council adopted standard QX 2029-12 for its piers.",
        "The Ilvern ferries carried 84,000 passengers in the second quarter of 2031.",
        "The Ilvern ferries carried 84,000 passengers in the fifth quarter of 2031.",
        "The supply of marine paint is improving, but several boats will stay in dock until the "
        "end of Q1.",
        # The figure is of another quarter, which the other half of the claim names as well.
        "The yard anticipates repair income of 5.2 million crowns for Q3 2031 and had lower repair "
        "costs in Q3 2031 because the price of steel was lower.",
        # The price is that of something else.
        "A special winter pass is currently offered for 55 crowns a month to the first 20 buyers "
        "who sign up before 31 August 2032.",
        # The identifier is no stretch of years.
        "In the year to 31 March 2030 the yard adopted QX 2028-30, a rule for its slipways.",
        # No sentence tells its rank.
        "In the third quarter of 2031 the Ilvern ferries carried the most passengers of the coast, "
        "84,000.",
        # An age isn't the time that frames a claim.
        "On the ferries to Tarn those over 70 years old pay 8 crowns.",
    ],
)
def test_one_changed_digit_is_not_supported(assistant: Assistant, claim: str) -> None:
    check = assistant.cite(claim, docid="bulletin.md")
    assert check.verdict is not Verdict.SUPPORTED
    assert any(atom.status is not AtomStatus.CONFIRMED for atom in check.atoms)


def test_an_identifier_is_exact_over_all_documents_too(assistant: Assistant) -> None:
    claim = "The council adopted standard QX {} for its piers."
    assert assistant.cite(claim.format("2029-02")).verdict is Verdict.SUPPORTED
    check = assistant.cite(claim.format("2029-03"))
    assert check.verdict is Verdict.CONTRADICTED
    assert any(atom.note == "the source says QX 2029-02" for atom in check.atoms)
