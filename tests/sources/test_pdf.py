import math
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from briqa.errors import EmptySource, EncryptedSource, ScannedSource, UnreadableSource
from briqa.sources.pdf import PageBox, boxes, read_pdf
from briqa.sources.pdf.glyphs import Box, Boxes, FontStyle, open_pdf
from briqa.spans import Document, Span

from .files import (
    BOLD,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Line,
    encrypt_pdf,
    handmade_pdf,
    prose,
    write_pdf,
    write_scan,
)

PROSE = (
    "The ports along the coast handled more containers in 2023 than in any year",
    "before, and the inland terminals followed with growth of some six per cent",
    "although their capacity had hardly changed since the last survey was made.",
)
SHORT_LAST = "Trade went on."


def read(path: Path) -> Document:
    return read_pdf(path, docid=path.name)


def paragraphs(document: Document) -> list[str]:
    starts = document.paragraph_starts
    assert starts is not None
    ends = [*starts[1:], len(document.text)]
    return [document.text[a:b] for a, b in zip(starts, ends, strict=True)]


def headings(document: Document) -> list[tuple[str, int]]:
    return [(document.quote(item.span), item.level) for item in document.headings]


def span_of(document: Document, quote: str) -> Span:
    start = document.text.index(quote)
    return Span(start, start + len(quote))


# The canonical text


def test_pages_are_joined_by_form_feeds(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Line("One", 700)], [], [Line("Three", 700)]])
    document = read(path)
    assert document.text == "One\f\fThree"
    assert [(page.start, page.end) for page in document.pages] == [(0, 3), (4, 4), (5, 10)]
    assert document.page_number(document.text.index("Three")) == 3


def test_lines_end_in_a_newline_alone(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "a.pdf", [prose(700, PROSE)]))
    assert document.text == "\n".join(PROSE)


def test_a_hyphen_at_a_lines_end_stays_with_its_line_break(tmp_path: Path) -> None:
    lines = ["The customs union was a na-", "tional matter."]
    document = read(write_pdf(tmp_path / "a.pdf", [prose(700, lines)]))
    assert document.text == "\n".join(lines)
    (first, second) = boxes(tmp_path / "a.pdf", document, span_of(document, "na-\ntional"))
    assert first.bottom > second.top - 4
    assert first.left > second.left


def test_a_character_beyond_the_basic_plane_is_one_character(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    content = "BT /F1 20 Tf 100 700 Td (ABC) Tj ET"
    path.write_bytes(handmade_pdf(content, "<41> <D835DCB3>\n<42> <0042>\n<43> <0043>"))
    document = read(path)
    assert document.text == "𝒳BC"
    box_of_b = boxes(path, document, Span(1, 2))[0]
    assert box_of_b.left == pytest.approx(100 + 20 * 0.667, abs=1)  # Helvetica's A


def test_digits_one_above_the_other_are_two_lines(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Line("0", 720), Line("5", 700)]])
    assert read(path).text == "0\n5"


def test_text_that_runs_upwards_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(handmade_pdf("BT /F1 20 Tf 0 1 -1 0 300 300 Tm (Exports) Tj ET"))
    assert read(path).text == "Exports"


def test_control_characters_of_a_font_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    content = "BT /F1 20 Tf 100 700 Td (ABC) Tj ET"
    path.write_bytes(handmade_pdf(content, "<41> <000C>\n<42> <0042>\n<43> <0007>"))
    assert read(path).text == "B"


def test_print_too_small_to_read_is_dropped_with_its_line(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "a.pdf",
        [[Line("Before", 720), Line("_anchor-63ec12c0", 710, size=1), Line("After", 700)]],
    )
    assert read(path).text == "Before\nAfter"


def test_lines_of_small_print_alone_leave_no_line_ends(tmp_path: Path) -> None:
    lines = [
        Line("_first", 730, size=1),
        Line("Before a na-", 720),
        Line("_second", 710, size=1),
        Line("_third", 705, size=1),
        Line("tion", 690),
        Line("_beside", 690, x=200, size=1),
        Line("After", 670),
    ]
    assert read(write_pdf(tmp_path / "a.pdf", [lines])).text == "Before a na-\ntion \nAfter"


