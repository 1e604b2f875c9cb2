"""The sections of the benchmark: each measures one thing and makes one table of it."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from peers.contenders import BRIQA
from peers.measuring import Usage, median_usage, percentile
from peers.results import Column, Table
from peers.running import Run

_USAGE = (
    Column("cpu_s", "CPU s"),
    Column("wall_s", "wall s"),
    Column("peak_mib", "peak MiB", digits=0),
)


def cold(run: Run) -> Table:
    """One answer from a fresh process, the index being on disk."""
    return _usage_table(
        "cold",
        "A first answer, from a fresh process",
        run.cold_usages(),
        "briqa gives the whole answer of `briqa ask`; the others find five passages.",
    )


def index(run: Run) -> Table:
    """Indexing the text, encoding included."""
    facts = ", ".join(f"{value:,} {name}" for name, value in run.inputs.facts.items())
    return _usage_table(
        "index",
        "Indexing",
        run.index_usages(),
        f"{facts}. All encode the same passages. briqa reads the files themselves and also finds "
        "sections, sentences and figures; the others are given the passages. With `--fast` it "
        "encodes in integers of 8 bits: `bench/int8.py` says what that costs in agreement.",
    )


def memory(run: Run) -> Table:
    """The peaks of both, side by side."""
    indexing, asking = run.index_usages(), run.cold_usages()
    rows = tuple(
        (
            title,
            {
                "index_mib": median_usage(usages).peak_mib,
                "ask_mib": median_usage(asking[title]).peak_mib,
            },
        )
        for title, usages in indexing.items()
        if title in asking
    )
    columns = (
        Column("index_mib", "indexing, peak MiB", digits=0),
        Column("ask_mib", "a first answer, peak MiB", digits=0),
    )
    return Table("memory", "Memory", columns, rows, BRIQA, "The largest resident set of a process.")


def warm(run: Run) -> Table:
    """Questions in one process, everything loaded."""
    folders = {each.title: run.index_folder(each) for each in run.contenders}
    return _asked_table(
        run,
        folders,
        run.inputs.questions,
        "warm",
        "A question, everything loaded",
        "`search` finds passages as the others do; `ask` gives the whole answer.",
    )


def warm_large(run: Run) -> Table:
    """The same over more passages than can be encoded here; their vectors are made up."""
    ready = run.ready()
    folders = {each.title: run.put(each, ready) for each in run.contenders}
    return _asked_table(
        run,
        folders,
        ready.questions,
        "warm_large",
        f"A question over {ready.count:,} passages, everything loaded",
        "Passages and their vectors are made up, the same ones for all, since encoding them would "
        "take too long; each contender got them by its own way of adding vectors that are there. "
        "Questions are read by the real encoder. `search` finds passages as the others do; `ask` "
        "gives the whole answer.",
    )


def _asked_table(
    run: Run, folders: Mapping[str, Path], questions: Path, name: str, title: str, note: str
) -> Table:
    rows: list[tuple[str, Mapping[str, float]]] = []
    rounds: dict[str, list[dict[str, list[float]]]] = {}
    for _ in range(run.repeats):
        for contender in run.contenders:
            command = contender.warm(run.inputs, folders[contender.title], questions)
            found = json.loads(run.command(command, contender.variables).stdout)
            for kind, times in found.items():
                row = f"{contender.title}, {kind}" if len(found) > 1 else contender.title
                rounds.setdefault(row, []).append(times)
    for row, each in rounds.items():
        wall = [ms for times in each for ms in times["wall_ms"]]
        cpu = [ms for times in each for ms in times["cpu_ms"]]
        figures = {
            "median_ms": statistics.median(wall),
            "p95_ms": percentile(wall, 95),
            "cpu_ms": statistics.median(cpu),
        }
        rows.append((row, figures))
    columns = (
        Column("median_ms", "median ms", digits=1),
        Column("p95_ms", "95th percentile ms", digits=1),
        Column("cpu_ms", "median CPU ms", digits=1),
    )
    return Table(name, title, columns, tuple(rows), f"{BRIQA}, ask", note)


def peak(run: Run) -> Table:
    """How much of what the machine can multiply is used while encoding."""
    found: dict[str, list[dict[str, float]]] = {}
    for _ in range(run.repeats):
        for contender in run.contenders:
            command = contender.encode(run.inputs)
            if command is not None:
                stdout = run.command(command, contender.variables).stdout
                found.setdefault(contender.title, []).append(json.loads(stdout))
    everything = [each for runs in found.values() for each in runs]
    best = {
        name: max(each[name] for each in everything)
        for name in ("peak_by_wall", "peak_by_cpu", "copied_gb_s")
    }
    operations = run.inputs.flops / 1e9
    rows: list[tuple[str, Mapping[str, float]]] = []
    for title, runs in found.items():
        by_wall = operations / statistics.median(each["wall_s"] for each in runs)
        by_cpu = operations / statistics.median(each["cpu_s"] for each in runs)
        figures = {
            "by_wall": by_wall,
            "share_of_wall": by_wall / best["peak_by_wall"],
            "by_cpu": by_cpu,
            "share_of_cpu": by_cpu / best["peak_by_cpu"],
        }
        rows.append((title, figures))
    top = {
        "by_wall": best["peak_by_wall"],
        "share_of_wall": 1.0,
        "by_cpu": best["peak_by_cpu"],
        "share_of_cpu": 1.0,
    }
    rows.append(("products of large matrices", top))
    columns = (
        Column("by_wall", "GFLOP a second", digits=0, compared=False),
        Column("share_of_wall", "share of the peak", compared=False),
        Column("by_cpu", "GFLOP a CPU second", digits=0, compared=False),
        Column("share_of_cpu", "share of the peak", compared=False),
    )
    note = (
        f"Encoding all passages, tokenising included, {operations:,.0f} GFLOP without padding. "
        f"The peaks are the best of the same run, in float32. Memory is copied at "
        f"{best['copied_gb_s']:.0f} GB/s, reading and writing both counted."
    )
    title = "How near encoding comes to the machine's peak"
    return Table("peak", title, columns, tuple(rows), note=note)


def _usage_table(name: str, title: str, usages: Mapping[str, Sequence[Usage]], note: str) -> Table:
    rows = tuple((each, asdict(median_usage(runs))) for each, runs in usages.items())
    return Table(name, title, _USAGE, rows, BRIQA, note)
