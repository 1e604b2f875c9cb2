"""Unanswerable twins of questions: one thing changed, so that the corpus says nothing of it.

A twin looks as much like an answerable question as can be: another name, year or measured thing
stands in it, mostly one that the corpus knows well. The one thing to know: a twin is kept only if
no sentence, read with its headings and the sentence before, bears the new word together with half
of what the answer shares with the question, or with the whole of what is measured.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from briqa.evaluate.making.names import Range
from briqa.evaluate.making.statements import YEAR, Statement, Statements
from briqa.quantities import Quantity

TwinKind = Literal["place", "year", "measure"]
TWIN_KINDS: Final[tuple[TwinKind, ...]] = get_args(TwinKind)
# So many of the swaps take a word that no corpus bears, if it can be helped.
OUTSIDE_SHARE: Final = 0.25
# So many swaps are tried before a question is left without a twin of that kind.
TRIES: Final = 40
OUTSIDE_PLACES: Final = (
    "Tasmania, Bolivia, Ohio, Verona, Lapland, Zanzibar, Saskatchewan, Uruguay, Bavaria, Kyushu, "
    "Andalusia, Nebraska, Senegal, Wales, Transylvania, Oaxaca, Malta, Hokkaido, Namibia, Utrecht"
).split(", ")
OUTSIDE_NOUNS: Final = (
    "lighthouses violins dentists vineyards orphanages submarines glaciers tulips".split()
)
OUTSIDE_MEASURES: Final = {
    "money": ("military spending", "hospital fees", "parking fines", "pension payments"),
    "percent": ("share of left-handed people", "literacy rate", "obesity rate", "divorce rate"),
}
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that its corpus answers.

    Attributes:
        qid: its id, unlike any other's.
        text: the question.
        gold: the sentences that answer it.
        figures: the figures of these sentences that answer it; empty where none does.
    """

    qid: str
    text: str
    gold: tuple[Statement, ...]
    figures: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Swap:
    """One thing of a question put in the place of another.

    Attributes:
        kind: what is swapped.
        text: the question before.
        target: where what goes out stands in it.
        new: what comes in.
    """

    kind: TwinKind
    text: str
    target: Range
    new: str

    @property
    def swapped(self) -> str:
        """The question after."""
        start, end = self.target
        return self.text[:start] + self.new + self.text[end:]


Accepts = Callable[[Swap], bool]
"""Whether a swap makes a question that somebody might ask."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A question without an answer.

    Attributes:
        kind: what was swapped.
        text: the question.
        asked: the question that it is a twin of.
    """

    kind: TwinKind
    text: str
    asked: Asked

    @property
    def qid(self) -> str:
        """Its id, from that of the question that it is a twin of."""
        return f"{self.asked.qid}-{self.kind}"


@dataclass(frozen=True, slots=True)
class _Shared:
    """A question, and the stems that both it and its answer bear, years apart."""

    asked: Asked
    stems: frozenset[str]

    @property
    def text(self) -> str:
        return self.asked.text


def twins_of(
    asked: Asked, corpus: Statements, *, seed: int, accepts: Accepts = lambda swap: True
) -> list[Twin]:
    """At most one twin of each kind of a question.

    Args:
        asked: the question.
        corpus: the sentences that it is about.
        seed: fixes every choice; the twins of a question don't depend on other questions.
        accepts: swaps for which it is false aren't made.
    """
    borne = frozenset[str]().union(*(each.stems for each in asked.gold))
    stems = corpus.stem_set(asked.text) & borne
    shared = _Shared(asked, frozenset(stem for stem in stems if YEAR.fullmatch(stem) is None))
    found = []
    for kind in TWIN_KINDS:
        rng = random.Random(f"{seed} {asked.qid} {kind}")
        text = next(_swaps(kind, shared, corpus, rng, accepts), None)
        if text is not None:
            found.append(Twin(kind, text, asked))
    return found


