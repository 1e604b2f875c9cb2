from hypothesis import given
from hypothesis import strategies as st

from briqa.answer.citation import Citation, cite
from briqa.bibliography import Locator, locator_of
from briqa.bibliography.locator import paragraph_number
from briqa.segment import segment
from briqa.spans import Document, Page, SourceFormat, Span, TextView
from briqa.store import StoredDocument

TEXT = """---
title: Harbours
---

# Harbours

An opening paragraph.

## 2 Traffic

**Oslo:** the first.

| a | b |
|---|---|
| 1 | 2 |

The second, with
two lines.

### 2.1 Rail

Only one.
"""


def tokens(text: str) -> list[tuple[int, int]]:
    return [(at, at + 1) for at in range(len(text))]


def stored(text: str) -> StoredDocument:
    document = Document("a.md", text, SourceFormat.MARKDOWN)
    made = segment(document, tokens)
    return StoredDocument(document, "/a.md", made.view, made.outline, (), (), ())


def locate(text: str, words: str) -> Locator:
    source = stored(text)
    start = text.index(words)
    span = Span(start, start + len(words))
    return locator_of(cite(source, span, source.outline.innermost(start)))


def test_a_paragraph_is_counted_in_its_headed_section() -> None:
    assert locate(TEXT, "the first") == Locator(
        section_number="2", section_title="Traffic", paragraph=1
    )
    assert locate(TEXT, "two lines").paragraph == 2
    assert locate(TEXT, "Only one") == Locator(
        section_number="2.1", section_title="Rail", paragraph=1
    )
    assert locate(TEXT, "An opening").section_title == "Harbours"


def test_a_document_without_headings_counts_from_its_start() -> None:
    text = "---\ntitle: x\n---\n\nfirst of all.\n\nsecond one, more.\n"
    assert locate(text, "second one") == Locator(paragraph=2)


def test_pages_go_by_their_printed_label_and_keep_their_place() -> None:
    text = "one\ftwo\fthree"
    pages = (Page(0, 3, "iv"), Page(4, 7), Page(8, 13))
    document = Document("a.pdf", text, SourceFormat.PDF, pages=pages)

    def place(start: int, end: int) -> Locator:
        return locator_of(Citation(document, TextView.identity(text), Span(start, end), ()))

    assert place(0, 3) == Locator(page="iv", page_number=1)
    assert place(4, 7) == Locator(page="2", page_number=2)
    assert place(4, 13) == Locator(page="2", page_number=2, last_page="3")


@given(st.lists(st.text("ab \n", min_size=1).filter(str.strip), min_size=1, max_size=6))
def test_numbers_grow_by_one_a_paragraph(paragraphs: list[str]) -> None:
    tidy = [" ".join(paragraph.split()) for paragraph in paragraphs]
    text = "\n\n".join(tidy)
    at = 0
    for number, paragraph in enumerate(tidy, 1):
        assert paragraph_number(text, 0, at) == number
        assert paragraph_number(text, 0, at + len(paragraph) - 1) == number
        at += len(paragraph) + 2
