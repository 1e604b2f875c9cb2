from hypothesis import given
from hypothesis import strategies as st

from briqa.sources.blocks import BlockWriter

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8)
blocks = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), words),
        st.tuples(st.just("paragraph"), words),
        st.tuples(st.just("item"), words),
        st.tuples(st.just("table"), words),
    )
)


@given(blocks)
def test_every_heading_is_a_slice_of_the_text(written: list[tuple[str, str]]) -> None:
    writer = BlockWriter()
    for kind, text in written:
        if kind == "heading":
            writer.heading(text, level=2)
        elif kind == "paragraph":
            writer.paragraph(text)
        elif kind == "item":
            writer.list_item(text, marker="-", depth=0)
        else:
            writer.table([[text, text]])
    quotes = [writer.text[item.span.start : item.span.end] for item in writer.headings]
    assert quotes == [text for kind, text in written if kind == "heading" and text.strip()]


def test_items_stand_together_and_blocks_apart() -> None:
    writer = BlockWriter()
    writer.paragraph("Before.")
    writer.list_item("one", marker="-", depth=0)
    writer.list_item("two", marker="-", depth=1)
    writer.paragraph("After.")
    assert writer.text == "Before.\n\n- one\n  - two\n\nAfter."


@given(
    st.lists(st.lists(words.filter(str.isalnum), min_size=1, max_size=4), min_size=1, max_size=5)
)
def test_all_rows_of_a_table_have_the_same_number_of_cells(rows: list[list[str]]) -> None:
    writer = BlockWriter()
    writer.table(rows)
    lines = writer.text.split("\n")
    assert len(lines) == len(rows) + 1
    assert {line.count("|") for line in lines} == {max(map(len, rows)) + 1}


def test_a_pipe_in_a_cell_is_escaped_and_empty_columns_go() -> None:
    writer = BlockWriter()
    writer.table([["a|b", "", "c"], ["", "", ""], ["1", " ", "2"]], caption="Table 1")
    assert writer.text == "Table 1\n| a\\|b | c |\n| --- | --- |\n| 1 | 2 |"
