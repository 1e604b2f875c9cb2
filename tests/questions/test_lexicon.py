from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from briqa.questions.lexicon import CorpusLexicon
from briqa.retrieve import Searcher
from briqa.store import open_store
from tests.indexes import add

HARBOUR = (
    "# Harbours\n\nTraffic with Ostrava grew, and the port grew with it. Ferries of the Northern "
    "Harbour Office (NHO) call at Lindgren Port, where a harbour was dug.\n\n"
    "## Fleets\n\nEvery port has an office. No harbour is as deep as that of Lindgren.\n"
)
AGENCY = "# Agencies\n\nThe Northern Harbor Organisation (NHO) and the Office of Ports (OP) met.\n"


@pytest.fixture
def lexicon(tmp_path: Path, encoder: SentenceTransformerEncoder) -> Iterator[CorpusLexicon]:
    for name, text in (("harbour.md", HARBOUR), ("agency.md", AGENCY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        add(tmp_path / "index", encoder, tmp_path / name)
    with closing(open_store(tmp_path / "index")) as store:
        yield CorpusLexicon(store, Searcher(store, encoder))


def test_names_are_told_in_a_question_without_capitals(lexicon: CorpusLexicon) -> None:
    words = "which port near lindgren or ostrava has traffic".split()
    named = [word for word in words for stem in lexicon.stems(word) if lexicon.is_name(stem, word)]
    assert named == ["lindgren", "ostrava"]


def test_a_misspelt_name_is_that_name(lexicon: CorpusLexicon) -> None:
    assert lexicon.stems("how deep is lindgern") == ["deep", "lindgren"]


@pytest.mark.parametrize("stem", ["nonesuch", "", "a", "2021"])
def test_what_the_corpus_does_not_know_is_no_name(lexicon: CorpusLexicon, stem: str) -> None:
    assert not lexicon.is_name(stem, stem)
    assert not lexicon.known(stem)


def test_aliases_lead_both_ways_and_over_documents(lexicon: CorpusLexicon) -> None:
    office = frozenset({"northern", "harbour", "offic"})
    assert lexicon.aliases(office) == (frozenset({"nho"}),)
    assert lexicon.aliases(frozenset({"nho"})) == (
        frozenset({"northern", "harbor", "organis"}),
        office,
    )
    assert lexicon.aliases(frozenset({"lindgren"})) == ()


def test_a_word_in_a_heading_is_known(lexicon: CorpusLexicon) -> None:
    assert lexicon.known("fleet")
