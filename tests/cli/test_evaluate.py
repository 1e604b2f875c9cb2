"""`briqa eval` and `briqa questions`, with real workers over a small index."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import done, fails, run, words
from tests.indexes import FERRY, MUSEUM

CLEAR = "How many routes did the ferry port of Ostrava open?"
OFF_TOPIC = "Which composer wrote the symphony about volcanic penguins?"
VISITORS = "How many visitors did the Lindgren museum welcome in 2019?"
FILES = {
    "manifest.json", "metrics.json", "per_question.csv", "predictions.jsonl", "report.html",
    "run.trec", "scores.jsonl", "timings.json",
}  # fmt: skip
SAME = sorted(FILES - {"timings.json"})


def _gold(text: str, quote: str) -> dict[str, Any]:
    start = text.index(quote)
    return {"evidence": [[start, start + len(quote)]], "evidence_text": [quote]}


def _rows() -> list[dict[str, Any]]:
    ferry = _gold(FERRY, "The ferry port of Ostrava opened 157 routes by 2022, up 12.5%.")
    museum = _gold(MUSEUM, "The Lindgren museum welcomed 48,200 visitors in 2019.")
    rows: list[dict[str, Any]] = [
        {"id": "routes", "question": CLEAR, "type": "count", "docid": "ferry.md", **ferry,
         "numbers": [{"value": 157, "unit": "routes"}]},
        {"id": "composer", "question": OFF_TOPIC, "type": "off", "answerable": False},
        {"id": "visitors", "question": VISITORS, "type": "count", "docid": "museum", **museum,
         "numbers": [{"value": 48200}]},
    ]  # fmt: skip
    more = [{**rows[at % 3], "id": f"more {at}"} for at in range(40)]
    return rows + more


@pytest.fixture(scope="session")
def question_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("set") / "ports.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in _rows()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def finished(
    shared_index: Path, question_set: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of a run that one worker made."""
    out = tmp_path_factory.mktemp("runs") / "one"
    done("eval", question_set, "--index", shared_index, "--out", out, "--workers", 1)
    return out


@pytest.fixture
def copied(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "copied"))


def _again(question_set: Path, index: Path, out: Path, *options: object) -> Any:
    return run("eval", question_set, "--index", index, "--out", out, *options)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def test_a_run_leaves_its_files_with_every_question_once(finished: Path) -> None:
    assert {entry.name for entry in finished.iterdir()} == FILES
    rows = _lines(finished / "predictions.jsonl")
    assert [row["id"] for row in rows] == [row["id"] for row in _rows()]
    span = rows[0]["answer_spans"][0]
    assert "157 routes" in FERRY[span["start"] : span["end"]]
    assert rows[1]["abstained"] is True
    table = list(csv.DictReader(io.StringIO((finished / "per_question.csv").read_text("utf-8"))))
    assert [row["id"] for row in table] == [row["id"] for row in _rows()]
    metrics = json.loads((finished / "metrics.json").read_text("utf-8"))
    assert list(metrics["groups"]) == ["overall", "count", "off"]
    overall = metrics["groups"]["overall"]
    assert overall["recall@1"]["value"] == overall["number_acc"]["value"] == 1.0
    assert overall["abstain_f1"]["value"] == 1.0
    timings = json.loads((finished / "timings.json").read_text("utf-8"))
    assert (timings["questions"], timings["alone"]["questions"]) == (43, 43)


def test_the_report_needs_nothing_but_itself(finished: Path) -> None:
    page = (finished / "report.html").read_text("utf-8")
    assert CLEAR in page
    assert "http://" not in page
    assert "https://" not in page


def test_any_number_of_workers_gives_the_same_bytes(
    finished: Path, shared_index: Path, question_set: Path, tmp_path: Path
) -> None:
    out = tmp_path / "two"
    done("eval", question_set, "--index", shared_index, "--out", out, "--workers", 2)
    for name in SAME:
        assert (out / name).read_bytes() == (finished / name).read_bytes(), name


