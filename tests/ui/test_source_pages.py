"""Pages of PDFs in the source pane: rectangles over exactly what is cited, and honest failures."""

import base64
import ctypes
import io
import re
from collections.abc import Iterator
from contextlib import closing
from math import ceil, floor
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from briqa.assistant import Assistant, build_index, open_index
from briqa.errors import UnreadableSource
from briqa.spans import Span
from briqa.ui.page_requests import page_functions
from briqa.ui.page_views import PageViews, Sheet
from tests.sources.files import Line, write_pdf
from tests.ui.source_files import (
    LEFT_COLUMN,
    OVER_THE_BREAK,
    REPORT,
    TURNED,
    damage_page,
    write_columns,
    write_report,
    write_turned,
)

COLUMNS = "columns.pdf"
TURNED_PAGES = "turned.pdf"
DEVICE_PX = 4_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_report(folder / REPORT)
    write_columns(folder / COLUMNS)
    write_turned(folder / TURNED_PAGES)
    return folder


@pytest.fixture(scope="module")
def assistant(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    index_dir = tmp_path_factory.mktemp("pages-index")
    build_index(index_dir, [folder])
    with closing(open_index(index_dir)) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(assistant: Assistant) -> PageViews:
    return PageViews(lambda: assistant)


# Rectangles


def test_a_passage_beyond_the_edges_of_its_page_is_told_in_words(tmp_path: Path) -> None:
    inside = "The harbour moved 3,400 tons of grain in the year 2021."
    outside = "A later note says that it moved 9,100 tons of timber."
    write_pdf(tmp_path / "note.pdf", [[Line(inside, 700), Line(outside, -60)]])
    build_index(tmp_path / "index", [tmp_path / "note.pdf"])
    with closing(open_index(tmp_path / "index")) as opened:
        text = opened.document("note.pdf").document.text
        views = PageViews(lambda: opened)
        said = {
            quote: "outside the visible part"
            in sheet_of(
                views, "note.pdf", 1, Span(text.index(quote), text.index(quote) + len(quote))
            ).html
            for quote in (inside, outside)
        }
    assert said == {inside: False, outside: True}


@pytest.mark.parametrize("docid", [REPORT, COLUMNS, TURNED_PAGES])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_lies_under_the_rectangles_is_the_quote(
    docid: str, assistant: Assistant, pages: PageViews, folder: Path, data: st.DataObject
) -> None:
    document = assistant.document(docid).document
    start = data.draw(st.integers(0, len(document.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(document.text))))
    found = [
        under_rectangle(folder / docid, number, rectangle)
        for number in range(1, len(document.pages) + 1)
        for rectangle in rectangles(sheet_of(pages, docid, number, span), span)
    ]
    lines = [line for line in re.split(r"[\n\f]", document.quote(span)) if line.strip()]
    assert [text.strip() for text in found] == [line.strip() for line in lines]


def test_a_span_over_a_page_break_has_rectangles_on_both_pages(
    assistant: Assistant, pages: PageViews, folder: Path
) -> None:
    document = assistant.document(REPORT).document
    start = document.text.index(OVER_THE_BREAK.split(" of the old ")[0])
    span = Span(start, document.text.index(" in 2019.", start) + len(" in 2019."))
    assert document.quote(span).replace("\f", " ") == OVER_THE_BREAK
    on_each = [rectangles(sheet_of(pages, REPORT, number, span), span) for number in (1, 2, 3)]
    assert [len(found) for found in on_each] == [0, 1, 1]


def test_rectangles_of_one_column_do_not_reach_into_the_other(
    assistant: Assistant, pages: PageViews
) -> None:
    document = assistant.document(COLUMNS).document
    column = "\n".join(LEFT_COLUMN)
    span = Span(document.text.index(column), document.text.index(column) + len(column))
    found = rectangles(sheet_of(pages, COLUMNS, 1, span), span)
    assert len(found) == len(LEFT_COLUMN)
    assert all(left + width < 50 for left, _, width, _ in found)


@pytest.mark.parametrize("number", range(1, len(TURNED) + 1))
def test_all_ink_of_the_picture_lies_under_the_rectangles(
    number: int, assistant: Assistant, pages: PageViews
) -> None:
    document = assistant.document(TURNED_PAGES).document
    span = Span(0, len(document.text))
    sheet = sheet_of(pages, TURNED_PAGES, number, span)
    picture = picture_of(pages.picture(TURNED_PAGES, number, 800))
    ink = picture.convert("L").point(lambda grey: 255 * (grey < 128))
    assert ink.getbbox() is not None
    for left, top, width, height in rectangles(sheet, span):
        x, y = left * picture.width / 100, top * picture.height / 100
        right, bottom = x + width * picture.width / 100, y + height * picture.height / 100
        ink.paste(0, (floor(x), floor(y), ceil(right) + 1, ceil(bottom) + 1))
    assert ink.getbbox() is None


@pytest.mark.parametrize("number", range(1, len(TURNED) + 1))
def test_sheet_and_picture_have_the_same_proportions(number: int, pages: PageViews) -> None:
    sheet = sheet_of(pages, TURNED_PAGES, number, Span(0, 5))
    ratio = re.search(r"aspect-ratio: ([\d.]+) / ([\d.]+)", sheet.html)
    assert ratio is not None
    picture = picture_of(pages.picture(TURNED_PAGES, number, 800))
    assert picture.width / picture.height == pytest.approx(
        float(ratio[1]) / float(ratio[2]), abs=0.005
    )


def test_the_current_span_is_stressed_and_lies_above_what_holds_it(pages: PageViews) -> None:
    inner, outer = Span(4, 9), Span(0, 33)
    sheet = pages.sheet(REPORT, 1, cited=[inner, outer], current=inner)
    marks = re.findall(r'data-spans="([\d-]+)"( aria-current="true")?', sheet.html)
    assert marks == [("0-33", ""), ("4-9", ' aria-current="true"')]


# Pictures


def test_a_picture_is_as_wide_as_asked_for_or_a_little_wider(pages: PageViews) -> None:
    for width in (1, 500, 640, 1_201):
        assert 0 <= picture_of(pages.picture(REPORT, 1, width)).width - width <= 161


def test_a_very_large_page_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [[Line("Poster of 4 ships", 700)]])
    writer = pypdfium2.PdfDocument(path)
    writer[0].set_mediabox(0, 0, 600, 14_000)
    writer.save(tmp_path / "long.pdf")
    writer.close()
    build_index(tmp_path / "index", [tmp_path / "long.pdf"])
    with closing(open_index(tmp_path / "index")) as assistant:
        picture = picture_of(PageViews(lambda: assistant).picture("long.pdf", 1, 3_000))
    assert picture.width * picture.height < 13_000_000
    assert picture.height / picture.width == pytest.approx(14_000 / 600, rel=0.02)


