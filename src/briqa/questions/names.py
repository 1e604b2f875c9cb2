"""The proper names of a question, however it was typed.

A word is a name if the corpus writes it with a capital, or, when the corpus doesn't know it, if
it was typed with one inside the question.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briqa.questions.lexicon import Lexicon
from briqa.questions.question import Name

# Words of a name stand side by side; hyphens and apostrophes inside it don't part them.
_WORD: Final = re.compile(r"[^\W_]+")
_JOINT: Final = re.compile(r"[ \t]*[-–'’&/.]?[ \t]*")


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name and where it stands in the question, half-open.

    `written_out` is its other name where the corpus doesn't have this one.
    """

    name: Name
    start: int
    end: int
    written_out: str | None = None


def find_names(text: str, lexicon: Lexicon) -> tuple[NameSpan, ...]:
    """The proper names of a question, in order.

    Args:
        text: the question.
        lexicon: what the corpus knows of its words.
    """
    return tuple(
        NameSpan(
            Name(text[start:end], stems, lexicon.aliases(stems)),
            start,
            end,
            lexicon.written_out(stems),
        )
        for start, end, stems in _runs(text, lexicon)
    )


def _runs(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Neighbouring words that are names, each run with its stems."""
    start = end = -1
    stems: set[str] = set()
    for match in _WORD.finditer(text):
        found = lexicon.stems(match[0])
        if not found or not _is_name(match, text, found[0], lexicon):
            continue
        if stems and not _JOINT.fullmatch(text, end, match.start()):
            yield start, end, frozenset(stems)
            stems = set()
        if not stems:
            start = match.start()
        end = match.end()
        stems.update(found)
    if stems:
        yield start, end, frozenset(stems)


def _is_name(match: re.Match[str], text: str, stem: str, lexicon: Lexicon) -> bool:
    if match[0].isdigit():
        return False
    if lexicon.known(stem):
        return lexicon.is_name(stem)
    if lexicon.aliases(frozenset({stem})):
        return True
    # A capital at the beginning says nothing, and of a question in title case none does.
    capital = match[0][0].isupper() and text[: match.start()].strip() != ""
    return capital and not text.istitle()
