"""Pages as a whole: the same for the same run, well-formed, escaped, whole without a network."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from briqa.evaluate.report import (
    MetricText,
    Verdict,
    comparison_report,
    read_metrics,
    run_report,
)
from tests.evaluate.report.made import (
    MAIN,
    MANIFEST,
    MANIFESTS,
    METRICS,
    PAIRS,
    QUESTIONS,
    STRANGE,
    TEXTS,
    asked,
    shuffled,
)

EXPECTED = Path(__file__).with_name("expected")


def run_page(seed: int | None = None, **changes: Any) -> str:
    metrics, manifest = METRICS, MANIFEST
    if seed is not None:
        metrics, manifest = shuffled(metrics, seed), shuffled(manifest, seed)
    values: dict[str, Any] = {
        "title": "Harbour & <mill>",
        "metrics": read_metrics(metrics),
        "texts": TEXTS,
        "main": MAIN,
        "questions": QUESTIONS,
        "manifest": manifest,
    }
    return run_report(**values | changes)


def comparison_page(seed: int | None = None) -> str:
    manifests = MANIFESTS if seed is None else shuffled(MANIFESTS, seed)
    return comparison_report(
        title="Words & <both>", pairs=PAIRS, texts=TEXTS, level=0.95, manifests=manifests
    )


PAGES = {"report": run_page, "comparison": comparison_page}
both = pytest.mark.parametrize("name", PAGES)


def parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "lxml")


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


@both
def test_a_page_is_as_expected(name: str) -> None:
    """With BRIQA_REWRITE_EXPECTED=1 the files are written anew, to be read in the diff."""
    path, page = EXPECTED / f"{name}.html", PAGES[name]()
    if os.environ.get("BRIQA_REWRITE_EXPECTED") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, "utf-8", newline="\n")
    assert page == path.read_text("utf-8")


@both
@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_names_in_a_file_changes_nothing(name: str, seed: int) -> None:
    assert PAGES[name](seed) == PAGES[name]()


@both
def test_nothing_that_was_given_becomes_markup(name: str) -> None:
    page = parsed(PAGES[name]())
    assert len(page.find_all("script")) == (1 if name == "report" else 0)
    assert len(page.find_all("style")) == 1
    assert not page.find_all(["img", "b", "mill", "both", "comparison"])
    assert "49" not in [text(tag) for tag in page.find_all(["h4", "dd"])]


@both
def test_what_was_given_is_read_as_it_was(name: str) -> None:
    read = parsed(PAGES[name]()).get_text()
    for strange in (STRANGE[0], STRANGE[1], STRANGE[2], STRANGE[5]):
        assert strange in read


@both
def test_a_page_can_be_written_whatever_was_given(name: str) -> None:
    page = PAGES[name]()
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", page)


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("<>&\"'{}%\r\n\f\t"))
)
def test_any_text_is_read_as_it_was_and_adds_no_element(given_text: str) -> None:
    page = parsed(run_page(questions=[asked(1, Verdict.WRONG, given_text)]))
    plain = parsed(run_page(questions=[asked(1, Verdict.WRONG, "plain")]))
    assert [tag.name for tag in page.find_all()] == [tag.name for tag in plain.find_all()]
    [heading] = page.find_all("h4")
    assert heading.get_text().split() == given_text.split()


@both
def test_a_page_needs_no_network(name: str) -> None:
    page = PAGES[name]()
    assert not re.search(r"https?://|url\(|@import", page)
    assert not parsed(page).find_all(["link", "iframe", "object"])
    assert not parsed(page).find_all(src=True)


@both
def test_ids_are_unique_and_references_lead_to_them(name: str) -> None:
    page = parsed(PAGES[name]())
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    named = ("aria-labelledby", "aria-describedby")
    wanted = {str(tag[key]) for key in named for tag in page.select(f"[{key}]")}
    assert wanted <= set(ids)


@both
def test_tables_say_what_their_cells_are(name: str) -> None:
    for table in parsed(PAGES[name]()).find_all("table"):
        assert text(table.find("caption"))
        assert all(head.get("scope") in ("col", "row", "rowgroup") for head in table.find_all("th"))
        widths = {
            sum(int(str(cell.get("colspan", "1"))) for cell in row.find_all(["th", "td"]))
            for row in table.find_all("tr")
        }
        assert len(widths) == 1


@both
def test_plots_are_pictures_with_a_name_or_hidden(name: str) -> None:
    plots = parsed(PAGES[name]()).find_all("svg")
    assert plots
    for plot in plots:
        if plot.get("aria-hidden") != "true":
            assert plot["role"] == "img"
            assert text(plot.find("title"))
            assert text(plot.find("desc"))


@both
def test_headings_leave_no_level_out(name: str) -> None:
    levels = [int(tag.name[1]) for tag in parsed(PAGES[name]()).find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_the_first_sentence_says_what_became_of_the_questions() -> None:
    lead = text(parsed(run_page()).find(class_="lead"))
    assert lead.startswith(
        "6 questions: 4 answered, 2 refused; "
        "2 right, 1 wrong, 1 refused rightly, 1 refused wrongly and 1 unjudged."
    )
    assert "Answer F1 0.713 (0.593–0.833), Numbers right 0.625 (0.425–0.825)" in lead
    assert "Wrongly refused" not in lead


def test_every_metric_has_its_row_in_the_order_of_the_texts() -> None:
    page = parsed(run_page())
    table = page.find("table", class_="metrics")
    assert table is not None
    rows = [[text(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    assert [row[0] for row in rows[1:]] == [
        "Answers",
        "Answer F1 Words shared with the gold answer.",
        "Numbers right Value and unit both right.",
        "Answer length Characters.",
        "Retrieval",
        "Recall@5 Gold spans in five passages.",
        "Recall@10 Gold spans in ten passages.",
        "Refusals",
        "Wrongly refused (lower is better) Answerable ones refused.",
    ]
    assert rows[3][1:] == ["0.625", "0.425–0.825 exact", "8"]
    assert rows[4][1:] == ["1,204.2", "1,124.2–1,284.2", "8"]
    assert rows[-1][1:] == ["–", "–", "0"]


def test_a_metric_without_a_text_comes_last_under_its_own_name() -> None:
    texts: dict[str, MetricText] = {name: TEXTS[name] for name in TEXTS if "recall" not in name}
    table = parsed(run_page(texts=texts)).find("table", class_="metrics")
    assert table is not None
    labels = [text(row.find("th")) for row in table.find_all("tr")]
    assert labels[-2:] == ["recall@5", "recall@10"]


def test_faults_stand_first_and_every_question_once() -> None:
    page = parsed(run_page())
    verdicts = [str(tag["data-verdict"]) for tag in page.find_all("article")]
    assert verdicts == [
        "wrong", "refused wrongly", "right", "refused rightly", "unjudged", "right",
    ]  # fmt: skip
    assert [text(tag) for tag in page.find_all(class_="qid")] == [
        "q1",
        "q3",
        "q0",
        "q2",
        "q4",
        "q5",
    ]


def test_a_long_set_keeps_its_faults_and_says_what_is_left_out() -> None:
    right = [asked(place, Verdict.RIGHT) for place in range(700)]
    wrong = [asked(place, Verdict.WRONG) for place in range(700, 720)]
    page = parsed(run_page(questions=[*right, *wrong]))
    qids = [text(tag) for tag in page.find_all(class_="qid")]
    assert len(qids) == 500
    assert qids[:20] == [question.qid for question in wrong]
    assert "220 questions of 720 are left out here" in text(page.find("main"))
    assert "per_question.csv" in text(page.find("main"))
    heads = [text(tag) for tag in page.select(".questions > h3")]
    assert heads == ["Wrong or refused wrongly 20", "The rest 480 of 700 shown"]


def test_more_faults_than_a_page_holds_are_counted_in_full() -> None:
    wrong = [asked(place, Verdict.WRONG) for place in range(1200)]
    right = [asked(place, Verdict.RIGHT) for place in range(1200, 1210)]
    page = parsed(run_page(questions=[*wrong, *right]))
    assert len(page.find_all("article")) == 500
    heads = [text(tag) for tag in page.select(".questions > h3")]
    assert heads == ["Wrong or refused wrongly 500 of 1,200 shown", "The rest 0 of 10 shown"]
    assert "None." not in text(page.find("section", attrs={"aria-labelledby": "questions"}))


def test_a_type_of_any_wording_keeps_its_count_and_can_be_written() -> None:
    kinds = ("ctl\x0b\x85 and half \ud83d", "a kind of question with a name that goes on and on")
    groups = METRICS["groups"]
    metrics = METRICS | {
        "groups": {"overall": groups["overall"]} | dict.fromkeys(kinds, groups["lookup"])
    }
    page = run_page(metrics=read_metrics(metrics))
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", page)
    labels = [text(tag) for tag in parsed(page).select("figure .label")]
    assert labels
    assert all(re.search(r", n = \d$", label) for label in labels)


def test_a_run_of_nothing_has_a_page() -> None:
    metrics = replace(
        read_metrics(METRICS), groups={"overall": {}}, calibration=(), risk_coverage=()
    )
    page = parsed(run_page(metrics=metrics, questions=(), manifest={}))
    assert text(page.find(class_="lead")) == "0 questions: 0 answered, 0 refused."
    assert "No answer was judged" in text(page.find("main"))
    assert not page.find_all("svg")


def test_the_manifest_is_there_with_every_value() -> None:
    section = parsed(run_page()).find("section", attrs={"aria-labelledby": "manifest"})
    assert section is not None
    read = text(section)
    for value in (
        "search.lexical 0.35",
        "search.rerank yes",
        "kinds a, b",
        "harbour.txt " + "12" * 32,
    ):
        assert value in read


def test_the_comparison_calls_better_only_what_is_more_than_chance() -> None:
    page = parsed(comparison_page())
    table = page.find("table", class_="differences")
    assert table is not None
    outcomes = {
        text(row.find("th")).split(" (")[0]: text(row.find_all("td")[-1])
        for row in table.find_all("tr")[1:]
    }
    assert outcomes == {
        "Answer F1": "not clear",
        "Numbers right": "not clear",
        "Answer length": "different",
        "Recall@10": "better",
        "Wrongly refused": "worse",
    }
    assert text(page.find(class_="lead")) == (
        "“<both>” against “words only”: better in Recall@10 (+0.150); "
        "worse in Wrongly refused (+0.150); different in Answer length (−323.5). "
        "Only “<both>” is right on 1 question, only “words only” on 1."
    )


def test_templates_are_loaded_only_for_a_page() -> None:
    program = "import sys, briqa.evaluate.report; print('jinja2' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"
