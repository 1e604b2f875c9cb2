import json
import re
from io import BytesIO

import docx
import pytest
from docx.document import Document as DocxFile
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briqa.drafts import Part, Standing, as_docx, as_markdown, report_json
from briqa.drafts.markdown import markdown_insertions
from briqa.permalink import Status, parse, resolve
from tests.drafts.sources import SOURCE, report_of
from tests.strategies import texts

TRUE = "The old mill on the Ilm ground 400 tonnes of spelt in 1911"
FALSE = "The cooperative has 52 members today"
UNKNOWN = "Otters live upstream of the weir"


def drafts() -> st.SearchStrategy[str]:
    """Drafts of any look, among them sentences of every verdict."""
    known = st.sampled_from([f"{TRUE}.", f"{FALSE}.", f"{UNKNOWN}!", f"- {TRUE}", f"**{TRUE}.**"])
    gap = st.sampled_from(["\n\n", " ", "\r\n\r\n"])
    return st.builds(
        lambda parts, between: between.join(parts),
        st.lists(st.one_of(known, texts().filter(str.strip)), min_size=1, max_size=5),
        gap,
    )


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"{TRUE}.", f"{TRUE} [1]."),
        (f"{TRUE}!?  ", f"{TRUE} [1]!?  "),
        (f"{TRUE}", f"{TRUE} [1]"),
        (f"**{TRUE}.**", f"**{TRUE} [1].**"),
        (f"**{TRUE}**", f"**{TRUE}** [1]"),
        (f"- {TRUE}.", f"- {TRUE} [1]."),
        (f"“{TRUE}.”", f"“{TRUE}.” [1]"),
        (f"{TRUE} in the U.S.", f"{TRUE} in the U.S. [1]"),
        (f"{TRUE}; ", f"{TRUE} [1]; "),
        (f"{TRUE} (Ng, 2020).", f"{TRUE} (Ng, 2020)."),
    ],
)
def test_a_citation_stands_before_the_full_stop(text: str, cited: str) -> None:
    assert as_markdown(report_of(text)).startswith(f"{cited}\n" if text[-1:] != " " else cited)


def test_warnings_are_footnotes_and_the_bibliography_stands_last() -> None:
    written = as_markdown(report_of(f"{FALSE}. {UNKNOWN}. {TRUE}.\n"))
    first, *behind = written.split("\n\n")
    assert first == f"{FALSE}.[^check-1] {UNKNOWN}.[^check-2] {TRUE} [1]."
    assert behind[0].startswith(
        "[^check-1]: **Contradicted.** “52”: the source says 38. The source"
    )
    assert "(briqa:mill/history%20%3C1%3E.md#" in behind[0]
    assert behind[1].startswith("[^check-2]: **Not in the sources.** The nearest sentence: “")
    assert behind[2:] == ["## Bibliography", "- [1] The mill on the Ilm\n"]


def test_footnotes_of_the_draft_keep_their_names() -> None:
    written = as_markdown(report_of(f"{FALSE}. Own.[^check-1]\n\n[^check-1]: My own note.\n"))
    assert written.count("[^check-1]") == 2
    assert "[^xcheck-1]: **Contradicted.**" in written


def test_a_draft_of_which_nothing_is_said_is_exported_as_it_is() -> None:
    text = "# Mills\r\n\r\nWhy mills?\r\n"
    assert as_markdown(report_of(text)) == text


@given(drafts())
def test_the_markdown_without_what_was_put_in_is_the_draft(text: str) -> None:
    report = report_of(text)
    written = as_markdown(report)
    for insertion in markdown_insertions(report):  # ascending, so what is before is the draft's own
        end = insertion.offset + len(insertion.text)
        assert written[insertion.offset : end] == insertion.text
        assert re.fullmatch(r" \[1\]|\[\^x*check-[0-9]+\]", insertion.text)
        written = written[: insertion.offset] + written[end:]
    assert written.startswith(text)
    assert (written == text) == all(
        found.standing is Standing.LEFT_ALONE for found in report.sentences
    )


