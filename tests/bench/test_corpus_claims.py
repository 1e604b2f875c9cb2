"""The claim sets over the shipped corpus quote the corpus as it is."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for name in ("corpus-claims.jsonl", "corpus-claims-free.jsonl")
    for line in (ROOT / "bench/data" / name).read_text(encoding="utf-8").splitlines()
]
TEXTS = {
    path.name: path.read_bytes().decode("utf-8-sig") for path in sorted((ROOT / "corpus").iterdir())
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_evidence_of_a_claim_is_its_span_of_the_corpus(row: dict[str, Any]) -> None:
    text = TEXTS[row["docid"]]
    assert [text[start:end] for start, end in row["evidence"]] == row["evidence_text"]
    assert bool(row["evidence"]) == (row["label"] != "not_in_source")


def test_each_claim_stands_once_and_is_in_other_words_than_the_corpus() -> None:
    claims = [row["claim"] for row in ROWS]
    assert len(set(claims)) == len(claims)
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    whole = " ".join(re.sub(r"\s+", " ", text) for text in TEXTS.values())
    assert not [claim for claim in claims if claim in whole]


def test_each_label_has_enough_claims_to_be_measured() -> None:
    counts = Counter(row["label"] for row in ROWS)
    assert counts["supported"] >= 80
    assert counts["contradicted"] >= 60
    assert counts["not_in_source"] >= 40
