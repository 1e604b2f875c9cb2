"""The state of one run of the bench: what is compared, on what, and where its files lie."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from peers.contenders import BRIQA, Briqa, Command, Contender, Inputs, Ready, own_module
from peers.measuring import Finished, Usage, measure

Job = Callable[[], Usage]


@dataclass(slots=True)
class Run:
    """One run.

    Attributes:
        contenders: briqa and the others.
        inputs: what they are given.
        scratch: a folder of its own.
        repeats: how often each figure is measured.
        characters: the length of invented text.
        small_files: how many tiny files `reindex` makes.
        large: how many passages `warm_large` asks about.
    """

    contenders: Sequence[Contender]
    inputs: Inputs
    scratch: Path
    repeats: int
    characters: int
    small_files: int
    large: int
    _usages: dict[str, dict[str, list[Usage]]] = field(default_factory=dict)

    @property
    def question(self) -> str:
        """The one that is asked from cold."""
        return str(json.loads(self.inputs.questions.read_text(encoding="utf-8"))[0])

    def command(
        self,
        command: Command,
        variables: Mapping[str, str] | None = None,
        *,
        cwd: Path | None = None,
    ) -> Finished:
        """Measures a command once, run in the scratch folder unless another is named."""
        return measure(command, cwd=cwd or self.scratch, variables=variables)

    def index_folder(self, contender: Contender) -> Path:
        """The index of a contender, made now if no section made it before."""
        folder = self.scratch / "indexes" / contender.title
        if not folder.is_dir():
            self.build(contender)
        return folder

    def build(self, contender: Contender) -> Usage:
        """Indexes everything anew."""
        folder = self.scratch / "indexes" / contender.title
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        command = contender.index(self.inputs, folder)
        return self.command(command, contender.variables).usage

    def ready(self) -> Ready:
        """Passages that have vectors, and questions about them."""
        folder = self.scratch / "ready"
        folder.mkdir()
        names = ("passages.jsonl", "vectors.npy", "questions.json")
        ready = Ready(self.large, *(folder / name for name in names))
        paths = (ready.passages, ready.vectors, ready.questions)
        self.command(own_module("ready", "write", str(ready.count), *map(str, paths)))
        return ready

    def put(self, contender: Contender, ready: Ready) -> Path:
        """Makes a contender's index of them."""
        folder = self.scratch / "ready" / contender.title
        folder.mkdir()
        self.command(contender.put(self.inputs, ready, folder), contender.variables)
        return folder

    def cold_usages(self) -> dict[str, list[Usage]]:
        """Each contender's first answers from processes of their own, and what they stand beside.

        A round that isn't counted comes first, so that files are in memory and compiled.
        """
        jobs: dict[str, Job] = {}
        for contender in self.contenders:
            command = contender.cold(self.inputs, self.index_folder(contender), self.question)
            jobs[contender.title] = self._job(command, contender.variables)
        jobs["`import torch` alone"] = self._job(own_module("imported", "torch"))
        jobs["Python alone"] = self._job(own_module("imported"))
        return self._interleaved("cold", jobs, warm_up=True)

    def index_usages(self) -> dict[str, list[Usage]]:
        """Each contender's indexing, and briqa's in integers of 8 bits where that is to be had."""

        def job(contender: Contender) -> Job:
            return lambda: self.build(contender)

        first, *others = self.contenders
        fast = [Briqa(f"{BRIQA} --fast", ("--fast",))] if self.inputs.has_fast else []
        jobs = {contender.title: job(contender) for contender in (first, *fast, *others)}
        return self._interleaved("index", jobs, warm_up=False)

    def _job(self, command: Command, variables: Mapping[str, str] | None = None) -> Job:
        return lambda: self.command(command, variables).usage

    def _interleaved(
        self, name: str, jobs: Mapping[str, Job], *, warm_up: bool
    ) -> dict[str, list[Usage]]:
        """Runs every job once a round, so that a slow spell of the machine meets all of them.

        What was measured once in a run is kept for the other sections.
        """
        if name not in self._usages:
            if warm_up:
                for job in jobs.values():
                    job()
            rounds = [{title: job() for title, job in jobs.items()} for _ in range(self.repeats)]
            self._usages[name] = {title: [each[title] for each in rounds] for title in jobs}
        return self._usages[name]
