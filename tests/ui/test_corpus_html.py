"""The Corpus tab's HTML: names from files and documents are escaped once, and states told apart."""

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from briqa.catalogue import Catalogue, Freshness, Holding
from briqa.errors import UnreadableSource
from briqa.indexing import IndexingStep, IndexReport, Stage
from briqa.spans import Metadata, SourceFormat
from briqa.store import DocumentSummary, Fingerprint
from briqa.ui.corpus_table import (
    documents_html,
    outcomes_html,
    progress_html,
    removed_html,
    report_html,
    totals_html,
)
from briqa.upkeep import UPLOADS, Declined, Removed, Taken

INDEX = Path("/data/index")
SUMMARY = DocumentSummary(
    docid="ports.md",
    origin="/home/ann/ports.md",
    root="/home/ann",
    content_hash="",
    format=SourceFormat.MARKDOWN,
    metadata=Metadata(title="Ports", status="restated"),
    characters=2000,
    pages=0,
    passages=1200,
    sentences=40,
    quantities=31,
    indexed_at="2026-11-30T12:00:00+00:00",
)
HELD = Holding(SUMMARY, Freshness.UP_TO_DATE, 2_500_000)
MADE_WITH = Fingerprint("all-MiniLM-L6-v2", "", 384, 1, 1)


def catalogue(*holdings: Holding) -> Catalogue:
    return Catalogue(holdings, 7, 1_900_000, MADE_WITH)


def read(fragment: str) -> BeautifulSoup:
    return BeautifulSoup(fragment, "lxml")


def said(fragment: str) -> str:
    return " ".join(read(fragment).get_text(" ").split())


def test_a_row_tells_what_is_known_of_a_document() -> None:
    text = said(documents_html(catalogue(HELD), INDEX))
    assert "Ports restated · ports.md · indexed" in text
    assert "– 1,200 31 2.5 MB ✓ up to date Remove" in text


def test_a_document_without_a_title_is_named_once() -> None:
    untitled = replace(HELD, summary=replace(SUMMARY, metadata=Metadata(), indexed_at=None))
    (cell,) = read(documents_html(catalogue(untitled), INDEX)).select("td.document")
    assert " ".join(cell.get_text(" ").split()) == "ports.md original"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Freshness.UP_TO_DATE, "✓ up to date"),
        (Freshness.CHANGED, "△ changed on disk"),
        (Freshness.GONE, "✕ file gone"),
    ],
)
def test_a_state_is_a_sign_and_words(state: Freshness, words: str) -> None:
    (cell,) = read(documents_html(catalogue(replace(HELD, state=state)), INDEX)).select("td.state")
    assert " ".join(cell.get_text(" ").split()) == words


def test_the_question_before_removing_says_what_becomes_of_the_file() -> None:
    own = said(documents_html(catalogue(HELD), INDEX))
    assert "Take ports.md out of the index? Your own file stays where it is." in own
    copied = replace(SUMMARY, origin=str(INDEX / UPLOADS / "ports.md"))
    upload = said(documents_html(catalogue(replace(HELD, summary=copied)), INDEX))
    assert "The copy that is kept of the uploaded file is deleted with it." in upload


def test_the_totals_are_of_all_documents() -> None:
    text = said(totals_html(catalogue(HELD, HELD)))
    assert text == (
        "2 documents · 2,400 passages · 62 figures · 5.0 MB of files "
        "Index: 1.9 MB · all-MiniLM-L6-v2 · generation 7"
    )


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_name_is_shown_as_it_is_and_adds_no_element(name: str) -> None:
    summary = replace(
        SUMMARY, docid=name, origin=f"/{name}", metadata=Metadata(title=f"T{name}", status=name)
    )
    held = catalogue(replace(HELD, summary=summary))
    hostile = read(documents_html(held, INDEX))
    plain = read(documents_html(catalogue(HELD), INDEX))
    assert [tag.name for tag in hostile.find_all()] == [tag.name for tag in plain.find_all()]
    (title,) = hostile.select("[data-open]")
    assert title["data-open"] == name
    assert title.get_text() == f"T{name}"
    assert hostile.select("[data-remove]")[0]["data-remove"] == name
    for fragment in (
        outcomes_html([Declined(name, name)], held),
        removed_html(Removed(name, Path(f"/{name}"), was_upload=False)),
        progress_html(IndexingStep(Path(f"/a/{name}"), 1, 1, "reading", 0, 0)),
    ):
        assert len(read(fragment).select("strong, .bar")) == 1


def test_the_outcome_of_each_file_is_a_line() -> None:
    outcomes: list[Taken | Declined] = [
        Taken("ports.md", "ports.md", ("kept as other.md, since another file has its name",)),
        Declined("broken.pdf", "is damaged; save it again"),
    ]
    items = [
        (item["class"], " ".join(item.get_text(" ").split()))
        for item in read(outcomes_html(outcomes, catalogue(HELD))).select("li")
    ]
    assert items == [
        (
            ["good"],
            "✓ ports.md indexed, 1,200 passages, 31 figures; kept as other.md, since another file "
            "has its name",
        ),
        (["bad"], "✕ broken.pdf is damaged; save it again"),
    ]


def test_a_new_look_says_what_it_changed() -> None:
    gone = UnreadableSource(Path("/home/ann/x.md"), "isn't there", "mind its name")
    report = IndexReport(("a.md",), ("b.md",), ("d.md", "e.md"), ("c.md",), (gone,))
    lines = [
        " ".join(item.get_text(" ").split()) for item in read(report_html(report)).select("li")
    ]
    assert lines == [
        "✓ a.md added",
        "✓ b.md read again, since its file had changed",
        "✓ c.md removed, since its file is gone",
        "✕ x.md isn't there; mind its name",
        "✓ 2 other documents up to date",
    ]
    untouched = IndexReport((), (), ("d.md",), (), ())
    assert said(report_html(untouched)) == "✓ 1 document up to date"


def test_progress_goes_up_and_says_where_it_is() -> None:
    stages: tuple[tuple[Stage, int, int], ...] = (
        ("reading", 0, 0),
        ("splitting", 0, 0),
        ("encoding", 0, 8),
        ("encoding", 4, 8),
        ("encoding", 8, 8),
        ("writing", 8, 8),
    )
    bars = [
        read(progress_html(IndexingStep(Path("/a/b.md"), number, 2, *stage))).select(
            "[role=progressbar]"
        )[0]
        for number in (1, 2)
        for stage in stages
    ]
    percents = [int(str(bar["aria-valuenow"])) for bar in bars]
    assert percents == sorted(percents)
    assert percents[0] == 0
    assert percents[-1] < 100
    assert bars[3]["aria-valuetext"] == "File 1 of 2, b.md: encoding 4 of 8 passages"
