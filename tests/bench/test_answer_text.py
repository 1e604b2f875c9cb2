import pytest
from answer_text import contains, holds_answer, holds_number, unit_class
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("It opened 1,200 wells.", "1200 wells", True),
        ("It opened 17.7 wells.", "17", False),
        ("It opened 117 wells.", "17", False),
        ("A rise of 17%.", "17%", True),
        ("A rise of 17%.", "17", False),
        ("Ferrytown’s quay, at last", "ferrytown quay", True),
        ("The quays", "quay", False),
        ("Anything", "?", False),
    ],
)
def test_a_phrase_is_found_as_whole_tokens_only(text: str, wanted: str, *, found: bool) -> None:
    assert contains(text, wanted) is found


@given(
    st.text(alphabet="abc 7", min_size=1).filter(str.strip),
    st.sampled_from(["", "x ", "7. "]),
)
def test_what_stands_in_a_text_is_found_in_capitals_too(phrase: str, before: str) -> None:
    assert contains(f"{before}({phrase.upper()}), ", phrase)


def test_of_a_list_all_items_are_wanted() -> None:
    row = {"answers": ["salt"], "answer_items": ["salt", "tin"]}
    assert holds_answer(row, "Tin and salt are mined.")
    assert not holds_answer(row, "Salt is mined.")


def test_units_compare_by_class() -> None:
    assert unit_class("RMB") == unit_class("CNY") != unit_class("dollars")
    assert unit_class("wells") == unit_class("quay") == unit_class(None)
    assert holds_number({"value": 5e6, "unit": "tonnes"}, [(5e6, "ton")])
    assert not holds_number({"value": 5e6, "unit": "tonnes"}, [(5e6, "USD")])
    assert not holds_number({"value": 5, "unit": None}, [(6, None)])
