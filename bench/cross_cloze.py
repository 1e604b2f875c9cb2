"""Makes pairs for a cross-encoder out of plain text: a statement asked about, and one that isn't.

A question is a stretch of a sentence with a figure, name or phrase left out and a question word in
its place. It is answered by the sentence's own window; it isn't by another window of the document
that shares its words, and it isn't any more once one of its names, figures or words is swapped for
another. No hand has labelled these pairs.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briqa.quantities.nouns import is_plural
from briqa.words import content_words

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*%?")
_NUMBER = re.compile(r"[$€£¥]?\d[\d.,]*%?(?:\s(?:million|billion|thousand|percent|per cent))?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s(?:of\s|the\s|and\s)?[A-Z][\w'’-]+)*")
_PATTERNS = {"year": _YEAR, "number": _NUMBER, "name": _NAME}
_NOUN = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
_PAIRED = (
    "increase/decrease increased/decreased rise/fall rose/fell higher/lower highest/lowest "
    "more/less most/least largest/smallest larger/smaller first/last earliest/latest before/after "
    "north/south east/west northern/southern eastern/western old/new import/export imports/exports "
    "imported/exported inside/outside public/private won/lost winner/loser gained/lost win/lose "
    "start/end began/ended opened/closed bought/sold buy/sell up/down above/below maximum/minimum "
    "major/minor male/female men/women urban/rural foreign/domestic always/never all/none many/few "
    "long/short longest/shortest best/worst with/without allowed/forbidden support/oppose "
    "supported/opposed assets/liabilities income/expense revenue/cost gain/loss acquired/disposed "
    "current/former internal/external direct/indirect positive/negative"
)
OPPOSITES = {
    one: other
    for pair in _PAIRED.split()
    for one, other in (pair.split("/"), pair.split("/")[::-1])
}
ASKING = {
    "number": ("how many", "how much", "what number of", "what", "what amount of"),
    "year": ("when", "in what year", "what year", "in which year"),
    "name": ("who", "what", "which", "where", "what company", "what place", "which person"),
    "phrase": ("what", "which", "how", "what kind of", "what type of", "why"),
}
FEWEST_WORDS, MOST_WORDS = 7, 45
# The words of the sentence that a question keeps on either side of the blank, and how many of them
# it loses by chance: people ask in fewer words than they are told in.
AROUND = 11
LOST_CONTENT, LOST_OTHER = 0.18, 0.35
TURNED_SHARE = 0.25
LOWER_SHARE = 0.3
MARK_SHARE = 0.8
# A question is set against one of so many windows that share the most words with it.
RIVALS = 3
# As in `briqa.answer.window`.
BEFORE, AFTER = 220, 120
LEFT_OUT_BEFORE = 0.2


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
    """Pairs of one document, up to three for each sentence that can be asked about.

    Args:
        document: its paragraphs, each as sentences.
        rng: makes all choices.
    """
    flat = [sentence for paragraph in document for sentence in paragraph]
    pool = _pool(flat, nouns=False)
    windows = [
        (window, frozenset(content_words(window.lower()))) for window in _all_windows(document)
    ]
    for paragraph in document:
        for at, sentence in enumerate(paragraph):
            if not FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS:
                continue
            blank = _blank(sentence, rng)
            question = _ask(sentence, blank, rng)
            window, start = _window(paragraph, at, rng)
            yield Pair(question, window, (start + blank.start, start + blank.end))
            swapped = _swapped(question, window, pool, rng)
            if swapped is not None:
                yield Pair(swapped, window, None)
            asked = set(content_words(question.lower()))
            others = sorted(
                (item for item in windows if sentence not in item[0]),
                key=lambda item: -len(asked & item[1]),
            )
            if others:
                yield Pair(question, rng.choice(others[:RIVALS])[0], None)


def swap(question: str, window: str, rng: random.Random, *, nouns: bool) -> str | None:
    """A question with one thing swapped for another of the window's, or for its opposite.

    Args:
        question: asked by a person, and answered by the window.
        window: the text.
        rng: makes all choices.
        nouns: whether a plural noun may be swapped too.

    Returns:
        None where nothing can be swapped.
    """
    return _swapped(question, "", _pool([window], nouns=nouns), rng)


def _pool(texts: Sequence[str], *, nouns: bool) -> dict[str, list[str]]:
    """What may be swapped in: names, figures and years by kind, and plural nouns if wanted."""
    pool = {kind: [found for each in texts for found in _all(kind, each)] for kind in _PATTERNS}
    pool["noun"] = [found.group() for each in texts for found in _nouns(each)] if nouns else []
    return pool


def _nouns(text: str) -> Iterator[re.Match[str]]:
    """The plural nouns of a text: of what there can be many."""
    return (found for found in _NOUN.finditer(text) if is_plural(found.group()))


def _all(kind: str, sentence: str) -> list[str]:
    """What a sentence holds of a kind; its first word is no name for being written large."""
    return [
        found.group()
        for found in _PATTERNS[kind].finditer(sentence)
        if not (kind == "number" and _YEAR.fullmatch(found.group()))
        and not (kind == "name" and found.start() == 0)
    ]


def _all_windows(document: Sequence[Sequence[str]]) -> Iterator[str]:
    for paragraph in document:
        for at, sentence in enumerate(paragraph):
            yield " ".join([*paragraph[max(0, at - 1) : at], sentence])


def _blank(sentence: str, rng: random.Random) -> _Blank:
    """A figure, year or name of a sentence, or some words from one content word to another."""
    found = [
        _Blank("year" if _YEAR.fullmatch(match.group()) else "number", match.start(), match.end())
        for match in _NUMBER.finditer(sentence)
    ]
    names = (match for match in _NAME.finditer(sentence) if match.start() > 0)
    found += [_Blank("name", match.start(), match.end()) for match in names]
    words = list(_WORD.finditer(sentence))
    content = [at for at, word in enumerate(words) if content_words(word.group().lower())]
    if content:
        first = rng.choice(content)
        last = max(at for at in content if at <= first + rng.randint(0, 3))
        found.append(_Blank("phrase", words[first].start(), words[last].end()))
    return rng.choice(found) if found else _Blank("phrase", 0, len(sentence))


def _ask(sentence: str, blank: _Blank, rng: random.Random) -> str:
    before = list(_WORD.finditer(sentence[: blank.start]))[-AROUND:]
    after = list(_WORD.finditer(sentence[blank.end :]))[:AROUND]
    kept = [
        word.group()
        for word in (*before, *after)
        if rng.random() > (LOST_CONTENT if content_words(word.group().lower()) else LOST_OTHER)
    ]
    if rng.random() < TURNED_SHARE:  # what stands behind the verb comes first
        turn = rng.randint(0, len(kept))
        kept = [*kept[turn:], *kept[:turn]]
    text = " ".join([rng.choice(ASKING[blank.kind]), *kept])
    text = text.lower() if rng.random() < LOWER_SHARE else text[0].upper() + text[1:]
    return text + "?" * (rng.random() < MARK_SHARE)


def _window(paragraph: Sequence[str], at: int, rng: random.Random) -> tuple[str, int]:
    """A sentence with its surroundings, and where it begins."""
    before = ""
    for sentence in reversed(paragraph[max(0, at - 2) : at]):
        if len(before) + len(sentence) > BEFORE or rng.random() < LEFT_OUT_BEFORE:
            break
        before = f"{sentence} {before}"
    after = next(iter(paragraph[at + 1 : at + 2]), "")
    text = before + paragraph[at]
    return (f"{text} {after}" if after and len(after) <= AFTER else text), len(before)


def _swapped(
    question: str, window: str, pool: Mapping[str, Sequence[str]], rng: random.Random
) -> str | None:
    """A question with one thing swapped, so that the window says nothing of it."""
    choices: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS.items():
        for found in pattern.finditer(question):
            others = [each for each in pool[kind] if each not in window and each not in question]
            if others and not (kind == "name" and found.start() == 0):
                choices.append((found.start(), found.end(), rng.choice(others)))
    for found in _nouns(question):
        others = [each for each in pool["noun"] if each not in window and each not in question]
        if others:
            choices.append((found.start(), found.end(), rng.choice(others)))
    for found in _WORD.finditer(question):
        opposite = OPPOSITES.get(found.group().lower())
        if opposite:
            # Twice, since few questions have any.
            choices.extend([(found.start(), found.end(), opposite)] * 2)
    if not choices:
        return None
    start, end, new = rng.choice(choices)
    return question[:start] + new + question[end:]
