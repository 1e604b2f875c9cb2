import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.bibliography.casing import is_title_case, sentence_case, title_case
from briqa.bibliography.markup import (
    ITALIC,
    QUOTE,
    UNQUOTE,
    UPRIGHT,
    Form,
    finish,
    rich,
)

ENGLISH = ("“", "”", "‘", "’")


def plain(text: str, *, american: bool = True) -> str:
    return finish(text, american=american, quotes=ENGLISH, form=Form.PLAIN)


@pytest.mark.parametrize(
    ("text", "american", "british"),
    [
        (f"{QUOTE}End{UNQUOTE}.", "“End.”", "“End”."),
        (f"{QUOTE}End.{UNQUOTE}.", "“End.”", "“End.”"),
        (f"{QUOTE}Why?{UNQUOTE}.", "“Why?”", "“Why?”"),
        (f"{QUOTE}Why?{UNQUOTE}, 2020", "“Why?,” 2020", "“Why?”, 2020"),
        (f"{ITALIC}Inc.{UPRIGHT}. Oslo", "Inc. Oslo", "Inc. Oslo"),
        ("Jr., M.. Title , end ,.", "Jr., M. Title, end.", "Jr., M. Title, end."),
        (f"{QUOTE}A “b” c{UNQUOTE}", "“A ‘b’ c”", "“A ‘b’ c”"),
        (f'{QUOTE}A "b" c{UNQUOTE}', "“A ‘b’ c”", "“A ‘b’ c”"),
        ("https://a.org/x.,y", "https://a.org/x.,y", "https://a.org/x.,y"),
    ],
)
def test_marks_that_meet(text: str, american: str, british: str) -> None:
    assert plain(text) == american
    assert plain(text, american=False) == british


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1984. A book", r"1984\. A book"),
        ("# x", r"\# x"),
        ("a_b https://a.org/b_c", r"a\_b https://a.org/b_c"),
        ("[Data](x)", r"[Data\](x)"),
        ("[1] Okafor", "[1] Okafor"),
    ],
)
def test_markdown_reads_as_text(text: str, markdown: str) -> None:
    assert finish(text, american=True, quotes=ENGLISH, form=Form.MARKDOWN) == markdown


@given(st.text())
def test_html_has_no_tag_of_the_text(text: str) -> None:
    made = finish(rich(text), american=True, quotes=ENGLISH, form=Form.HTML)
    for tag in ("<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>"):
        made = made.replace(tag, "")
    assert "<" not in made
    assert ">" not in made


@given(st.text(st.sampled_from("ab .,:;!?'")))
def test_putting_in_order_twice_changes_nothing(text: str) -> None:
    once = plain(text)
    assert plain(once) == once


def test_case() -> None:
    assert (
        title_case("a tale of two ports: the iPhone era") == "A Tale of Two Ports: The iPhone Era"
    )
    assert title_case("freight over-the-road and on") == "Freight Over-the-Road and On"
    assert sentence_case("The Ports: A NASA Survey") == "The ports: A NASA survey"
    assert sentence_case("The Ports of Oslo", [(13, 17)]) == "The ports of Oslo"
    assert is_title_case("The Ports of the Lower River")
    assert not is_title_case("The ports of the lower River")
    assert not is_title_case("Ports")
