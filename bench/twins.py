"""Unanswerable twins of questions: one thing changed, so that the corpus says nothing of it.

A twin looks as much like an answerable question as can be: another name, year or measured thing
stands in it, mostly one that the corpus knows well. The one thing to know: a twin is kept only if
no sentence, read with its headings and the sentence before, bears the new word together with half
of what the answer shares with the question, or with the whole of what is measured.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from statements import YEAR, Statement, Statements

from briqa.quantities import Quantity

Row = dict[str, Any]
Kind = Literal["place", "year", "measure"]
KINDS: tuple[Kind, ...] = ("place", "year", "measure")
OUTSIDE_SHARE = 0.25
# So many swaps are tried before a question is left without a twin of that kind.
TRIES = 40
OUTSIDE_PLACES = (
    "Tasmania, Bolivia, Ohio, Verona, Lapland, Zanzibar, Saskatchewan, Uruguay, Bavaria, Kyushu, "
    "Andalusia, Nebraska, Senegal, Wales, Transylvania, Oaxaca, Malta, Hokkaido, Namibia, Utrecht"
).split(", ")
OUTSIDE_NOUNS = (
    "lighthouses violins dentists vineyards orphanages submarines glaciers tulips".split()
)
OUTSIDE_MEASURES = {
    "money": ("military spending", "hospital fees", "parking fines", "pension payments"),
    "percent": ("share of left-handed people", "literacy rate", "obesity rate", "divorce rate"),
}
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """An answerable question and what its answer shares with it.

    Attributes:
        text: the question.
        gold: the sentences of its evidence.
        shared: the stems that both question and evidence bear, years apart.
        figures: the figures that answer it.
    """

    text: str
    gold: Sequence[Statement]
    shared: frozenset[str]
    figures: Sequence[Quantity]


def make_twins(rows: Sequence[Mapping[str, Any]], corpus: Statements, *, seed: int) -> list[Row]:
    """At most one twin of each kind for each answerable question.

    Args:
        rows: questions with their evidence; `docid` names the document where there are several.
        corpus: the sentences that they are about.
        seed: fixes every choice; a row's twins don't depend on the other rows.
    """
    found = []
    for row in rows:
        # Of a comparison whose one side isn't there, the other side's figure is no mistake.
        if not row["answerable"] or row["type"] == "comparison" or len(row["evidence"]) > 1:
            continue
        asked = _read(row, corpus)
        for kind in KINDS:
            rng = random.Random(f"{seed} {row['id']} {kind}")
            text = next(_swaps(kind, asked, corpus, rng), None)
            if text is not None:
                found.append(_twin(row, kind, text, asked))
    return found


def _twin(row: Mapping[str, Any], kind: Kind, text: str, asked: _Asked) -> Row:
    old = row.get("numbers") or [
        {"value": figure.value, "unit": figure.unit} for figure in asked.figures
    ]
    return {
        "id": f"{row['id']}-{kind}",
        "question": text,
        "type": "unanswerable",
        "answerable": False,
        "evidence": [],
        "evidence_text": [],
        "answers": [],
        "numbers": [],
        "twin_of": row["id"],
        "kind": kind,
        "old_numbers": old,
    }


def _read(row: Mapping[str, Any], corpus: Statements) -> _Asked:
    gold = [each for span in row["evidence"] for each in corpus.at(row.get("docid"), *span)]
    borne = frozenset[str]().union(*(each.stems for each in gold))
    text = row["question"]
    shared = frozenset(
        stem for stem in corpus.stem_set(text) & borne if YEAR.fullmatch(stem) is None
    )
    values = {number["value"] for number in row.get("numbers", ())}
    quantities = [quantity for each in gold for quantity in each.quantities]
    if values:
        figures = [quantity for quantity in quantities if quantity.value in values]
    else:
        spans = row.get("answer_spans", ())
        figures = [
            quantity
            for quantity in quantities
            if any(start <= quantity.span.start < end for start, end in spans)
        ]
    return _Asked(text, gold, shared, figures)


def _swaps(kind: Kind, asked: _Asked, corpus: Statements, rng: random.Random) -> Iterator[str]:
    """Questions with one thing swapped that the corpus doesn't answer."""
    makers = {"place": _place_swaps, "year": _year_swaps, "measure": _measure_swaps}
    for target, new in makers[kind](asked, corpus, rng):
        start, end = target
        old_stems = corpus.stem_set(asked.text[start:end])
        new_stems = corpus.stem_set(new)
        rest = asked.shared - old_stems
        if not new_stems or not rest or new_stems & corpus.stem_set(asked.text):
            continue
        measured = frozenset[str]() if kind == "measure" else _measured(asked, corpus) - old_stems
        if not _is_borne(new_stems, rest, measured, corpus):
            yield asked.text[:start] + new + asked.text[end:]


def _is_borne(
    new: frozenset[str], rest: frozenset[str], measured: frozenset[str], corpus: Statements
) -> bool:
    """Whether a sentence bears the new word with half of the rest, or with what is measured."""
    return any(
        2 * len(rest & found.stems) >= len(rest) or (measured and measured <= found.stems)
        for found in corpus.bear(new)
    )


def _measured(asked: _Asked, corpus: Statements) -> frozenset[str]:
    """What the question's words say of the thing counted or measured."""
    named = " ".join(f"{figure.measure or ''} {figure.unit or ''}" for figure in asked.figures)
    return corpus.stem_set(named) & asked.shared


def _place_swaps(
    asked: _Asked, corpus: Statements, rng: random.Random
) -> Iterator[tuple[Range, str]]:
    names = corpus.names
    targets = [
        (start, end)
        for start, end in names.find(asked.text)
        if corpus.stem_set(asked.text[start:end]) <= asked.shared
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
    asked: _Asked, corpus: Statements, rng: random.Random
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
    asked: _Asked, corpus: Statements, rng: random.Random
) -> Iterator[tuple[Range, str]]:
    for figure in asked.figures:
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
