from pathlib import Path

import pytest

from briqa.errors import QuestionSetError
from briqa.evaluate import read_claims

GOOD = '{"id": "a", "claim": "The port grew."}'


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"claim": "x"}', 'no "id"'),
        ('{"id": true, "claim": "x"}', 'no "id"'),
        ('{"id": "b", "claim": " "}', 'no "claim"'),
        (GOOD, "stands twice"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, row: str, problem: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{GOOD}\n\n{row}\n", encoding="utf-8")
    with pytest.raises(QuestionSetError, match=problem) as caught:
        read_claims(path)
    assert caught.value.row == 3
    assert "line 3" in str(caught.value)


def test_a_line_separator_inside_a_claim_ends_no_row(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": 1, "claim": "one\u2028two\u0085"}\r\n', encoding="utf-8")
    (row,) = read_claims(path)
    assert (row.claim_id, row.claim) == ("1", "one\u2028two\u0085")


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\x00"])
def test_a_set_without_claims_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionSetError):
        read_claims(path)
