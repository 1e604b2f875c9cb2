import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from audit import stored_document
from claim_mutations import KINDS, Kind, mutate

from briqa.evaluate.making.standalone import Standalone, standalone_sentences
from briqa.evaluate.making.statements import Statements, read_statements
from briqa.spans import Document, SourceFormat
from briqa.store import open_store

TEXT = """# Harbours of the coast

In 2019, the harbour of Ferrytown handled 84.3 million tons of cargo. More goods came to Saltholm:
in 2019, the harbour of Saltholm handled 97.3 million tons of cargo. It has no cranes.

Over the years, the fleet of Marlow grew from 12 ships to 31 ships. Tolls in Marlow rose by 4.5%
in 2020, to $12 million.

Ships sail from Ferrytown to Saltholm, Marlow, and Quaymouth. The ferries of Quaymouth carried more
than 3,400 people in 2018. Income fell in the town of Quaymouth. The storms of that year were worse.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Statements]:
    store = open_store(Path(tmp_path_factory.mktemp("store")), create=True)
    document = Document("coast.md", TEXT, SourceFormat.MARKDOWN)
    yield read_statements([stored_document(document)], store.terms)
    store.close()


def _sentence(corpus: Statements, words: str) -> Standalone:
    (found,) = [each for each in standalone_sentences(corpus) if words in each.text]
    return found


def _made(corpus: Statements, words: str, kind: Kind) -> set[str]:
    sentence = _sentence(corpus, words)
    made = [mutate(sentence, kind, corpus, seed=seed) for seed in range(60)]
    return {each.text for each in made if each is not None}


def test_sentences_that_lean_on_others_are_no_claims(corpus: Statements) -> None:
    texts = [found.text for found in standalone_sentences(corpus)]
    assert any("Ferrytown handled" in text for text in texts)
    assert not any(text.startswith(("It has", "The storms")) for text in texts)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mutation_changes_one_place_and_is_fixed_by_its_seed(
    corpus: Statements, kind: Kind
) -> None:
    found = 0
    for sentence in standalone_sentences(corpus):
        made = mutate(sentence, kind, corpus, seed=3)
        assert made == mutate(sentence, kind, corpus, seed=3)
        if made is not None:
            found += 1
            assert made.text != made.original == sentence.text
            # What comes before and behind the change is as it was, but for an article.
            start = next(
                (
                    at
                    for at, pair in enumerate(zip(made.text, made.original, strict=False))
                    if pair[0] != pair[1]
                ),
                min(len(made.text), len(made.original)),
            )
            assert made.original.startswith(made.text[:start])
            assert made.old in made.original
            assert made.new in made.text
    assert found


def test_a_digit_is_one_digit_of_one_figure(corpus: Statements) -> None:
    for text in _made(corpus, "Ferrytown handled", "digit"):
        (figure,) = re.findall(r"handled (\S+) million", text)
        assert len(figure) == 4
        assert sum(one != two for one, two in zip(figure, "84.3", strict=True)) == 1


def test_a_bound_is_not_left_true(corpus: Statements) -> None:
    for text in _made(corpus, "ferries of Quaymouth", "digit"):
        (figure,) = re.findall(r"more than (\S+) people", text)
        assert int(figure.replace(",", "")) > 3400
    assert all(
        "thousand" in text or "million" in text
        for text in _made(corpus, "ferries of Quaymouth", "scale")
    )


def test_the_other_harbours_figure_is_never_given(corpus: Statements) -> None:
    assert not any("97.3" in text for text in _made(corpus, "Ferrytown handled", "digit"))
    assert not any("Saltholm" in text for text in _made(corpus, "Ferrytown handled", "name"))


def test_the_ends_of_a_change_are_swapped_with_their_units(corpus: Statements) -> None:
    made = _made(corpus, "fleet of Marlow", "direction")
    assert any("from 31 ships to 12 ships" in text for text in made)
    assert any("shrank from 12 ships to 31 ships" in text for text in made)


def test_directions_are_turned_round(corpus: Statements) -> None:
    assert any("fell by 4.5%" in text for text in _made(corpus, "Tolls in Marlow", "direction"))
    assert any("Income rose" in text for text in _made(corpus, "Income fell", "direction"))
    assert any(
        "less than 3,400" in text for text in _made(corpus, "ferries of Quaymouth", "direction")
    )


def test_units_are_those_of_a_figure(corpus: Statements) -> None:
    made = _made(corpus, "Tolls in Marlow", "unit")
    assert any("€12 million" in text or "£12 million" in text for text in made)
    assert any("4.5 percentage points" in text for text in made)


def test_a_year_is_near_and_of_no_other_sentence(corpus: Statements) -> None:
    years = {
        int(re.findall(r"\b20\d\d\b", text)[0])
        for text in _made(corpus, "Ferrytown handled", "year")
    }
    assert years
    assert years <= {2015, 2016, 2017, 2018, 2020, 2021, 2022, 2023}


def test_a_name_is_swapped_for_one_of_its_kind(corpus: Statements) -> None:
    made = _made(corpus, "Tolls in Marlow", "name")
    assert made
    assert all(re.search(r"Tolls in (?:Ferrytown|Saltholm|Quaymouth)", text) for text in made)
