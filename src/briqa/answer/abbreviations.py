"""What an abbreviation stands for, where a sentence has it beside its long form.

The one thing to know: a sentence that uses the abbreviation says much that seems to answer, and the
one that explains it may say little else, so it is looked for by its form and not by its words.
"""

import re
from collections.abc import Sequence
from typing import Final

from briqa.answer.rank import RankedSentence
from briqa.lexicon.aliases import find_aliases
from briqa.lexicon.initials import is_abbreviation, stands_for
from briqa.patterns import lazy_pattern
from briqa.questions import Question
from briqa.spans import Span
from briqa.store import StoredDocument, StoredSentence

_ASKED: Final = lazy_pattern(
    r"\bwhat (?:does|do|did|is|are) (?:the )?(?:(?:abbreviation|acronym|initials|letters) )?"
    r"[\"'“‘]?(?P<short>[\w&.-]*\w)[\"'”’]? "
    r"(?:stands? for|short for|an (?:abbreviation|acronym) (?:of|for))\b"
    r"|\bfull (?:form|name) of [\"'“‘]?(?P<full>[\w&.-]*\w)"
    r"|^\s*(?P<keyword>(?!(?:who|what|which|that|this|it|he|she)\b)[\w&.-]*\w) stands? for\b",
    re.IGNORECASE,
)


def stating_first(
    question: Question, ranked: Sequence[RankedSentence]
) -> tuple[list[RankedSentence], bool]:
    """The sentences, the one that has the abbreviation asked about beside its long form in front.

    Args:
        question: the question.
        ranked: its sentences, best first.

    Returns:
        The sentences, and whether one of them has it; as they were where none has.
    """
    short = asked_short(question)
    for found in ranked if short else ():
        if long_form(found.candidate.reading, short):
            return [found, *(each for each in ranked if each is not found)], True
    return list(ranked), False


def asked_short(question: Question) -> str:
    """The abbreviation whose long form a question asks for; empty where it asks for none."""
    match = _ASKED.search(question.text)
    return next(filter(None, match.groups()), "") if match else ""


def long_form(text: str, short: str) -> str | None:
    """The long form that a text has beside an abbreviation.

    >>> long_form("The Harbour Pilots Union (HPU) met in Tarn.", "hpu")
    'Harbour Pilots Union'
    >>> long_form("Lirano, formerly known as Port Lirano, has a quay.", "Lirano") is None
    True
    """
    for alias in find_aliases([text]):
        for one, other in ((alias.name, alias.other), (alias.other, alias.name)):
            is_short = is_abbreviation(one) or stands_for(one, other)
            if one.lower() == short.lower() and len(other) > len(one) and is_short:
                return other
    return None


def long_form_span(
    question: Question, document: StoredDocument, sentence: StoredSentence
) -> Span | None:
    """The exact place of the long form that a question asks for in a sentence; None without one.

    Args:
        question: the question.
        document: the document.
        sentence: one of its sentences.
    """
    short = asked_short(question)
    shown = document.view.to_view(sentence.sentence.span) if short else None
    if shown is None:
        return None
    text = document.view.text[shown.start : shown.end]
    found = long_form(text, short)
    place = re.search(rf"(?<!\w){re.escape(found)}(?!\w)", text) if found else None
    if place is None:
        return None
    start, end = place.span()
    return document.view.to_canonical(Span(shown.start + start, shown.start + end))
