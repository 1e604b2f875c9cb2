import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.drafts import draft_of, needs_source
from briqa.drafts.needs_source import need_of


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The quarry employed 310 men.", "figure"),
        ("I believe that the quarry employed 310 men.", "figure"),
        ("Did the quarry employ 310 men?", "figure"),
        ("Next, we show that 3 % of it was marble.", "figure"),
        ("The owner called it “the finest stone of all”.", "quotation"),
        ("According to the foreman, the saws were never sharpened.", "attribution"),
        ("Recent studies suggest that the dust was harmless.", "attribution"),
        ("Half of the stone was sold abroad.", "figure in words"),
        ("The quarry was closed because of the war.", "statement"),
        ("It is worth noting that the quarry belonged to nuns.", "statement"),
        ("We know that marble dissolves in acid rain.", "statement"),
    ],
)
def test_a_statement_about_the_world_needs_a_source(text: str, sign: str) -> None:
    need = needs_source(text)
    assert (need.needed, need.sign) == (True, sign)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Why was the quarry closed?", "question"),
        ("In our view, the quarry was closed too soon.", "opinion"),
        ("We therefore argue that dust is a political matter.", "opinion"),
        ("Quarries should be planted with trees.", "norm"),
        ("Section 2 describes the quarry.", "plan"),
        ("This thesis is organised in three parts.", "plan"),
        ("By dust we mean any particle that can be seen.", "definition"),
        ("The objections are as follows.", "transition"),
        ("Imagine a quarry by the sea.", "imperative"),
        ("I walked through the quarry on a Sunday.", "own"),
        ("This is hardly surprising.", "comment"),
        ("Not so.", "comment"),
        ("Marble, then.", "fragment"),
    ],
)
def test_what_states_nothing_about_the_world_is_left_alone(text: str, sign: str) -> None:
    need = needs_source(text)
    assert (need.needed, need.sign) == (False, sign)
    assert need.reason


@given(st.text(max_size=60), st.integers(2, 10**7), st.text(max_size=60))
def test_a_sentence_with_a_figure_always_needs_a_source(
    before: str, figure: int, behind: str
) -> None:
    text = f"{before} we believe it cost {figure} euros {behind}"
    assert needs_source(text).needed


def test_parts_that_are_no_sentences_are_left_alone_and_quotations_are_not() -> None:
    text = "# Stone of 1911\n\n| a | 400 |\n|---|---|\n| b | 500 |\n\n> We saw it.\n"
    assert [need_of(found).sign for found in draft_of(text).sentences] == [
        "heading",
        "table",
        "table",
        "quotation",
    ]


def test_a_long_sentence_costs_no_more_than_its_length() -> None:
    assert needs_source("the and so, " * 20_000).needed
    assert needs_source("word " * 20_000 + "(").needed
