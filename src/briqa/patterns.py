"""Regular expressions that are compiled where they are first used.

A grammar has hundreds of them, of which one question needs a few; compiling all of them would take
a tenth of a first answer.
"""

import re
import weakref
from typing import Any, Final, cast

_OFFERED: Final = (
    "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner",
    "flags", "groups", "groupindex",
)  # fmt: skip


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression that isn't compiled yet; a faulty one raises when it is first used.

    The functions of `re` that take a pattern don't take this one; its methods do all they do.

    >>> lazy_pattern("[a-z]+").findall("one two")
    ['one', 'two']
    """
    made = _LazyPattern(source, flags)
    _made.add(made)
    return cast("re.Pattern[str]", made)


def compile_all() -> None:
    """Compiles all patterns of the modules that are loaded, so that no later use need wait."""
    for pattern in list(_made):
        pattern.compile()


class _LazyPattern:
    """Compiles at the first use, and has the compiled one's methods from then on."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _OFFERED:
            raise AttributeError(name)
        self.compile()
        return self.__dict__[name]

    def compile(self) -> None:
        """Compiles it, if that wasn't done yet."""
        if _OFFERED[0] not in self.__dict__:
            compiled = re.compile(self.pattern, self._flags)
            # Found before `__getattr__` is asked from now on.
            self.__dict__.update({offered: getattr(compiled, offered) for offered in _OFFERED})


_made: Final[weakref.WeakSet[_LazyPattern]] = weakref.WeakSet()
