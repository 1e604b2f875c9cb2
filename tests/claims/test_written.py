import pytest

from briqa.claims.countries import country_in, find_country, find_nation, is_between_countries
from briqa.claims.written import as_written
from briqa.quantities import Quantity, parse_quantities


def _figures(text: str) -> list[Quantity]:
    return as_written(text, parse_quantities(text))


@pytest.mark.parametrize(
    ("text", "share"),
    [("Four in five mills closed.", 0.8), ("3 out of 8 mills closed.", 0.375)],
)
def test_two_counts_that_make_a_share_are_one_figure(text: str, share: float) -> None:
    (figure,) = _figures(text)
    assert (figure.kind, figure.value) == ("ratio", share)
    assert text[figure.span.start : figure.span.end].split()[0] in text


def test_counts_in_a_place_stay_two() -> None:
    assert [figure.kind for figure in _figures("It has 9 mills in 11 towns.")] == ["count", "count"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Not quite 40 mills closed.", "nearly"),
        ("Shy of 40 mills closed.", "nearly"),
        ("Slightly more than 40 mills closed.", "over"),
        ("Mills smaller than 40 hectares closed.", "up_to"),
        ("Mills no smaller than 40 hectares closed.", "at_least"),
        ("40 mills closed.", None),
    ],
)
def test_bounds_of_free_prose_are_read(text: str, bound: str | None) -> None:
    (figure,) = _figures(text)
    assert figure.bound == bound


def test_a_country_is_known_by_its_adjective() -> None:
    country = country_in("Danish")
    assert country is not None
    assert find_country(country, "Denmark's shipyards")
    assert not find_country(country, "Dutch shipyards")
    assert country_in("Velmora") is None


def test_the_nation_stands_for_a_country_only_where_it_is_meant() -> None:
    assert find_nation("ranked 2nd nationally", ranked=False)
    assert find_nation("a national school", ranked=True)
    assert not find_nation("a national school", ranked=False)


def test_two_countries_tell_a_kind_of_thing() -> None:
    assert is_between_countries("China-Europe")
    assert not is_between_countries("Velmora-Tarn")
    assert not is_between_countries("China")
