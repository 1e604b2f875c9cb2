"""A reader that goes away, as `head` does, is nothing that went wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    ("figures", "--format", "jsonl"),
    ("figures", "--format", "csv"),
    ("figures",),
    ("ask", "How much did the ferry port of Ostrava cost?"),
    ("ask", "How much did the ferry port of Ostrava cost?", "--format", "json"),
    ("show", "ferry.md"),
    ("show", "ferry.md:5-30"),
    ("status",),
)


@pytest.mark.parametrize(
    ("command", "unbuffered"), [*((command, "") for command in COMMANDS), (COMMANDS[0], "1")]
)
def test_a_closed_pipe_ends_a_command_silently(
    shared_index: Path, command: tuple[str, ...], unbuffered: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = "from briqa.cli import main; main()"
    try:
        done = subprocess.run(
            [sys.executable, "-c", code, *command, "--index", shared_index],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
