"""What briqa costs beside other ways to search the same text, in time, processors and memory.

    python bench/speed.py [SECTION ...] [PATH ...] [--questions FILE] [--out DIR] [--peers NAME,...]

Sections: index, cold, warm, warm_large, memory, peak, reindex, and stages, which times briqa's own
stages. All of them by default, over invented text; with nothing but PATHs only the stages, over
these. A PATH that is called like a section is written ./index. In warm_large passages and their
vectors are made up, so many as --passages says: encoding them would take too long.

The others get environments of their own at their first use, in $BRIQA_BENCH_HOME or the user's
cache. Compare figures of one run only; docs/performance.md says what each of them is.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from peers.contenders import Briqa, Contender, Inputs, Other, own_module
from peers.environments import PEERS, NoEnvironment, bench_home, interpreter
from peers.invented import invent
from peers.measuring import CommandFailed, measure
from peers.reindexing import reindex
from peers.results import Table, as_json, markdown
from peers.running import Run
from peers.sections import cold, index, memory, peak, warm, warm_large

STAGES = "stages"
SECTIONS: dict[str, Callable[[Run], Table]] = {
    "index": index,  # first, so that the others find the indexes that it made
    "cold": cold,
    "warm": warm,
    "warm_large": warm_large,
    "memory": memory,
    "peak": peak,
    "reindex": reindex,
}
WARM_QUESTIONS = 60


def main() -> None:
    """Measures what was asked for; prints it, and writes it with `--out`."""
    options = parse()
    names = [name for name in options.what if name in (*SECTIONS, STAGES)]
    paths = [Path(name).absolute() for name in options.what if name not in (*SECTIONS, STAGES)]
    if not names:
        names = [STAGES] if paths else [*SECTIONS, STAGES]
    missing = [path for path in paths if not path.exists()]
    if missing:
        sys.exit(f"{missing[0]}: there is no such file or folder, and no such section")
    wanted = [name for name in SECTIONS if name in names]
    if wanted and paths and options.questions is None:
        sys.exit("--questions: name the questions to ask about these files")
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        texts = paths or [write_text(Path(scratch), options.characters)]
        if wanted:
            measure_sections(wanted, texts, Path(scratch), options)
        if STAGES in names:
            subprocess.run(own_module("stages", *map(str, texts)), check=True)


def parse() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description="briqa beside others.")
    parser.add_argument("what", nargs="*", metavar="SECTION|PATH")
    parser.add_argument("--questions", type=Path, help="JSON lines with a `question` each")
    parser.add_argument("--out", type=Path, help="where speed.md and speed.json are written")
    parser.add_argument("--home", type=Path, default=bench_home(), help="of the environments")
    parser.add_argument("--peers", default=",".join(peer.name for peer in PEERS))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--characters", type=int, default=1_000_000, help="of invented text")
    parser.add_argument("--passages", type=int, default=65_000, help="of warm_large")
    parser.add_argument("--small-files", type=int, default=10_000)
    parser.add_argument("--scratch", type=Path, help="where temporary files lie")
    return parser.parse_args()


def write_text(scratch: Path, characters: int) -> Path:
    """Writes the invented text."""
    path = scratch / "report.md"
    path.write_text(invent(characters).text, encoding="utf-8")
    return path


def measure_sections(
    wanted: Sequence[str], texts: Sequence[Path], scratch: Path, options: argparse.Namespace
) -> None:
    """Measures section by section; what is done is written before the next begins."""
    contenders: list[Contender] = [Briqa(), *others(options)]
    inputs = prepare(scratch, texts, options)
    run = Run(
        contenders,
        inputs,
        scratch,
        options.repeats,
        options.characters,
        options.small_files,
        options.passages,
    )
    facts = machine_facts()
    tables: list[Table] = []
    for name in wanted:
        tables.append(SECTIONS[name](run))
        facts["load of the machine at the end"] = load()
        if options.out is not None:
            options.out.mkdir(parents=True, exist_ok=True)
            values = json.dumps(as_json(tables, facts), indent=1, ensure_ascii=False)
            (options.out / "speed.json").write_text(values + "\n", encoding="utf-8")
            (options.out / "speed.md").write_text(markdown(tables, facts), encoding="utf-8")
        print(f"{name} is measured", file=sys.stderr, flush=True)
    print(markdown(tables, facts))


def others(options: argparse.Namespace) -> Iterator[Contender]:
    """The others that were asked for and can be had; what can't be had is said."""
    for peer in PEERS:
        if peer.name in options.peers.split(","):
            try:
                yield Other(peer, interpreter(options.home, peer))
            except NoEnvironment as error:
                print(f"{peer.title} is left out: {error}", file=sys.stderr)


def prepare(scratch: Path, texts: Sequence[Path], options: argparse.Namespace) -> Inputs:
    """Writes passages and questions; exports the model too, if it never was."""
    passages, questions = scratch / "passages.jsonl", scratch / "questions.json"
    command = own_module("prepare", str(passages), *map(str, texts))
    found = json.loads(measure(command, cwd=scratch).stdout)
    if options.questions is None:
        asked = list(invent(options.characters).questions)
    else:
        lines = options.questions.read_text(encoding="utf-8").splitlines()
        asked = [json.loads(line)["question"] for line in lines]
    step = max(1, len(asked) // WARM_QUESTIONS)
    questions.write_text(json.dumps(asked[::step][:WARM_QUESTIONS]), encoding="utf-8")
    model, flops, has_fast = (found.pop(name) for name in ("model", "flops", "has_fast"))
    return Inputs(tuple(texts), passages, questions, Path(model), flops, has_fast, found)


def machine_facts() -> dict[str, object]:
    """What the figures depend on."""
    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "Python": platform.python_version(),
        "load of the machine at the start": load(),
    }


def processor() -> str:
    """What the system calls its processor."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def load() -> str:
    """How many processes wanted a core in the last minute, on average."""
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    try:
        main()
    except CommandFailed as error:
        sys.exit(f"a measured command failed:\n{error}")
