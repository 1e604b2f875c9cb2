"""Packages that load a public name's module when the name is first used.

The one thing to know: `from package import name` at the head of a module loads what stands behind
that name and nothing else, so that a question from cold doesn't wait for readers, grammars and
reports that it has no use for. A name must not be that of one of the package's own modules, which
Python would give in its place.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def lazy_names(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """A package's `__getattr__` (PEP 562).

    Args:
        package: its name.
        homes: the modules of the package, and the public names of each.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def load(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home_of[name]}"), name)

    return load
