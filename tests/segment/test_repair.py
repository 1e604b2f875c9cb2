import pytest

from briqa.spans import Document, SourceFormat, Span
from tests.segment.tokens import cut, markdown, quotes

PREFIX = "The corridor carried many more containers in every year, and the "


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("na-\ntional", "national"),
        ("is-\nsued", "issued"),
        ("coopera-\n\ntion", "cooperation"),
        ("na-\r\ntional", "national"),
        ("na-\ftional", "national"),
    ],
)
def test_a_word_broken_by_a_hyphen_is_made_whole(broken: str, whole: str) -> None:
    view = cut(markdown(f"{PREFIX}{broken} figures rose.")).view
    assert view.text == f"{PREFIX}{whole} figures rose."


def test_a_compound_keeps_its_hyphen() -> None:
    text = f"A rail-sea route. {PREFIX}rail-\nsea route grew. COVID-\n19 and Yiwu-\nXinjiang."
    shown = cut(markdown(text)).view.text
    assert "railsea" not in shown
    assert shown.count("rail-sea") == 2
    assert shown.endswith("COVID-19 and Yiwu-Xinjiang.")


def test_markup_goes_and_escapes_read_as_their_sign() -> None:
    text = r"**Bold** trade of \$3 in `code` at [a port](http://a.b), 2 * 3, snake_case."
    assert cut(markdown(text)).view.text == (
        "Bold trade of $3 in code at a port, 2 * 3, snake_case."
    )


def test_a_pdf_keeps_its_asterisks() -> None:
    text = "Trade **grew** in 2022."
    assert cut(Document("made", text, SourceFormat.PDF)).view.text == text


def test_a_sentence_runs_over_a_page_break_and_its_running_head() -> None:
    first = "The province opened new routes to the ports of the region and the coopera-"
    head, rest = "ANNUAL REPORT 7", "tion grew. Then it ended."
    text = f"{first}\f{head}\n{rest}"
    at = text.index(head)
    document = Document(
        "made",
        text,
        SourceFormat.PDF,
        paragraph_starts=(0,),
        furniture=(Span(at, at + len(head)),),
    )
    assert quotes(document) == [f"{first[:-1]}tion grew.", "Then it ended."]


def test_the_halves_of_a_broken_word_are_no_words_that_keep_its_hyphen() -> None:
    assert cut(markdown("The coopera-\ntion grew.")).view.text == "The cooperation grew."


def test_two_words_of_the_document_keep_the_hyphen_between_them() -> None:
    shown = cut(markdown("Goods cross the border by cross-\nborder trade.")).view.text
    assert shown == "Goods cross the border by cross-border trade."


@pytest.mark.parametrize("source_format", list(SourceFormat))
@pytest.mark.parametrize("text", ["The coopera\u00adtion grew.", "|The coopera\u00adtion grew.|"])
def test_a_soft_hyphen_is_shown_in_no_format(text: str, source_format: SourceFormat) -> None:
    shown = cut(Document("made", text, source_format)).view.text
    assert shown == "The cooperation grew."
