import pytest

from briqa.evaluate.making.whole_names import is_role, is_whole_name


@pytest.mark.parametrize(
    ("text", "name", "is_whole"),
    [
        ("Ships of Saltholm sail.", "Saltholm", False),
        ("In Saltholm, ships sail.", "Saltholm", True),
        ("Ships leave Saltholm in spring.", "Saltholm", True),
        ("The Pact of Saltholm in spring", "Saltholm", False),
        ("The Sundmark and Saltholm Line", "Saltholm", False),
        ("A Saltholm plan", "Saltholm", False),
    ],
)
def test_a_name_is_whole_where_no_other_noun_goes_on(
    text: str, name: str, *, is_whole: bool
) -> None:
    start = text.index(name)
    assert is_whole_name(text, (start, start + len(name))) is is_whole


@pytest.mark.parametrize(
    ("name", "is_one"), [("Board of Directors", False), ("Company", True), ("Marlow Board", False)]
)
def test_a_role_is_told_from_a_name(name: str, *, is_one: bool) -> None:
    assert is_role(name) is is_one
