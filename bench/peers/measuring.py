"""What a command costs, measured from outside by the system's own accounts.

The one thing to know: Linux counts the memory of the process that starts a child into the child's
peak. So this module, and whatever imports it to measure, stays small: no numpy, no briqa.
"""

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Thread counts and bytecode as a user has them, whatever the shell that started the bench sets.
_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "OMP_NUM_THREADS", "TOKENIZERS_PARALLELISM")
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
_KIB_A_MIB = 1024


class CommandFailed(Exception):
    """A measured command didn't exit with 0."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run cost: seconds of the clock, of all processors, and the peak of its memory."""

    wall_s: float
    cpu_s: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Finished:
    """A run that ended well."""

    usage: Usage
    stdout: str


def measure(
    command: Sequence[str | Path], *, cwd: Path, variables: Mapping[str, str] | None = None
) -> Finished:
    """Runs a command to its end.

    Args:
        command: the program and its arguments.
        cwd: where it runs.
        variables: put over this process's environment.

    Returns:
        CPU seconds are user and system time, its own children's included; the peak is the largest
        resident set of any one of these processes.

    Raises:
        CommandFailed: when it exits with anything but 0; the message is the end of its stderr.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=_environment(variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            raise CommandFailed(errors.read().decode(errors="replace").strip()[-2000:])
        output.seek(0)
        stdout = output.read().decode(errors="replace")
    cost = Usage(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _KIB_A_MIB)
    return Finished(cost, stdout)


def median_usage(runs: Sequence[Usage]) -> Usage:
    """The median of each figure by itself."""
    return Usage(
        statistics.median(run.wall_s for run in runs),
        statistics.median(run.cpu_s for run in runs),
        statistics.median(run.peak_mib for run in runs),
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """A percentile by the nearest rank: the least value that so many percent don't exceed."""
    ordered = sorted(values)
    rank = -(-percent * len(ordered) // 100)
    return ordered[max(rank, 1) - 1]


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    return {**own, **_OFFLINE, **variables}
