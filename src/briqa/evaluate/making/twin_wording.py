"""Which swaps make a question that reads as if somebody had asked it.

A twin is refused too easily if it isn't even English. The one thing to know: what goes out has to
be a whole name, year or noun where it stands, and what comes in has to fit into its place.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from briqa.evaluate.making.cloze import BLANK
from briqa.evaluate.making.statements import Statements
from briqa.evaluate.making.twins import OUTSIDE_MEASURES, OUTSIDE_NOUNS, OUTSIDE_PLACES, Asked, Swap
from briqa.evaluate.making.whole_names import is_whole_name
from briqa.words import FUNCTION_WORDS

_BEFORE_YEAR: Final = re.compile(
    r"\b(?:in|of|since|by|during|from|until|year|end|fiscal|january|february|march|april|may|june|"
    r"july|august|september|october|november|december)\s$",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"\b(an?)\s$", re.IGNORECASE)
# No noun says before the name what it is of: "the river Arn", "alumnus Ilse Marr".
_LOOSE_NAME: Final = re.compile(
    rf"(?:^|[^\w\s]\s?|\b(?:{'|'.join(sorted(FUNCTION_WORDS - {'many'}))})\s)$", re.IGNORECASE
)
# What is measured stands behind one of these, and isn't done by anybody.
_BEFORE_MEASURE: Final = re.compile(r"(?:\b(?:the|its|their|total|an?)|['’]s)\s$", re.IGNORECASE)
_NO_NOUN: Final = re.compile(r"(?:ed|ing|worth|ly)$")
_COUNTED: Final = re.compile(rf"(?:{BLANK}|[Hh]ow many)\s(?:(?!of\b)[a-z-]+\s)?$")
_SHORTEST: Final = 4
_FARTHEST_YEAR: Final = 10
# A name of which there is one figure is as likely a misread one.
_LEAST_FIGURES: Final = 2


def subject_names(corpus: Statements) -> dict[str, bool]:
    """The names that figures of a corpus are about → whether they mostly have an article."""
    figures = Counter(
        quantity.subject for each in corpus.all for quantity in each.quantities if quantity.subject
    )
    return {
        name: _has_article(name, corpus)
        for name in corpus.names.runs
        if figures[name] >= _LEAST_FIGURES
        and len(name) >= _SHORTEST
        and not name.isupper()
        and not name.endswith("s")
    }


def _has_article(name: str, corpus: Statements) -> bool:
    seen = with_article = 0
    for found in corpus.bear(corpus.stem_set(name)):
        before, behind, _ = found.text.partition(name)
        seen += bool(behind)
        with_article += bool(behind) and before.lower().endswith("the ")
    return 2 * with_article > seen


def reads_well(swap: Swap, asked: Asked, corpus: Statements, subjects: Mapping[str, bool]) -> bool:
    """Whether the swapped question reads as well as the one before, and asks of something else.

    Args:
        swap: what would be swapped.
        asked: the question before.
        corpus: the sentences that it is about.
        subjects: their `subject_names`, one of which may come in.
    """
    start, end = swap.target
    before, old = swap.text[:start], swap.text[start:end]
    if swap.kind == "year":
        is_near = abs(int(swap.new) - int(old)) <= _FARTHEST_YEAR
        return is_near and _BEFORE_YEAR.search(before) is not None
    if swap.kind == "place":
        return (
            is_whole_name(swap.text, swap.target)
            and _is_subject(swap, asked, corpus)
            and _LOOSE_NAME.search(before) is not None
            and (swap.new in subjects or swap.new in OUTSIDE_PLACES)
            and before.lower().endswith("the ") == subjects.get(swap.new, False)
        )
    return (
        _is_fit_noun(old)
        and _is_fit_noun(swap.new)
        and old.endswith("s") == swap.new.endswith("s")
        and _takes_article(before, swap.new)
        and _stands_as_measure(before, old)
        and _is_known_noun(swap.new, corpus)
    )


def _is_subject(swap: Swap, asked: Asked, corpus: Statements) -> bool:
    """Whether it is about the name that goes out: who stands last in a sentence matters little."""
    start, end = swap.target
    subjects = " ".join(figure.subject or "" for figure in asked.figures)
    return (
        corpus.stem_set(swap.text[start:end]) <= corpus.stem_set(subjects)
        or swap.target == corpus.names.find(swap.text)[0]
    )


def _is_known_noun(phrase: str, corpus: Statements) -> bool:
    """Whether it stands so in the corpus, or comes from outside; plurals are formed by rule."""
    outside = (*OUTSIDE_NOUNS, *(noun for nouns in OUTSIDE_MEASURES.values() for noun in nouns))
    return phrase in outside or any(
        phrase in found.text.lower() for found in corpus.bear(corpus.stem_set(phrase))
    )


def _is_fit_noun(phrase: str) -> bool:
    last = phrase.split()[-1]
    return (
        phrase == phrase.lower()
        and len(last) >= _SHORTEST
        and last.isalpha()
        and _NO_NOUN.search(last) is None
    )


def _takes_article(before: str, new: str) -> bool:
    article = _ARTICLE.search(before)
    if article is None:
        return True
    return not new.endswith("s") and (article[1].lower() == "an") == (new[0] in "aeiou")


def _stands_as_measure(before: str, old: str) -> bool:
    """Whether it is what a number counts, or what a word before says to be a thing."""
    if old.endswith("s") and _COUNTED.search(before):
        return True
    return _BEFORE_MEASURE.search(before) is not None and BLANK not in before[-12:]