# What can't be shown


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[tuple[Path, Assistant]]:
    """A report of its own, with an index."""
    path = write_report(tmp_path / REPORT)
    build_index(tmp_path / "index", [path])
    with closing(open_index(tmp_path / "index")) as opened:
        yield path, opened


def test_a_file_that_is_gone_or_changed_has_no_pages(alone: tuple[Path, Assistant]) -> None:
    path, assistant = alone
    pages = PageViews(lambda: assistant)
    sheet_of(pages, REPORT, 1, Span(0, 5))
    pages.picture(REPORT, 1, 600)
    content = path.read_bytes()
    path.write_bytes(content + b"\n% more\n")
    for ask in (
        lambda: sheet_of(pages, REPORT, 1, Span(0, 5)),
        lambda: pages.picture(REPORT, 1, 600),
    ):
        with pytest.raises(UnreadableSource, match="has changed since it was indexed"):
            ask()
    path.unlink()
    with pytest.raises(UnreadableSource, match="isn't there any more"):
        pages.picture(REPORT, 1, 600)
    path.write_bytes(content)
    assert sheet_of(pages, REPORT, 1, Span(0, 5)).page_number == 1


def test_a_damaged_page_is_named_and_the_others_are_shown(tmp_path: Path) -> None:
    path = damage_page(write_report(tmp_path / REPORT), 1)
    build_index(tmp_path / "index", [path])
    with closing(open_index(tmp_path / "index")) as assistant:
        pages = PageViews(lambda: assistant)
        for ask in (
            lambda: sheet_of(pages, REPORT, 2, Span(0, 5)),
            lambda: pages.picture(REPORT, 2, 600),
        ):
            with pytest.raises(UnreadableSource, match="has a damaged page 2"):
                ask()
        assert rectangles(sheet_of(pages, REPORT, 1, Span(0, 5)), Span(0, 5))


