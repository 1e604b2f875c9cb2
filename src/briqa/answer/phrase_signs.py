"""What speaks for a phrase as the short answer of a question: named signs, each with a strength.

The one thing to know: a sign is a name that a person can read ("person|before=by"), and what it is
worth stands in `weights/short_answers.json`. Nothing here knows a subject matter: signs are made of
closed classes, capitals, places in the sentence, and likeness in meaning.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from briqa.answer.phrases import Phrase, PhraseKind, Token
from briqa.patterns import lazy_pattern
from briqa.quantities.role_words import (
    AUXILIARIES,
    IRREGULAR_PASTS,
    MONTHS,
    PREPOSITIONS,
    word_set,
)
from briqa.questions import Question, Wanted
from briqa.values import dataclass
from briqa.words import FUNCTION_WORDS, content_words

Matrix = npt.NDArray[np.float32]
Stems = Callable[[str], list[str]]
"""Text → its terms, stemmed as in the lexical index."""


class Likeness(Protocol):
    """How near phrases are in meaning: `briqa.retrieve.phrases.PhraseVectors`."""

    def similarity(self, left: Sequence[str], right: Sequence[str]) -> Matrix:
        """The cosine of each phrase on the left with each on the right."""


# What phrases are held against, to tell what sort of thing they name.
SORTS: Final = (
    "person", "organization", "country", "city", "building", "book", "date", "number", "animal",
    "substance", "event", "job title", "reason", "group of people", "law", "place",
)  # fmt: skip
_SORT_SIGNS: Final = tuple(f"sort={sort}" for sort in SORTS)
_ASKED: Final = {
    Wanted.PERSON: "person",
    Wanted.PLACE: "place",
    Wanted.DATE: "date",
}
_WH: Final = lazy_pattern(r"who|whom|whose|where|when|which|what|how|why", re.IGNORECASE)
_WORD: Final = lazy_pattern(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")
_OBJECT: Final = word_set("do does did can could will would may might must should has have had")
_BE: Final = word_set("is are was were be been being")
_CLAUSE_MARKS: Final = frozenset(",;:()—–")
_YEAR: Final = lazy_pattern(r"(?:1\d|20)\d\ds?")
# From so much likeness on, two words are taken to say about the same.
_ALIKE: Final = 0.5
_REACH: Final = 5.0


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question is put.

    Attributes:
        question: the question.
        form: "subject" ("who runs …"), "object" ("who did … beat"), "be" ("who is …") or "none".
        preposition: what stands before the question word, or ends the question; else "".
        noun: the words of the thing asked for: the head, else a word for the kind wanted.
        verb: the word behind the question word and its noun, if it is no auxiliary.
        words: the content words, the head left out, in lower case, in order.
        stems: the stems of all content words.
        head_stems: those of the head.
        passive: whether the question ends in "by", or "by whom" opens it.
    """

    question: Question
    form: str
    preposition: str
    noun: str
    verb: str
    words: tuple[str, ...]
    stems: frozenset[str]
    head_stems: frozenset[str]


def read_asked(question: Question, stems: Stems) -> Asked:
    """How a question is put.

    Args:
        question: the typed question.
        stems: the stemmer.
    """
    found = [word.lower() for word in _WORD.findall(question.text)]
    at = next((at for at, word in enumerate(found) if _WH.fullmatch(word.split("'")[0])), None)
    form, preposition, verb = "none", "", ""
    if at is not None:
        behind = at + 1
        while behind < len(found) and found[behind] in question.head:
            behind += 1
        if question.head and behind > at + 1 and found[behind : behind + 1] == []:
            behind = at + 1
        following = found[behind] if behind < len(found) else ""
        form = "object" if following in _OBJECT else "be" if following in _BE else "subject"
        if following.startswith("'") or found[at].endswith("'s"):
            form = "be"
        verb = following if form == "subject" else ""
        if at and found[at - 1] in PREPOSITIONS:
            preposition = found[at - 1]
        elif found[-1] in PREPOSITIONS:
            preposition = found[-1]
    head = frozenset(stems(" ".join(question.head)))
    every = content_words(question.text)
    nouns = {word for word in question.head if word not in FUNCTION_WORDS}
    return Asked(
        question,
        form,
        preposition,
        " ".join(_noun(question.head)) or _ASKED.get(question.wanted, "thing"),
        verb,
        tuple(dict.fromkeys(word.lower() for word in every if word.lower() not in nouns)),
        frozenset(stems(question.text)),
        head,
    )


