"""The smallest document of each fault that was repaired, named for the fault."""

import pytest

from briqa.segment import PassageKind, segment
from briqa.spans import Document, SourceFormat
from briqa.words import words


def _sentences(text: str, source_format: SourceFormat = SourceFormat.MARKDOWN) -> list[str]:
    document = Document("d", text, source_format)
    cut = segment(document, lambda shown: [(0, len(shown))] if words(shown) else [])
    return [cut.view.read(sentence.span) for sentence in cut.sentences]


def test_text_behind_a_rule_at_the_start_is_no_front_matter() -> None:
    text = "---\nThe dam is 40 m high.\n\nIt cost $5 million.\n\n---\n\nMore about it.\n"
    expected = ["The dam is 40 m high.", "It cost $5 million.", "More about it."]
    assert _sentences(text) == expected


def test_a_wrapped_item_does_not_swallow_the_next_marker() -> None:
    text = "1. Repair of pipes\n   - Install 12,000 sensors\n     at a cost of 18 million\n2. Fees"
    expected = ["Repair of pipes", "Install 12,000 sensors at a cost of 18 million", "Fees"]
    assert _sentences(text) == expected


def test_in_markdown_a_bullet_interrupts_a_paragraph() -> None:
    assert _sentences("The aims are\n- build 40 schools\n- train 300 teachers") == [
        "The aims are",
        "build 40 schools",
        "train 300 teachers",
    ]


def test_tildes_underline_a_heading_in_plain_text() -> None:
    text = "Costs\n~~~~~\n\nThe dam is high and\nwas built in 1970.\n\nIt cost $5 million."
    assert "The dam is high and was built in 1970." in _sentences(text, SourceFormat.TEXT)


def test_a_fence_is_closed_by_a_fence_alone() -> None:
    text = "````\n```python\nx = 1\n```\n````\n\nIt cost $5 million.\n"
    assert _sentences(text)[-1] == "It cost $5 million."


@pytest.mark.parametrize("mark", ["¹", "3"])
def test_a_note_mark_behind_the_stop_still_ends_the_paragraph(mark: str) -> None:
    first = "The exports of the whole region grew by far more than anybody had expected, " * 2
    text = f"{first}and so they did in 2019.{mark}\n\nImports grew by 4% in that year."
    assert _sentences(text, SourceFormat.TEXT)[-1] == "Imports grew by 4% in that year."


def test_a_long_line_without_punctuation_is_cut_whole() -> None:
    document = Document("d", "word " * 3000, SourceFormat.TEXT)
    cut = segment(document, lambda shown: [(at, at + 4) for at in range(0, len(shown) - 3, 5)])
    body = [passage for passage in cut.passages if passage.kind is PassageKind.BODY]
    assert sum(passage.sentences[1] - passage.sentences[0] for passage in body) == 15
