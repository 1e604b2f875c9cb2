"""Which figures of a sentence a question asks for."""

from collections.abc import Callable, Iterable, Set
from enum import IntEnum

from briqa.quantities import Quantity
from briqa.retrieve.question import Question, Wanted
from briqa.words import words

Stems = Callable[[str], list[str]]
"""Text → its terms, stemmed as in the lexical index."""

_CURRENCY_WORDS = {
    "USD": frozenset({"dollar", "dollars", "usd"}),
    "CNY": frozenset({"rmb", "yuan", "cny", "renminbi"}),
    "EUR": frozenset({"euro", "euros", "eur"}),
    "GBP": frozenset({"pound", "pounds", "sterling", "gbp"}),
}


class Fit(IntEnum):
    """How well a figure fits what is asked for; only the best that occur are shown first."""

    NONE = 0
    KIND = 1
    UNIT = 2


def fit(quantity: Quantity, question: Question, question_stems: Set[str], stems: Stems) -> Fit:
    """How well a figure fits a question.

    Args:
        quantity: the figure.
        question: the question.
        question_stems: the stems of the question's topic words.
        stems: the stemmer.
    """
    if quantity.kind == "date":
        return Fit.UNIT if question.wanted is Wanted.DATE else Fit.NONE
    if quantity.kind == "money":
        return _money_fit(quantity, question)
    if quantity.kind == "percent":
        return Fit.UNIT if question.wanted is Wanted.SHARE else Fit.NONE
    if question.counted:
        # Any word of the phrase: in "how many routes opened" the last is no noun.
        counted = set(stems(" ".join(question.counted)))
        if quantity.unit and counted & set(stems(quantity.unit)):
            return Fit.UNIT
        return Fit.KIND if quantity.kind in ("count", "measure") else Fit.NONE
    if quantity.unit and question_stems & set(stems(quantity.unit)):
        return Fit.UNIT
    return Fit.KIND if question.wanted is Wanted.NUMBER else Fit.NONE


def _money_fit(quantity: Quantity, question: Question) -> Fit:
    asked = {word.lower() for word in words(question.text)}
    named = {code for code, names in _CURRENCY_WORDS.items() if names & asked}
    if named:
        return Fit.UNIT if quantity.unit in named else Fit.NONE
    if question.wanted is Wanted.MONEY:
        return Fit.UNIT
    return Fit.KIND if question.wanted is Wanted.NUMBER and not question.counted else Fit.NONE


def best_fit(fits: Iterable[Fit]) -> Fit:
    """The best of some; none of none."""
    return max(fits, default=Fit.NONE)
