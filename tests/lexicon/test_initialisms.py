import pytest

from briqa.lexicon import Alias
from briqa.lexicon.initialisms import find_initialisms, find_joined


def _initialisms(*texts: str) -> list[tuple[str, str]]:
    return [(alias.name, alias.other) for alias in find_initialisms(texts)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It joined the Sundmark Trade Pact.", "Sundmark Trade Pact"),
        ("The Sundmark Trade Pact holds.", "Sundmark Trade Pact"),
        ("In the Sundmark Trade Pact all is well.", "Sundmark Trade Pact"),
        ("It left the Sundmark and Tarn Pact.", "Sundmark and Tarn Pact"),
        ("It left the Sundmark-Tarn Pact.", "Sundmark-Tarn Pact"),
    ],
)
def test_a_name_of_three_words_has_initials(text: str, name: str) -> None:
    initials = "STP"
    assert _initialisms(text) == [(initials, name)]


@pytest.mark.parametrize(
    "text", ["It joined the Trade Pact.", "The harbour of Tarn is old.", "", "It is by Ada Moor."]
)
def test_shorter_names_and_common_words_have_none(text: str) -> None:
    assert _initialisms(text) == []


def test_the_shorter_names_inside_a_long_one_count_too() -> None:
    assert set(_initialisms("It is the Lom Free Trade Zone.")) == {
        ("LFTZ", "Lom Free Trade Zone"),
        ("LFT", "Lom Free Trade"),
        ("FTZ", "Free Trade Zone"),
    }


def test_the_commonest_name_comes_first() -> None:
    names = ["the Sundmark Trade Pact", "the Solent Tide Post", "the Solent Tide Post"]
    assert [other for _, other in _initialisms(*names)] == [
        "Solent Tide Post",
        "Sundmark Trade Pact",
    ]


def test_a_name_that_mostly_lacks_its_last_word_gives_that_form_too() -> None:
    texts = ["the Quay and Tide Pact", "all Quay and Tide towns", "any Quay and Tide town"]
    assert _initialisms(*texts) == [("QTP", "Quay and Tide Pact"), ("QTP", "Quay and Tide")]
    assert _initialisms(texts[0]) == [("QTP", "Quay and Tide Pact")]


def test_names_with_an_apostrophe_are_typed_without_it() -> None:
    texts = ["Ships call at Tar'an and Mor’el, and at Tar'an again.", "Velmora's quay isn't old."]
    assert list(find_joined(texts)) == [Alias("Taran", "Tar'an"), Alias("Morel", "Mor’el")]
