"""Makes pairs for a cross-encoder out of plain text: a statement asked about, and one that isn't.

A question is a stretch of a sentence with a figure, name or phrase left out and a question word in
its place. It is answered by the sentence's own window; it isn't by another window of the document
that shares its words, and it isn't any more once one of its names, figures or words is swapped for
another. No hand has labelled these pairs.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briqa.words import content_words

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*%?")
_NUMBER = re.compile(r"[$€£¥]?\d[\d.,]*%?(?:\s(?:million|billion|thousand|percent|per cent))?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s(?:of\s|the\s|and\s)?[A-Z][\w'’-]+)*")
_OPPOSITES = [
    tuple(pair.split("/"))
    for pair in (
        "increase/decrease increased/decreased rise/fall rose/fell higher/lower highest/lowest "
        "more/less most/least largest/smallest larger/smaller first/last earliest/latest "
        "before/after north/south east/west northern/southern eastern/western old/new "
        "import/export imports/exports imported/exported inside/outside public/private "
        "won/lost winner/loser gained/lost win/lose start/end began/ended opened/closed "
        "bought/sold buy/sell up/down above/below maximum/minimum major/minor male/female "
        "men/women urban/rural foreign/domestic always/never all/none many/few long/short "
        "longest/shortest best/worst with/without allowed/forbidden support/oppose "
        "supported/opposed assets/liabilities income/expense revenue/cost gain/loss "
        "acquired/disposed current/former internal/external direct/indirect positive/negative"
    ).split()
]
OPPOSITE = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}
FEWEST_WORDS, MOST_WORDS = 7, 45
AROUND = 11
ASKING = {
    "number": ("how many", "how much", "what number of", "what", "what amount of"),
    "year": ("when", "in what year", "what year", "in which year"),
    "name": ("who", "what", "which", "where", "what company", "what place", "which person"),
    "phrase": ("what", "which", "how", "what kind of", "what type of", "why"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A question beside a window.

    Attributes:
        question: the question.
        window: the text.
        answer: where the answer stands in it; None where it holds none.
    """

    question: str
    window: str
    answer: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Blank:
    kind: str
    start: int
    end: int


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, roughly."""
    return [" ".join(part.split()) for part in _SENTENCE.split(text) if part.strip()]


def cloze_pairs(document: Sequence[Sequence[str]], rng: random.Random) -> Iterator[Pair]:
    """Pairs of one document, three for each sentence that can be asked about.

    Args:
        document: its paragraphs, each as sentences.
        rng: makes all choices.
    """
    flat = [sentence for paragraph in document for sentence in paragraph]
    pool = {
        kind: [text for sentence in flat for text in _all(kind, sentence)]
        for kind in ("number", "year", "name")
    }
    windows = [(window, content) for window in _all_windows(document) for content in [set(content_words(window.lower()))]]
    for paragraph in document:
        for at, sentence in enumerate(paragraph):
            if not FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS:
                continue
            blank = _blank(sentence, rng)
            if blank is None:
                continue
            question = _ask(sentence, blank, rng)
            window, start = _window(paragraph, at, rng)
            span = (start + blank.start, start + blank.end)
            yield Pair(question, window, span)
            swapped = _swapped(question, window, pool, rng)
            if swapped is not None:
                yield Pair(swapped, window, None)
            asked = set(content_words(question.lower()))
            others = sorted(
                (item for item in windows if sentence not in item[0]),
                key=lambda item: -len(asked & item[1]),
            )[:3]
            if others:
                yield Pair(question, rng.choice(others)[0], None)


def swap(question: str, window: str, rng: random.Random) -> str | None:
    """A question of a hand with one thing swapped for another of the window's, or its opposite."""
    pool = {kind: _all(kind, window) for kind in ("number", "year", "name")}
    return _swapped(question, "", pool, rng)


def _all(kind: str, sentence: str) -> list[str]:
    if kind == "year":
        return _YEAR.findall(sentence)
    if kind == "number":
        return [m.group() for m in _NUMBER.finditer(sentence) if not _YEAR.fullmatch(m.group())]
    return [m.group() for m in _NAME.finditer(sentence) if m.start() > 0]


def _all_windows(document: Sequence[Sequence[str]]) -> Iterator[str]:
    for paragraph in document:
        for at, sentence in enumerate(paragraph):
            yield " ".join([*paragraph[max(0, at - 1) : at], sentence])


def _blank(sentence: str, rng: random.Random) -> _Blank | None:
    found = [
        _Blank("year" if _YEAR.fullmatch(m.group()) else "number", m.start(), m.end())
        for m in _NUMBER.finditer(sentence)
    ]
    found += [_Blank("name", m.start(), m.end()) for m in _NAME.finditer(sentence) if m.start() > 0]
    words = list(_WORD.finditer(sentence))
    content = [at for at, m in enumerate(words) if content_words(m.group().lower())]
    if len(content) > 4:
        at = rng.choice(content)
        last = min(len(words) - 1, at + rng.randint(0, 3))
        while last > at and last not in content:
            last -= 1
        found.append(_Blank("phrase", words[at].start(), words[last].end()))
    return rng.choice(found) if found else None


def _ask(sentence: str, blank: _Blank, rng: random.Random) -> str:
    before = list(_WORD.finditer(sentence[: blank.start]))[-AROUND:]
    after = list(_WORD.finditer(sentence[blank.end :]))[:AROUND]
    kept = [m.group() for m in (*before, *after) if rng.random() > _drop(m.group(), rng)]
    asking = rng.choice(ASKING[blank.kind])
    if before and rng.random() < 0.25:  # as "the fleet was sold when"
        cut = len([m for m in before]) and rng.randint(0, len(kept))
        kept = [*kept[cut:], *kept[:cut]]
    text = f"{asking} {' '.join(kept)}"
    if rng.random() < 0.3:
        text = text.lower()
    else:
        text = text[0].upper() + text[1:]
    return text + "?" * (rng.random() < 0.8)


def _drop(word: str, rng: random.Random) -> float:
    del rng
    return 0.18 if content_words(word.lower()) else 0.35


def _window(paragraph: Sequence[str], at: int, rng: random.Random) -> tuple[str, int]:
    before = ""
    for sentence in reversed(paragraph[max(0, at - 2) : at]):
        if len(before) + len(sentence) > 220 or rng.random() < 0.2:
            break
        before = f"{sentence} {before}"
    after = next(iter(paragraph[at + 1 : at + 2]), "")
    text = before + paragraph[at]
    return (f"{text} {after}" if after and len(after) <= 120 else text), len(before)


def _swapped(
    question: str, window: str, pool: dict[str, list[str]], rng: random.Random
) -> str | None:
    """A question with one thing swapped, so that the window says nothing of it."""
    choices: list[tuple[int, int, str]] = []
    for kind, pattern in (("year", _YEAR), ("number", _NUMBER), ("name", _NAME)):
        for found in pattern.finditer(question):
            if kind == "name" and found.start() == 0:
                continue
            others = [each for each in pool[kind] if each not in window and each not in question]
            if others:
                choices.append((found.start(), found.end(), rng.choice(others)))
    for found in _WORD.finditer(question):
        opposite = OPPOSITE.get(found.group().lower())
        if opposite:
            choices.extend([(found.start(), found.end(), opposite)] * 2)
    if not choices:
        return None
    start, end, new = rng.choice(choices)
    return question[:start] + new + question[end:]
