"""The commands by which each contender indexes, answers from cold, and answers many questions."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from peers.environments import Peer

_BENCH = Path(__file__).parents[1]
_BRIQA = "from briqa.cli import main; main()"
BRIQA = "briqa"
Command = list[str]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What all contenders are given.

    Attributes:
        paths: the files as they are; briqa reads these.
        passages: briqa's passages of them as JSON lines; the others read these.
        questions: a JSON list.
        model: the folder of the model.
        flops: the operations that encoding the passages takes.
        has_fast: whether the model runs in integers of 8 bits here.
        facts: what there is of each.
    """

    paths: tuple[Path, ...]
    passages: Path
    questions: Path
    model: Path
    flops: int
    has_fast: bool
    facts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ready:
    """Made-up passages that have vectors already (`ready.py`).

    Attributes:
        count: how many.
        passages: JSON lines.
        vectors: float32 of shape (count, dim), as numpy writes them.
        questions: a JSON list.
    """

    count: int
    passages: Path
    vectors: Path
    questions: Path


class Contender(Protocol):
    """One row of a table."""

    @property
    def title(self) -> str:
        """What it is called in tables."""

    @property
    def variables(self) -> Mapping[str, str]:
        """What is put over the environment of its processes."""

    def index(self, inputs: Inputs, folder: Path) -> Command:
        """Indexes everything into an empty folder."""

    def cold(self, inputs: Inputs, folder: Path, question: str) -> Command:
        """Answers one question over what `index` left."""

    def put(self, inputs: Inputs, ready: Ready, folder: Path) -> Command:
        """Indexes passages that have vectors into an empty folder; nothing is encoded."""

    def warm(self, inputs: Inputs, folder: Path, questions: Path) -> Command:
        """Answers all questions in one process, and prints rounds as JSON by kind."""

    def encode(self, inputs: Inputs) -> Command | None:
        """Encodes all passages and nothing else; None where another one stands for it."""


@dataclass(frozen=True, slots=True)
class Briqa:
    """This project, by the commands that its users type.

    Attributes:
        title: what it is called in tables.
        options: of `briqa index`.
        variables: see `Contender`.
    """

    title: str = BRIQA
    options: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)

    def index(self, inputs: Inputs, folder: Path) -> Command:
        """See `Contender`."""
        paths = map(str, inputs.paths)
        return briqa_command("index", *paths, "--index", str(folder), *self.options)

    def cold(self, inputs: Inputs, folder: Path, question: str) -> Command:
        """See `Contender`."""
        return briqa_command("ask", question, "--index", str(folder))

    def put(self, inputs: Inputs, ready: Ready, folder: Path) -> Command:
        """See `Contender`."""
        return own_module("ready", "put", str(ready.count), str(folder))

    def warm(self, inputs: Inputs, folder: Path, questions: Path) -> Command:
        """See `Contender`."""
        return own_module("with_briqa", str(folder), str(questions))

    def encode(self, inputs: Inputs) -> Command | None:
        """See `Contender`."""
        return own_module("encode", "briqa", str(inputs.model), str(inputs.passages))


@dataclass(frozen=True, slots=True)
class Other:
    """One of the others, through `work.py` in its own environment."""

    peer: Peer
    python: Path
    variables: Mapping[str, str] = field(default_factory=lambda: {"PYTHONPATH": str(_BENCH)})

    @property
    def title(self) -> str:
        """What it is called in tables."""
        return self.peer.title

    def index(self, inputs: Inputs, folder: Path) -> Command:
        """See `Contender`."""
        return self._work(inputs, "index", str(inputs.passages), str(folder))

    def cold(self, inputs: Inputs, folder: Path, question: str) -> Command:
        """See `Contender`."""
        return self._work(inputs, "cold", str(folder), question)

    def put(self, inputs: Inputs, ready: Ready, folder: Path) -> Command:
        """See `Contender`."""
        return self._work(inputs, "put", str(ready.passages), str(ready.vectors), str(folder))

    def warm(self, inputs: Inputs, folder: Path, questions: Path) -> Command:
        """See `Contender`."""
        return self._work(inputs, "warm", str(folder), str(questions))

    def encode(self, inputs: Inputs) -> Command | None:
        """See `Contender`."""
        if not self.peer.stands_for_encoding:
            return None
        arguments = ["sentence-transformers", str(inputs.model), str(inputs.passages)]
        return [str(self.python), "-m", "peers.encode", *arguments]

    def _work(self, inputs: Inputs, *work: str) -> Command:
        module, model = self.peer.module, str(inputs.model)
        return [str(self.python), "-m", "peers.work", module, model, *work]


def briqa_command(*arguments: str) -> Command:
    """A `briqa` command of this environment."""
    return [sys.executable, "-c", _BRIQA, *arguments]


def own_module(name: str, *arguments: str) -> Command:
    """A module of this package, run in a process of its own beside the other scripts here.

    The path is set by the command itself, so that `PYTHONPATH` stays the caller's.
    """
    code = (
        f"import sys, runpy; sys.path.insert(0, {str(_BENCH)!r}); "
        f"runpy.run_module('peers.{name}', run_name='__main__')"
    )
    return [sys.executable, "-c", code, *arguments]