def _noun(head: Sequence[str]) -> Sequence[str]:
    """The head without what may be its verb: a word in -ed, or an irregular past."""
    for at, word in enumerate(head):
        if at and (word in IRREGULAR_PASTS or word.endswith("ed") or word in AUXILIARIES):
            return head[:at]
    return head


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which words of a sentence answer to words of a question.

    Attributes:
        strength: for each token, how much it says what a word of the question says, 0 to 1.
        places: for each word of the question, its best token and how well that does.
        verb: the token that answers to the question's verb, -1 if none does.
        stems: the stems of each token.
    """

    strength: tuple[float, ...]
    places: tuple[tuple[int, float], ...]
    verb: int
    stems: tuple[frozenset[str], ...]


def align(asked: Asked, tokens: Sequence[Token], stems: Stems, likeness: Likeness) -> Alignment:
    """Finds the question's words in a sentence, by stem or else by meaning."""
    token_stems = _token_stems(tokens, stems)
    shown = [token.low for token in tokens]
    usable = np.array([token.is_content for token in tokens], dtype=bool)
    if not asked.words or not usable.any():
        empty = tuple(0.0 for _ in tokens)
        return Alignment(empty, (), -1, token_stems)
    alike = np.array(likeness.similarity(asked.words, shown), dtype=np.float64)
    alike = np.clip((alike - _ALIKE) / (1 - _ALIKE), 0.0, 0.8)
    for at, word in enumerate(asked.words):
        own = frozenset(stems(word))
        for place, there in enumerate(token_stems):
            if own & there:
                alike[at, place] = 1.0
    alike[:, ~usable] = 0.0
    best = alike.argmax(axis=1)
    places = tuple((int(place), float(alike[at, place])) for at, place in enumerate(best))
    verb = -1
    if asked.verb in asked.words:
        place, well = places[asked.words.index(asked.verb)]
        verb = place if well > 0 else -1
    return Alignment(tuple(alike.max(axis=0).tolist()), places, verb, token_stems)


def _token_stems(tokens: Sequence[Token], stems: Stems) -> tuple[frozenset[str], ...]:
    """The stems of each token; one call for the whole where its words come out one by one."""
    cut = [content_words(token.text) if token.is_word else [] for token in tokens]
    flat = [word for found in cut for word in found]
    stemmed = stems(" ".join(flat))
    if len(stemmed) != len(flat):
        return tuple(frozenset(stems(" ".join(found))) for found in cut)
    following = iter(stemmed)
    return tuple(frozenset(itertools.islice(following, len(found))) for found in cut)


Signs = Mapping[str, float]


def read_signs(
    asked: Asked,
    tokens: Sequence[Token],
    phrases: Sequence[Phrase],
    stems: Stems,
    likeness: Likeness,
) -> list[Signs]:
    """The signs of each phrase, and last those of there being no short answer.

    They are those of `plain_signs`, and each again for questions of this kind.

    Args:
        asked: the question.
        tokens: the sentence's tokens.
        phrases: its phrases.
        stems: the stemmer.
        likeness: how near phrases are in meaning.
    """
    beginning = of_kind(asked.question.wanted)
    return [
        {**signs, **{f"{beginning}{name}": strength for name, strength in signs.items()}}
        for signs in plain_signs(asked, tokens, phrases, stems, likeness)
    ]


def of_kind(wanted: Wanted) -> str:
    """What a sign's name begins with where it is told apart by the kind of question."""
    return f"{wanted.value}|"


def plain_signs(
    asked: Asked,
    tokens: Sequence[Token],
    phrases: Sequence[Phrase],
    stems: Stems,
    likeness: Likeness,
) -> list[Signs]:
    """The signs of each phrase, whatever the kind of question, and last those of there being none.

    Args:
        asked: the question.
        tokens: the sentence's tokens.
        phrases: its phrases.
        stems: the stemmer.
        likeness: how near phrases are in meaning.
    """
    # Word by word: a sentence has three times as many phrases as words, and words come again. It
    # comes first since it needs all tokens, which the encoder then reads in one batch.
    sorts = likeness.similarity([token.low for token in tokens], [*SORTS, asked.noun])
    alignment = align(asked, tokens, stems, likeness)
    content = np.array([token.is_content for token in tokens], dtype=np.float64)
    nearness = [_nearness(alignment, phrase) for phrase in phrases]
    closest = max(nearness, default=0.0)
    reader = _Reader.of(asked, tokens, alignment)
    found: list[Signs] = []
    for at, phrase in enumerate(phrases):
        own = dict(reader.signs(phrase))
        own["near"] = nearness[at]
        own["near_share"] = nearness[at] / closest if closest else 0.0
        inside = slice(phrase.first, phrase.behind)
        mass = content[inside]
        mean = (mass @ sorts[inside]) / max(1.0, mass.sum())
        own.update(zip(_SORT_SIGNS, mean.tolist(), strict=False))
        own["like_noun"] = float(mean[-1])
        own["last_like_noun"] = float(sorts[phrase.behind - 1, -1])
        own["most_like_noun"] = float(sorts[inside, -1].max())
        found.append(own)
    borne = [well for _, well in alignment.places]
    none = {
        "none": 1.0,
        "none_borne": sum(borne) / len(borne) if borne else 0.0,
        "none_all": float(bool(borne) and min(borne) > 0),
        "none_few": 1.0 / (1 + len(tokens) / 10),
    }
    found.append(none)
    return found


