import pytest

from briqa.answer.enumerations import find_enumerations
from tests.answer.documents import stored


def _lists(text: str) -> list[list[str]]:
    document = stored(text)
    return [
        list(enumeration.texts)
        for sentence in document.sentences
        for enumeration in find_enumerations(document.view, sentence.sentence.span)
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("The yard handles coal, oil, and gas.", ["coal", "oil", "gas"]),
        ("The yard handles coal, oil and gas.", ["coal", "oil", "gas"]),
        (
            "It covers sales, research and development, and marketing.",
            ["sales", "research and development", "marketing"],
        ),
        (
            "They ship goods such as copper, raw silk, and tea to Velm.",
            ["copper", "raw silk", "tea"],
        ),
        (
            "In the south, the firm serves Ghent, Liège, and Namur by rail.",
            ["Ghent", "Liège", "Namur"],
        ),
        (
            "The members are Tarn (the seat, since 1990), Velm, and Osk.",
            ["Tarn (the seat, since 1990)", "Velm", "Osk"],
        ),
        (
            "The grants were 1,200 euros, 3,400 euros, and 5,000 euros.",
            ["1,200 euros", "3,400 euros", "5,000 euros"],
        ),
        (
            "It is a market for sales of copper and zinc, of timber, and of wool, hemp, and flax.",
            ["copper", "zinc", "timber", "wool", "hemp", "flax"],
        ),
        (
            "It has three tasks: a review of the plan; the hiring of staff; and a yearly report.",
            ["review of the plan", "hiring of staff", "yearly report"],
        ),
        (
            "They host the Winter Cup and Summer Cup of 2020, the Book Fair, and the Trade Week.",
            ["Winter Cup", "Summer Cup of 2020", "Book Fair", "Trade Week"],
        ),
        (
            "The plan names two aims: a faster port, and, for the towns inland, a rail link.",
            ["faster port", "rail link"],
        ),
    ],
)
def test_items_end_at_the_marks_of_their_own_list(text: str, items: list[str]) -> None:
    assert items in _lists(text)


def test_two_lists_in_a_sentence_stay_apart() -> None:
    text = "Its boats reach Velm, Osk, and Tarn, and they bring back tea, silk, and salt."
    assert _lists(text) == [["Velm", "Osk", "Tarn"], ["tea", "silk", "salt"]]


def test_another_announced_list_ends_the_first() -> None:
    text = "It helps towns such as Velm, Osk, and Tarn, and firms such as Marrow, Nolte, and Birk."
    assert ["Marrow", "Nolte", "Birk"] in _lists(text)


@pytest.mark.parametrize(
    "text",
    [
        "The yard was built on 3 May, 2020.",
        "It is under construction as a hub.",
        "The yard opened in 1990, which pleased the town.",
    ],
)
def test_a_comma_alone_makes_no_list(text: str) -> None:
    assert _lists(text) == []
