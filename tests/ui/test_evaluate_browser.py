"""The Evaluate tab in a real browser: a set run, looked at, and run again beside itself."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator

from briqa.assistant import Assistant
from tests.ui.conftest import HARBOURS
from tests.ui.page import READABLE, Page, box, colour, contrast

WRONG = "How many tons of cargo did the port of Quistad handle in 2021?"


@pytest.fixture(scope="module")
def question_file(ui_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = ui_assistant.document(HARBOURS).document.text
    start = text.index("The port of Varnholm handled")
    cargo = text[start : text.index("2021.", start) + 5]
    rows: list[dict[str, Any]] = [
        {
            "id": "right", "type": "count", "docid": HARBOURS,
            "question": "How many tons of cargo did the port of Varnholm handle in 2021?",
            "evidence": [[start, start + len(cargo)]], "evidence_text": [cargo],
            "numbers": [{"value": 4.2e6, "unit": "tons"}],
        },
        {  # its gold is another figure than the document's, so the answer is wrong
            "id": "wrong", "type": "count", "question": WRONG,
            "numbers": [{"value": 9.9e6, "unit": "tons"}],
        },
        {
            "id": "off", "type": "off", "answerable": False,
            "question": "Which composer wrote <b>$97.26 million</b> symphonies about penguins?",
        },
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("questions") / "harbour-set.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def evaluated(browser: Browser, ui_url: str, question_file: Path) -> Iterator[Page]:
    """The page after a set was run."""
    page = Page(browser, ui_url)
    page.open()
    _open_tab(page)
    _run(page, question_file)
    yield page
    page.close()


def _open_tab(page: Page) -> None:
    page.open_tab("Evaluate")
    page.wait_for("#set input[type=file]")


def _run(page: Page, path: Path) -> None:
    page.wait_for("#set input[type=file]").set_input_files(path)
    page.wait_until(lambda: path.name.split(".")[0] in page.text("#set"))
    page.wait_for("#run").click()


def _choose(page: Page, name: str) -> None:
    """Clicks the option of the open list that begins so."""

    def option() -> Locator | None:
        found = page.all("[role=option]")
        return next(
            (each for each in found if each.inner_text().strip(" ✓\n").startswith(name)), None
        )

    page.wait_until(option).click()  # type: ignore[union-attr]


def _wait_for_figures(page: Page) -> None:
    page.wait_for("#run-figures table")


def test_a_set_is_run_and_its_figures_have_intervals(evaluated: Page) -> None:
    _wait_for_figures(evaluated)
    rows = [row.inner_text() for row in evaluated.all("#run-figures tbody tr")]
    (accuracy,) = [row for row in rows if row.startswith("Accuracy")]
    assert "0.667" in accuracy
    assert " – " in accuracy
    assert "3 questions: 2 answered, 1 refused." in evaluated.text("#run-figures")
    assert evaluated.all("#run-figures svg[role=img]")


def test_failures_come_first_and_a_click_shows_what_was_cited(evaluated: Page) -> None:
    _wait_for_figures(evaluated)
    (failure,) = evaluated.all("#run-questions .asked-question")
    assert WRONG in failure.inner_text()
    failure.click()
    evaluated.wait_until(lambda: "Quistad" in evaluated.current())
    evaluated.wait_until(evaluated.current_is_in_view)


def test_the_outcome_filters_and_nothing_of_a_question_is_markup(evaluated: Page) -> None:
    _wait_for_figures(evaluated)
    evaluated.wait_for("#outcome input").click()
    _choose(evaluated, "all")
    evaluated.wait_until(lambda: len(evaluated.all("#run-questions .asked-question")) == 3)
    assert "<b>$97.26 million</b>" in evaluated.text("#run-questions")
    assert not evaluated.all("#run-questions b")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_label_of_the_set_covers_nothing(page: Page, width: int) -> None:
    page.open(width=width, query="tab=evaluate")
    label, icon = page.wait_for("#set label"), page.wait_for("#set .icon-wrap")
    icon.wait_for()
    assert box(label)["y"] + box(label)["height"] <= box(icon)["y"]


def test_everything_is_there_to_download(evaluated: Page, tmp_path: Path) -> None:
    _wait_for_figures(evaluated)
    with evaluated.tab.expect_download() as download:
        evaluated.wait_for("#run-download").click()
    assert download.value.suggested_filename == "harbour-set.zip"
    download.value.save_as(tmp_path / "harbour-set.zip")
    with zipfile.ZipFile(tmp_path / "harbour-set.zip") as archive:
        names = set(archive.namelist())
        page = archive.read("report.html").decode("utf-8")
    assert {"predictions.jsonl", "metrics.json", "per_question.csv", "run.trec"} <= names
    assert WRONG in page


def test_letters_can_be_read(evaluated: Page) -> None:
    _wait_for_figures(evaluated)
    for selector in ("#run-figures td", "#run-figures caption", "#run-questions .said"):
        letters = colour(evaluated.style(selector, "color"))
        ground = colour(evaluated.ground(selector))
        assert contrast(letters, [ground]) >= READABLE, selector


def test_a_second_run_is_compared_with_the_first(evaluated: Page, question_file: Path) -> None:
    _wait_for_figures(evaluated)
    evaluated.open()
    _open_tab(evaluated)
    _run(evaluated, question_file)
    _wait_for_figures(evaluated)
    evaluated.wait_for("#earlier input").click()
    _choose(evaluated, "harbour-set")
    evaluated.wait_until(lambda: evaluated.all("#run-comparison table"))
    assert "3 questions in both, 0 flipped" in evaluated.text("#run-comparison")


def test_what_was_left_of_another_set_of_that_name_is_in_nobodys_way(
    evaluated: Page, question_file: Path, runs_dir: Path, tmp_path: Path
) -> None:
    _wait_for_figures(evaluated)
    left = runs_dir / "left-over"
    left.mkdir()
    for name in ("manifest.json", "predictions.jsonl"):  # no scores: it was stopped
        (left / name).write_bytes((runs_dir / "harbour-set" / name).read_bytes())
    one = tmp_path / "left-over.jsonl"
    one.write_text(json.dumps({"id": "only", "question": WRONG}), encoding="utf-8")
    evaluated.open()
    _open_tab(evaluated)
    _run(evaluated, one)
    _wait_for_figures(evaluated)
    assert "1 question: 1 answered" in evaluated.text("#run-figures")


def test_a_bad_set_is_one_line(evaluated: Page, tmp_path: Path) -> None:
    evaluated.open()
    _open_tab(evaluated)
    bad = tmp_path / "bad-set.jsonl"
    bad.write_text('{"id": 1, "question": "x"}\n{', encoding="utf-8")
    _run(evaluated, bad)
    said = evaluated.wait_for("#run-notice [role=alert]").inner_text()
    assert said.startswith("bad-set.jsonl, line 2: not JSON")
