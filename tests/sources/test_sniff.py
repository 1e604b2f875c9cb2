import zipfile
from pathlib import Path

import pytest

from briqa.errors import EncryptedSource, SourceError, UnreadableSource, UnsupportedFormat
from briqa.sources.sniff import FORMAT_BY_ENDING, source_format
from briqa.spans import SourceFormat

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
PAGE = b"\n<!DOCTYPE html><html><p>x</p></html>"


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("ending", FORMAT_BY_ENDING)
def test_plain_content_is_read_by_its_ending(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path, f"report{ending.upper()}", b"words")
    assert source_format(path) is FORMAT_BY_ENDING[ending]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a.pdf"])
def test_a_pdf_is_a_pdf_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert source_format(write(tmp_path, name, b"%PDF-1.7\n")) is SourceFormat.PDF


def test_junk_may_stand_before_a_pdf_but_a_text_may_talk_of_one(tmp_path: Path) -> None:
    data = b"Content-Type: application/pdf\n\n%PDF-1.7\n"
    assert source_format(write(tmp_path, "a.pdf", data)) is SourceFormat.PDF
    assert source_format(write(tmp_path, "a.txt", data)) is SourceFormat.TEXT


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.pdf", PAGE, UnreadableSource, "is a web page, not a PDF"),
        ("a.docx", b"\xef\xbb\xbf<?xml version='1.0'?><html/>", UnreadableSource, "not a DOCX"),
        ("a.docx", OLE, UnsupportedFormat, "old Office file"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedSource, "password"),
        ("a.docx", b"PK\x03\x04 cut off", UnreadableSource, "damaged archive"),
        ("a.doc", b"words", UnsupportedFormat, "(.doc)"),
        ("a", b"words", UnsupportedFormat, "without an ending"),
    ],
)
def test_content_that_no_reader_takes_is_named(
    tmp_path: Path, name: str, data: bytes, error: type[SourceError], words: str
) -> None:
    with pytest.raises(error) as caught:
        source_format(write(tmp_path, name, data))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_spreadsheet_named_docx_is_unsupported(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(UnsupportedFormat):
        source_format(path)


def test_html_source_in_a_text_file_stays_text(tmp_path: Path) -> None:
    assert source_format(write(tmp_path, "a.txt", PAGE)) is SourceFormat.TEXT


def test_a_folder_and_a_missing_file_are_unreadable(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("folder.txt", "missing.txt"):
        with pytest.raises(UnreadableSource):
            source_format(tmp_path / name)
