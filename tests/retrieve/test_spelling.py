import pytest

from briqa.retrieve.spelling import Speller

SPELLER = Speller({"provinc": 12, "port": 30, "sport": 2, "railwai": 7, "trade": 9, "trader": 3})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("provnc", "provinc", id="a letter left out"),
        pytest.param("provvinc", "provinc", id="a letter added"),
        pytest.param("provanc", "provinc", id="a letter mistaken"),
        pytest.param("rialwai", "railwai", id="two letters exchanged"),
    ],
)
def test_one_slip_is_mended(typed: str, read: str) -> None:
    assert SPELLER.correct(typed) == read


@pytest.mark.parametrize("stem", ["provinc", "prvnc", "pfrt", "2022", "a4b5c", "", "zzzzzz"])
def test_known_distant_short_and_numbered_stems_stay_as_they_are(stem: str) -> None:
    assert SPELLER.correct(stem) == stem


def test_of_two_near_stems_the_commoner_is_taken() -> None:
    assert SPELLER.correct("tradee") == "trade"


def test_an_empty_corpus_corrects_nothing() -> None:
    assert Speller({}).correct("province") == "province"