def _swaps(
    kind: TwinKind, asked: _Shared, corpus: Statements, rng: random.Random, accepts: Accepts
) -> Iterator[str]:
    """Questions with one thing swapped that the corpus doesn't answer."""
    makers = {"place": _place_swaps, "year": _year_swaps, "measure": _measure_swaps}
    for target, new in makers[kind](asked, corpus, rng):
        start, end = target
        old_stems = corpus.stem_set(asked.text[start:end])
        new_stems = corpus.stem_set(new)
        rest = asked.stems - old_stems
        if not new_stems or not rest or new_stems & corpus.stem_set(asked.text):
            continue
        swap = Swap(kind, asked.text, target, new)
        if not accepts(swap):
            continue
        measured = frozenset[str]() if kind == "measure" else _measured(asked, corpus) - old_stems
        if not _is_borne(new_stems, rest, measured, corpus):
            yield swap.swapped


def _is_borne(
    new: frozenset[str], rest: frozenset[str], measured: frozenset[str], corpus: Statements
) -> bool:
    """Whether a sentence bears the new word with half of the rest, or with what is measured."""
    return any(
        2 * len(rest & found.stems) >= len(rest) or (measured and measured <= found.stems)
        for found in corpus.bear(new)
    )


def _measured(asked: _Shared, corpus: Statements) -> frozenset[str]:
    """What the question's words say of the thing counted or measured."""
    named = " ".join(
        f"{figure.measure or ''} {figure.unit or ''}" for figure in asked.asked.figures
    )
    return corpus.stem_set(named) & asked.stems


def _place_swaps(
    asked: _Shared, corpus: Statements, rng: random.Random
) -> Iterator[tuple[Range, str]]:
    names = corpus.names
    targets = [
        (start, end)
        for start, end in names.find(asked.text)
        if corpus.stem_set(asked.text[start:end]) <= asked.stems
    ]
    rng.shuffle(targets)
    known = sorted(names.runs)
    for start, end in targets:
        old = asked.text[start:end]
        is_place = old.lower() in {place.lower() for place in names.places}
        others = [name for name in known if (name in names.places) == is_place]
        counts = [names.runs[name] for name in others]
        for _ in range(TRIES if others else 0):
            outside = is_place and rng.random() < OUTSIDE_SHARE
            new = rng.choice(OUTSIDE_PLACES) if outside else rng.choices(others, counts)[0]
            yield (start, end), new.lower() if old == old.lower() else new


def _year_swaps(
    asked: _Shared, corpus: Statements, rng: random.Random
) -> Iterator[tuple[Range, str]]:
    targets = [match.span() for match in YEAR.finditer(asked.text)]
    # Of a stretch of years, the figure of the year that stays is no mistake either.
    for start, end in targets if len(targets) == 1 else ():
        old = int(asked.text[start:end])
        near = [str(old + step) for step in (-3, -2, -1, 1, 2, 3)]
        others = [*near, *(year for year in corpus.years if abs(int(year) - old) < 30)]
        rng.shuffle(others)
        for new in others:
            yield (start, end), new


def _measure_swaps(
    asked: _Shared, corpus: Statements, rng: random.Random
) -> Iterator[tuple[Range, str]]:
    for figure in asked.asked.figures:
        target = _measure_range(asked.text, figure, corpus)
        if target is None:
            continue
        outside = OUTSIDE_MEASURES.get(figure.kind, OUTSIDE_NOUNS)
        others = corpus.measures.get(figure.kind) or outside
        for _ in range(TRIES):
            yield target, rng.choice(outside if rng.random() < OUTSIDE_SHARE else others)


def _measure_range(text: str, figure: Quantity, corpus: Statements) -> Range | None:
    """Where the question names what the figure counts or measures, the longest such place."""
    wanted = corpus.stem_set(figure.measure or "") | (
        corpus.stem_set(figure.unit or "") if figure.kind == "count" else frozenset()
    )
    head = corpus.stem_set(figure.unit or "") if figure.kind == "count" else wanted
    best: Range | None = None
    run: Range | None = None
    for word in _WORD.finditer(text):
        stems = corpus.stem_set(word.group())
        if not stems or not stems <= wanted:
            run = None
            continue
        run = (run[0] if run else word.start(), word.end())
        holds_head = bool(corpus.stem_set(text[run[0] : run[1]]) & head)
        if holds_head and (best is None or run[1] - run[0] > best[1] - best[0]):
            best = run
    return best
