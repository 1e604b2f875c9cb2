from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.errors import EmptySource, UnreadableSource
from briqa.sources.html import read_html
from briqa.spans import Document, Publication


def read(markup: str | bytes, *, name: str = "page.html") -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
        return read_html(path, docid="page")


def text_of(body: str) -> str:
    return read(f"<html><body>{body}</body></html>").text


def test_blocks_are_parted_by_blank_lines_and_space_collapses() -> None:
    body = "<p>One\n   <b>bold</b>\t word </p><div>Two<br>  lines<p>Three</p>tail</div>"
    assert text_of(body) == "One bold word\n\nTwo\nlines\n\nThree\n\ntail"


def test_inline_elements_add_no_space() -> None:
    assert text_of("<p>re<b>nais</b>sance<i> man</i></p>") == "renaissance man"


def test_headings_are_declared_with_their_level() -> None:
    document = read("<h1>The  <em>title</em></h1><p>x</p><h3>Part</h3>")
    found = [(document.quote(item.span), item.level) for item in document.headings]
    assert found == [("The title", 1), ("Part", 3)]


def test_lists_become_lines() -> None:
    body = (
        "<p>Intro</p><ul><li>one<li><p>two</p><ol start=3><li>deep</li><li>er</li></ol></li></ul>"
        "<ol><li value=1>first</li></ol>"
    )
    assert text_of(body) == "Intro\n\n- one\n- two\n  3. deep\n  4. er\n1. first"


def test_what_a_browser_does_not_show_is_no_text() -> None:
    body = (
        "<nav>menu</nav><script>x()</script><style>p{}</style><template>t</template>"
        "<p hidden>h</p><p aria-hidden=true>a</p><p style='color:red; DISPLAY : none'>d</p>"
        "<!-- comment --><p>seen</p><noscript>n</noscript><svg><text>s</text></svg>"
        "<select><option>o</option></select><footer>foot</footer>"
    )
    assert text_of(body) == "seen"


def test_preformatted_text_is_kept() -> None:
    assert text_of("<pre>\na  b\n  c\n</pre><p>x</p>") == "a  b\n  c\n\nx"


def test_a_table_becomes_pipe_rows() -> None:
    body = (
        "<table><caption>Table 1. Parks</caption>"
        "<tfoot><tr><td>Total<td>9</tr></tfoot>"
        "<thead><tr><th>Name<th>Number</tr></thead>"
        "<tbody><tr><td>A <b>b</b><p>c</p><td>4</tr><tr><td>D<td>5</tr></tbody></table>"
    )
    assert text_of(body) == (
        "Table 1. Parks\n| Name | Number |\n| --- | --- |\n| A b c | 4 |\n| D | 5 |\n| Total | 9 |"
    )


def test_a_merged_cell_stands_once() -> None:
    body = (
        "<table><tr><th rowspan=2>Region<th colspan=2>Trade</tr><tr><th>2022<th>2023</tr>"
        "<tr><td>East<td>1<td>2</tr></table>"
    )
    assert text_of(body) == (
        "| Region | Trade |  |\n| --- | --- | --- |\n|  | 2022 | 2023 |\n| East | 1 | 2 |"
    )


def test_signs_in_cells_of_their_own_go_back_to_their_figures() -> None:
    body = (
        "<table><tr><th>Region<th colspan=2>2023<th colspan=2>Change</tr>"
        "<tr><td>East<td>$<td>35,383<td>(6<td>)%</tr><tr><td>West<td><td>$ 1<td>4<td>%</tr></table>"
    )
    assert text_of(body) == (
        "| Region | 2023 |  | Change |\n| --- | --- | --- | --- |\n"
        "| East |  | $35,383 | (6)% |\n| West |  | $ 1 | 4% |"
    )


def test_a_layout_table_is_only_its_content() -> None:
    body = "<table><tr><td><h2>Head</h2><p>text</p><td>side</tr></table>"
    document = read(body)
    assert document.text == "Head\n\ntext\n\nside"
    assert document.quote(document.headings[0].span) == "Head"
    assert text_of("<table><tr><td>only</td></tr><tr><td>column</td></tr></table>") == (
        "only\n\ncolumn"
    )


