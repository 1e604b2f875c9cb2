"""Claims that say in words of their own what an invented report says in figures, rightly or not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import briqa
from briqa.assistant import Assistant, build_index
from briqa.claims import AtomKind, AtomStatus, Verdict

REPORT = """# Orchards of the Sundmark coast

## Orchards

The orchards of Velmora sold 640 tonnes of pears in 2031 (up 14.2%), whereas the orchards of Kastrel
sold 210 tonnes of plums in 2031 (down 8.5%).

With 96 cider mills, Velmora has the most cider mills in the country. Kastrel employs 5,200 pickers,
which ranks 3rd nationally.

Velmora exports pears to Norway, while Kastrel exports plums to Portugal.

The coast has 40 mills, of which 26 lie on rivers.

## Press house

After its rebuilding, the press house of Ilvern had 60% fewer workers on the floor and a 25% higher
output.

In the 2031 Orchard Index, the growers of Zlin came to 4th place and the growers of Tarn to 9th.

The wages fund of Orrin grew from 310 million crowns in 2024 to 350 million crowns in 2031.

The press house shares the Rohn yard in Norway, the Barrow yard in Portugal, and the Lindgren yard
in Denmark.

All dues of the growers are paid at a rate of 30%.

The council of Ilvern succeeded in founding a school for growers in 2030.

The insurance pool of the growers paid 18.4 billion crowns between 2024 and 2031.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("free_wording")
    docs = folder / "docs"
    docs.mkdir()
    (docs / "report.md").write_text(REPORT, encoding="utf-8")
    build_index(folder / "index", [docs])
    opened = briqa.open(folder / "index")
    yield opened
    opened.close()


FALSE = [
    # A direction in words.
    "The orchards of Velmora sold fewer pears in 2031 than in the year before.",
    "The orchards of Kastrel sold more plums in 2031 than a year earlier.",
    "The sale of pears by Velmora's orchards shrank in 2031.",
    "The rebuilding let the press house of Ilvern take on extra workers on the floor.",
    "The rebuilding halved the workers on the floor of the press house of Ilvern.",
    "The wages fund of Orrin is smaller in 2031 than it was in 2024.",
    # A rank.
    "Several places in the country have more cider mills than Velmora, which comes second.",
    "Not a single place in the country employs more pickers than Kastrel.",
    "In the number of pickers, Kastrel is number one.",
    "Velmora trails other places in the number of its cider mills.",
    # A comparison of two.
    "In the 2031 Orchard Index, the growers of Tarn outranked the growers of Zlin.",
    "In the 2031 Orchard Index, Tarn's growers stood ahead of Zlin's growers.",
    # Another's part.
    "Velmora exports plums to Portugal, while Kastrel exports pears to Norway.",
    "The press house shares the Rohn yard in Denmark.",
    # A part of a whole.
    "All of the 40 mills of the coast lie on rivers.",
    "Most of the coast's mills lie on rivers, all but 26 of them.",
    "The council of Ilvern's plan to found a school for growers fell through in 2030.",
    # A scale.
    "Between 2024 and 2031 the insurance pool of the growers paid close to 18 million crowns.",
]


@pytest.mark.parametrize("claim", FALSE)
def test_what_the_source_says_otherwise_is_not_supported(assistant: Assistant, claim: str) -> None:
    assert assistant.cite(claim).verdict is not Verdict.SUPPORTED


TRUE = [
    "All dues of the growers are paid at a rate of 30 percent.",
    "No place in the country has more cider mills than Velmora, with its 96.",
    "Only two places in the country employ more pickers than Kastrel with its 5,200.",
    "The orchards of Velmora sold more pears in 2031 than in the year before.",
    "In 2031 the wages fund of Orrin was 40 million crowns larger than in 2024.",
    "In the 2031 Orchard Index, the growers of Zlin stood five places ahead of those of Tarn.",
    "The rebuilding left the press house of Ilvern with two fifths of its former workers on the "
    "floor.",
    "Most of the 40 mills of the coast lie on rivers.",
    "In the 2031 Orchard Index, the growers of Zlin outranked the growers of Tarn.",
]


@pytest.mark.parametrize("claim", TRUE)
def test_what_the_source_says_in_other_words_is_supported(assistant: Assistant, claim: str) -> None:
    check = assistant.cite(claim)
    assert check.verdict is Verdict.SUPPORTED, check


def test_the_word_that_is_wrong_is_shown_beside_the_source(assistant: Assistant) -> None:
    claim = "The orchards of Velmora sold fewer pears in 2031 than in the year before."
    check = assistant.cite(claim)
    assert check.verdict is Verdict.CONTRADICTED
    (wrong,) = [atom for atom in check.atoms if atom.status is AtomStatus.CONTRADICTED]
    assert wrong.kind is AtomKind.RELATION
    assert "fewer" in claim[wrong.span.start : wrong.span.end]
    assert wrong.citation is not None
    assert wrong.citation.quote in REPORT


def test_a_rank_that_no_sentence_tells_is_not_found(assistant: Assistant) -> None:
    check = assistant.cite("Orrin has the largest wages fund in the country.")
    assert check.verdict is not Verdict.SUPPORTED
    assert AtomStatus.NOT_FOUND in {
        atom.status for atom in check.atoms if atom.kind is AtomKind.RELATION
    }