@given(
    asked=st.recursive(
        st.none() | st.integers() | st.text(max_size=5) | st.booleans() | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.fixed_dictionaries(
                {"docid": inner | st.just(REPORT), "page": inner, "width": inner},
                optional={"cited": inner, "current": inner},
            )
        ),
        max_leaves=6,
    )
)
@settings(deadline=None)
def test_a_request_that_makes_no_sense_gets_a_line(asked: object, pages: PageViews) -> None:
    for answer in (function(asked) for function in page_functions(pages)):
        assert set(answer) in ({"html", "name"}, {"address"}, {"problem"})
        assert "\n" not in answer.get("problem", "")


def test_the_server_does_not_name_its_folders(alone: tuple[Path, Assistant]) -> None:
    path, assistant = alone
    path.unlink()
    page_sheet, page_picture = page_functions(PageViews(lambda: assistant))
    asked = {"docid": REPORT, "page": 1, "width": 600, "cited": [], "current": [0, 5]}
    said = page_sheet(asked)["problem"], page_picture(asked)["problem"]
    assert set(said) == {f"{REPORT} isn't there any more; put it back or index the folder."}


def sheet_of(pages: PageViews, docid: str, number: int, span: Span) -> Sheet:
    return pages.sheet(docid, number, cited=[], current=span)


def rectangles(sheet: Sheet, span: Span) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height in percent of the sheet."""
    found = re.findall(
        rf'data-spans="{span.start}-{span.end}"[^>]* style="left: (\S+)%; top: (\S+)%; '
        r'width: (\S+)%; height: (\S+)%"',
        sheet.html,
    )
    assert len(found) == sheet.html.count('class="box"')
    return [(float(left), float(top), float(w), float(h)) for left, top, w, h in found]


def under_rectangle(
    path: Path, page_number: int, rectangle: tuple[float, float, float, float]
) -> str:
    """The text in the file where a rectangle of the sheet lies, as PDFium itself maps the two."""
    left, top, width, height = (share * DEVICE_PX / 100 for share in rectangle)
    with closing(pypdfium2.PdfDocument(path)) as pdf, closing(pdf[page_number - 1]) as page:
        points = [_page_point(page, left, top), _page_point(page, left + width, top + height)]
        (x0, x1), (y0, y1) = (sorted(values) for values in zip(*points, strict=True))
        # A touch inside, for a neighbour's overhang counts as soon as it touches.
        inset = min(0.6, (x1 - x0) / 4)
        middle = (y1 - y0) / 4
        with closing(page.get_textpage()) as text_page:
            found: str = text_page.get_text_bounded(
                x0 + inset, y0 + middle, x1 - inset, y1 - middle
            )
            return found.replace("\r\n", "")


def _page_point(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    page_x, page_y = (ctypes.c_double() for _ in range(2))
    pdfium.FPDF_DeviceToPage(
        page, 0, 0, DEVICE_PX, DEVICE_PX, 0, round(x), round(y), page_x, page_y
    )
    return page_x.value, page_y.value


def picture_of(address: str) -> Image.Image:
    kind, _, content = address.partition(",")
    assert kind == "data:image/jpeg;base64"
    return Image.open(io.BytesIO(base64.b64decode(content)))