@pytest.mark.parametrize("cut", [0, 1 / 3, 0.8])
def test_a_run_that_died_goes_on_without_a_repeated_or_lost_row(
    cut: float, finished: Path, copied: Path, shared_index: Path, question_set: Path
) -> None:
    path = copied / "predictions.jsonl"
    data = path.read_bytes()
    path.write_bytes(data[: round(cut * len(data))])
    for name in SAME:
        if name not in ("manifest.json", "predictions.jsonl"):
            (copied / name).unlink()
    assert _again(question_set, shared_index, copied, "--workers", 1).exit_code == 0
    for name in SAME:
        assert (copied / name).read_bytes() == (finished / name).read_bytes(), name


def test_a_finished_run_is_only_scored_again(
    finished: Path, copied: Path, shared_index: Path, question_set: Path
) -> None:
    before = (finished / "timings.json").read_bytes()
    result = _again(question_set, shared_index, copied)
    assert result.exit_code == 0
    assert (copied / "timings.json").read_bytes() == before
    assert "43 questions, 29 answered" in words(result)


def test_the_folder_of_another_set_is_refused_and_kept(
    copied: Path, shared_index: Path, question_set: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": 1, "question": CLEAR}), encoding="utf-8")
    before = (copied / "predictions.jsonl").read_bytes()
    fails(_again(other, shared_index, copied), 1, "another question set", "--fresh")
    assert (copied / "predictions.jsonl").read_bytes() == before


def test_gates_set_the_exit_code(
    finished: Path, copied: Path, shared_index: Path, question_set: Path
) -> None:
    passes = _again(question_set, shared_index, copied, "--fail-below", "recall@5=0.95")
    assert (passes.exit_code, passes.stderr) == (0, "")
    below = _again(question_set, shared_index, copied, "--fail-below", "mrr=1.5")
    fails(below, 1, "mrr 1 is below 1.5")
    above = _again(question_set, shared_index, copied, "--fail-below", "answer_chars=9e9")
    fails(above, 1, "answer_chars", "below 9e+09")
    fails(_again(question_set, shared_index, copied, "--fail-below", "recal@5=1"), 2, "recall@5")
    fails(_again(question_set, shared_index, copied, "--fail-below", "mrr"), 2, "no number")
    same = _again(question_set, shared_index, copied, "--fail-if-worse", finished)
    assert (same.exit_code, same.stderr) == (0, "")
    fails(
        _again(question_set, shared_index, copied, "--fail-if-worse", copied.parent / "none"),
        1, "manifest.json",
    )  # fmt: skip


def _worsened(folder: Path, spoil: Callable[[dict[str, Any]], None]) -> None:
    """A run whose predictions for the questions of figures are spoilt."""
    rows = _lines(folder / "predictions.jsonl")
    for row in rows:
        spoil(row)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "predictions.jsonl").write_text(text, encoding="utf-8")


def test_runs_are_compared_with_what_flipped(
    finished: Path, copied: Path, shared_index: Path, question_set: Path, tmp_path: Path
) -> None:
    def spoil(row: dict[str, Any]) -> None:
        for number in row["numbers"]:
            number["value"] *= 1000

    _worsened(copied, spoil)
    worse = _again(question_set, shared_index, copied, "--fail-if-worse", finished)
    assert worse.exit_code == 1
    assert "number_acc fell from 1 to 0" in worse.stderr
    result = done("eval", "--compare", finished, copied, "--out", tmp_path / "both")
    assert "43 questions, 29 flipped" in words(result)
    found = json.loads((tmp_path / "both" / "comparison.json").read_text("utf-8"))
    assert [flip["right"] for flip in found["flips"]] == ["first"] * 29
    lines = {each["metric"]: each for each in found["differences"]}
    assert lines["number_acc"]["worse"] is True
    assert lines["number_acc"]["p_mcnemar"] < 0.001
    assert lines["recall@1"]["difference"] == 0
    page = (tmp_path / "both" / "comparison.html").read_text("utf-8")
    assert CLEAR in page
    assert "Numbers right" in page
    assert "https://" not in page


def test_comparing_needs_two_finished_runs(finished: Path, tmp_path: Path) -> None:
    fails(run("eval", "--compare", finished), 2, "two")
    fails(run("eval", "--compare", finished, tmp_path / "none"), 1, "scores.jsonl")