words = st.text("abcdefghijkmnopqrstuvwxyzABCDEFGH0123456789%$", min_size=1, max_size=9)
text_line = st.lists(words, min_size=1, max_size=8).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(text_line, max_size=5), min_size=1, max_size=3), st.data())
def test_every_drawn_character_has_a_box_on_its_page(
    page_lines: list[list[str]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        write_pdf(path, [prose(700, lines, pitch=20) for lines in page_lines])
        if not any(page_lines):
            with pytest.raises(EmptySource):
                read(path)
            return
        document = read(path)
        assert document == read(path)
        drawn = [i for i, character in enumerate(document.text) if not character.isspace()]
        start = data.draw(st.sampled_from(drawn))
        end = data.draw(st.integers(start + 1, len(document.text)))
        found = boxes(path, document, Span(start, end))
    assert document.text.split() == [
        word for lines in page_lines for line in lines for word in line.split()
    ]
    assert len(found) == sum(
        bool(line.strip()) for line in document.text[start:end].replace("\f", "\n").split("\n")
    )
    for box in found:
        assert 0 <= box.left < box.right <= PAGE_WIDTH
        assert 0 <= box.bottom < box.top <= PAGE_HEIGHT
    numbers = [box.page_index + 1 for box in found]
    assert numbers == sorted(numbers)
    assert numbers[0] == document.page_number(start)


# Boxes


def test_boxes_stand_where_the_words_were_drawn(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "a.pdf", [[Line("nothing", 500)], [Line("Exports rose", 700, x=100)]]
    )
    document = read(path)
    (box,) = boxes(path, document, span_of(document, "Exports"))
    assert box.page_index == 1
    assert box.left == pytest.approx(100, abs=1)
    assert box.bottom < 700 < 705 < box.top


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_follow_a_pages_rotation_and_crop(tmp_path: Path, rotation: int) -> None:
    upright = write_pdf(tmp_path / "upright.pdf", [[Line("Exports", 700, x=100)]])
    (plain,) = boxes(upright, read(upright), Span(0, 7))
    writer = PdfWriter(clone_from=PdfReader(upright))
    writer.pages[0].cropbox = RectangleObject((50, 60, 550, 760))
    writer.pages[0].rotate(rotation)
    path = tmp_path / "turned.pdf"
    writer.write(path)
    (turned,) = boxes(path, read(path), Span(0, 7))
    expected = {
        90: (plain.bottom - 60, 550 - plain.right, plain.top - 60, 550 - plain.left),
        180: (550 - plain.right, 760 - plain.top, 550 - plain.left, 760 - plain.bottom),
        270: (760 - plain.top, plain.left - 50, 760 - plain.bottom, plain.right - 50),
    }[rotation]
    assert (turned.left, turned.bottom, turned.right, turned.top) == pytest.approx(
        expected, abs=0.1
    )


def test_each_of_many_characters_has_the_box_that_pdfium_gives(tmp_path: Path) -> None:
    texts = ["".join(chr(48 + (row + column) % 75) for column in range(90)) for row in range(60)]
    path = write_pdf(tmp_path / "a.pdf", [prose(800, texts)])
    with open_pdf(path) as pdf:
        page = pdf.read(0)
        assert page is not None
        with pdf.page(0) as raw:
            assert raw is not None
            text_page = raw.get_textpage()
            expected = [
                text_page.get_charbox(index, loose=True)
                for index, character in enumerate(text_page.get_text_range())
                if not character.isspace()
            ]
            text_page.close()
    assert page.text == "\n".join(texts)
    assert len(page.boxes) == len(page.text) > 4096
    found = [page.boxes[offset] for offset in range(len(page.text))]
    assert [(box.left, box.bottom, box.right, box.top) for box in found if box] == expected
    assert [box is None for box in found] == [character == "\n" for character in page.text]


def test_each_word_has_its_own_font(tmp_path: Path) -> None:
    lines = [
        Line("plain", 700),
        Line("bold", 700, x=120, font=BOLD),
        Line("slanted", 700, x=180, font="Helvetica-Oblique"),
        Line("large", 700, x=240, size=14),
    ]
    with open_pdf(write_pdf(tmp_path / "a.pdf", [lines])) as pdf:
        page = pdf.read(0)
    assert page is not None
    assert page.text == "plain bold slanted large"
    assert page.styles == {
        0: FontStyle(10.0, bold=False, italic=False),
        6: FontStyle(10.0, bold=True, italic=False),
        11: FontStyle(10.0, bold=False, italic=True),
        19: FontStyle(14.0, bold=False, italic=False),
    }


coordinates = st.floats(-1000, 1000, width=32)
box_or_none = st.none() | st.tuples(*[coordinates] * 4)


@given(st.lists(box_or_none, min_size=1, max_size=30), st.data())
def test_the_box_around_characters_holds_each_that_is_drawn(
    given_boxes: list[tuple[float, ...] | None], data: st.DataObject
) -> None:
    end = data.draw(st.integers(1, len(given_boxes)))
    starts = sorted(data.draw(st.sets(st.integers(0, end - 1), max_size=5)))
    nowhere = (math.inf, math.inf, -math.inf, -math.inf)
    edges = np.array([box or nowhere for box in given_boxes]).T
    boxes_of_page = Boxes(edges, np.array([box is not None for box in given_boxes]))
    found = boxes_of_page.bounding(starts, end)
    assert len(found) == len(starts)
    for box, start, stop in zip(found, starts, [*starts[1:], end], strict=False):
        inside = [one for one in given_boxes[start:stop] if one is not None]
        if not inside:
            assert box is None
            continue
        lefts, bottoms, rights, tops = zip(*inside, strict=True)
        assert box == Box(min(lefts), min(bottoms), max(rights), max(tops))


def test_boxes_of_white_space_are_none(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Line("a", 700)], [Line("b", 700)]])
    assert boxes(path, read(path), Span(1, 2)) == ()


