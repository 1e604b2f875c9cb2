"""What a question says of the figure that would answer it, read once for all the figures weighed.

The one thing to know: a question may ask for several things ("how many …, and for what sum?").
Each is an `Asked` of its own, which weighs its own words more than those of the others.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from briqa.quantities import parse_quantities
from briqa.questions import Operation, Question, Task, Wanted, read_question
from briqa.words import content_words

Stems = Callable[[str], list[str]]
"""Text → its terms, stemmed as in the lexical index."""

_I: Final = re.IGNORECASE

# What stands behind "and" or a comma when a question asks for another thing.
_ANOTHER: Final = re.compile(
    r"(?:,\s*(?:and\s+)?|;\s*|\s+and\s+|\s*&\s*|\?\s+)"
    r"(?=(?:(?:for|in|at|of|to|with|by|from|on|over|since)\s+)?"
    r"(?:how (?:many|much|large|big|long|far|high|old)|what|which|when|where|who|why|"
    r"whose|by how)\b)",
    _I,
)
_CHANGE: Final = re.compile(
    r"\b(?:grow(?:th|n|s|ing)?|grew|increas\w*|ris(?:e|en|es|ing)|rose|declin\w*|decreas\w*|"
    r"fall(?:s|en)?|fell|drop(?:s|ped)?|reduc\w+|chang\w+|yoy|year[- ](?:on|over)[- ]year|"
    r"sav(?:e|ed|ings?)|gain(?:s|ed)?|loss|shr[aiu]nk|faster|slower|(?:go|goes|went|gone) "
    r"(?:up|down))\b",
    _I,
)
_SHARE: Final = re.compile(
    r"\b(?:share|proportion|fraction|portion|part|percent(?:age)? of|percent of)\b|% of", _I
)
_WHOLE: Final = re.compile(
    r"\b(?:total(?:s|ling)?|all|overall|altogether|combined|whole|cumulative(?:ly)?|together|"
    r"so far|ever|entire)\b",
    _I,
)
_LATEST: Final = re.compile(
    r"\b(?:now|currently|current|latest|last|today|most recent(?:ly)?|recent(?:ly)?|at present|"
    r"nowadays|these days)\b",
    _I,
)
_EARLIEST: Final = re.compile(
    r"\b(?:initial(?:ly)?|original(?:ly)?|at first|before|previous(?:ly)?|earlier|formerly|prior|"
    r"used to|at the start)\b",
    _I,
)
_PLAN: Final = re.compile(
    r"\b(?:target\w*|goals?|plan(?:s|ned)?|aim\w*|expect\w*|will|forecast\w*|by 20[3-9]\d)\b", _I
)
_TIME_UNITS: Final = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months quarter quarters "
    "year years decade decades".split()
)
_SUM: Final = re.compile(r"\b(?:sum|price|amount of money|what amount)\b", _I)
# The words of the thing asked for count in full, the rest of a question of several parts so much.
_OTHER_PART: Final = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure that a question asks for.

    Attributes:
        question: the part of the question that asks for it, read by itself.
        weights: stem → weight of the question's content words, adding up to 1 (or none at all).
        counted: the stems of the noun phrase behind "how many".
        counted_head: the last content word of that phrase, as typed; None without one.
        phrase: the content words of the part, as typed, for likeness in meaning.
        values: the figures that the question itself states.
        change: whether an amount of change is asked for.
        share: whether a share of a whole is asked for.
        whole: whether a total is.
        latest: whether the newest state is.
        earliest: whether the state before a change is.
        plan: whether a target is.
        duration: whether an amount of time is.
        spend: whether a sum of money may be.
    """

    question: Question
    weights: Mapping[str, float]
    counted: frozenset[str]
    counted_head: str | None
    phrase: str
    values: frozenset[float]
    change: bool
    share: bool
    whole: bool
    latest: bool
    earliest: bool
    plan: bool
    duration: bool
    spend: bool

    @property
    def several(self) -> bool:
        """Whether figures of several times or sides are asked for at once."""
        return self.question.task is not Task.FIND or len(self.question.years) > 1


def read_asked(question: Question, weights: Mapping[str, float], stems: Stems) -> tuple[Asked, ...]:
    """What a question asks for: its parts that a figure could answer, or the whole question.

    Args:
        question: the question.
        weights: stem → weight of its content words.
        stems: the stemmer.
    """
    texts = [text for text in _ANOTHER.split(question.text) if content_words(text)]
    parts = [_part(text, question) for text in texts] if len(texts) > 1 else []
    figures = [part for part in parts if part.wanted.is_figure or part.wanted is Wanted.DATE]
    values = frozenset(found.value for found in parse_quantities(question.text))
    if not figures:
        return (_asked(question, weights, values, stems),)
    return tuple(
        _asked(part, _leaning(weights, frozenset(stems(part.text))), values, stems)
        for part in figures
    )


def _part(text: str, question: Question) -> Question:
    """A part of a question; years, sides and times hold for all the parts."""
    part = read_question(text)
    return replace(
        part,
        years=part.years or question.years,
        task=question.task if part.task is Task.FIND else part.task,
    )


def _leaning(weights: Mapping[str, float], own: frozenset[str]) -> Mapping[str, float]:
    """The weights with the words of one part in front, again adding up to 1."""
    leaning = {
        stem: weight if stem in own else weight * _OTHER_PART for stem, weight in weights.items()
    }
    total = sum(leaning.values())
    return {stem: weight / total for stem, weight in leaning.items()} if total else {}


def _asked(
    part: Question, weights: Mapping[str, float], values: frozenset[float], stems: Stems
) -> Asked:
    text = part.text
    counted = [word for word in part.counted if word in content_words(word)]
    head = counted[-1] if counted else None
    return Asked(
        part,
        weights,
        frozenset(stems(" ".join(part.counted))),
        head,
        " ".join(content_words(text)),
        values,
        change=bool(_CHANGE.search(text)) or part.operation is Operation.GROWTH,
        share=bool(_SHARE.search(text)),
        whole=bool(_WHOLE.search(text)),
        latest=bool(_LATEST.search(text)),
        earliest=bool(_EARLIEST.search(text)),
        plan=bool(_PLAN.search(text)),
        duration="how long" in text.lower() or bool(_TIME_UNITS & set(part.counted)),
        spend=part.wanted is Wanted.MONEY or bool(_SUM.search(text)),
    )
