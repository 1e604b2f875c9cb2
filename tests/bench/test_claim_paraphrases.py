import pytest
from claim_paraphrases import RULES, paraphrases
from hypothesis import given
from hypothesis import strategies as st

from briqa.quantities import parse_quantities

SAID = {
    "other verb": ("Tolls increased by 4% in Marlow.", "Tolls rose by 4% in Marlow."),
    "synonym": (
        "Tolls amounted to $12 million, mainly due to fog.",
        "Tolls came to $12 million, mainly because of fog.",
    ),
    "currency": ("Marlow paid $12 million.", "Marlow paid 12 million dollars."),
    "percent": ("Tolls rose by 4%.", "Tolls rose by 4 percent."),
    "percent sign": ("Tolls rose by 4 percent.", "Tolls rose by 4%."),
    "written out": ("Marlow paid $1.5 million.", "Marlow paid $1,500,000."),
    "smaller scale": ("Marlow paid $2.35 billion.", "Marlow paid $2,350 million."),
    "number words": ("Marlow has 4 ports.", "Marlow has four ports."),
    "bound": ("Marlow has more than 40 ports.", "Marlow has over 40 ports."),
    "unit": ("Marlow covers 40 square kilometers.", "Marlow covers 40 km2."),
    "date": ("It opened on March 31, 2019.", "It opened on 31 March 2019."),
    "leading adverbial moved": (
        "As of March 31, 2019, Marlow had 31 cranes.",
        "Marlow had 31 cranes as of March 31, 2019.",
    ),
    "trailing adverbial moved": (
        "The fleet had 31 ships in fiscal 2019.",
        "In fiscal 2019, the fleet had 31 ships.",
    ),
    "appositive dropped": (
        "Marlow, the largest town, has 31 cranes.",
        "Marlow has 31 cranes.",
    ),
    "first clause": (
        "The town of Marlow has 31 cranes, and it covers 40 hectares.",
        "The town of Marlow has 31 cranes.",
    ),
    "passive": (
        "In 2019, Marlow acquired 31 cranes for $12 million.",
        "In 2019, 31 cranes were acquired by Marlow for $12 million.",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_the_same_otherwise(name: str) -> None:
    before, after = SAID[name]
    assert paraphrases(before)[name] == after


@pytest.mark.parametrize("name", ["written out", "smaller scale", "number words"])
@given(number=st.integers(2, 999_999), scale=st.sampled_from(["million", "billion", "trillion"]))
def test_a_figure_keeps_its_value(name: str, number: int, scale: str) -> None:
    sentence = f"Marlow paid ${number / 100:,.2f} {scale} for 7 ports."
    said = paraphrases(sentence).get(name, sentence)
    before, after = ([q.value for q in parse_quantities(text)] for text in (sentence, said))
    assert after == pytest.approx(before)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("leading adverbial moved", "In 2019, Marlow had 31 cranes and Tarn bought 12."),
        ("trailing adverbial moved", "Marlow had 31 cranes and Tarn bought 12 in 2019."),
        ("leading adverbial moved", "In 2019, Marlow had 31 cranes and used 12."),
        ("number words", "The Scope 2 emissions fell."),
        ("number words", "Marlow paid 6 million crowns."),
        ("currency", "Marlow has a $140 million facility."),
        ("currency", "Marlow paid dividends of$0.40."),
        ("currency", "Marlow set aside $3.6M."),
        ("currency", "Marlow drew $4.5+ billion."),
        ("bound", "The parks extend over 40 hectares."),
        ("passive", "Marlow acquired and sold 31 cranes."),
    ],
)
def test_a_rule_keeps_off_what_it_could_spoil(name: str, sentence: str) -> None:
    assert name not in paraphrases(sentence)


@given(st.text(max_size=80))
def test_any_text_is_its_own_paraphrase(text: str) -> None:
    said = paraphrases(text)
    assert said.pop("identity") == text
    assert text not in said.values()
