import pytest

from briqa.segment.blocks import BlockKind, find_blocks
from briqa.spans import Document, SourceFormat, Span
from tests.segment.tokens import cut, markdown, quotes


def kinds(document: Document) -> list[BlockKind]:
    return [block.kind for block in find_blocks(document)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_blocks_are_told_apart_whatever_ends_a_line(newline: str) -> None:
    text = (
        "---\na: b\n---\n\n# Head\n\nProse here.\n\n- item\n\n***\n\n```\nx\n```\n\n|a|b|\n|c|d|\n"
    )
    assert kinds(markdown(text.replace("\n", newline))) == [
        BlockKind.FRONT_MATTER,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.RULE,
        BlockKind.CODE,
        BlockKind.TABLE,
    ]


def test_each_table_row_is_a_sentence_and_the_header_is_kept() -> None:
    document = markdown("| City | Ports |\n|---|---|\n| Wuxi | 3 |\n| Suzhou | 4 |\n")
    assert quotes(document) == ["City | Ports", "Wuxi | 3", "Suzhou | 4"]
    assert find_blocks(document)[0].header_lines == 1


def test_a_caption_belongs_to_its_table() -> None:
    blocks = find_blocks(markdown("Table 1 Ports\n\n| City | Ports |\n|---|---|\n| Wuxi | 3 |\n"))
    assert [block.kind for block in blocks] == [BlockKind.TABLE]
    assert blocks[0].header_lines == 2


def test_code_is_not_read_as_headings() -> None:
    assert kinds(markdown("```\n# not a heading\n```\n")) == [BlockKind.CODE]


def test_a_numbered_list_is_not_sections() -> None:
    document = markdown("1. Apples\n\n2. Pears\n\n3. Plums\n")
    assert BlockKind.HEADING not in kinds(document)[:2]


def test_an_underlined_line_is_a_markdown_heading() -> None:
    blocks = find_blocks(markdown("Ports\n=====\n\nProse.\n"))
    assert (blocks[0].kind, blocks[0].level) == (BlockKind.HEADING, 1)


def test_furniture_is_not_in_the_view() -> None:
    text = "ANNUAL REPORT\nPorts grew."
    document = Document("made", text, SourceFormat.PDF, furniture=(Span(0, 13),))
    assert kinds(document) == [BlockKind.FURNITURE, BlockKind.PARAGRAPH]
    assert cut(document).view.text == "Ports grew."
