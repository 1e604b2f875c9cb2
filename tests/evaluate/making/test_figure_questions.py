import pytest

from briqa.evaluate.making.figure_questions import figure_questions
from briqa.evaluate.making.statements import Stems, read_statements
from tests.evaluate.making.documents import COAST, stored


def _made(text: str, stems: Stems) -> dict[str, float]:
    document = stored("a.md", text)
    corpus = read_statements([document], stems)
    return {made.text: made.quantity.value for made in figure_questions(corpus, {"a.md": document})}


def test_a_figure_is_asked_for_as_its_sentence_states_it(stems: Stems) -> None:
    made = _made(COAST, stems)
    assert made["How many shipping routes were opened by the harbour of Ferrytown in 2019?"] == 84
    assert made["How many warehouses does Saltholm have?"] == 23
    assert made["What was the revenue of Saltholm in 2021?"] == 12e6


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Saltholm carries 23 cranes.", "How many cranes does Saltholm carry?"),
        ("Saltholm took over 400 pilots.", "How many pilots were taken by Saltholm?"),
        ("Saltholm set up 42 workshops.", "How many workshops were set up by Saltholm?"),
        ("Saltholm consists of 42 islands.", "Of how many islands does Saltholm consist?"),
        ("Saltholm has 42 bodies of water.", "How many bodies of water does Saltholm have?"),
        ("Saltholm had about 31 Chapels.", "How many Chapels did Saltholm have?"),
    ],
)
def test_the_question_is_put_with_the_verb_of_the_sentence(
    stems: Stems, sentence: str, question: str
) -> None:
    assert question in _made(f"Ships sail to Saltholm.\n\n{sentence}\n", stems)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ships of Saltholm sail to 23 islands.",
        "Saltholm has taken three measures for its pilots:",
        "The cranes had 23 bells, and Saltholm was glad.",
        "Saltholm lies among 23 islands.",
        "Saltholm reached 23 tonnes.",
        "Saltholm opened 20 to 30 routes.",
    ],
)
def test_a_sentence_of_another_form_makes_no_question(stems: Stems, sentence: str) -> None:
    assert _made(f"Ships sail to Saltholm.\n\n{sentence}\n", stems) == {}


def test_a_figure_that_another_sentence_gives_otherwise_is_not_asked_for(stems: Stems) -> None:
    one = "Ships sail to Saltholm.\n\nSaltholm has 23 cranes.\n\n"
    assert _made(one, stems)
    assert _made(f"{one}Saltholm has 31 cranes.\n", stems) == {}
    years = (
        "Ships sail to Saltholm, and pilots of Saltholm mind the fog in Saltholm.\n\n"
        "In 2019, Saltholm had 23 cranes. In 2020, Saltholm had 31 cranes.\n"
    )
    assert set(_made(years, stems)) == {
        "How many cranes did Saltholm have in 2019?",
        "How many cranes did Saltholm have in 2020?",
    }


def test_a_figure_that_only_its_year_tells_is_never_asked_for_without_it(stems: Stems) -> None:
    text = (
        "Ships sail to Saltholm, and pilots of Saltholm mind the fog in Saltholm.\n\n"
        "In 2019, Saltholm had 23 cranes. As of 2020, Saltholm owns 31 cranes.\n"
    )
    assert set(_made(text, stems)) == {"How many cranes did Saltholm have in 2019?"}
