from pathlib import Path

import docx
import pytest
from hypothesis import given

from briqa.drafts import Part, draft_of, pasted_draft, read_draft
from briqa.errors import EmptySource, SourceError, UnreadableSource, UnsupportedFormat
from tests.sources.files import prose, write_pdf
from tests.strategies import texts

DRAFT = """---
title: Mills
---
# Mills

The mill **ground 400 tonnes** in 1911 (Ng & Ali, 2020, p. 4). It stood
idle, says Ng (2019), until 1950 [3, 5].

> "We never stopped,"
> said the miller.

- It has 38 members (see [3]).

| Year | Tonnes |
|---|---|
| 1911 | 400 |

## References

Ng (2019). Mills.
"""


def _parts(text: str) -> list[tuple[Part, str]]:
    return [(found.part, found.claim.text) for found in draft_of(text).sentences]


def test_each_sentence_has_its_part_and_its_claim_without_markup_and_marks() -> None:
    assert _parts(DRAFT) == [
        (Part.HEADING, "Mills"),
        (Part.PROSE, "The mill ground 400 tonnes in 1911."),
        (Part.PROSE, "It stood idle, says Ng, until 1950."),
        (Part.QUOTE, '"We never stopped," said the miller.'),
        (Part.LIST_ITEM, "It has 38 members."),
        (Part.TABLE, "Year | Tonnes"),
        (Part.TABLE, "1911 | 400"),
        (Part.HEADING, "References"),
        (Part.REFERENCES, "Ng."),
        (Part.REFERENCES, "Mills."),
    ]


def test_spans_and_marks_are_exact_in_the_draft() -> None:
    draft = draft_of(DRAFT)
    written = [draft.document.quote(found.span) for found in draft.sentences]
    assert written[1] == "The mill **ground 400 tonnes** in 1911 (Ng & Ali, 2020, p. 4)."
    assert written[2] == "It stood\nidle, says Ng (2019), until 1950 [3, 5]."
    assert [draft.document.quote(mark) for mark in draft.sentences[2].marks] == [
        "(2019)",
        "[3, 5]",
    ]


@pytest.mark.parametrize(
    "text",
    ["It rose (in 2020).", "It rose (May 2020).", "It rose (2020).", "It rose (by 5%).", "A [x]."],
)
def test_what_only_looks_like_a_citation_is_part_of_the_claim(text: str) -> None:
    (sentence,) = draft_of(text).sentences
    assert (sentence.claim.text, sentence.marks) == (text, ())


@given(texts().filter(str.strip))
def test_sentences_are_in_order_disjoint_and_aligned(text: str) -> None:
    draft = draft_of(text)
    position = 0
    for sentence in draft.sentences:
        assert position <= sentence.span.start
        position = sentence.span.end
        claim = sentence.claim
        offsets = [claim.canonical_offset(at) for at in range(len(claim.text))]
        assert offsets == sorted(set(offsets))
        for character, offset in zip(claim.text, offsets, strict=True):
            assert sentence.span.start <= offset < sentence.span.end
            assert character in (text[offset], " ")
    places = [block.sentences for block in draft.blocks]
    assert [first for first, _ in places] == [0, *(behind for _, behind in places)][: len(places)]


def test_drafts_are_read_from_text_markdown_and_word_files(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text("The mill stood.\n", encoding="utf-8")
    word = docx.Document()
    word.add_paragraph("The mill stood.")
    word.save(str(tmp_path / "a.docx"))
    for name in ("a.txt", "a.md", "a.docx"):
        draft = read_draft(tmp_path / name)
        assert draft.path == tmp_path / name
        assert [found.claim.text for found in draft.sentences] == ["The mill stood."]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.pdf", b"%PDF-1.4", UnsupportedFormat),
        ("a.odt", b"x", UnsupportedFormat),
        ("a", b"x", UnsupportedFormat),
        ("a.txt", b"", EmptySource),
        ("a.md", b" \n", EmptySource),
        ("a.docx", b"PK\x03\x04damaged", UnreadableSource),
        ("a.txt", b"\x00\x01\x02", UnreadableSource),
        ("a.txt", b"%PDF-1.4 damaged", UnreadableSource),
        ("a.md", None, UnreadableSource),
    ],
)
def test_a_bad_file_is_one_line(
    tmp_path: Path, name: str, content: bytes | None, error: type[SourceError]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(error) as raised:
        read_draft(tmp_path / name)
    assert len(str(raised.value).splitlines()) == 1
    assert name in str(raised.value)


def test_a_pdf_by_another_name_is_no_draft(tmp_path: Path) -> None:
    write_pdf(tmp_path / "a.txt", [prose(700, ["The mill stood."])])
    with pytest.raises(UnsupportedFormat, match="is PDF inside"):
        read_draft(tmp_path / "a.txt")


@pytest.mark.parametrize("content", [b"", b" \n\t", b"a\x00b"])
def test_a_bad_paste_is_one_line(content: bytes) -> None:
    with pytest.raises(SourceError) as raised:
        pasted_draft(content)
    assert len(str(raised.value).splitlines()) == 1


def test_a_paste_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(UnreadableSource):
        draft_of("a \ud800 b")