def test_a_file_that_changed_has_no_boxes(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Line("Exports rose", 700)]])
    document = read(path)
    write_pdf(path, [[Line("Exports fell", 700)]])
    with pytest.raises(UnreadableSource, match="has changed"):
        boxes(path, document, Span(0, 7))
    path.unlink()
    with pytest.raises(UnreadableSource, match="isn't there"):
        boxes(path, document, Span(0, 7))
    with pytest.raises(ValueError, match="past the end"):
        boxes(path, document, Span(0, 99))


def test_a_box_is_a_value() -> None:
    assert PageBox(0, 1.0, 2.0, 3.0, 4.0) == PageBox(0, 1.0, 2.0, 3.0, 4.0)


# Paragraphs


def test_a_wider_gap_begins_a_paragraph(tmp_path: Path) -> None:
    lines = prose(700, PROSE * 2) + prose(600, PROSE)
    document = read(write_pdf(tmp_path / "a.pdf", [lines]))
    assert paragraphs(document) == ["\n".join(PROSE * 2) + "\n", "\n".join(PROSE)]


def test_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    lines = prose(700, PROSE * 2)
    lines[3] = Line(PROSE[0], lines[3].y, x=90)
    assert len(paragraphs(read(write_pdf(tmp_path / "a.pdf", [lines])))) == 2


def test_a_line_that_ends_early_with_its_sentence_ends_a_paragraph(tmp_path: Path) -> None:
    lines = prose(700, [*PROSE, SHORT_LAST, *PROSE])
    assert len(paragraphs(read(write_pdf(tmp_path / "a.pdf", [lines])))) == 2


@pytest.mark.parametrize("bullet", ["• ", "- ", "1. ", "(a) ", "2) "])
def test_each_bullet_begins_a_paragraph(tmp_path: Path, bullet: str) -> None:
    lines = prose(700, [PROSE[0], bullet + PROSE[1], PROSE[2], bullet + PROSE[0]])
    assert len(paragraphs(read(write_pdf(tmp_path / "a.pdf", [lines])))) == 3


def test_a_figure_at_a_lines_start_is_no_bullet(tmp_path: Path) -> None:
    lines = prose(
        700, [PROSE[0], "12.5 million tonnes were handled there, which is more than the", PROSE[2]]
    )
    assert len(paragraphs(read(write_pdf(tmp_path / "a.pdf", [lines])))) == 1


def test_a_paragraph_goes_on_in_the_next_column_and_page(tmp_path: Path) -> None:
    left = [
        Line("The terminals of the region have been", 700),
        Line("growing since the turn of the", 688),
    ]
    right = [
        Line("century, as the survey shows for", 700, x=320),
        Line("every province of the three and", 688, x=320),
    ]
    document = read(
        write_pdf(tmp_path / "a.pdf", [left + right, prose(700, ["coast, and for the inland."])])
    )
    assert paragraphs(document) == [document.text]


def test_a_page_that_begins_with_a_new_sentence_begins_a_paragraph(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "a.pdf", [prose(700, PROSE), prose(700, PROSE)]))
    assert len(paragraphs(document)) == 2


def test_cells_of_one_row_are_one_paragraph(tmp_path: Path) -> None:
    row = [Line("Net sales", 700), Line("81,797", 700, x=300), Line("82,959", 700, x=400)]
    document = read(write_pdf(tmp_path / "a.pdf", [row]))
    assert paragraphs(document) == [document.text]
    assert "Net sales" in document.text.split("\n")[0]


