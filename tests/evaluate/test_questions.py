from pathlib import Path

import pytest

from briqa.errors import QuestionSetError
from briqa.evaluate import read_questions

GOOD = '{"id": "a", "question": "How many?"}'


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"question": "x"}', 'no "id"'),
        ('{"id": true, "question": "x"}', 'no "id"'),
        ('{"id": "b", "question": " "}', 'no "question"'),
        (GOOD, "stands twice"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, row: str, problem: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{GOOD}\n\n{row}\n", encoding="utf-8")
    with pytest.raises(QuestionSetError, match=problem) as caught:
        read_questions(path)
    assert caught.value.row == 3
    assert "line 3" in str(caught.value)


def test_a_line_separator_inside_a_question_ends_no_row(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": 1, "question": "one\u2028two\u0085"}\r\n', encoding="utf-8")
    (row,) = read_questions(path)
    assert (row.qid, row.question) == ("1", "one\u2028two\u0085")


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\x00"])
def test_a_set_without_questions_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionSetError):
        read_questions(path)
