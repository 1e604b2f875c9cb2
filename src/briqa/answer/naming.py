"""Whom a sentence is about that only says "it", "the zone" or "these 7 parks".

The one thing to know: precision comes first. A name is given only where its text stands in the
document before the sentence: as the subject of the sentence before, or in the run-in head or title
over the paragraph that the sentence begins. The pointing words themselves tell whether one thing or
several are meant, and a name that doesn't fit them isn't given.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from briqa.answer.phrases import Token, sentence_tokens
from briqa.patterns import lazy_pattern
from briqa.quantities.nouns import is_plural
from briqa.quantities.role_subjects import Names, SubjectClause
from briqa.quantities.role_words import (
    AUXILIARIES,
    IRREGULAR_PASTS,
    LIGHT_VERBS,
    ROLE_NOUNS,
    VALUE_VERBS,
    word_set,
)
from briqa.quantities.units import singularise
from briqa.spans import Span
from briqa.store import StoredDocument, StoredSentence
from briqa.values import dataclass

_ONE: Final = word_set("it its he she")
_SEVERAL: Final = word_set("they their")
_ARTICLES: Final = word_set("the this these those")
_NUMBERS: Final = word_set("two three four five six seven eight nine ten both all")
# "It is clear that", "it takes years to": the pronoun stands for no one.
_EXPLETIVE: Final = lazy_pattern(
    r"it (?:is|was|seems?|appears?|takes|took|has been|can be|should be|must be|may be)"
    r"(?: \w+){0,3} (?:that|to|for|whether|how|why|until)\b",
    re.IGNORECASE,
)
_WORD: Final = lazy_pattern(r"[^\W_]+")
_MAX_TITLE_WORDS: Final = 8
# A chain of sentences that each point to the one before is followed so far.
_MAX_STEPS_BACK: Final = 4
# Of so many documents it is kept which of their words are names.
_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Pointer:
    """How a sentence points: by a pronoun (`noun` is empty) or a noun, singular, lower case."""

    noun: str
    is_plural: bool


@dataclass(frozen=True, slots=True)
class NamedSubject:
    """A name for what a sentence only points to.

    Attributes:
        text: the name, as read.
        span: where it stands in the canonical text.
    """

    text: str
    span: Span


def named_subject(document: StoredDocument, sentence: StoredSentence) -> NamedSubject | None:
    """Whom or what a sentence is about, where it only points there; None where that isn't sure.

    Args:
        document: the document.
        sentence: one of its sentences.
    """
    if read_pointer(sentence_tokens(document.view, sentence.sentence.span)) is None:
        return None  # as of most; what is a name in the whole document needn't be looked for
    return _named(document, sentence, _names_in(document.view.text), _MAX_STEPS_BACK)


@lru_cache(_KEPT)
def _names_in(text: str) -> Names:
    return Names(text)


def _named(
    document: StoredDocument, sentence: StoredSentence, names: Names, steps: int
) -> NamedSubject | None:
    pointer = read_pointer(sentence_tokens(document.view, sentence.sentence.span))
    if pointer is None:
        return None
    reading = document.view.read(sentence.sentence.span)
    if _EXPLETIVE.match(reading):
        return None
    for name in _candidates(document, sentence, pointer, names, steps):
        fits = _fits(name.text, pointer, names) and name.text.lower() not in reading.lower()
        if fits and (
            _bears_noun(name.text, pointer) or _is_role(document, sentence, name, pointer)
        ):
            return name
        if not pointer.noun:
            return None  # a pronoun means the nearest, or it isn't sure whom
    return None


def read_pointer(tokens: Sequence[Token]) -> Pointer | None:
    """How a sentence points to its subject; None where it names it, or points to a whole clause.

    Args:
        tokens: the sentence's tokens.
    """
    if not tokens:
        return None
    first = tokens[0].low
    if first in _ONE or first in _SEVERAL:
        return Pointer("", is_plural=first in _SEVERAL)
    if first not in _ARTICLES:
        return None
    at, counted = 1, False
    while at < len(tokens) and (tokens[at].text[0].isdigit() or tokens[at].low in _NUMBERS):
        at, counted = at + 1, True
    if at + 1 >= len(tokens) or not tokens[at].is_content or tokens[at].is_capital:
        return None
    behind = tokens[at + 1]
    is_verb = behind.low in AUXILIARIES or behind.low in VALUE_VERBS or behind.low in LIGHT_VERBS
    if not (is_verb or behind.text in ("'s", "’s", ",")):
        return None  # "the output of", "the port authority": more is said than the noun
    noun = tokens[at].low
    several = counted or is_plural(noun)
    return Pointer(singularise(noun) if several else noun, is_plural=several)


def _candidates(
    document: StoredDocument,
    sentence: StoredSentence,
    pointer: Pointer,
    names: Names,
    steps: int,
) -> Iterator[NamedSubject]:
    """The names that may be meant, the surest first."""
    before = _sentence_before(document, sentence)
    # Behind a sentence of its paragraph a pronoun means something there, not what a title names.
    heads = list(_heads(document, sentence)) if before is None or pointer.noun else []
    subjects = {
        quantity.subject
        for quantity in document.quantities_in(sentence.sentence.span)
        if quantity.subject
    }
    if len(subjects) == 1:
        subject = subjects.pop()
        for head in heads:
            span = _find(document, head, subject)
            if span is not None and before is None:
                yield NamedSubject(subject, span)
                break
    if before is not None:
        found = _subject_of(document, before, names)
        if found is None and steps:
            found = _named(document, before, names, steps - 1)
        if found is not None:
            yield found
    for head in heads:
        title = " ".join(document.view.read(head).split())
        if _is_name(title, names):
            yield NamedSubject(title, head)


def _sentence_before(document: StoredDocument, sentence: StoredSentence) -> StoredSentence | None:
    """The sentence before, in the same section and paragraph."""
    at = document.sentences.index(sentence)
    if at == 0:
        return None
    before = document.sentences[at - 1]
    between = Span(before.sentence.span.end - 1, sentence.sentence.span.start + 1)
    # The view puts a line break between paragraphs, a space between a paragraph's lines.
    apart = "\n" in document.view.read(between)
    if before.sentence.section != sentence.sentence.section or apart:
        return None
    return before


def _heads(document: StoredDocument, sentence: StoredSentence) -> Iterator[Span]:
    """The titles over a sentence, the innermost first; the document's own title left out."""
    for section in reversed(document.outline.path(sentence.sentence.section)):
        if section.heading is None or section.title == document.document.metadata.title:
            continue
        if len(section.title.split()) > _MAX_TITLE_WORDS:
            continue
        span = _find(document, section.heading, section.title) or section.heading
        if document.view.to_view(span) is not None:
            yield span


