"""Sources as finished citations, one by one and over a text."""

import pytest

from briqa.answer import Citation
from briqa.assistant import Assistant
from briqa.citing import (
    FORMATS,
    TextCiter,
    Works,
    cite_sources,
    cited_source,
    named_formats,
)
from briqa.errors import UnknownStyle
from briqa.spans import Span

TRUE = "In 2021, the port of Kastrel handled 22.4 million tonnes of cargo."


@pytest.fixture(scope="module")
def sources(corpus: Assistant) -> list[Citation]:
    """Sentences of two documents, the second one's again at the end."""
    places = [("museum.md", 18), ("ports.md", 80), ("museum.md", 90)]
    return [corpus.cite_span(docid, Span(start, start + 20)) for docid, start in places]


def test_formats_are_named_once_each_in_whatever_case() -> None:
    assert named_formats("APA, bibtex,apa") == ("apa", "bibtex")


@pytest.mark.parametrize("written", ["", ",", "apa,,nonesuch"])
def test_a_name_that_is_no_format_is_told_with_those_that_are(written: str) -> None:
    with pytest.raises(UnknownStyle, match="csl-json"):
        named_formats(written)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("ris", "csl-json")])
def test_a_text_citer_says_what_the_whole_text_says(sources: list[Citation], name: str) -> None:
    if name == "bibtex":
        with pytest.raises(UnknownStyle):
            TextCiter(Works(), name)
        return
    citer = TextCiter(Works(), name)
    whole = cite_sources(sources, Works(), name)
    assert tuple(map(citer.in_text, sources)) == whole.in_text
    assert tuple(citer.bibliography(sources)) == whole.entries
    assert len(whole.entries) == 2


def test_an_export_has_each_work_once(sources: list[Citation]) -> None:
    written = cite_sources(sources, Works(), "bibtex")
    assert written.in_text == ()
    assert written.entries[0].count("@") == 2


def test_no_sources_give_no_citations() -> None:
    assert cite_sources([], Works(), "apa").entries == ()


def test_the_sentence_that_decides_is_the_one_cited(corpus: Assistant) -> None:
    source = cited_source(corpus.cite(TRUE))
    assert source is not None
    assert source.reading == TRUE
    assert cited_source(corpus.cite("Volcanic penguins compose symphonies.")) is None
