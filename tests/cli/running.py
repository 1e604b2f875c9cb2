"""Running the command line inside the process."""

import json
from typing import Any

from typer.testing import CliRunner, Result

from briqa.cli.app import app


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def done(*arguments: object) -> Result:
    """A run that has to succeed and say nothing on stderr."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result


def fails(result: Result, code: int, *said: str) -> None:
    """Checks that a run failed with a code and a single line, which says some things."""
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1
    assert all(part in result.stderr for part in said), result.stderr


def json_lines(result: Result) -> list[Any]:
    # Not `splitlines`: JSON strings may hold U+2028 as it is.
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def words(result: Result) -> str:
    """What was printed for people, however it was wrapped."""
    return " ".join(result.stdout.split())
