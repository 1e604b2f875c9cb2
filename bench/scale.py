"""What an index costs as it grows, from a thousand to a million passages: disk to answer.

    python bench/scale.py FOLDER [--to PASSAGES] [--limit-s SECONDS] [--out DIR] [--again]

Text, figures and vectors are made up (`scaling/made.py`), since encoding a million passages would
take a day; the store, its files and the whole path of a question are the product's, and questions
are read by the real encoder. The same index grows from size to size, a copy of it stays in FOLDER
at each (5 GB a million passages), and FOLDER/figures.json keeps what was measured. With --again
what is there is measured anew and nothing is built.

Every piece of work is a process of its own. Prints a table; with --out writes scale.svg there.
"""

import argparse
import json
import shutil
import sys
import time
from pathlib import Path

from scaling.made import PASSAGES
from scaling.measuring import Figures, derive, in_process, measure, put

FIRST = 1_000
STEP = 10
FIGURES = "figures.json"


def main() -> None:
    """Builds and measures size by size."""
    options = parse()
    known = read_figures(options.folder)
    sizes = sizes_to(options.to)
    deadline = time.monotonic() + options.limit_s
    for before, size in zip([0, *sizes], sizes, strict=False):
        index_dir = options.folder / str(size)
        if not index_dir.exists():
            if options.again or time.monotonic() > deadline:
                break
            known[size] = build(options.folder, before, size, deadline - time.monotonic())
            write_figures(options.folder, known)
        elif not options.again and "search_p50_ms" in known.get(size, {}):
            continue
        if options.build_only:
            continue
        known.setdefault(size, {}).update(measure(index_dir))
        write_figures(options.folder, known)


def parse() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description="What an index costs as it grows.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", type=int, default=100_000, help="passages of the largest index")
    parser.add_argument("--limit-s", type=float, default=float("inf"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--build-only", action="store_true")
    return parser.parse_args()


def sizes_to(most: int) -> list[int]:
    """The sizes to measure: each ten times the last one."""
    sizes = [min(FIRST, most)]
    while sizes[-1] * STEP <= most:
        sizes.append(sizes[-1] * STEP)
    return sizes


def build(folder: Path, before: int, size: int, limit_s: float) -> Figures:
    """Grows an index to its next size.

    Args:
        folder: where the indexes are.
        before: the passages of the one that grows; 0 for none.
        size: the passages that it shall have.
    """
    draft = folder / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    if before:
        shutil.copytree(folder / str(before), draft)
    found = in_process(put, draft, before // PASSAGES, size // PASSAGES, limit_s)
    print(f"{size:,} passages put: {found}", file=sys.stderr, flush=True)
    found |= in_process(derive, draft)
    print(f"{size:,} passages derived: {found}", file=sys.stderr, flush=True)
    draft.rename(folder / str(size))
    return dict(found)


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
