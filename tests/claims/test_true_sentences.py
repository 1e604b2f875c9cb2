"""True claims that turn a list round, tell a rate of all or copy a rank; and false ones beside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import briqa
from briqa.assistant import Assistant, build_index
from briqa.claims import Verdict

REPORT = """# Almanac of the Ormsund valley

Glaziers of the valley got 6% more leave. Keepers of beehives pay a fee of 9% to the valley.

Cable cars brought 64% of the pilgrims and mules brought 36%.

In the sledge race Harn took 70 seconds, Ostrel 55 seconds and Tivik 90 seconds.

The deepest cave of the valley lies in Harn. Its most remote chapel stands in Tivik. The valley's
top priority is dry paths.

Two thirds of the pastures lie above the tree line. A third of the barns have a tin roof.

The share of leaking barns fell from 35% in 2030 to 20% in 2034.

Of the lanterns in Ostrel, 45% of the lanterns burn oil.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("true_sentences")
    docs = folder / "docs"
    docs.mkdir()
    (docs / "almanac.md").write_text(REPORT, encoding="utf-8")
    build_index(folder / "index", [docs])
    opened = briqa.open(folder / "index")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "claim",
    [
        # A rate that each of all gets is no part of them.
        "All keepers of beehives pay a fee of 9% to the valley.",
        # A list in another order.
        "Mules brought 36% of the pilgrims and cable cars brought 64%.",
        "Mules brought 36% of the pilgrims and cable cars 64%.",
        "In the sledge race Tivik took 90 seconds, Harn 70 seconds and Ostrel 55 seconds.",
        # Ranks as they stand.
        "The deepest cave of the valley lies in Harn.",
        "Its most remote chapel stands in Tivik.",
        "The valley's top priority is dry paths.",
        # A share in words.
        "Most of the pastures lie above the tree line.",
        "The share of leaking barns fell from 35% in 2030 to 20% in 2034.",
    ],
)
def test_what_the_source_says_is_supported(assistant: Assistant, claim: str) -> None:
    check = assistant.cite(claim)
    assert check.verdict is Verdict.SUPPORTED, check


@pytest.mark.parametrize(
    "claim",
    [
        "All lanterns in Ostrel burn oil.",
        "Mules brought 64% of the pilgrims and cable cars brought 36%.",
        "Most of the barns have a tin roof.",
        "In 2034, 65% of the barns were still leaking.",
    ],
)
def test_what_the_source_denies_is_not_supported(assistant: Assistant, claim: str) -> None:
    check = assistant.cite(claim)
    assert check.verdict is not Verdict.SUPPORTED, check