def test_predictions_alone_go_to_their_file_and_leave_no_folder(
    shared_index: Path, question_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(json.dumps(row) for row in _rows()[:2]), encoding="utf-8")
    out = tmp_path / "new" / "folder" / "out.jsonl"
    result = done("eval", few, "--index", shared_index, "--predictions", out, "-k", 1)
    assert f"{out}: 2 questions, 1 answered".replace(" ", "") in result.stdout.replace(
        "\n", ""
    ).replace(" ", "")
    rows = _lines(out)
    assert [row["id"] for row in rows] == ["routes", "composer"]
    assert [len(row["passages"]) for row in rows] == [1, 1]
    assert not (tmp_path / "runs").exists()


def test_predictions_never_replace_the_questions(shared_index: Path, question_set: Path) -> None:
    before = question_set.read_bytes()
    result = run("eval", question_set, "--index", shared_index, "--predictions", question_set)
    fails(result, 2, "holds the questions")
    assert question_set.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": 1, "question": "x"}\n{"id": 1, "question": "y"}', "line 2 and line 1"),
        ('{"id": 1, "question": "x"}\n{', "line 2"),
    ],
)
def test_a_bad_set_is_one_line_and_nothing_is_written(
    shared_index: Path, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "bad.jsonl").write_text(content, encoding="utf-8")
    out = tmp_path / "out"
    fails(_again(tmp_path / "bad.jsonl", shared_index, out), 1, "bad.jsonl", said)
    assert not out.exists()
    fails(_again(tmp_path / "none.jsonl", shared_index, out), 1, "none.jsonl", "can't be read")
    fails(_again(tmp_path / "bad.jsonl", tmp_path / "none", out), 1)


def test_a_set_is_asked_of_the_documents_that_it_brings(tmp_path: Path) -> None:
    folder = tmp_path / "beir"
    folder.mkdir()
    corpus = [{"_id": "a", "title": "", "text": FERRY}, {"_id": "b", "title": "", "text": MUSEUM}]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)), encoding="utf-8")
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "1", "text": CLEAR}), encoding="utf-8")
    (folder / "qrels.tsv").write_text("1\ta\t1\n", encoding="utf-8")
    out = tmp_path / "out"
    done("eval", folder, "--own-corpus", "--out", out)
    overall = json.loads((out / "metrics.json").read_text("utf-8"))["groups"]["overall"]
    assert overall["doc_recall@1"]["value"] == 1.0
    assert (out / "run.trec").read_text("utf-8").splitlines()[0] == "1 Q0 a.txt 1 2 briqa"


def test_a_grid_has_a_line_for_each_combination(
    own_index: Path, question_set: Path, tmp_path: Path
) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(json.dumps(row) for row in _rows()[:3]), encoding="utf-8")
    out = tmp_path / "out"
    axes = ("--grid", "k=1,2", "--grid", "lexical=0,0.4", "--grid", "size=60")
    done("eval", few, "--index", own_index, "--out", out, *axes)
    table = list(csv.DictReader(io.StringIO((out / "grid.csv").read_text("utf-8"))))
    assert [(row["size"], row["lexical"], row["k"]) for row in table] == [
        ("60", "0.0", "1"), ("60", "0.0", "2"), ("60", "0.4", "1"), ("60", "0.4", "2"),
    ]  # fmt: skip
    assert all(row["recall@1"] == "1" for row in table)
    one, two = (_lines(out / f"size=60-lexical=0.4-k={k}" / "predictions.jsonl") for k in (1, 2))
    assert [len(row["passages"]) for row in one] == [1, 1, 1]
    assert [row["passages"][:1] for row in two] == [row["passages"] for row in one]
    fails(
        run("eval", few, "--index", own_index, "--grid", "k=1", "--fail-below", "mrr=1"),
        2, "--grid",
    )  # fmt: skip
    fails(run("eval", few, "--index", own_index, "--out", out, "--grid", "k=x"), 2, "--grid k=x")


def test_a_set_is_checked_against_the_index(
    shared_index: Path, question_set: Path, tmp_path: Path
) -> None:
    result = done("questions", "check", question_set, "--index", shared_index)
    assert "43 questions, 29 with spans, 29 with figures, 14 without an answer" in words(result)
    row = {**_rows()[0], "evidence_text": ["Nothing of the sort."]}
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps(row), encoding="utf-8")
    fails(
        run("questions", "check", bad, "--index", shared_index),
        1, "bad.jsonl, line 1, question routes", "doesn't stand in ferry.md",
    )  # fmt: skip