def _nearness(alignment: Alignment, phrase: Phrase) -> float:
    """How near a phrase stands to the question's words, itself left out."""
    total = 0.0
    for place, well in alignment.places:
        if phrase.first <= place < phrase.behind:
            continue
        gap = phrase.first - place if place < phrase.first else place - phrase.behind + 1
        total += well * _decay(gap)
    return total / len(alignment.places) if alignment.places else 0.0


@cache
def _decay(gap: int) -> float:
    """What a word counts that stands so many tokens away."""
    return float(np.exp(-(gap - 1) / _REACH))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads signs; what holds for a token, whatever the phrase, is told once.

    Attributes:
        shapes: what each token looks like.
        tags: each token of a closed class as it is, another by its shape.
        depths: how many more brackets are opened than closed before each token.
    """

    asked: Asked
    tokens: Sequence[Token]
    alignment: Alignment
    shapes: Sequence[str]
    tags: Sequence[str]
    depths: Sequence[int]

    @classmethod
    def of(cls, asked: Asked, tokens: Sequence[Token], alignment: Alignment) -> "_Reader":
        shapes = [_shape(token) for token in tokens]
        tags = [
            f"<{shape}>" if token.is_content else token.low
            for token, shape in zip(tokens, shapes, strict=True)
        ]
        marks = [(token.text in "(") - (token.text in ")") for token in tokens]
        return cls(
            asked, tokens, alignment, shapes, tags, [*itertools.accumulate(marks, initial=0)]
        )

    def signs(self, phrase: Phrase) -> Iterator[tuple[str, float]]:
        """The signs of one phrase that need no likeness."""
        yield from self._form(phrase)
        yield from self._words(phrase)
        yield from self._around(phrase)
        yield from self._slot(phrase)

    def _form(self, phrase: Phrase) -> Iterator[tuple[str, float]]:
        inside = self.tokens[phrase.first : phrase.behind]
        yield f"kind={phrase.kind}", 1.0
        length = len(inside)
        size = (
            str(length) if length < 5 else "5-6" if length < 7 else "7-9" if length < 10 else "10+"
        )
        yield f"length={size}", 1.0
        words = [token for token in inside if token.is_content]
        capitals = sum(token.is_capital for token in words)
        share = capitals / len(words) if words else 0.0
        yield f"capitals={'all' if share == 1 else 'none' if not share else 'some'}", 1.0
        yield f"first={self.shapes[phrase.first]}", 1.0
        yield f"last={self.shapes[phrase.behind - 1]}", 1.0
        if any(_YEAR.fullmatch(token.text) for token in inside):
            yield "year", 1.0
        if any(token.text[0].isdigit() for token in inside):
            yield "digit", 1.0
        if any(token.low in MONTHS and token.is_capital for token in inside):
            yield "month", 1.0
        for mark in {token.low for token in inside if not token.is_content}:
            yield f"holds={mark}", 1.0

    def _words(self, phrase: Phrase) -> Iterator[tuple[str, float]]:
        inside = self.alignment.stems[phrase.first : phrase.behind]
        own = [stem for found in inside for stem in found]
        other = self.asked.stems - self.asked.head_stems
        if own:
            asked = sum(stem in other for stem in own) / len(own)
            yield "asked_share", asked
            yield f"asked={'all' if asked == 1 else 'none' if not asked else 'some'}", 1.0
            heads = sum(stem in self.asked.head_stems for stem in own) / len(own)
            if heads:
                yield "head_share", heads
                yield f"head={'all' if heads == 1 else 'some'}", 1.0
        if inside and inside[-1] & self.asked.head_stems and phrase.behind - phrase.first > 1:
            yield "ends_in_head", 1.0
        strength = self.alignment.strength[phrase.first : phrase.behind]
        yield "alike_inside", sum(strength) / len(strength)
        before = phrase.first - 1
        if before >= 0 and self.alignment.stems[before] & self.asked.head_stems:
            yield "behind_head", 1.0
        if (
            phrase.behind < len(self.tokens)
            and self.alignment.stems[phrase.behind] & self.asked.head_stems
        ):
            yield "before_head", 1.0

    def _around(self, phrase: Phrase) -> Iterator[tuple[str, float]]:
        before, second = self._outside(phrase.first - 1), self._outside(phrase.first - 2)
        after = self._outside(phrase.behind)
        yield f"before={before}", 1.0
        yield f"after={after}", 1.0
        yield f"between={before}_{after}", 1.0
        yield f"before2={second}_{before}", 1.0
        if self.asked.preposition:
            yield f"prep={self.asked.preposition}_{before}", 1.0
        if phrase.kind is PhraseKind.NAME or phrase.kind is PhraseKind.NOUNS:
            cut = f"{_cuts(self.tokens, phrase.first - 1)}{_cuts(self.tokens, phrase.behind)}"
            yield f"{phrase.kind}_cut={cut}", 1.0
        if self.depths[phrase.first] > 0:
            yield "bracketed", 1.0
        yield "place", phrase.first / max(1, len(self.tokens))

    def _outside(self, at: int) -> str:
        if at < 0:
            return "^"
        return self.tags[at] if at < len(self.tokens) else "$"

    def _slot(self, phrase: Phrase) -> Iterator[tuple[str, float]]:
        """Where the phrase stands to the question's words and to its verb."""
        form = self.asked.form
        left, right = -1, -1
        for place, well in self.alignment.places:
            if well < 0.2:
                continue
            if place < phrase.first:
                left = max(left, place)
            elif place >= phrase.behind and (right < 0 or place < right):
                right = place
        gaps = []
        for side, place, gap in (
            ("left", left, phrase.first - 1 - left),
            ("right", right, right - phrase.behind),
        ):
            width = _width(gap) if place >= 0 else "none"
            gaps.append(width)
            yield f"{form}_{side}={width}", 1.0
            if place < 0 or gap > 6:
                continue
            low, high = (place + 1, phrase.first) if side == "left" else (phrase.behind, place)
            between = self.tags[low:high]
            yield f"{form}_{side}_path={'_'.join(between[-4:])}", 1.0
            for mark in set(between):
                yield f"{side}_over={mark}", 1.0
        yield f"{form}_sides={gaps[0]}_{gaps[1]}", 1.0
        verb = self.alignment.verb
        if verb >= 0:
            if verb >= phrase.behind:
                yield f"{form}_verb=after{_width(verb - phrase.behind)}", 1.0
            elif verb < phrase.first:
                yield f"{form}_verb=before{_width(phrase.first - 1 - verb)}", 1.0
            else:
                yield f"{form}_verb=inside", 1.0
        low, high = self._clause(phrase)
        near = sum(
            well
            for place, well in self.alignment.places
            if low <= place < high and not phrase.first <= place < phrase.behind
        )
        total = sum(well for _, well in self.alignment.places)
        yield "clause_share", near / total if total else 0.0

    def _clause(self, phrase: Phrase) -> tuple[int, int]:
        """The tokens between the marks around a phrase."""
        low = phrase.first
        while low > 0 and self.tokens[low - 1].text not in _CLAUSE_MARKS:
            low -= 1
        high = phrase.behind
        while high < len(self.tokens) and self.tokens[high].text not in _CLAUSE_MARKS:
            high += 1
        return low, high


def _cuts(tokens: Sequence[Token], at: int) -> str:
    """Whether a run goes on at a token: "C" in capitals, "w" in lower case, "-" not."""
    if not 0 <= at < len(tokens) or not tokens[at].is_content:
        return "-"
    return "C" if tokens[at].is_capital else "w"


def _shape(token: Token) -> str:
    """What a word looks like, by capitals, digits and ending."""
    text = token.text
    if not token.is_word:
        return "mark"
    if text[0].isdigit():
        return "year" if _YEAR.fullmatch(text) else "digit"
    if token.is_capital:
        return "CAPS" if len(text) > 1 and text.isupper() else "Cap"
    if token.is_grammar:
        return "grammar"
    if text in IRREGULAR_PASTS or (text.endswith("ed") and len(text) > 4):
        return "ed"
    for ending in ("ing", "ly", "s", "al", "ous", "ive", "ic", "ion"):
        if text.endswith(ending) and len(text) > len(ending) + 2:
            return ending
    return "low"


def _width(gap: int) -> str:
    """A gap between tokens, the wide ones together."""
    return str(gap) if gap < 3 else "3-5" if gap < 6 else "6-11" if gap < 12 else "12+"
