"""A run's folder: what it takes up again, and what it refuses."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briqa.errors import RunError
from briqa.evaluate import Prediction
from briqa.evaluate.prediction import PredictedNumber, PredictedSpan
from briqa.evaluate.run import Manifest, RunFolder
from briqa.evaluate.run.folder import MANIFEST, PREDICTIONS

MADE_OF = Manifest(
    {"name": "q.jsonl"}, {"a.md": "1f"}, {"model": "m"}, {"passages": 10}, {"v": "1"}
)
SPAN = PredictedSpan("ports.md", 3, 9)


def _row(qid: str, answer: str = "84 routes\u2028\x85“é”") -> Prediction:
    numbers = (PredictedNumber(84.0, "route", SPAN),)
    return Prediction(
        qid, (SPAN,), (SPAN,), (), answer, "", numbers, abstained=False, confidence=0.75
    )


def test_a_new_folder_has_no_predictions_and_keeps_those_that_are_added(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "new" / "run")
    assert folder.open(MADE_OF, fresh=False) == {}
    folder.append([_row("a"), _row("b")])
    folder.append([_row("c")])
    assert folder.open(MADE_OF, fresh=False) == {qid: _row(qid) for qid in "abc"}
    assert folder.manifest() == MADE_OF


@given(cut=st.integers(0, 600))
def test_whatever_moment_a_run_dies_at_only_whole_rows_are_taken_up(
    cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = RunFolder(tmp_path_factory.mktemp("run"))
    folder.open(MADE_OF, fresh=False)
    folder.append([_row("a"), _row("b")])
    path = folder.path / PREDICTIONS
    data = path.read_bytes()
    path.write_bytes(data[:cut])
    known = folder.open(MADE_OF, fresh=False)
    assert list(known) == ["a", "b"][: data[:cut].count(b"\n")]
    folder.append([row for row in (_row("a"), _row("b")) if row.qid not in known])
    assert path.read_bytes() == data


def test_a_run_of_something_else_is_named_and_kept(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.open(MADE_OF, fresh=False)
    folder.append([_row("a")])
    other = replace(MADE_OF, corpus={"a.md": "2e"}, question_set={"name": "r.jsonl"})
    with pytest.raises(RunError, match="another corpus, question set") as caught:
        folder.open(other, fresh=False)
    assert "--fresh" in str(caught.value)
    assert list(folder.predictions()) == ["a"]
    assert folder.open(other, fresh=True) == {}


def test_predictions_of_no_run_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / PREDICTIONS).write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="no run"):
        RunFolder(tmp_path).open(MADE_OF, fresh=False)
    assert (tmp_path / PREDICTIONS).read_text("utf-8") == "mine"


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', "null"])
def test_a_line_that_is_no_prediction_is_named(tmp_path: Path, line: str) -> None:
    folder = RunFolder(tmp_path)
    folder.open(MADE_OF, fresh=False)
    folder.append([_row("a")])
    with (tmp_path / PREDICTIONS).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(RunError, match="line 2"):
        folder.predictions()


def test_a_repeated_row_is_named(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.open(MADE_OF, fresh=False)
    folder.append([_row("a"), _row("a")])
    with pytest.raises(RunError, match="line 2 repeats 'a'"):
        folder.predictions()


def test_a_folder_that_holds_no_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="of a run"):
        RunFolder(tmp_path / "none").manifest()
    (tmp_path / MANIFEST).write_text(json.dumps({"a": 1}), encoding="utf-8")
    with pytest.raises(RunError, match="no manifest"):
        RunFolder(tmp_path).manifest()


def test_a_file_in_the_way_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="can't be written"):
        RunFolder(tmp_path / "file").open(MADE_OF, fresh=False)
