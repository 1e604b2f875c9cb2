import pytest

from tests.segment.tokens import markdown, quotes


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Hu wrote it in 2023.",
        "The U.S. Census counted them.",
        "Some goods, e.g. Textiles, grew.",
        "It follows Order No. 5 of 2019.",
        "See p. 12 of the report.",
        "Trade grew by 12.5 percent.",
    ],
)
def test_an_abbreviation_ends_no_sentence(sentence: str) -> None:
    assert quotes(markdown(f"{sentence} The port opened.")) == [sentence, "The port opened."]


def test_the_items_of_an_enumeration_are_sentences() -> None:
    text = "There are three tasks: (1) build ports; (2) open routes; (3) train staff. Then rest."
    assert quotes(markdown(text)) == [
        "There are three tasks:",
        "(1) build ports;",
        "(2) open routes;",
        "(3) train staff.",
        "Then rest.",
    ]


def test_a_number_in_parentheses_alone_begins_no_item() -> None:
    text = "As stated before, (2) and others hold."
    assert quotes(markdown(text)) == [text]
