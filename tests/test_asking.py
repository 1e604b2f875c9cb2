"""Worker processes: what they raise, and what is left behind when one dies."""

import os
from pathlib import Path

import pytest

from briqa.asking import AskPool, AskSettings, usual_workers
from briqa.errors import IndexMissing, RunError
from briqa.evaluate import QuestionRow

BATCH = [[QuestionRow("q", "How many routes are there?")]]


def test_an_error_of_a_worker_is_raised_here_as_it_is(tmp_path: Path) -> None:
    with AskPool(tmp_path / "none", workers=1) as pool, pytest.raises(IndexMissing) as caught:
        list(pool.predict(BATCH, AskSettings()))
    assert str(tmp_path / "none") in str(caught.value)


def test_a_worker_that_dies_is_one_line_that_says_how_to_go_on(tmp_path: Path) -> None:
    with AskPool(tmp_path, workers=1) as pool:
        pool._pool.submit(os._exit, 1)
        with pytest.raises(RunError, match="run the same command again"):
            list(pool.predict(BATCH * 4, AskSettings()))


def test_the_environment_is_as_before_once_the_workers_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("PYTHONHASHSEED", raising=False)
    with AskPool(tmp_path, workers=1):
        assert os.environ["OMP_NUM_THREADS"] == "1"
        assert os.environ["PYTHONHASHSEED"] == "0"
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "PYTHONHASHSEED" not in os.environ


def test_few_questions_are_not_worth_a_second_worker() -> None:
    assert usual_workers(0) == usual_workers(40) == 1
    assert 1 <= usual_workers(1_000_000) <= (os.cpu_count() or 1)
