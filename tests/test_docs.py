import re
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briqa.cli.app import app
from briqa.cli.lazy import COMMANDS, load

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
# A path of the repository, wherever it is named: in prose, code or a link.
PATH = re.compile(r"(?<![\w./-])(?:bench|src|docs|corpus|examples|tests|index)/[\w./-]*")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _table() -> dict[str, str]:
    """README's command table: how a command is called → what it does."""
    rows: dict[str, str] = {}
    for line in _read(ROOT / "README.md").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| `briqa ") and len(cells) == 2:
            rows.update(dict.fromkeys(re.findall(r"`briqa ([^`]+)`", cells[0]), cells[1]))
    return rows


def _help(*arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments, "--help"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    return result.stdout


def test_every_command_stands_in_the_readme_and_no_other_does() -> None:
    table = _table()
    assert sorted({call.split()[0] for call in table}) == sorted(COMMANDS)
    assert all(table.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_all_that_it_takes_have_help(command: str) -> None:
    found = load(command)
    assert found.help
    first = found.help.splitlines()[0]
    assert first.endswith(".")
    assert first in _help(command)
    assert first[:40] in _help()
    for parameter in found.params:
        assert getattr(parameter, "help", None), parameter.name


def test_every_option_that_the_command_table_names_exists() -> None:
    named = [
        (call.split()[0], option)
        for call, does in _table().items()
        for option in re.findall(r"(?<!\w)--[a-z]+(?:-[a-z]+)*", f"{call} {does}")
    ]
    assert named
    for command, option in named:
        options = [name for found in _parameters(command) for name in found]
        assert option in options, command


def _parameters(command: str) -> list[list[str]]:
    return [found.opts for found in load(command).params]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(path: Path) -> None:
    text = _read(path)
    named = {found.rstrip("./") for found in PATH.findall(text)}
    assert named or path.name == "CHANGELOG.md"
    # The public sets are fetched by those who have them; a bench says how.
    missing = {name for name in named if not (ROOT / name).exists()} - {"bench/data/public"}
    assert not missing
    assert not {link for link in LINK.findall(text) if not (path.parent / link).exists()}


def test_every_module_that_the_architecture_names_exists() -> None:
    package = ROOT / "src" / "briqa"
    named = set(re.findall(r"`((?:\w+/)*\w+\.py)`", _read(ROOT / "docs" / "architecture.md")))
    known = {
        part.relative_to(base).as_posix()
        for base in (package, ROOT, ROOT / "tests")
        for part in base.rglob("*.py")
    }
    known |= {Path(name).name for name in known}
    assert named
    assert not named - known


@pytest.mark.parametrize("target", ["run", "test"])
def test_the_two_commands_that_the_readme_begins_with_are_in_the_makefile(target: str) -> None:
    assert f"make {target}" in _read(ROOT / "README.md")
    assert re.search(rf"^{target}:", _read(ROOT / "Makefile"), re.MULTILINE)
