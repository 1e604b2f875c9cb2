"""Where in a work a citation points: a page where there are pages, else section and paragraph.

The one thing to know: a paragraph is a stretch of the canonical text between blank lines that
has a letter and is neither a heading mark nor a table row. It is counted from 1 behind the heading
of the innermost section with a heading of its own, or from the start of a document without
headings (front matter left out). The number depends on the text alone, so every index gives it
alike, and a reader can count it off the file.
"""

import re
from dataclasses import dataclass

from briqa.answer import Citation

_PARAGRAPH = re.compile(r"(?:(?!\r?\n[ \t]*\r?\n)[^\f])+")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_NO_PROSE = re.compile(r"#{1,6}[ \t]|\|")


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work; either a page or a paragraph, unless nothing is known.

    Attributes:
        page: the number printed on the page, or else its place in the file.
        page_number: the page's place in the file, from 1.
        last_page: the page on which the span ends, where that is another one.
        section_number: the number that the section's heading carries ("3.2").
        section_title: the innermost section with a heading.
        paragraph: its place in that section, or in the document, from 1.
    """

    page: str | None = None
    page_number: int | None = None
    last_page: str | None = None
    section_number: str | None = None
    section_title: str | None = None
    paragraph: int | None = None


def locator_of(citation: Citation) -> Locator:
    """The place of a citation's span."""
    document, span = citation.document, citation.span
    number = citation.page_number
    section = citation.section
    if number is None:
        start = section.heading.end if section is not None and section.heading is not None else 0
        return Locator(
            section_number=section.number if section is not None else None,
            section_title=section.title if section is not None else None,
            paragraph=paragraph_number(document.text, start, span.start),
        )
    last = document.page_number(span.end - 1) or number
    label = citation.page_label or str(number)
    last_label = document.pages[last - 1].label or str(last)
    return Locator(
        page=label,
        page_number=number,
        last_page=last_label if last != number else None,
        section_number=section.number if section is not None else None,
        section_title=section.title if section is not None else None,
    )


def paragraph_number(text: str, start: int, offset: int) -> int:
    r"""Which paragraph behind `start` holds `offset`, from 1.

    >>> paragraph_number("One.\n\nTwo.\n\nThree.", 0, 13)
    3
    """
    matter = _FRONT_MATTER.match(text) if start == 0 else None
    begin = matter.end() if matter is not None and matter.end() <= offset else start
    count = 0
    for stretch in _PARAGRAPH.finditer(text, begin):
        first = stretch.start() + len(stretch[0]) - len(stretch[0].lstrip())
        if first > offset:
            break
        prose = stretch[0].lstrip()
        if any(map(str.isalpha, prose)) and not _NO_PROSE.match(prose):
            count += 1
    return max(count, 1)