# Furniture


def pages_with_furniture(count: int) -> list[list[Line]]:
    return [
        [
            Line("Annual Report 2023", 810),
            *prose(700, PROSE),
            Line(f"{number}", 30 + number % 2, x=500 if number % 2 else 60),
        ]
        for number in range(7, 7 + count)
    ]


def test_running_heads_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "a.pdf", pages_with_furniture(4)))
    assert [document.quote(span) for span in document.furniture] == [
        "Annual Report 2023", "7", "Annual Report 2023", "8",
        "Annual Report 2023", "9", "Annual Report 2023", "10",
    ]  # fmt: skip
    starts = document.paragraph_starts
    assert starts is not None
    assert not {span.start for span in document.furniture} & set(starts)


def test_two_pages_have_no_furniture(tmp_path: Path) -> None:
    assert read(write_pdf(tmp_path / "a.pdf", pages_with_furniture(2))).furniture == ()


def test_a_foot_that_follows_the_text_is_furniture(tmp_path: Path) -> None:
    pages = [
        [*prose(700, [text, *PROSE]), Line(f"Apple Inc. | {n}", 500 - 60 * n)]
        for n, text in enumerate(("First,", "Then,", "Next,", "At last,"))
    ]
    document = read(write_pdf(tmp_path / "a.pdf", pages))
    assert [document.quote(span) for span in document.furniture] == [
        f"Apple Inc. | {n}" for n in range(4)
    ]


def test_a_title_that_recurs_in_the_text_is_no_furniture(tmp_path: Path) -> None:
    page = [
        Line("Indicators", 800),
        *prose(700, PROSE),
        Line("Indicators", 500),
        Line("Indicators", 400),
    ]
    document = read(write_pdf(tmp_path / "a.pdf", [page, page, page]))
    assert document.furniture == ()


def test_a_line_with_another_figure_on_each_page_is_text(tmp_path: Path) -> None:
    inhabitants = (1_204, 998, 14_300, 771)
    pages = [
        [
            Line(f"Chapter {(number + 1) // 2}, page {number}", 815),
            Line(f"District {number} had {count} inhabitants in 2019.", 795),
            *prose(700, [*PROSE, f"So much for district {'ABCD'[number - 1]}."]),
        ]
        for number, count in enumerate(inhabitants, start=1)
    ]
    document = read(write_pdf(tmp_path / "a.pdf", pages))
    assert [document.quote(span) for span in document.furniture] == [
        f"Chapter {(number + 1) // 2}, page {number}" for number in (1, 2, 3, 4)
    ]


# Headings


def test_larger_and_bold_lines_are_headings_by_rank(tmp_path: Path) -> None:
    lines = [
        Line("Practical Exploration of the Belt", 780, size=18),
        Line("and Road Initiative", 760, size=18),
        Line("1. Ports", 730, size=14),
        *prose(700, PROSE),
        Line("Inland terminals", 640, font=BOLD),
        *prose(620, PROSE),
        Line("2. Railways", 560, size=14),
        *prose(530, PROSE),
    ]
    document = read(write_pdf(tmp_path / "a.pdf", [lines]))
    assert headings(document) == [
        ("Practical Exploration of the Belt\nand Road Initiative", 1),
        ("1. Ports", 2),
        ("Inland terminals", 3),
        ("2. Railways", 2),
    ]


@pytest.mark.parametrize(
    "text", ["Total 81,797 82,959", "Contents ........... 4", "It rose.", "Held:", "(see below)"]
)
def test_bold_lines_that_are_no_headings(tmp_path: Path, text: str) -> None:
    lines = [*prose(700, PROSE), Line(text, 640, font=BOLD), *prose(600, PROSE)]
    assert headings(read(write_pdf(tmp_path / "a.pdf", [lines]))) == []


def test_a_bold_cell_is_no_heading(tmp_path: Path) -> None:
    cells = [Line("Region", 640, font=BOLD, size=10), Line("Trade", 641, x=300, size=8)]
    lines = [*prose(700, PROSE), *cells, *prose(600, PROSE)]
    assert headings(read(write_pdf(tmp_path / "a.pdf", [lines]))) == []


