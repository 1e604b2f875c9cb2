import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.segment.blocks import BlockKind, find_blocks
from briqa.segment.forms import FormLine, find_form
from briqa.spans import Document, SourceFormat, Span
from tests.segment.tokens import markdown, quotes


def pdf(text: str, columns: tuple[str, ...] = (), starts: tuple[str, ...] = ()) -> Document:
    """A page whose columns and paragraphs begin at some of its words."""
    return Document(
        "made",
        text,
        SourceFormat.PDF,
        paragraph_starts=tuple(sorted(map(text.index, starts))),
        column_starts=tuple(sorted(map(text.index, columns))),
    )


def test_each_field_of_a_form_is_a_sentence() -> None:
    text = "The tug was sold twice.\n\nFlag: Malta\nGross tonnage: 312\nBuilder: Orla & Sons Inc.\n"
    assert quotes(markdown(text)) == [
        "The tug was sold twice.",
        "Flag: Malta",
        "Gross tonnage: 312",
        "Builder: Orla & Sons Inc.",
    ]


def test_a_form_may_follow_prose_without_a_blank_line() -> None:
    text = "The tug was sold twice in a year.\nFlag: Malta\nBuilder: Orla\n"
    assert quotes(markdown(text))[1:] == ["Flag: Malta", "Builder: Orla"]


def test_fields_side_by_side_are_cut_where_a_label_stands_apart() -> None:
    document = pdf(
        "Place: Orla Bay Flag: Malta\nHull: steel Length/Beam:",
        columns=("Orla", "Flag", "Malta", "steel", "Length"),
    )
    assert quotes(document) == ["Place: Orla Bay", "Flag: Malta", "Hull: steel", "Length/Beam:"]


def test_wide_gaps_part_the_fields_of_a_plain_text() -> None:
    document = Document(
        "made", "Flag: Malta    Hull:  steel\nCrew: 4\tBeam: 5 m", SourceFormat.TEXT
    )
    assert quotes(document) == ["Flag: Malta", "Hull:  steel", "Crew: 4", "Beam: 5 m"]


def test_a_form_that_nobody_filled_in_is_one_if_its_labels_stand_side_by_side() -> None:
    document = pdf("Length: Beam:\nFlag: Crew:", columns=("Beam", "Crew"))
    assert quotes(document) == ["Length:", "Beam:", "Flag:", "Crew:"]


def test_a_value_goes_on_in_the_next_line_of_its_column() -> None:
    text = "Rating: Inland waters; coastal\nWaters\nCrew: four (two of them\nTrainees)\nFlag: Malta"
    assert quotes(pdf(text)) == [
        "Rating: Inland waters; coastal Waters",
        "Crew: four (two of them Trainees)",
        "Flag: Malta",
    ]


def test_a_label_in_two_lines_is_one() -> None:
    text = "Owner: Orla Papers held by\nthe owner:\nFlag: Malta"
    document = pdf(text, columns=("Papers",))
    assert quotes(document) == ["Owner: Orla", "Papers held by the owner:", "Flag: Malta"]


def test_prose_behind_a_label_is_no_field() -> None:
    text = (
        "Lirano: The port handled a fifth more containers than the year before.\n"
        "Kastrel: The quay was built in stages. It was opened late.\n"
    )
    assert {block.kind for block in find_blocks(markdown(text))} == {BlockKind.PARAGRAPH}


def test_the_rows_under_a_label_are_no_value() -> None:
    text = (
        "Earnings per share:\nBasic $ 1.20 $ 1.31\nDiluted $ 1.18 $ 1.30\nShares used:\nBasic 16 17"
    )
    assert BlockKind.FIELD not in {block.kind for block in find_blocks(pdf(text))}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_records_under_the_same_labels_stay_whole(gap: str) -> None:
    records = ["Title: The Sea\nAuthor: Ann Lee\nYear: 1987", "Title: The Land\nAuthor: Bo Ray"]
    blocks = find_blocks(markdown(gap.join(records)))
    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize(
    ("below", "kind"),
    [
        ("```\ncode: x\n```", BlockKind.CODE),
        ("Port | Cargo\n---|---\nOslo | 12", BlockKind.TABLE),
        ("***", BlockKind.RULE),
        ("# Next", BlockKind.HEADING),
        ("> said: so", BlockKind.PARAGRAPH),
    ],
)
def test_a_form_ends_where_something_else_begins(below: str, kind: BlockKind) -> None:
    blocks = find_blocks(markdown(f"Flag: Malta\nCrew: 4\nRole:\n{below}"))
    assert [block.kind for block in blocks] == [*[BlockKind.FIELD] * 3, kind]


def test_capitals_behind_a_value_are_no_part_of_it() -> None:
    document = Document("made", "Tel: 555\nFax: 556\nRESULTS\nCrew: up", SourceFormat.TEXT)
    assert quotes(document)[:2] == ["Tel: 555", "Fax: 556"]


def test_lines_that_were_looked_at_in_vain_are_not_looked_at_again() -> None:
    lines = [FormLine(Span(8 * at, 8 * at + 7), begins=False) for at in range(100)]
    form = find_form("Abc de:\nLower s\n" * 50, lines, ())
    assert (form.fields, form.line_count) == ((), 100)


LINES = st.lists(
    st.sampled_from(
        ["Flag: Malta", "Crew:", "Beam: 5 m    Hull: steel", "steel", "A long tale ends so.", "x:y"]
    )
    | st.text("aB1:.,(\t \u00a0", min_size=1, max_size=20).map(str.strip).filter(bool),
    min_size=1,
    max_size=8,
)


@given(LINES, st.sets(st.integers(0, 200)))
def test_the_fields_of_a_form_are_in_order_and_cover_its_lines(
    lines: list[str], columns: set[int]
) -> None:
    text = "\n".join(lines)
    spans: list[Span] = []
    at = 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    apart = [at for at in sorted(columns) if text[at - 1 : at] == " " and text[at : at + 1].strip()]
    form = find_form(text, [FormLine(span, begins=False) for span in spans], apart)
    assert form.line_count >= 1
    if not form.fields:
        return
    parts = [part for field in form.fields for part in field]
    assert parts == sorted(parts)
    assert all(one.end <= other.start for one, other in itertools.pairwise(parts))
    taken = "".join(text[span.start : span.end] for span in spans[: form.line_count])
    told = "".join(text[part.start : part.end] for part in parts)
    assert "".join(told.split()) == "".join(taken.split())
