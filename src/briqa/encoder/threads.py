"""How many threads do the sums: floating-point sums depend on how many share them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

BLAS_THREADS: Final = "OPENBLAS_NUM_THREADS"
"""The environment variable that numpy's linear algebra reads when it is loaded."""


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def one_thread() -> Iterator[None]:
    """Keeps encoding queries and searching to one thread, so that results are the same to the bit.

    Load the encoder before: a torch that is first imported inside isn't held back.
    """
    from threadpoolctl import threadpool_limits

    with torch_threads(1), threadpool_limits(limits=1):
        yield


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Keeps numpy's matrix products to one thread.

    For matrices as small as a question's, a second thread only waits for the first, at the cost of
    a whole core; and the last bits of a sum depend on how many share it.
    """
    if os.environ.get(BLAS_THREADS) == "1":  # the command line's choice
        yield
        return
    with _blas().limit(limits=1, user_api="blas"):
        yield


@cache
def _blas() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def torch_threads(count: int) -> Iterator[None]:
    """Holds torch to so many threads, where it is loaded at all."""
    if "torch" not in sys.modules:
        yield
        return
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)
