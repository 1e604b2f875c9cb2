"""Where the `briqa` command begins; a usual question goes straight to its answer."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from typing import Final

from briqa.cli.failures import exit_code

# New objects before a collection, and collections before an older generation is looked at.
_COLLECTIONS: Final = (50_000, 20, 20)
# In place of an exit code: nothing was done yet.
_UNUSUAL: Final = -1


def main() -> None:
    """Runs the command line."""
    # As `one_blas_thread`, which needn't be loaded then; numpy reads it when it is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What is left goes with the process; looking for cycles in it once more would take as long as
    # a short command.
    atexit.register(gc.freeze)
    arguments = sys.argv[1:]
    if arguments[:1] == ["ask"]:
        gc.disable()  # nearly all that one answer makes is needed until it is printed
        code = exit_code(lambda: _answer(arguments))
        if code != _UNUSUAL:
            sys.exit(code)
        gc.enable()
    # A tenth of a short command went into looking for cycles among what its imports made.
    gc.set_threshold(*_COLLECTIONS)
    from briqa.cli.app import app

    app()


def _answer(arguments: Sequence[str]) -> int:
    """Answers a question as it is usually asked; `_UNUSUAL` for all else."""
    from briqa.cli.asking import read_usual

    asked = read_usual(arguments)
    if asked is None:
        return _UNUSUAL
    asked.answer()
    return 0
