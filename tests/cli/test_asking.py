"""The usual arguments of `briqa ask`, read without typer, mean what typer reads in them."""

import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from briqa.cli import ask as typed
from briqa.cli.app import app
from briqa.cli.asking import Asked, read_usual

PIECES = st.sampled_from(
    [
        *("--index", "-k", "--format", "--explain", "--debug", "--help", "-h", "--", "-", "-k3"),
        *("--index=here", "--format=json", "--expl", "--no-explain", "-x", "-1"),
        *("json", "text", "JSON", "yaml", "5", "05", "0", "100", "101", "+7", "٣", "1_0", "5.0"),
        *("How many jobs?", "here", "a/b", "", " ", "é", "ask", "\udce9"),
    ]
)
USUAL = [
    ("How many jobs?",),
    ("How many jobs?", "--index", "here"),
    ("--index", "here", "-k", "3", "How many jobs?", "--format", "json"),
    ("--explain", "How many jobs?"),
]


def by_typer(arguments: list[str]) -> Asked | None:
    """What the command would answer; None where it answers nothing."""
    calls = []

    def kept(question: str, index_dir: Path, **options: object) -> None:
        calls.append(Asked(question, index_dir, **options))  # type: ignore[arg-type]

    with patch.object(typed, "answer_question", kept):
        CliRunner().invoke(app, arguments)
    return calls[0] if calls else None


@given(st.lists(PIECES, max_size=6))
def test_what_is_read_is_what_typer_reads(pieces: list[str]) -> None:
    arguments = ["ask", *pieces]
    found = read_usual(arguments)
    assert found is None or found == by_typer(arguments)


@pytest.mark.skipif(os.name == "nt", reason="typer reads all of it there")
@pytest.mark.parametrize("arguments", USUAL)
def test_usual_arguments_are_read(arguments: tuple[str, ...]) -> None:
    assert read_usual(["ask", *arguments]) == by_typer(["ask", *arguments]) is not None


@pytest.mark.parametrize("arguments", [[], ["status"], ["--debug", "ask", "x"], ["ask"]])
def test_all_else_is_left_to_typer(arguments: list[str]) -> None:
    assert read_usual(arguments) is None


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("x", "--index", "nowhere"), 1, "briqa index"),
        (("", "--index", "nowhere"), 1, "briqa index"),
        (("x", "-k", "0"), 2, "-k"),
        (("x", "--formt", "json"), 2, "--formt"),
    ],
)
def test_mistakes_are_told_as_ever(
    tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from briqa.cli import main; main()", "ask", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
