"""What briqa's indexing costs when all or nearly all of it was indexed before.

The others have no counterpart here: they encode what they are given, so a second time costs them
as much as the first.
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from peers.contenders import briqa_command
from peers.invented import change_figures, invent
from peers.measuring import Usage, median_usage
from peers.results import Column, Table
from peers.running import Run

_FILES = 100
_LEAST_PARAGRAPHS = 5
_CHANGED = 0.01
Files = Mapping[str, str]


def reindex(run: Run) -> Table:
    """Each step follows the one before it, on the same index."""
    rows: list[tuple[str, Mapping[str, float]]] = []
    for title, steps in _scenarios(run).items():
        usages: dict[str, list[Usage]] = {step: [] for step in steps}
        for _ in range(run.repeats):
            folder = run.scratch / "reindex"
            for step, files in steps.items():
                _write(folder / "files", files)
                command = briqa_command("index", "files", "--index", "index")
                usages[step].append(run.command(command, cwd=folder).usage)
            shutil.rmtree(folder)
        medians = {step: median_usage(each) for step, each in usages.items()}
        whole = next(iter(medians.values())).cpu_s
        rows += [(f"{title}: {step}", _figures(each, whole)) for step, each in medians.items()]
    columns = (
        Column("cpu_s", "CPU s", compared=False),
        Column("wall_s", "wall s", compared=False),
        Column("times_cheaper", "times cheaper than all, CPU", digits=1, compared=False),
    )
    note = "briqa alone. Every step is a process of its own, so the start of Python is in each."
    return Table("reindex", "Indexing again", columns, tuple(rows), note=note)


def _scenarios(run: Run) -> dict[str, dict[str, Files]]:
    """By layout: the steps in order, the first of which indexes everything."""
    text = invent(run.characters).text
    changed = change_figures(text, _CHANGED)
    parts = dict(_parts(text))
    middle = list(parts)[len(parts) // 2]
    one_changed = {**parts, middle: change_figures(parts[middle], 1.0)}
    small = {f"note-{number}.md": _note(number) for number in range(run.small_files)}
    return {
        "one file": {
            "all": {"text.md": text},
            "unchanged": {"text.md": text},
            f"{_CHANGED:.0%} of its paragraphs changed": {"text.md": changed},
        },
        f"{len(parts)} files": {
            "all": parts,
            "unchanged": parts,
            "one changed": one_changed,
        },
        f"{run.small_files:,} tiny files": {"all": small, "unchanged": small},
    }


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text as files of about equal length, cut between paragraphs."""
    paragraphs = text.split("\n\n")
    files = min(_FILES, len(paragraphs) // _LEAST_PARAGRAPHS)
    for number in range(files):
        first, behind = (len(paragraphs) * turn // files for turn in (number, number + 1))
        yield f"part-{number}.md", "\n\n".join(paragraphs[first:behind]) + "\n"


def _note(number: int) -> str:
    return f"Box {number} holds {number % 97 + 3} lamps and was closed in {1990 + number % 30}.\n"


def _write(folder: Path, files: Files) -> None:
    """Writes what isn't there yet as it should be, so that unchanged files stay untouched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def _figures(usage: Usage, whole_cpu_s: float) -> dict[str, float]:
    return {
        "cpu_s": usage.cpu_s,
        "wall_s": usage.wall_s,
        "times_cheaper": whole_cpu_s / usage.cpu_s,
    }
