"""The proper names of a corpus, told by how it writes them: no list of names.

A word is a name if it is capitalised in most of its places inside a sentence, where capitals mean
something. Names next to one another make one name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,]*")
_POSSESSIVE = re.compile(r"['’]s?$")
# What may stand before a capital that says nothing: an opening quote, a colon, a bullet.
_OPENING = re.compile(r"(?:^|[.:;!?\"“‘(\[|*•])\s*[\"“‘(\[|*•-]*\s*$")
CAPITALISED_SHARE = 0.8
PLACE_SHARE = 0.3
MAX_WORDS = 3
_PLACE_WORDS = frozenset("in at from near to across throughout outside".split())
# Capitalised by the rules of English, and yet no names.
_CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday i".split()
)
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a text without its possessive, where it stands, and what was before it."""

    text: str
    start: int
    end: int
    before: str
    is_opening: bool

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@dataclass(slots=True)
class _Count:
    """How often a word was seen inside a sentence, how often with a capital, how often as unit."""

    seen: int = 0
    capitalised: int = 0
    behind_number: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a corpus.

    Attributes:
        words: the words of names, lower case.
        runs: whole names as written → how often they stand in the corpus.
        places: those of them that often stand behind a preposition of place.
    """

    words: frozenset[str] = frozenset()
    runs: Mapping[str, int] = field(default_factory=dict)
    places: frozenset[str] = frozenset()

    def find(self, text: str) -> list[Range]:
        """Where names stand in a question, which may be all in lower case."""
        ignore_case = text == text.lower()
        return [
            (run[0].start, run[-1].end)
            for run in _runs(text, self.words, ignore_case=ignore_case)
            if ignore_case or run[0].is_capitalised
        ]


def read_names(sentences: Iterable[str]) -> Names:
    """The names of a corpus, from its sentences."""
    texts = list(sentences)
    counts: dict[str, _Count] = defaultdict(_Count)
    for text in texts:
        for token in _tokens(text):
            if token.is_opening or token.text[0].isdigit():
                continue
            count = counts[token.text.lower()]
            count.seen += 1
            count.capitalised += token.is_capitalised
            count.behind_number += token.before[:1].isdigit()
    words = frozenset(
        word
        for word, count in counts.items()
        if count.capitalised > CAPITALISED_SHARE * count.seen
        and count.behind_number * 2 <= count.seen
        and len(word) > 1
        and word not in _CALENDAR
    )
    runs: Counter[str] = Counter()
    behind_place: Counter[str] = Counter()
    for text in texts:
        for run in _runs(text, words, ignore_case=False):
            name = text[run[0].start : run[-1].end]
            if len(run) <= MAX_WORDS:
                runs[name] += 1
                behind_place[name] += run[0].before.lower() in _PLACE_WORDS
    places = frozenset(name for name, count in runs.items() if _is_place(behind_place[name], count))
    return Names(words, dict(runs), places)


def _is_place(behind_place: int, count: int) -> bool:
    return behind_place >= PLACE_SHARE * count


def _tokens(text: str) -> Iterator[_Token]:
    before = ""
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        is_opening = _OPENING.search(text, 0, match.start()) is not None
        if word:
            yield _Token(word, match.start(), match.start() + len(word), before, is_opening)
        before = match.group()


def _runs(text: str, words: frozenset[str], *, ignore_case: bool) -> Iterator[list[_Token]]:
    """The longest stretches of name words with only a space between them."""
    run: list[_Token] = []
    for token in _tokens(text):
        is_name = token.text.lower() in words and (ignore_case or token.is_capitalised)
        if run and (not is_name or text[run[-1].end : token.start] != " "):
            yield run
            run = []
        if is_name:
            run.append(token)
    if run:
        yield run
