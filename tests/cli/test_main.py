import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from briqa.cli.lazy import COMMANDS, load
from briqa.errors import BriqaError, IndexMissing, QuestionError, UnknownDocument
from tests.cli.running import done, fails, run


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("status", "--index", "nonesuch"), IndexMissing),
        (("show", "nonesuch"), UnknownDocument),
        (("ask", " "), QuestionError),
    ],
)
def test_debug_raises_what_is_one_line_without_it(
    shared_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    error: type[BriqaError],
) -> None:
    monkeypatch.chdir(shared_index.parent)
    result = run("--debug", *arguments)
    assert isinstance(result.exception, error)
    assert result.exit_code != 0
    again = run(*arguments)
    fails(again, 2 if error is QuestionError else 1)
    assert isinstance(again.exception, SystemExit)


def test_an_unexpected_error_is_one_line_that_names_debug(
    shared_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(index_dir: Path) -> None:
        raise ZeroDivisionError(f"in {index_dir.name}\nand more")

    monkeypatch.setattr("briqa.cli.manage.open_index", fail)
    result = run("status", "--index", shared_index)
    fails(result, 1, "unexpected ZeroDivisionError: in index", "--debug")
    debugged = run("--debug", "status", "--index", shared_index)
    assert isinstance(debugged.exception, ZeroDivisionError)


def test_the_version_is_that_of_the_package() -> None:
    assert done("--version").stdout == f"briqa {version('briqa')}\n"


@pytest.mark.parametrize("arguments", [("nonesuch",), ("show",), ("ask", "x", "-k", "0")])
def test_wrong_usage_exits_with_2_and_says_so_on_stderr(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_listed_with_the_first_line_of_its_help(name: str) -> None:
    command = load(name)
    assert command.get_short_help_str(limit=200).rstrip(".") == COMMANDS[name][2].rstrip(".")
    assert COMMANDS[name][2] in " ".join(done("--help").stdout.replace("│", " ").split())


HEAVY = {"torch", "transformers", "gradio", "nltk", "faiss", "tantivy", "onnxruntime"}


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--help",), {*HEAVY, "numpy"}),
        (("figures", "jobs"), HEAVY),
        (
            ("ask", "How many jobs?"),
            {"torch", "transformers", "gradio", "nltk", "pydantic", "importlib.metadata"}
            | {"typer", "rapidfuzz", "logging", "concurrent.futures", "difflib"}
            | {"briqa.figures.search", "briqa.indexing", "briqa.quantities.cells"}
            | {"briqa.segment.blocks", "briqa.sources.reader", "briqa.cli.app"},
        ),
        (("ask", "How many jobs?", "--format", "json"), {"typer", "rich"}),
        (("cite", "There are 9 jobs."), {"torch", "transformers", "gradio", "sklearn", "scipy"}),
    ],
)
def test_a_command_loads_only_what_it_needs(
    shared_index: Path, arguments: tuple[str, ...], unwanted: set[str]
) -> None:
    index = () if arguments == ("--help",) else ("--index", str(shared_index))
    code = (
        "import sys\n"
        "from briqa.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('|', *sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, *arguments, *index], capture_output=True, text=True, check=True
    )
    loaded = found.stdout.rpartition("|")[2].split()
    assert "briqa.cli.main" in loaded
    assert not unwanted & set(loaded)


def test_nothing_of_a_question_is_kept_to_be_sent_to_anyone(
    shared_index: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briqa", "ask", "How many jobs?", "--index", str(shared_index)],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "jobs" in done.stdout
    # ONNX Runtime's makers collect there what it notes of each start.
    assert not list(tmp_path.rglob("*Microsoft*"))
