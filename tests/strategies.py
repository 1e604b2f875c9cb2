"""Texts and documents that look like reports, for properties."""

import re

from hypothesis import strategies as st

from briqa.spans import DeclaredHeading, Document, Page, SourceFormat, Span

WORDS = (
    "port trade zone national coopera-\ntion rail-sea GDP Nanjing Dr. U.S. No. 5 e.g. 12.5% "
    "\\$3 **bold** *soft* `code` café cafe\u0301 \U0001f600 中国 (1) (2) — 2013–2022 "
    "$4.5 soft\u00adhyphen na-\n\ntional, growth; Over 75 routes. [a](b) C&amp;D snake_case"
).split(" ")
NEWLINES = ("\n", "\r\n", "\r", "\f")


def sentences() -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14)
    return st.builds(lambda found, end: " ".join(found) + end, words, st.sampled_from(".?;: "))


def report_blocks() -> st.SearchStrategy[str]:
    prose = st.lists(sentences(), min_size=1, max_size=4).map(" ".join)
    cells = st.lists(st.sampled_from(["Year", "2022", "12.5%", "a|b", ""]), min_size=1, max_size=4)
    row = cells.map(lambda found: "| " + " | ".join(found) + " |")
    table = st.lists(row, min_size=1, max_size=5).map(
        lambda rows: "\n".join([rows[0], "|---|---|", *rows[1:]])
    )
    return st.one_of(
        prose,
        prose,
        st.lists(prose, min_size=1, max_size=3).map("\n".join),
        st.builds("{} {}".format, st.sampled_from(["#", "##", "1.2", "3."]), st.just("Port Zones")),
        st.sampled_from(["Abstract", "References", "Summary of Trade Zones", "Zones\n---", "***"]),
        prose.map("Nanjing: {}".format),
        prose.map("- **Shenzhen Port:** {}".format),
        prose.map("(1) **Provincial coordination** {}".format),
        st.lists(prose, min_size=1, max_size=3).map(lambda items: "- " + "\n- ".join(items)),
        table,
        prose.map("```\n{}\n```".format),
        st.just("---\ntitle: A\n---"),
        st.sampled_from(["Flag: Malta\nCrew: 4\tBeam: 5 m", "**Flag:** Malta\nHull:\nCrew: 4"]),
    )


def texts() -> st.SearchStrategy[str]:
    reports = st.builds(
        lambda blocks, gap, newline: gap.join(blocks).replace("\n", newline),
        st.lists(report_blocks(), max_size=8),
        st.sampled_from(["\n\n", "\n", "\n \n", "\n\f"]),
        st.sampled_from(NEWLINES),
    )
    noise = st.text(
        st.sampled_from("ab1.#|-*\\`_[]():& \n\r\f\u0301\u00ad\U0001f600\u2028"), max_size=60
    )
    return st.one_of(reports, reports, noise, st.sampled_from(["", " ", "\n\r\n\f \t"]))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of every format, with what each format's reader would declare."""
    text, source_format = draw(texts()), draw(st.sampled_from(list(SourceFormat)))
    lines = [
        Span(match.start(), match.end())
        for match in re.finditer(r"\S[^\n\r\f]*", text)
        if text[: match.start()].strip(" \t") == "" or text[match.start() - 1] in "\n\r\f"
    ]
    if source_format in (SourceFormat.TEXT, SourceFormat.MARKDOWN) or not lines:
        return Document("made", text, source_format)
    roles = draw(st.lists(st.sampled_from("hf---"), min_size=len(lines), max_size=len(lines)))
    marked = list(zip(lines, roles, strict=True))
    headings = tuple(
        DeclaredHeading(line, draw(st.integers(1, 4))) for line, role in marked if role == "h"
    )
    if source_format is not SourceFormat.PDF:
        return Document("made", text, source_format, headings=headings)
    return Document(
        "made",
        text,
        source_format,
        pages=_pages(text),
        headings=headings,
        paragraph_starts=tuple(line.start for line in lines if draw(st.booleans())),
        furniture=tuple(line for line, role in marked if role == "f"),
    )


def _pages(text: str) -> tuple[Page, ...]:
    pages: list[Page] = []
    start = 0
    for part in text.split("\f"):
        pages.append(Page(start, start + len(part)))
        start += len(part) + 1
    return tuple(pages)
