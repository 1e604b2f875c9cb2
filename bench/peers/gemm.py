"""What the machine can do at most: products of float32 matrices, and copying memory."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

_SIDE = 2048
_ROUNDS = 8
_COPIED_MIB = 256


def best_gflops(multiply: Callable[[], object]) -> float:
    """The best of several rounds, in 10⁹ operations a second.

    Args:
        multiply: does one product of two square matrices of `numpy_product`'s size.
    """
    multiply()
    seconds = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        multiply()
        seconds.append(time.perf_counter() - started)
    return 2 * _SIDE**3 / min(seconds) / 1e9


def numpy_product() -> Callable[[], object]:
    """A product by numpy's BLAS, on as many threads as that takes."""
    left, right = _matrices()
    out = np.empty_like(left)
    return lambda: np.matmul(left, right, out=out)


def torch_product(threads: int) -> Callable[[], object]:
    """The same by torch."""
    import torch

    torch.set_num_threads(threads)
    left, right = map(torch.from_numpy, _matrices())
    out = torch.empty_like(left)
    return lambda: torch.mm(left, right, out=out)


def copied_gb_s(threads: int) -> float:
    """The best rate of copying blocks larger than the caches, a thread each, in 10⁹ bytes a second.

    Bytes count once for reading and once for writing.
    """
    size = _COPIED_MIB * 2**20
    blocks = [(np.ones(size, dtype=np.uint8), np.ones(size, dtype=np.uint8)) for _ in range(threads)]
    seconds = []
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(_ROUNDS):
            started = time.perf_counter()
            list(pool.map(lambda pair: np.copyto(*pair), blocks))
            seconds.append(time.perf_counter() - started)
    return 2 * size * threads / min(seconds) / 1e9


def _matrices() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(0)
    left, right = chance.standard_normal((2, _SIDE, _SIDE), dtype=np.float32)
    return left, right
