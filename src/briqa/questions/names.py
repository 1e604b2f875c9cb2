"""The proper names of a question, however it was typed.

A word is a name if the corpus writes it with a capital, or, when the corpus doesn't know it, if
it was typed with one inside the question.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briqa.patterns import lazy_pattern
from briqa.questions.framing import FRAMING_WORDS
from briqa.questions.lexicon import Lexicon
from briqa.questions.question import Name
from briqa.values import dataclass

# Words of a name stand side by side; hyphens and apostrophes inside it don't part them.
_WORD: Final = lazy_pattern(r"[^\W_]+")
# Between the words of a name that the corpus knows as one: "Belt and Road".
_LINK: Final = lazy_pattern(r" (?:and|of|of the|for|de|&) ", re.IGNORECASE)
_JOINT: Final = lazy_pattern(r"[ \t]*[-–'’&/.]?[ \t]*")


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


def find_capitals(text: str, names: Sequence[NameSpan], lexicon: Lexicon) -> tuple[str, ...]:
    """The stems of words that are typed as names inside a question, but are none of its names.

    Whoever asks for "the Harbour Express" means a name, though the corpus knows the words as
    common ones. Empty where the capitals of the question don't say which words are names.

    Args:
        text: the question.
        names: its proper names.
        lexicon: what the corpus knows of its words.
    """
    if not _is_cased(text, lexicon):
        return ()
    return tuple(
        stem
        for match in _WORD.finditer(text)
        if match[0][0].isupper() and match.start() > 0
        if match[0].lower() not in FRAMING_WORDS
        if not any(found.start <= match.start() < found.end for found in names)
        for stem in lexicon.stems(match[0])
    )


def _runs(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Neighbouring words that are names, each run with its stems."""
    start = end = -1
    stems: set[str] = set()
    last = ""
    closed = False
    is_cased = _is_cased(text, lexicon)
    for match in _WORD.finditer(text):
        found = lexicon.stems(match[0])
        if not found or not _is_name(match, found[0], lexicon, is_cased=is_cased):
            continue
        has_alias = bool(lexicon.aliases(frozenset(found)))
        gap = text[end : match.start()] if stems else ""
        apart = gap.isspace() and not _may_join(last, found[0], lexicon)
        joined = (bool(_JOINT.fullmatch(gap)) and not apart) or (
            bool(_LINK.fullmatch(gap)) and lexicon.go_together(last, found[0])
        )
        if stems and (has_alias or closed or not joined):
            yield start, end, frozenset(stems)
            stems = set()
        # A word with another name of its own ("BRI") is no part of a longer name.
        closed = has_alias
        if not stems:
            start = match.start()
        end = match.end()
        stems.update(found)
        last = found[-1]
    if stems:
        yield start, end, frozenset(stems)


def _may_join(last: str, stem: str, lexicon: Lexicon) -> bool:
    """Whether two names that stand side by side may be one: the documents don't part them.

    Keywords name both sides of a comparison in a row: "nanjing hangzhou bigger trade".
    """
    known = lexicon.known(last) and lexicon.known(stem)
    return not known or lexicon.stand_together(last, stem)


def _is_cased(text: str, lexicon: Lexicon) -> bool:
    """Whether the capitals of a question say which words are names.

    They do if some are inside it but not on every word, or if it begins with a known name.
    """
    typed = _WORD.findall(text)
    inner = [word[0].isupper() for word in typed[1:]]
    if any(inner):
        return not all(inner)
    first = lexicon.stems(typed[0]) if typed and typed[0][0].isupper() else []
    return bool(first) and lexicon.is_name(first[0], typed[0])


def _is_name(match: re.Match[str], stem: str, lexicon: Lexicon, *, is_cased: bool) -> bool:
    word = match[0]
    if word.isdigit() or word.lower() in FRAMING_WORDS:
        return False
    if is_cased and not word[0].isupper():
        return False
    if lexicon.known(stem):
        return lexicon.is_name(stem, word)
    # The first word has a capital anyway.
    return bool(lexicon.aliases(frozenset({stem}))) or (is_cased and match.start() > 0)
