"""How long each of many questions takes in one process."""

import time
from collections.abc import Callable, Sequence

_WARM_UP = 5


def timed_rounds(
    answer: Callable[[str], object], questions: Sequence[str]
) -> dict[str, list[float]]:
    """Asks each question once, after a few that don't count.

    Args:
        answer: what is timed.
        questions: the last few of them are the warm-up, so that none counts twice.

    Returns:
        `wall_ms` and `cpu_ms` (all threads) of each counted question, in order.
    """
    counted = list(questions[:-_WARM_UP] or questions)
    for question in questions[-_WARM_UP:]:
        answer(question)
    wall_ms: list[float] = []
    cpu_ms: list[float] = []
    for question in counted:
        wall, cpu = time.perf_counter(), time.process_time()
        answer(question)
        wall_ms.append((time.perf_counter() - wall) * 1000)
        cpu_ms.append((time.process_time() - cpu) * 1000)
    return {"wall_ms": wall_ms, "cpu_ms": cpu_ms}
