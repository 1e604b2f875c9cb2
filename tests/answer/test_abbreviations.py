from contextlib import closing
from pathlib import Path

import pytest

from briqa.answer import Answer
from briqa.answer.abbreviations import asked_short, long_form
from briqa.assistant import build_index, open_index
from briqa.questions import read_question

TEXT = """# Safety

The TRPS is the first step to a goal of no deaths at all on the roads of Tarn. The TRPS has three
parts. In January the town published its Tarn Road Protection Scheme (TRPS).
"""


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What does TRPS stand for?", "TRPS"),
        ("what does the abbreviation trps stand for", "trps"),
        ("What is TRPS short for?", "TRPS"),
        ("full form of TRPS", "TRPS"),
        ("What does the TRPS cost?", ""),
        ("Who stands for election?", ""),
    ],
)
def test_the_abbreviation_asked_about_is_read(question: str, short: str) -> None:
    assert asked_short(read_question(question)) == short


def test_a_text_that_only_uses_an_abbreviation_has_no_long_form() -> None:
    assert long_form("The TRPS has three parts.", "TRPS") is None


def test_the_sentence_with_the_long_form_answers(tmp_path: Path) -> None:
    (tmp_path / "safety.md").write_text(TEXT, encoding="utf-8")
    build_index(tmp_path / "index", [tmp_path / "safety.md"])
    with closing(open_index(tmp_path / "index")) as assistant:
        result = assistant.ask("What does TRPS stand for?")
    assert isinstance(result, Answer)
    assert [found.quote for found in result.short] == ["Tarn Road Protection Scheme"]
