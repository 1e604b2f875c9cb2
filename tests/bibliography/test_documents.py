from dataclasses import replace
from pathlib import Path

import pytest

from briqa.bibliography import (
    STYLES,
    Library,
    LibraryEntry,
    PartialDate,
    Person,
    Work,
    entry,
    find_work,
    work_of,
)
from briqa.sources.text import text_metadata
from briqa.spans import Document, Metadata, Publication, SourceFormat

FRONT_MATTER = """---
title: "Ports of the Lower Ister: A Survey of Grain Traffic"
author:
  - Ada Okafor
  - {family: Berg, given: Jan}
  - name: World Harbour Agency
date: 4 May 2022
type: report
publisher: Quayside Press
place: Oslo
number: 7
doi: https://doi.org/10.1234/ister
lang: en
---

The survey covers grain. Traffic on the Ister grew, and traffic by rail fell. Other ports of the
lower river, such as those on the Ister, were part of the survey.
"""


def document(text: str, docid: str = "reports/ister.md") -> Document:
    metadata = text_metadata(text, source_format=SourceFormat.MARKDOWN)
    return Document(docid, text, SourceFormat.MARKDOWN, metadata)


def with_metadata(**fields: str) -> Document:
    return Document("a/ister.pdf", "Text.", SourceFormat.PDF, Metadata(**fields))  # type: ignore[arg-type]


def library(*works: Work, files: tuple[str, ...] = ()) -> Library:
    return Library(Path("library.bib"), tuple(LibraryEntry(work, files) for work in works))


def test_front_matter_becomes_a_work() -> None:
    assert work_of(document(FRONT_MATTER)) == Work(
        "reports/ister.md",
        "report",
        "Ports of the lower Ister: A survey of grain traffic",
        (Person("Okafor", "Ada"), Person("Berg", "Jan"), Person(literal="World Harbour Agency")),
        issued=PartialDate(2022, 5, 4),
        publisher="Quayside Press",
        place="Oslo",
        number="7",
        doi="10.1234/ister",
        language="en",
    )


def test_a_document_without_metadata_is_named_by_its_file_and_says_what_it_lacks() -> None:
    found = find_work(Document("a/ister.pdf", "Text.", SourceFormat.PDF))
    assert found.work == Work("a/ister.pdf", "report", "ister")
    assert found.notes == ("a/ister.pdf: nothing says its author or date",)


@pytest.mark.parametrize(
    ("publication", "kind"),
    [
        (Publication(kind="Working paper"), "report"),
        (Publication(kind="thesis"), "thesis"),
        (Publication(container="Tides", volume="3"), "article-journal"),
        (Publication(container="Tides", pages="3-4"), "chapter"),
        (Publication(), "report"),
    ],
)
def test_the_type_is_told_by_the_fields(publication: Publication, kind: str) -> None:
    base = Document("a.pdf", "x", SourceFormat.PDF, Metadata(publication=publication))
    assert work_of(base).type == kind
    if not publication.kind and not publication.container:
        assert work_of(replace(base, format=SourceFormat.HTML)).type == "webpage"


@pytest.mark.parametrize(
    ("fields", "remark"),
    [
        ({"status": "restated"}, "Restated text"),
        ({"note": "A machine-translated postprint."}, "Machine translation"),
        (
            {"status": "restated", "note": "Made from a machine translation."},
            "Machine translation; restated text",
        ),
        ({"title": "港口", "source": "机器翻译"}, "机器翻译"),
        ({"status": "Second version"}, "Second version"),
        ({"note": "Pictures without text: page 3."}, None),
    ],
)
def test_a_text_that_isnt_the_original_says_so(fields: dict[str, str], remark: str | None) -> None:
    work = work_of(with_metadata(**{"title": "Alpha", **fields}))
    assert work.remark == remark
    for style in STYLES:
        assert (remark or "[") in entry(work, style=style) or remark is None


TITLED = with_metadata(title="Ports of the lower Ister, 2021", author="Ada Okafor")


@pytest.mark.parametrize(
    ("work", "files", "by"),
    [
        (Work("x", title="Other"), ("C:\\papers\\ISTER.pdf",), "file"),
        (Work("x", title="Other"), ("ister",), "file"),
        (Work("Ister", title="Other"), (), "key"),
        (Work("x", title="Ports of the Lower Ister — 2021"), (), "title"),
        (Work("x", title="Ports of the lowerr Ister, 2021"), (), "title"),
        (Work("x", title="Ports of the lower Ister, 2022"), (), ""),
        (Work("x", title="Ports of the upper Ister, 2021"), (), ""),
        (Work("x", title="Other"), ("ister.txt",), ""),
    ],
)
def test_an_entry_is_found_by_what_is_written_down(
    work: Work, files: tuple[str, ...], by: str
) -> None:
    found = find_work(TITLED, library(work, files=files))
    assert found.matched.by == by
    assert any("no entry of library.bib fits" in note for note in found.notes) == (not by)


def test_an_entry_is_found_by_doi() -> None:
    found = find_work(document(FRONT_MATTER), library(Work("x", doi="10.1234/ISTER")))
    assert found.matched.by == "doi"


def test_an_entry_goes_before_the_document_which_completes_it() -> None:
    own = replace(TITLED, metadata=replace(TITLED.metadata, date="2021", status="restated"))
    given = Work("Ister", "book", "Ister ports", (Person("Okafor", "Ada N."),), publisher="Quay")
    work = work_of(own, library(given))
    assert (work.id, work.type, work.title) == ("a/ister.pdf", "book", "Ister ports")
    assert (work.authors, work.issued) == ((Person("Okafor", "Ada N."),), PartialDate(2021))
    assert (work.publisher, work.remark) == ("Quay", "Restated text")


def test_several_entries_are_named_and_none_is_taken() -> None:
    title = "Ports of the lower Ister, 2021"
    found = find_work(TITLED, library(Work("x", title=title), Work("y", title=title)))
    assert found.matched.entry is None
    assert found.work.title == title
    assert "several entries of library.bib fit (x, y), so none is used" in found.notes[0]


def test_a_name_in_a_title_keeps_its_capital_if_the_text_has_it() -> None:
    text = "# Grain Traffic of the Ister\n\nGrain and traffic of the Ister. The grain of the Ister."
    assert work_of(document(text)).title == "Grain traffic of the Ister"
    plain = "# Grain traffic of the Ister\n\nMore Grain and Traffic."
    assert work_of(document(plain)).title == "Grain traffic of the Ister"


def test_a_web_page_stands_on_the_site_that_publishes_it() -> None:
    metadata = Metadata(title="Locks", publication=Publication(publisher="Canal Notes"))
    work = work_of(Document("a.html", "x", SourceFormat.HTML, metadata))
    assert (work.type, work.container_title, work.publisher) == ("webpage", "Canal Notes", None)