def _find(document: StoredDocument, place: Span, name: str) -> Span | None:
    """Where a name stands in a place; None where it doesn't stand there word by word."""
    shown = document.view.to_view(place)
    if shown is None or not name.split():
        return None
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    match = re.compile(rf"(?<!\w){pattern}(?!\w)").search(
        document.view.text, shown.start, shown.end
    )
    return None if match is None else document.view.to_canonical(Span(match.start(), match.end()))


def _subject_of(
    document: StoredDocument, sentence: StoredSentence, names: Names
) -> NamedSubject | None:
    """The name whom a sentence's first clause is about."""
    shown = document.view.to_view(sentence.sentence.span)
    if shown is None:
        return None
    clause = SubjectClause(document.view.text, shown.start, shown.end, [], names)
    actors = [] if clause.begins_with_pronoun() else clause.actors(is_start=True)
    span = _find(document, sentence.sentence.span, actors[0].name) if actors else None
    if span is None or not _is_subject(document, sentence, span):
        return None
    return NamedSubject(actors[0].name, span)


def _is_subject(document: StoredDocument, sentence: StoredSentence, name: Span) -> bool:
    """Whether a name opens its sentence, or a clause of it, and a verb, aside or colon follows.

    In "the roof of Velm Hall leaks" and "the Velm Hall roof leaks" it doesn't.
    """
    tokens = sentence_tokens(document.view, sentence.sentence.span)
    shown = document.view.to_view(name)
    if shown is None:
        return False
    before = [token for token in tokens if token.end <= shown.start]
    after = [token for token in tokens if token.start >= shown.end]
    if before and before[-1].low == "the":
        before.pop()
    if len(after) > 1 and after[0].low in ("in", "of", "at") and after[1].is_capital:
        after.pop(0)  # "Velm Hall in Tarn is"
        while after and after[0].is_capital:
            after.pop(0)
    if not after or (before and before[-1].text not in (",", ":", ".")):
        return False
    following = after[0].low
    return (
        following in ("(", ",", ":")
        or following in AUXILIARIES | VALUE_VERBS | IRREGULAR_PASTS
        or (after[0].is_content and following.endswith(("ed", "s")))
    )


def _is_name(title: str, names: Names) -> bool:
    """Whether a title is a proper name: its longer words have capitals, its first is a name."""
    longer = [word for word in title.split() if len(word) > 3]
    if not longer or not all(word[0].isupper() for word in longer):
        return False
    return names.is_name(longer[0]) or longer[0].isupper()


def _fits(name: str, pointer: Pointer, names: Names) -> bool:
    """Whether a name can be what is pointed to, in number."""
    words = _WORD.findall(name)
    if not words or not (names.is_name(words[0]) or words[0].isupper()):
        return False
    joined = _are_two(name)
    head = _WORD.findall(re.split(r" (?:of|for|in) ", name)[0])
    return joined or is_plural(head[-1]) if pointer.is_plural else not joined


def _bears_noun(name: str, pointer: Pointer) -> bool:
    """Whether a name holds the noun that points to it, if one does: "Tarn Zone", "the zone"."""
    words = (word.lower() for word in _WORD.findall(name))
    nouns = {singularise(word) if is_plural(word) else word for word in words}
    return not pointer.noun or pointer.noun in nouns


def _is_role(
    document: StoredDocument, sentence: StoredSentence, name: NamedSubject, pointer: Pointer
) -> bool:
    """Whether a noun such as "the company" stands for the name of the sentence before.

    It doesn't for one that ends in another such noun: "Tarn Province" is no company.
    """
    before = _sentence_before(document, sentence)
    if pointer.noun not in ROLE_NOUNS or before is None:
        return False
    other = _WORD.findall(name.text)[-1].lower() in ROLE_NOUNS
    return before.sentence.span.covers(name.span) and not other


def _are_two(name: str) -> bool:
    """Whether "and" joins two names, of as many words each: "Trade and Transport Board" is one."""
    left, link, right = name.partition(" and ")
    return bool(link) and "of" not in left.split() and len(left.split()) == len(right.split())
