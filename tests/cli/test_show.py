import json
from pathlib import Path

import pytest

from briqa.encoder import SentenceTransformerEncoder
from briqa.permalink import Permalink, link_to
from briqa.spans import Document, SourceFormat, Span
from tests.cli.running import done, fails, json_lines, run, words
from tests.indexes import FERRY, add
from tests.sources.files import prose, write_pdf

ROUTES = "157 routes"


def _target(text: str, quote: str, docid: str = "ferry.md") -> str:
    start = text.index(quote)
    return f"{docid}:{start}-{start + len(quote)}"


def test_a_document_is_printed_as_it_is(shared_index: Path, documents_dir: Path) -> None:
    shown = done("show", "rates.md", "--index", shared_index).stdout_bytes
    assert shown == (documents_dir / "rates.md").read_bytes() + b"\n"


def test_a_document_in_json_has_its_text_and_its_sections(
    shared_index: Path, documents_dir: Path
) -> None:
    (value,) = json_lines(done("show", "ferry.md", "--index", shared_index, "--format", "json"))
    assert set(value) == {"docid", "origin", "format", "metadata", "pages", "sections", "text"}
    assert (value["docid"], value["format"], value["text"]) == ("ferry.md", "markdown", FERRY)
    assert value["origin"] == str(documents_dir / "ferry.md")
    assert [section["label"] for section in value["sections"]] == ["Ferries", "Routes"]
    routes = value["sections"][1]
    assert FERRY[routes["start"] : routes["end"]].startswith("## Routes")


def test_the_front_matter_is_metadata(shared_index: Path) -> None:
    (value,) = json_lines(done("show", "rates.md", "--index", shared_index, "--format", "json"))
    assert (value["metadata"]["title"], value["metadata"]["status"]) == ("Rates", "restated")


def test_a_span_stands_in_its_context_behind_its_place(shared_index: Path) -> None:
    result = done("show", _target(FERRY, ROUTES), "--index", shared_index)
    first, *rest = result.stdout.splitlines()
    assert first == "ferry.md · Routes, line 7"
    assert " ".join(" ".join(rest).split()) == " ".join(FERRY.split())


