import contextlib
import datetime
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briqa.errors import EmptySource, UnreadableSource
from briqa.sources.docx import MAX_UNPACKED_BYTES, read_docx
from briqa.spans import Document


def saved(file: Any, folder: Path) -> Path:
    path = folder / "report.docx"
    file.save(str(path))
    return path


def read(file: Any, folder: Path) -> Document:
    return read_docx(saved(file, folder), docid="report")


def append_xml(file: Any, inner: str) -> None:
    file.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))


def test_paragraphs_headings_lists_and_tables_stand_in_order(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("Annual report", level=0)
    file.add_heading("Trade", level=1)
    file.add_paragraph("Exports rose by 5%.")
    for text in ("one", "two"):
        file.add_paragraph(text, style="List Bullet")
    file.add_paragraph("deeper", style="List Bullet 2")
    table = file.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Year", "Value", "2023", "7|8"), strict=True):
        cell.text = text
    file.add_paragraph("first", style="List Number")
    file.add_paragraph("second", style="List Number")
    document = read(file, tmp_path)
    assert document.text == (
        "Annual report\n\nTrade\n\nExports rose by 5%.\n\n- one\n- two\n  - deeper\n\n"
        "| Year | Value |\n| --- | --- |\n| 2023 | 7\\|8 |\n\n1. first\n2. second"
    )
    found = [(document.quote(item.span), item.level) for item in document.headings]
    assert found == [("Annual report", 1), ("Trade", 1)]
    assert document.metadata.title == "Annual report"


def test_core_properties_are_the_metadata(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("Another title", level=0)
    file.core_properties.title = "The title"
    file.core_properties.author = "Ann Lee"
    file.core_properties.created = datetime.datetime(2023, 12, 3, 10, 0)  # noqa: DTZ001 (OOXML)
    metadata = read(file, tmp_path).metadata
    assert (metadata.title, metadata.author, metadata.date) == (
        "The title", "Ann Lee", "2023-12-03",
    )  # fmt: skip


def test_a_merged_cell_stands_once(tmp_path: Path) -> None:
    file = docx.Document()
    table = file.add_table(rows=3, cols=3)
    for index, cell in enumerate(table._cells):
        cell.text = f"c{index}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "wide"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"
    assert read(file, tmp_path).text == (
        "| c0 | wide |  |\n| --- | --- | --- |\n| tall | c4 | c5 |\n|  | c7 | c8 |"
    )


def test_a_nested_table_is_part_of_its_cell(tmp_path: Path) -> None:
    file = docx.Document()
    table = file.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "outer"
    inner = table.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "in", "ner"
    assert read(file, tmp_path).text == "| outer | in ner |\n| --- | --- |"


def test_links_fields_insertions_and_scripts_are_text_and_deletions_are_not(tmp_path: Path) -> None:
    file = docx.Document()
    append_xml(
        file,
        "<w:r><w:t>Area </w:t></w:r><w:hyperlink><w:r><w:t>9 km</w:t></w:r></w:hyperlink>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        "<w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r>"
        "<w:ins><w:r><w:t>, new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>, old</w:delText></w:r></w:del>"
        "<w:sdt><w:sdtContent><w:r><w:t>, held</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:br/><w:t>next</w:t><w:noBreakHyphen/><w:t>line</w:t></w:r>",
    )
    assert read(file, tmp_path).text == "Area 9 km², new, held\nnext-line"


def test_a_style_built_on_a_heading_is_a_heading(tmp_path: Path) -> None:
    file = docx.Document()
    style = file.styles.add_style("Chapter", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Heading 2"]
    file.add_paragraph("Roads", style="Chapter")
    assert [item.level for item in read(file, tmp_path).headings] == [2]


def test_a_document_without_text_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptySource):
        read(docx.Document(), tmp_path)


def test_a_damaged_archive_is_unreadable(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("text")
    whole = saved(file, tmp_path).read_bytes()
    for cut in (0, 10, 1000, len(whole) // 2, len(whole) - 30):
        path = tmp_path / "cut.docx"
        path.write_bytes(whole[:cut])
        with pytest.raises(UnreadableSource):
            read_docx(path, docid="cut")


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<broken", b"<a xmlns='x'/>"])
def test_a_damaged_part_is_unreadable_or_does_without(
    tmp_path: Path, part: str, content: bytes
) -> None:
    file = docx.Document()
    file.add_paragraph("text")
    path = tmp_path / "damaged.docx"
    with zipfile.ZipFile(saved(file, tmp_path)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    with contextlib.suppress(UnreadableSource, EmptySource):
        assert read_docx(path, docid="damaged").text == "text"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    zeros = b"\0" * 2**20
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(MAX_UNPACKED_BYTES // len(zeros) + 1):
            part.write(zeros)
    with pytest.raises(UnreadableSource, match="unpacks to"):
        read_docx(path, docid="bomb")
