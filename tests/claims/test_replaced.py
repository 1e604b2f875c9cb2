from hypothesis import given
from hypothesis import strategies as st

from briqa.claims.replaced import compare_words
from briqa.quantities.synonyms import are_synonyms

SOURCE = "The port of Velmora handled 47.5 million tonnes of cargo in 2021."


def _replaced(claim: str) -> list[tuple[str, str]]:
    return [
        (
            claim[each.claimed.start : each.claimed.end],
            SOURCE[each.found.start : each.found.end],
        )
        for each in compare_words(claim, SOURCE).replacements
    ]


def test_words_in_the_place_of_others_are_told() -> None:
    claim = "The port of Kastrel handled 47.5 million barrels of cargo in 2021."
    assert _replaced(claim) == [("Kastrel", "Velmora"), ("barrels", "tonnes")]


def test_a_copy_replaces_nothing() -> None:
    assert compare_words(SOURCE, SOURCE).share == 1.0
    assert _replaced(SOURCE) == []


def test_other_wording_tells_nothing_of_single_words() -> None:
    claim = "Some 47.5 million tonnes went through Velmora during that year, dockers say."
    assert compare_words(claim, SOURCE).share < 0.6
    assert _replaced(claim) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_spans_stay_inside_their_texts(claim: str, source: str) -> None:
    likeness = compare_words(claim, source)
    assert 0.0 <= likeness.share <= 1.0
    for each in likeness.replacements:
        assert each.claimed.end <= len(claim)
        assert each.found.end <= len(source)


def test_synonyms_are_listed_not_guessed() -> None:
    assert are_synonyms("firm", "enterprise")
    assert are_synonyms("gondola", "gondola")
    assert not are_synonyms("city", "country")
    assert not are_synonyms("gondola", "quay")