def test_far_context_is_left_out_and_marked(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    text = f"alpha {'ship ' * 200}middle {'boat ' * 200}omega\n"
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    add(tmp_path / "index", encoder, tmp_path / "long.txt")
    target = _target(text, "middle", "long.txt")
    shown = words(done("show", target, "--index", tmp_path / "index"))
    assert "ship middle boat" in shown
    assert shown.count("…") == 2
    assert "alpha" not in shown
    assert "omega" not in shown


def test_the_text_of_a_document_is_never_read_as_markup(
    shared_index: Path, documents_dir: Path
) -> None:
    text = (documents_dir / "rates.md").read_bytes().decode()
    result = done("show", _target(text, "waited", "rates.md"), "--index", shared_index)
    assert "40 [red]ships[/red] waited" in words(result)


def test_a_span_in_json_is_its_citation(shared_index: Path) -> None:
    result = done("show", _target(FERRY, ROUTES), "--index", shared_index, "--format", "json")
    (value,) = json_lines(result)
    assert FERRY[value["start"] : value["end"]] == value["quote"] == ROUTES
    assert (value["docid"], value["line"], value["page"]) == ("ferry.md", 7, None)
    assert value["sections"] == ["Routes"]
    assert value["boxes"] == []


def test_offsets_count_code_points(shared_index: Path, documents_dir: Path) -> None:
    text = (documents_dir / "rates.md").read_bytes().decode()
    target = _target(text, "-3.5%", "rates.md")
    (value,) = json_lines(done("show", target, "--index", shared_index, "--format", "json"))
    assert value["quote"] == "-3.5%"


def test_a_span_of_a_pdf_has_its_page_and_its_boxes(shared_index: Path) -> None:
    text = json.loads(
        done("show", "bridge.pdf", "--index", shared_index, "--format", "json").stdout
    )["text"]
    for quote, page in (("61,000 trains", 1), ("$9 million", 2)):
        target = _target(text, quote, "bridge.pdf")
        (value,) = json_lines(done("show", target, "--index", shared_index, "--format", "json"))
        assert (value["quote"], value["page"]) == (quote, page)
        (box,) = value["boxes"]
        assert set(box) == {"page_index", "left", "bottom", "right", "top"}
        assert box["page_index"] == page - 1
        # Drawn from x = 72 on the base line y = 700, in 10 points.
        assert 72 < box["left"] < box["right"] < 300
        assert 690 < box["bottom"] < 702 < box["top"] < 715


def test_the_boxes_of_a_pdf_that_is_gone_are_an_error_but_its_text_is_not(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    path = write_pdf(tmp_path / "a.pdf", [prose(700, ["The bridge carried 61,000 trains."])])
    add(tmp_path / "index", encoder, path)
    path.unlink()
    index = ("--index", tmp_path / "index")
    assert "61,000 trains" in words(done("show", "a.pdf:0-10", *index))
    fails(run("show", "a.pdf:0-10", *index, "--format", "json"), 1, "a.pdf")


def test_a_name_may_itself_hold_colons_and_numbers(
    tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    (tmp_path / "notes:3-9.txt").write_text("Notes of 12 pilots.\n", encoding="utf-8")
    add(tmp_path / "index", encoder, tmp_path / "notes:3-9.txt")
    index = ("--index", tmp_path / "index")
    assert done("show", "notes:3-9.txt", *index).stdout == "Notes of 12 pilots.\n\n"
    (value,) = json_lines(done("show", "notes:3-9.txt:9-11", *index, "--format", "json"))
    assert value["quote"] == "12"


@pytest.mark.parametrize("target", ["fery.md", "fery.md:0-5", "ferry.mdd"])
def test_an_unknown_document_gets_the_nearest_name(shared_index: Path, target: str) -> None:
    fails(run("show", target, "--index", shared_index), 1, "did you mean ferry.md?")


@pytest.mark.parametrize("span", ["5-5", "9-3", "5-", "-5", "a-b", f"0-{'9' * 400}"])
def test_a_span_that_is_none_is_one_line(shared_index: Path, span: str) -> None:
    said = f"ferry.md:{span}: "
    fails(run("show", f"ferry.md:{span}", "--index", shared_index), 2, said, "span")
    fails(run("show", f"nonesuch:{span}", "--index", shared_index), 1, "not in the index")


def test_a_span_that_ends_before_it_begins_is_said_to(shared_index: Path) -> None:
    result = run("show", "ferry.md:5-3", "--index", shared_index)
    fails(result, 2, "ferry.md:5-3: the span ends at 3, before its start 5")


@pytest.mark.parametrize("past", [1, 10**9])
def test_a_span_past_the_end_is_wrong_usage(shared_index: Path, past: int) -> None:
    end = len(FERRY) + past
    target = f"ferry.md:0-{end}"
    fails(run("show", target, "--index", shared_index), 2, f"ends at {len(FERRY)}")
    done("show", f"ferry.md:0-{len(FERRY)}", "--index", shared_index)


def _link(text: str, quote: str, docid: str = "ferry.md") -> Permalink:
    start = text.index(quote)
    document = Document(docid, text, SourceFormat.MARKDOWN)
    return link_to(document, Span(start, start + len(quote)))


def test_a_link_is_followed_and_its_finding_told(shared_index: Path) -> None:
    link = _link(FERRY, ROUTES)
    shown = words(done("show", link, "--index", shared_index))
    assert "the quote stands at" in shown
    assert ROUTES in shown
    (value,) = json_lines(done("show", link, "--index", shared_index, "--format", "json"))
    assert (value["quote"], value["link"]["status"]) == (ROUTES, "exact")
    assert "unverified" in words(done("show", link.short, "--index", shared_index))


def test_a_link_into_a_changed_document_tells_both_places(shared_index: Path) -> None:
    link = _link(f"# Old\n\n{FERRY}", ROUTES)
    start = FERRY.index(ROUTES)
    shown = words(done("show", link, "--index", shared_index))
    assert f"moved from {start + 7}-{start + 17} to {start}-{start + 10}" in shown
    (value,) = json_lines(done("show", link, "--index", shared_index, "--format", "json"))
    assert (value["start"], value["link"]["start"]) == (start, start + 7)
    assert (value["link"]["status"], value["link"]["document_changed"]) == ("moved", True)


def test_a_link_that_leads_nowhere_fails_with_one_line(shared_index: Path) -> None:
    changed = _link(FERRY.replace(ROUTES, "163 routes"), "163 routes")
    fails(run("show", changed, "--index", shared_index), 1, "ferry.md: ", "is gone")
    gone = _link(FERRY, ROUTES, "nonesuch.md")
    fails(run("show", gone, "--index", shared_index), 1, "no such document")
    fails(run("show", "briqa:ferry.md#9-3", "--index", shared_index), 2, "not a span")
