import codecs
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briqa.errors import EmptySource, UnreadableSource
from briqa.sources.text import decode, read_text, text_metadata
from briqa.spans import Document, Metadata, Publication, SourceFormat, Span

ODD_PIECES = [
    "\r\n",
    "\r",
    "\n\n",
    "\f",
    "\t",
    "e\u0301",
    "𝒳",
    "😀",
    "\u2028",
    "\x85",
    "\ufeff",
    "--",
]
readable_text = st.lists(
    st.one_of(
        st.sampled_from(ODD_PIECES),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
    ),
    max_size=30,
).map("".join)


def read_bytes(data: bytes, *, source_format: SourceFormat = SourceFormat.TEXT) -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_bytes(data)
        return read_text(path, docid="report", source_format=source_format)


@given(readable_text)
def test_the_canonical_text_of_utf8_is_its_content_untouched(text: str) -> None:
    assume(text.strip() and not text.startswith("\ufeff"))
    document = read_bytes(text.encode())
    assert document.text == text
    assert document.metadata.encoding == "utf-8"
    assert not document.metadata.encoding_guessed


@given(
    readable_text,
    st.sampled_from(
        [
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
            (codecs.BOM_UTF32_LE, "utf-32-le"),
            (codecs.BOM_UTF32_BE, "utf-32-be"),
        ]
    ),
)
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(
    text: str, mark: tuple[bytes, str]
) -> None:
    assume(text.strip())
    document = read_bytes(mark[0] + text.encode(mark[1]))
    assert document.text == text
    assert document.metadata.encoding == mark[1]


@given(readable_text, st.data())
def test_every_span_of_a_text_file_is_a_slice_of_its_content(
    text: str, data: st.DataObject
) -> None:
    assume(text.strip() and not text.startswith("\ufeff"))
    document = read_bytes(text.encode())
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert document.quote(Span(start, end)) == text[start:end]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Die Überschüsse stiegen in München um 5 % auf 3 €.", "cp1252"),
        ("It’s “quoted” – £3.5 million", "cp1252"),
        ("Отчет о развитии региона за 2023 год", "cp1251"),
        ("江苏省的一带一路建设报告，2023年", "gb18030"),
    ],
)
def test_an_undeclared_encoding_is_guessed_and_said_to_be(text: str, encoding: str) -> None:
    document = read_bytes(text.encode(encoding))
    assert document.text == text
    assert document.metadata.encoding_guessed
    assert document.metadata.encoding == encoding


@pytest.mark.parametrize(
    "data",
    [b"abc\0def", bytes(range(256)) * 4, codecs.BOM_UTF16_LE + b"a", b"\x89PNG\r\n\x1a\n\0\0"],
)
def test_binary_data_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableSource):
        read_bytes(data)


def test_control_characters_without_nul_are_unreadable_too() -> None:
    with pytest.raises(UnreadableSource):
        read_bytes(b"ab\x01\x02\x03\x04")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\f\n", codecs.BOM_UTF8])
def test_blank_text_is_an_empty_source(data: bytes) -> None:
    with pytest.raises(EmptySource):
        read_bytes(data)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="can't be opened"):
        read_text(tmp_path / "no.txt", docid="no", source_format=SourceFormat.TEXT)


def test_a_wrong_declaration_falls_back_to_utf8() -> None:
    decoded = decode(Path("page.html"), "größer".encode(), declared="ascii")
    assert decoded.text == "größer"
    assert decoded.encoding == "utf-8"


FRONT_MATTER = """---
title: "Annual report: 2023"
author:
  - Ann Lee
  - Bo Chen
date: 2023-12-03
source: https://example.org/report
status: restated
note: >
  Translated by machine;
  names vary.
pages: 12
---

Text.
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_gives_metadata_and_stays_in_the_text(newline: str) -> None:
    text = FRONT_MATTER.replace("\n", newline)
    document = read_bytes(text.encode(), source_format=SourceFormat.MARKDOWN)
    assert document.text == text
    assert document.metadata == Metadata(
        title="Annual report: 2023",
        author="Ann Lee, Bo Chen",
        date="2023-12-03",
        source="https://example.org/report",
        status="restated",
        note="Translated by machine; names vary.",
        encoding="utf-8",
        publication=Publication(authors=("Ann Lee", "Bo Chen"), pages="12"),
    )


def test_front_matter_tells_how_a_text_was_published() -> None:
    found = metadata(
        "---\nauthors:\n  - {family: Okafor, given: Ada}\n  - name: Harbour Agency\ntype: report\n"
        "institution: Quayside\naddress: Oslo\njournal: Tides\nvolume: 3\nlang: en\n---\nx"
    )
    assert found.author == "Okafor, Ada, Harbour Agency"
    assert found.publication == Publication(
        authors=("Okafor, Ada", "Harbour Agency"),
        kind="report",
        publisher="Quayside",
        place="Oslo",
        container="Tides",
        volume="3",
        language="en",
    )


def test_years_and_odd_dates_stay_as_written() -> None:
    assert metadata("---\ndate: 2023\n---\nx").date == "2023"
    assert metadata("---\ndate: 2023-13-45\n---\nx").date == "2023-13-45"


@pytest.mark.parametrize(
    "block",
    ["title: [unclosed", "just words", "- a\n- b", "[" * 5000, "a: &a [*a]", "title: {a: b}", ""],
)
def test_malformed_front_matter_is_only_text(block: str) -> None:
    assert metadata(f"---\n{block}\n---\nText.") == Metadata()


def test_a_rule_in_the_text_is_no_front_matter() -> None:
    assert metadata("Text.\n---\ntitle: no\n---\n") == Metadata()


def metadata(text: str, *, source_format: SourceFormat = SourceFormat.TEXT) -> Metadata:
    return text_metadata(text, source_format=source_format)


def test_leading_lines_declare_title_author_and_date() -> None:
    lines = ["", "The Title: A Study", "Authors: Hu Biliang", "Date: 2023-12-03T00:00:00+00:00"]
    text = "\n\n".join([*lines, "Abstract"])
    assert metadata(text) == Metadata(
        title="The Title: A Study", author="Hu Biliang", date="2023-12-03"
    )


def test_prose_with_a_colon_declares_nothing() -> None:
    text = "The Title\n\nFirst line.\n\nSecond line.\n\nDate: palms are grown here."
    assert metadata(text) == Metadata()


def test_the_first_markdown_heading_is_the_title() -> None:
    text = "```\n# a comment\n```\n\n# The *real* title #\n\n# Another\n"
    found = metadata(text, source_format=SourceFormat.MARKDOWN)
    assert found.title == "The *real* title"
    assert metadata(text).title is None