def test_the_outline_gives_the_headings_when_there_is_one(tmp_path: Path) -> None:
    pages = [
        [Line("1.1 Ports and", 720, size=14), Line("terminals", 704, size=14), *prose(680, PROSE)],
        [Line("Ports", 780), *prose(700, PROSE), Line("RAILWAYS", 600), *prose(580, PROSE)],
    ]
    bookmarks = [("Ports and Terminals", 0, 0), ("2 Railways", 1, 1), ("Not there", 1, 0)]
    document = read(write_pdf(tmp_path / "a.pdf", pages, bookmarks=bookmarks))
    assert headings(document) == [("1.1 Ports and\nterminals", 1), ("RAILWAYS", 2)]


def test_an_entry_of_the_outline_may_stand_on_several_lines(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "a.pdf",
        [[Line("1.2", 700), Line("Exports by port", 688), Line("and country", 676)]],
        bookmarks=[("Exports by Port and Country", 0, 0)],
    )
    document = read(path)
    assert headings(document) == [("1.2\nExports by port\nand country", 1)]


def test_an_outline_that_matches_nothing_leaves_the_type_to_tell(tmp_path: Path) -> None:
    pages = [[Line("Ports", 720, size=14), *prose(680, PROSE)]]
    document = read(write_pdf(tmp_path / "a.pdf", pages, bookmarks=[("Cover", 0, 0)]))
    assert headings(document) == [("Ports", 1)]


# The catalogue


def test_metadata_and_page_labels_are_read(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf", [[Line("One", 700)], [Line("Two", 700)]])
    writer = PdfWriter(clone_from=source)
    writer.add_metadata(
        {"/Title": "The  title", "/Author": "Ann Lee", "/CreationDate": "D:20231203100000+08'00'"}
    )
    roman = DictionaryObject({NameObject("/S"): NameObject("/r")})
    annex = DictionaryObject(
        {NameObject("/S"): NameObject("/D"), NameObject("/P"): TextStringObject("A-")}
    )
    numbers = ArrayObject([NumberObject(0), roman, NumberObject(1), annex])
    writer.root_object[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): numbers})
    writer.write(tmp_path / "b.pdf")
    document = read(tmp_path / "b.pdf")
    assert [page.label for page in document.pages] == ["i", "A-1"]
    metadata = document.metadata
    assert (metadata.title, metadata.author, metadata.date) == (
        "The title", "Ann Lee", "2023-12-03",
    )  # fmt: skip


@pytest.mark.parametrize(
    "title", ["untitled", "Microsoft Word - x.doc", "report.indd", "a", "0000320193-23-000077", ""]
)
def test_a_title_that_says_nothing_is_none(tmp_path: Path, title: str) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Line("One", 700)]], title=title)
    assert read(path).metadata.title is None


# What can't be read


def test_a_password_is_needed_or_not(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf", [[Line("Secret", 700)]], title="Plain title")
    with pytest.raises(EncryptedSource, match="password"):
        read(encrypt_pdf(source, tmp_path / "b.pdf", user_password="user"))
    document = read(encrypt_pdf(source, tmp_path / "c.pdf", user_password=""))
    assert (document.text, document.metadata.title) == ("Secret", "Plain title")


def test_a_scan_needs_ocr(tmp_path: Path) -> None:
    with pytest.raises(ScannedSource, match="ocrmypdf"):
        read(write_scan(tmp_path / "a.pdf"))


def test_pages_that_are_pictures_are_told_of(tmp_path: Path) -> None:
    document = read(write_scan(tmp_path / "a.pdf", caption="Caption"))
    assert document.text == "\fCaption"
    assert document.metadata.note == "Pictures without text: page 1."


def test_a_pdf_of_nothing_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptySource):
        read(write_pdf(tmp_path / "a.pdf", [[], []]))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"words", b"%PDF-1.4\n" + b"\xff" * 999])
def test_a_damaged_file_is_unreadable(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableSource):
        read(path)


def test_a_file_without_its_cross_reference_table_is_read(tmp_path: Path) -> None:
    data = write_pdf(tmp_path / "a.pdf", [[Line("Exports rose", 700)]]).read_bytes()
    path = tmp_path / "b.pdf"
    table = data.rindex(b"xref\n0")
    path.write_bytes(data[:table] + data[data.index(b"trailer", table) :])
    assert read(path).text == "Exports rose"


def test_a_word_behind_a_wide_gap_begins_a_column(tmp_path: Path) -> None:
    lines = [Line("Flag:", 700), Line("Malta", 700, x=120), Line("Length overall: 12 m", 680)]
    document = read(write_pdf(tmp_path / "a.pdf", [lines]))
    assert [document.text[start:][:5] for start in document.column_starts] == ["Malta"]
