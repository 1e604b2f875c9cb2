"""How a command fails: one line on stderr and an exit code, decided here and nowhere else.

0 done, 1 the work failed, 2 wrong usage (also typer's own).
"""

import functools
import os
import sys
from collections.abc import Callable
from typing import ParamSpec

from briqa.errors import (
    BriqaError,
    ClaimError,
    FilterError,
    LinkError,
    QuestionError,
    UnknownStyle,
)

FAILED = 1
USAGE = 2
_USAGE_ERRORS = (ClaimError, FilterError, LinkError, QuestionError, UnknownStyle)

P = ParamSpec("P")


class Debugging:
    """Whether `--debug` was given: a process-wide switch of the command line."""

    enabled = False


def warn(line: str) -> None:
    """One line on stderr."""
    print(line, file=sys.stderr)


def exit_code(
    command: Callable[[], int | None], *, passing: type[Exception] | tuple[()] = ()
) -> int:
    """Runs a command, and turns its errors into one line and an exit code, its result into one.

    Args:
        command: the command.
        passing: errors that are somebody else's to turn.
    """
    try:
        code = command() or 0
        sys.stdout.flush()  # a reader that has gone is noticed here, not at the very end
    except passing:
        raise
    except BriqaError as error:
        code = _failure(error, USAGE if isinstance(error, _USAGE_ERRORS) else FAILED)
    except KeyboardInterrupt:
        warn("interrupted")
        code = 130
    except BrokenPipeError:
        code = _reader_gone()
    except SystemExit as leaving:
        # rich makes an exit with 1 of a broken pipe.
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        code = _reader_gone()
    except Exception as error:  # the top of a command: the one place for it
        if Debugging.enabled:
            raise
        code = _failure(error, FAILED)
    return code


def reported(command: Callable[P, int | None]) -> Callable[P, None]:
    """A command for typer that ends as `exit_code` says."""

    @functools.wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        import typer  # which a question as it is usually asked goes without

        code = exit_code(lambda: command(*args, **options), passing=typer.Exit)
        raise typer.Exit(code)

    return run


def _reader_gone() -> int:
    """The reader of a pipe (`| head`) has gone: nothing is wrong, and nothing can be said."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _failure(error: Exception, code: int) -> int:
    if Debugging.enabled:
        raise error
    if isinstance(error, BriqaError):
        warn(f"briqa: {error}")
    else:
        first = (str(error).strip().splitlines() or [""])[0]
        warn(f"briqa: unexpected {type(error).__name__}: {first} (--debug shows where)")
    return code
