import json
from pathlib import Path

import pytest

from tests.cli.running import done, fails, run
from tests.indexes import FERRY

CLEAR = "How many routes did the ferry port of Ostrava open?"
OFF_TOPIC = "Which composer wrote the symphony about volcanic penguins?"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    rows = [{"id": "b", "question": CLEAR, "gold": 157}, {"id": 1, "question": OFF_TOPIC}]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_every_question_gets_a_row_in_order_and_a_summary_counts_them(
    tmp_path: Path, shared_index: Path, questions: Path
) -> None:
    out = tmp_path / "new" / "folder" / "out.jsonl"
    result = done("eval", questions, "--index", shared_index, "--predictions", out)
    assert result.stdout == f"{out}: 2 questions, 1 answered\n"
    answered, refused = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert (answered["id"], answered["abstained"]) == ("b", False)
    span = answered["answer_spans"][0]
    assert "157 routes" in FERRY[span["start"] : span["end"]]
    assert (refused["id"], refused["abstained"]) == ("1", True)
    assert (refused["answer_spans"], refused["numbers"]) == ([], [])


def test_k_limits_the_passages_and_not_the_answers(
    tmp_path: Path, shared_index: Path, questions: Path
) -> None:
    out = tmp_path / "out.jsonl"
    found = {}
    for count in (1, 10):
        done("eval", questions, "--index", shared_index, "--predictions", out, "-k", count)
        found[count] = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert all(len(row["passages"]) == 1 for row in found[1])
    assert all(len(row["passages"]) > 1 for row in found[10])
    for few, many in zip(found[1], found[10], strict=True):
        assert few["passages"] == many["passages"][:1]
        assert (few["answer"], few["numbers"]) == (many["answer"], many["numbers"])


def test_earlier_predictions_are_replaced_by_a_run_and_kept_by_a_failure(
    tmp_path: Path, shared_index: Path, questions: Path
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("earlier\n", encoding="utf-8")
    fails(run("eval", questions, "--index", tmp_path / "none", "--predictions", out), 1, "none")
    assert out.read_text("utf-8") == "earlier\n"
    done("eval", questions, "--index", shared_index, "--predictions", out)
    assert "earlier" not in out.read_text("utf-8")


def test_a_set_that_is_not_there_is_one_line(tmp_path: Path, shared_index: Path) -> None:
    options = ("--index", shared_index, "--predictions", tmp_path / "out.jsonl")
    fails(run("eval", tmp_path / "none.jsonl", *options), 1, "none.jsonl", "can't be read")
    assert not (tmp_path / "out.jsonl").exists()


def test_predictions_have_to_be_named(shared_index: Path, questions: Path) -> None:
    result = run("eval", questions, "--index", shared_index)
    assert result.exit_code == 2
    assert "--predictions" in result.stderr
