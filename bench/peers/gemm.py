"""What the machine can do at most: products of float32 matrices, and copying memory."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_SIDE = 2048
_ROUNDS = 8
_COPIED_MIB = 256


@dataclass(frozen=True, slots=True)
class Peak:
    """10⁹ operations a second of the clock, and a second of processor time.

    The second hardly suffers from other work on the machine.
    """

    by_wall: float
    by_cpu: float


def best_rates(multiply: Callable[[], object]) -> Peak:
    """The best of several rounds, each figure by itself.

    Args:
        multiply: does one product of two square matrices of this module's size.
    """
    multiply()
    wall_s, cpu_s = [], []
    for _ in range(_ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        multiply()
        wall_s.append(time.perf_counter() - wall)
        cpu_s.append(time.process_time() - cpu)
    operations = 2 * _SIDE**3 / 1e9
    return Peak(operations / min(wall_s), operations / min(cpu_s))


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
    blocks = [
        (np.ones(size, dtype=np.uint8), np.ones(size, dtype=np.uint8)) for _ in range(threads)
    ]
    seconds = []
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(_ROUNDS):
            started = time.perf_counter()
            list(pool.map(lambda pair: np.copyto(*pair), blocks))
            seconds.append(time.perf_counter() - started)
    return 2 * size * threads / min(seconds) / 1e9


def _matrices() -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    chance = np.random.default_rng(0)
    left, right = chance.standard_normal((2, _SIDE, _SIDE), dtype=np.float32)
    return left, right
