import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.lexicon.initials import stands_for

NAMES = st.lists(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8).map(str.capitalize),
    min_size=2,
    max_size=8,
)


@given(NAMES)
def test_the_initials_of_any_name_stand_for_it(words: list[str]) -> None:
    assert stands_for("".join(word[0] for word in words), " ".join(words), initials_only=True)


@given(NAMES)
def test_initials_with_one_more_in_front_do_not(words: list[str]) -> None:
    other = "B" if words[0][0] == "A" else "A"
    assert not stands_for(other + "".join(word[0] for word in words), " ".join(words))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("NHO", "Northern Harbour Office"),
        ("NHOs", "northern harbour offices"),
        ("H&Q", "harbours and quays"),
        ("TEU", "twenty-foot equivalent unit"),
        ("VKMG", "Vostok Kiln Machinery Group"),
        ("VKM", "Vostok Kiln Machinery Group"),
        ("ASEAN", "Association of Southeast Asian Nations"),
    ],
)
def test_abbreviations_of_reports(short: str, long: str) -> None:
    assert stands_for(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        pytest.param("NO", "Northern Harbour Office", id="a content word left out"),
        pytest.param("TV", "television", id="two letters of one word"),
        pytest.param("UK", "London", id="a place"),
        pytest.param("NHO", "NHO", id="itself"),
        pytest.param("NHO", "", id="nothing"),
    ],
)
def test_what_no_initials_are(short: str, long: str) -> None:
    assert not stands_for(short, long)