@given(drafts())
def test_json_is_exact(text: str) -> None:
    value = json.loads(json.dumps(report_json(report_of(text)), ensure_ascii=False))
    assert value["draft"]["text"] == text
    for sentence in value["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        for part in (*sentence["atoms"], *sentence["cited"]):
            assert text[part["start"] : part["end"]] == part["text"]
            assert sentence["start"] <= part["start"] < part["end"] <= sentence["end"]
        for found in sentence["evidence"]:
            resolution = resolve(parse(found["link"]), SOURCE)
            assert resolution.status is Status.EXACT
            assert SOURCE.text[found["start"] : found["end"]] == found["quote"]
    counts = value["summary"]
    assert counts["sentences"] == len(value["sentences"])


def test_json_says_why_and_where() -> None:
    value = json.loads(json.dumps(report_json(report_of(f"Why? {TRUE}. {FALSE}."))))
    question, true, false = value["sentences"]
    assert (question["needs_source"], question["verdict"]) == (False, None)
    assert question["reason"] == "asks a question"
    assert (true["verdict"], true["in_text"], true["insert_at"]) == (
        "supported",
        "[1]",
        len(f"Why? {TRUE}"),
    )
    assert (false["verdict"], false["insert_at"]) == ("contradicted", None)
    assert false["atoms"][0]["note"] == "the source says 38"
    assert false["atoms"][0]["source"]["quote"] == "38"


def _word(text: str) -> DocxFile:
    return docx.Document(BytesIO(as_docx(report_of(text))))


@settings(max_examples=30)  # python-docx takes its time
@example(text="References\n\nport.\n\n| Year |\n|---|---|\n| Year |")
@given(drafts())
def test_word_holds_the_text_of_the_draft_beside_what_was_put_in(text: str) -> None:
    report = report_of(text)
    lines = [
        "".join(run.text for run in paragraph.runs if not run.bold)
        for paragraph in docx.Document(BytesIO(as_docx(report))).paragraphs
    ]
    expected: list[str] = []
    for block in report.draft.blocks:
        shown = report.draft.view.to_view(block.span)
        assert shown is not None
        number = f"{block.number}\t" if block.part is Part.LIST_ITEM and block.number else ""
        read = number + report.draft.view.text[shown.start : shown.end]
        expected += [line for line in read.replace("\f", "\ufffd").split("\n") if line.strip()]
    assert len(expected) >= len(report.draft.blocks)
    found = [line for line in lines if line.strip()]
    assert found[: len(expected)] == [line.replace("\r", "\n") for line in expected]
    rest = ["Bibliography", *report.bibliography] if report.bibliography else []
    assert found[len(expected) :] == rest


def test_word_shows_verdicts_by_colour_and_comment() -> None:
    word = _word(f"# Mills\n\n{TRUE}. {FALSE}. {UNKNOWN}. Why?\n\n1. One of many mills.\n")
    heading, prose, item = word.paragraphs[:3]
    styles = [paragraph.style.name for paragraph in (heading, item) if paragraph.style]
    assert styles == ["Heading 1", "List"]
    assert item.text == "1.\tOne of many mills."
    coloured = {
        run.font.highlight_color.name: run.text for run in prose.runs if run.font.highlight_color
    }
    assert coloured == {"BRIGHT_GREEN": ".", "RED": f"{FALSE}.", "YELLOW": f"{UNKNOWN}."}
    assert [run.text for run in prose.runs if run.bold] == [" [1]"]
    said = [comment.text for comment in word.comments]
    assert [text.splitlines()[0] for text in said[:3]] == [
        "Supported.",
        "Contradicted.",
        "Not in the sources.",
    ]
    assert "“52”: the source says 38" in said[1]
    assert "briqa:mill/history%20%3C1%3E.md#" in said[1]


def test_word_keeps_tables_and_code_line_by_line() -> None:
    text = "| Year | Tonnes |\n|---|---|\n| 1911 | 400 |\n\n```\nx = 1\n  y\n```\n"
    assert [found.sentence.part for found in report_of(text).sentences][:2] == [
        Part.TABLE,
        Part.TABLE,
    ]
    lines = [paragraph.text for paragraph in _word(text).paragraphs]
    assert lines[:3] == ["Year | Tonnes", "1911 | 400", "```"]
    assert "x = 1" in lines
