"""What an index costs as it grows, from a thousand to a million passages: disk to answer.

    python bench/scale.py FOLDER [--to PASSAGES] [--limit-s SECONDS] [--out DIR] [--again]

Text, figures and vectors are made up (`scaling/made.py`), since encoding a million passages would
take a day; the store, its files and the whole path of a question are the product's, and questions
are read by the real encoder. The same index grows from size to size, a copy of it stays in FOLDER
at each (5 GB a million passages), and FOLDER/figures.json keeps what was measured. With --again
what is there is measured anew and nothing is built; with --only as well, just some of it:

    python bench/scale.py FOLDER --to PASSAGES --again --only opening searching asking

Every piece of work is a process of its own. Prints a table; with --out writes scale.svg there.
"""

import argparse
import json
import shutil
import time
from pathlib import Path

from scaling.made import PASSAGES
from scaling.measuring import WORKS, Figures, derive, in_process, measure, put
from scaling.report import drawing, markdown

FIRST = 1_000
STEP = 10
FIGURES = "figures.json"
MEASURED = "add_s"  # the last figure that is measured


def main() -> None:
    """Builds and measures size by size; prints and draws what there is after each."""
    options = parse()
    known = read_figures(options.folder)
    deadline = time.monotonic() + options.limit_s
    for wanted in sizes_to(options.to):
        size = wanted
        if not (options.folder / str(size)).exists():
            if options.again or time.monotonic() > deadline:
                break
            size, costs = build(options.folder, wanted, deadline - time.monotonic())
            known[size] = costs
            write_figures(options.folder, known)
        elif MEASURED in known[size] and not options.again:
            continue
        if not options.build_only:
            known[size] |= measure(options.folder / str(size), options.only)
            write_figures(options.folder, known)
    print(markdown(known), end="")
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "scale.svg").write_text(drawing(known), encoding="utf-8")


def parse() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description="What an index costs as it grows.")
    parser.add_argument("folder", type=Path, help="where the indexes are kept")
    parser.add_argument("--to", type=int, default=100_000, help="passages of the largest index")
    parser.add_argument(
        "--limit-s", type=float, default=float("inf"), help="nothing is built after so long"
    )
    parser.add_argument("--out", type=Path, help="where scale.svg is written")
    parser.add_argument("--again", action="store_true", help="measure anew what is there")
    parser.add_argument("--only", nargs="+", choices=list(WORKS), default=list(WORKS), help="what")
    parser.add_argument("--build-only", action="store_true", help="to measure it with --again")
    return parser.parse_args()


def sizes_to(most: int) -> list[int]:
    """The sizes to measure: each ten times the last one."""
    sizes = [FIRST]
    while sizes[-1] * STEP <= most:
        sizes.append(sizes[-1] * STEP)
    return sizes


def build(folder: Path, size: int, limit_s: float) -> tuple[int, Figures]:
    """Grows a copy of the largest index to a size.

    Args:
        folder: where the indexes are.
        size: the passages that it shall have.
        limit_s: the seconds that this may take; what there is then is kept.

    Returns:
        The passages that it has, and what they cost.
    """
    draft = folder / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    before = max((int(path.name) for path in folder.glob("[0-9]*")), default=0)
    if before:
        shutil.copytree(folder / str(before), draft)
    found = in_process(put, draft, before // PASSAGES, size // PASSAGES, limit_s)
    found |= in_process(derive, draft)
    made = int(found["passages"])
    draft.rename(folder / str(made))
    return made, found


def read_figures(folder: Path) -> dict[int, Figures]:
    """What was measured before, by size."""
    path = folder / FIGURES
    if not path.exists():
        return {}
    return {int(size): figures for size, figures in json.loads(path.read_text("utf-8")).items()}


def write_figures(folder: Path, known: dict[int, Figures]) -> None:
    """Keeps what was measured."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FIGURES).write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
