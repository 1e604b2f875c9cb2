"""How fast a question set is answered, beside asking its questions one by one.

    python bench/throughput.py QUESTIONS INDEX [--limit 500] [--commands 3]

In one run, over the same questions: `briqa ask` as a command for each (a few stand for all), the
questions in a loop in one process, and the worker processes of `briqa eval`. Each loads its model
itself; the loop's and the workers' loading is left out, as it is paid once a set.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from briqa.asking import AskPool, AskSettings, usual_workers
from briqa.assistant import open_index
from briqa.evaluate import QuestionRow, read_question_set
from briqa.evaluate.run import batched

COMMAND = "from briqa.cli import main; main()"


def main() -> None:
    """Prints questions a second, and how many times as fast the workers are."""
    parser = argparse.ArgumentParser(description="Throughput of question sets.")
    parser.add_argument("questions", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--limit", type=int, default=500)
    parser.add_argument("--commands", type=int, default=3)
    arguments = parser.parse_args()
    rows = read_question_set(arguments.questions).rows[: arguments.limit]
    by_command = len(rows[: arguments.commands]) / commands_seconds(
        rows[: arguments.commands], arguments.index
    )
    by_loop = len(rows) / loop_seconds(rows, arguments.index)
    by_workers = len(rows) / worker_seconds(rows, arguments.index)
    print(f"{len(rows)} questions, {usual_workers(len(rows))} workers; questions a second:")
    for name, rate in (("a command each", by_command), ("a loop in one process", by_loop)):
        print(f"{name:<24}{rate:9.2f}   eval is {by_workers / rate:.1f} times as fast")
    print(f"{'eval':<24}{by_workers:9.2f}")


def commands_seconds(rows: tuple[QuestionRow, ...], index: Path) -> float:
    """The time of a command for each question."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as sink:
        for row in rows:
            command = [sys.executable, "-c", COMMAND, "ask", row.question, "--index", str(index)]
            subprocess.run(command, check=True, stdout=sink)
    return time.perf_counter() - started


def loop_seconds(rows: tuple[QuestionRow, ...], index: Path) -> float:
    """The time of all questions one by one, once the model is loaded."""
    with closing(open_index(index)) as assistant:
        assistant.warm_up()
        started = time.perf_counter()
        for row in rows:
            assistant.ask(row.question, passages=AskSettings().passages)
        return time.perf_counter() - started


def worker_seconds(rows: tuple[QuestionRow, ...], index: Path) -> float:
    """The time of all questions by workers, once each of them has its model."""
    workers = usual_workers(len(rows))
    with AskPool(index, workers=workers) as pool:
        warm = [[QuestionRow(str(place), "What is it?")] for place in range(workers)]
        for _ in pool.predict(warm, AskSettings()):
            pass
        started = time.perf_counter()
        for _ in pool.predict(batched(rows, {}), AskSettings()):
            pass
        return time.perf_counter() - started


if __name__ == "__main__":
    main()
