"""A package whose own code runs when something of it is asked for, not when a module of it is.

The one thing to know: `import nltk.tokenize.punkt` first runs `nltk/__init__.py`, which loads all
of nltk, and scikit-learn and SciPy with it: twenty times the work of Punkt itself. Put in their
places, deferred packages let Punkt load alone. Whoever then uses anything else of them gets all
of it, as if nothing had been put off.
"""

import importlib
import importlib.util
import sys
import threading
from types import ModuleType
from typing import Any

_lock = threading.RLock()


class _DeferredPackage(ModuleType):
    """Knows its modules; runs its own code when asked for anything else."""

    _is_running = False

    def __getattr__(self, name: str) -> Any:
        with _lock:  # a second thread waits until the first has run it
            if name not in self.__dict__ and not self._is_running:
                module = f"{self.__name__}.{name}"
                if not name.startswith("__") and importlib.util.find_spec(module) is not None:
                    return importlib.import_module(module)
                self._run()
            if name not in self.__dict__:
                raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
            return self.__dict__[name]

    def _run(self) -> None:
        assert self.__spec__ is not None  # see `defer`
        assert self.__spec__.loader is not None
        self._is_running = True  # its own code may ask for what it is about to define
        try:
            self.__spec__.loader.exec_module(self)
        finally:
            self._is_running = False
        _become(self, ModuleType)


def _become(module: ModuleType, kind: type[ModuleType]) -> None:
    module.__class__ = kind


def defer(*names: str) -> None:
    """Puts packages off that aren't loaded yet, each before those inside it.

    Args:
        names: their full names; installed, or importing their modules raises as it always would.
    """
    with _lock:
        for name in names:
            if name in sys.modules:
                continue
            spec = importlib.util.find_spec(name)
            if spec is None or spec.loader is None or spec.submodule_search_locations is None:
                return
            package = importlib.util.module_from_spec(spec)
            _become(package, _DeferredPackage)
            sys.modules[name] = package
            parent, _, own = name.rpartition(".")
            if parent:
                setattr(sys.modules[parent], own, package)