def test_raised_and_lowered_digits_keep_their_sense() -> None:
    body = (
        "9 km<sup>2</sup>, 10<sup>-6</sup>, CO<sub>2</sub>, so<sup><a>[3]</a></sup>, 4<sup>th</sup>"
    )
    assert text_of(f"<p>{body}</p>") == "9 km², 10⁻⁶, CO₂, so[3], 4th"


def test_a_non_breaking_space_is_kept_and_a_soft_hyphen_is_not() -> None:
    assert text_of("<p>5&nbsp;km re&shy;ports</p>") == "5\u00a0km reports"


@pytest.mark.parametrize(
    ("markup", "encoding"),
    [
        ("<meta charset=iso-8859-2><p>Łódź</p>".encode("iso-8859-2"), "iso-8859-2"),
        ("<p>größer</p>".encode(), "utf-8"),
        ("<p>größer</p>".encode("utf-8-sig"), "utf-8"),
        ("\ufeff<p>größer</p>".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_the_encoding_is_the_declared_one(markup: bytes, encoding: str) -> None:
    document = read(markup)
    assert document.text in ("Łódź", "größer")
    assert document.metadata.encoding == encoding
    assert not document.metadata.encoding_guessed


def test_an_undeclared_encoding_is_guessed() -> None:
    document = read("<p>Die Überschüsse stiegen in München.</p>".encode("cp1252"))
    assert document.text == "Die Überschüsse stiegen in München."
    assert document.metadata.encoding_guessed


def test_metadata_comes_from_title_and_meta() -> None:
    metadata = read(
        "<title> The\n title </title><meta name=Author content='Ann Lee'>"
        "<meta property='article:published_time' content='2023-12-03T10:00:00Z'>"
        "<link rel=canonical href='https://example.org/x'><p>x</p>"
    ).metadata
    assert (metadata.title, metadata.author, metadata.date, metadata.source) == (
        "The title", "Ann Lee", "2023-12-03", "https://example.org/x",
    )  # fmt: skip


def test_the_head_of_a_page_tells_how_it_was_published() -> None:
    found = read(
        '<html lang="en-GB"><head><meta name="citation_author" content="Okafor, Ada">'
        '<meta name="citation_author" content="Berg, Jan"><meta name="citation_volume" content="3">'
        '<meta name="citation_journal_title" content="Tides"><meta name="citation_firstpage"'
        ' content="7"><meta name="citation_lastpage" content="9"><meta name="citation_doi"'
        ' content="10.1234/x"><meta property="og:site_name" content="Quay"></head><p>x</p></html>'
    ).metadata.publication
    assert found == Publication(
        authors=("Okafor, Ada", "Berg, Jan"),
        publisher="Quay",
        container="Tides",
        volume="3",
        pages="7-9",
        doi="10.1234/x",
        language="en-GB",
    )


def test_a_placeholder_title_is_none() -> None:
    assert read("<title>Untitled Document</title><p>x</p>").metadata.title is None
    assert read("<title>page</title><p>x</p>").metadata.title is None


def test_xhtml_with_a_declaration_reads_without_a_warning() -> None:
    markup = '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>x<br/>y</p></body></html>'
    assert read(markup, name="page.xhtml").text == "x\ny"


def test_a_page_that_shows_nothing_is_empty() -> None:
    for markup in ("", "<html></html>", "<script>only()</script>"):
        with pytest.raises(EmptySource):
            read(markup)


def test_a_page_in_no_encoding_is_unreadable() -> None:
    with pytest.raises(UnreadableSource):
        read(b"<p>\xff\x00\xfe\x81\x8d</p>")


def test_deep_nesting_is_read() -> None:
    assert text_of("<div>" * 3000 + "deep") == "deep"


PIECES = [
    "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<ol start=-5>", "<h2>", "</h2>", "<br>",
    "<table>", "<tr>", "<td>", "<td colspan=x>", "<td rowspan=99999999>", "</table>", "<td",
    "<pre>", "</pre>", "<sup>", "</sup>", "<q>", "&amp;", "&#0;", "<!--", "-->", "<div hidden>",
    "word ", "2", "\n", "\x0c",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_tag_soup_gives_a_document_or_says_it_is_empty(pieces: list[str]) -> None:
    try:
        document = read("".join(pieces))
    except EmptySource:
        return
    assert document.text == document.text.strip("\n")
    for heading in document.headings:
        assert document.quote(heading.span).strip()
