import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "bench/data"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    with (DATA / "reports.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_what_answers_stands_in_the_report(rows: list[dict[str, Any]]) -> None:
    texts = {
        path.name: path.read_bytes().decode("utf-8") for path in (DATA / "reports").glob("*.md")
    }
    assert {row["doc"] for row in rows} == texts.keys()
    for row in rows:
        text = texts[row["doc"]]
        for start, end in [*row["evidence"], *row.get("near", [])]:
            assert 0 <= start < end <= len(text), row["id"]
            assert text[start:end].strip() == text[start:end], row["id"]
        assert bool(row["evidence"]) == row["answerable"], row["id"]
        if "answer_span" in row:
            first, behind = row["answer_span"]
            assert any(start <= first < behind <= end for start, end in row["evidence"]), row["id"]


def test_a_report_is_learnt_from_in_one_way_only(rows: list[dict[str, Any]]) -> None:
    splits = defaultdict(set)
    for row in rows:
        splits[row["doc"]].add(row["split"])
    assert all(len(found) == 1 for found in splits.values())
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({(row["doc"], row["question"]) for row in rows}) == len(rows)
