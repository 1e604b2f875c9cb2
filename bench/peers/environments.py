"""An environment for each of the others, made once and kept outside the repository.

Each has its pins in `requirements-NAME.txt`. The model is the one that briqa has installed: they
are given its folder, so nothing is fetched but packages.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

HOME_VARIABLE = "BRIQA_BENCH_HOME"
_HERE = Path(__file__).parent
_STAMP = "installed.txt"


class NoEnvironment(Exception):
    """An environment couldn't be made; the message is the end of what pip said."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One of the others.

    Attributes:
        name: names its folder and its requirements.
        title: what it is called in tables.
        module: drives it.
        stands_for_encoding: whether its encoding is also measured by itself. All encode by torch,
            so one is enough.
    """

    name: str
    title: str
    module: str
    stands_for_encoding: bool = False


PEERS = (
    Peer("script", "plain script", "peers.plain_script", stands_for_encoding=True),
    Peer("txtai", "txtai", "peers.with_txtai"),
    Peer("haystack", "Haystack", "peers.with_haystack"),
    Peer("langchain", "LangChain", "peers.with_langchain"),
)


def bench_home() -> Path:
    """The folder in `$BRIQA_BENCH_HOME`, else in the user's cache."""
    named = os.environ.get(HOME_VARIABLE)
    return Path(named) if named else user_cache_path("briqa") / "bench"


def interpreter(home: Path, peer: Peer) -> Path:
    """The Python of a peer's environment, made now unless it was made of the same pins.

    Raises:
        NoEnvironment: when it can't be made, for want of a network say.
    """
    folder = home / peer.name
    python = folder / "bin" / "python"
    pins = (_HERE / f"requirements-{peer.name}.txt").read_text(encoding="utf-8")
    made_of = f"{sys.version}\n{pins}"
    stamp = folder / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_of:
        return python
    print(f"making the environment of {peer.title} in {folder}", flush=True)
    _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    requirements = str(_HERE / f"requirements-{peer.name}.txt")
    _run([str(python), "-m", "pip", "install", "--quiet", "-r", requirements])
    stamp.write_text(made_of, encoding="utf-8")
    return python


def _run(command: list[str]) -> None:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise NoEnvironment(finished.stderr.strip()[-1000:])
