"""Cloze questions: a sentence of the corpus with one figure, date or name left out.

The one thing to know: a sentence makes a question only if what is left of it tells what belongs
into the blank. So it has to stand alone, name whom it is about, and no other sentence may bear
most of its words and another figure.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from briqa.evaluate.making.names import Range
from briqa.evaluate.making.standalone import Standalone, standalone_sentences
from briqa.evaluate.making.statements import (
    YEAR,
    Statement,
    Statements,
    place_in,
    span_of,
)
from briqa.quantities import Quantity
from briqa.spans import Span
from briqa.store import StoredDocument
from briqa.words import FUNCTION_WORDS, words

BLANK: Final = "___"
BlankKind = Literal["figure", "date", "name"]

_FIGURE_KINDS: Final = frozenset(("count", "money", "percent", "measure", "duration"))
# How often each kind of blank is taken where a sentence has several.
_WEIGHTS: Final[Mapping[BlankKind, float]] = {"figure": 0.6, "date": 0.2, "name": 0.2}
_FEWEST_STEMS: Final = 6
_MOST_WORDS: Final = 36
# A sentence that shares so much with the rest may be meant by it too.
_RIVAL_SHARE: Final = 0.7
_NUMBER: Final = re.compile(
    r"[^\w\s]{0,2}\d[\d.,]*(?<![.,])\+?(?:\s(?:hundred|thousand|million|billion|trillion))?"
)
_BEFORE_DATE: Final = re.compile(r"\b(?:in|on|since|until|during|by|from)\s$", re.IGNORECASE)
# A capital before it belongs to the same name, unless that is of a sentence's first word.
_FIRST_WORDS: Final = "|".join(sorted(word.capitalize() for word in FUNCTION_WORDS))
_JOINED_BEFORE: Final = re.compile(
    rf"[\w/–—-]$|\b(?!(?:{_FIRST_WORDS})\s)[A-Z][\w'’.-]*\s(?:(?:of|and|de|the|&)\s)*$"
)
_JOINED_BEHIND: Final = re.compile(r"[\w/–—-]|\.\w|\s(?:(?:of|and|de|the|for|&)\s)*[A-Z(\d]")
# What a name can't stand behind and be all of it: "bin ___", or be one: "as ___", "a ___ plan".
_NO_NAME_BEHIND: Final = re.compile(
    r"(?:\b(?:bin|ibn|von|van|der|de|da|du|la|le|al|el|as|an?|et)|\d)\s$", re.IGNORECASE
)
# What may follow it where it isn't the first part of another noun: "___ also won", "of ___ in".
_BEHIND_NAME: Final = re.compile(r"[^\s\w]|\s?$|\s(?P<word>\w+)")
_PARTICLES: Final = frozenset("von van bin ibn de da al et".split())
_ADVERBS: Final = frozenset("also then now first later still only".split())
# "Norwegian", "Japanese": of whom, which hardly anybody asks so.
_ADJECTIVE: Final = re.compile(r"(?:ese|ish|ian|ean|can|ic|ans|ians|ani|aqi|eli)$")
_SHORTEST_NAME: Final = 4
# Names that each document means another by.
_ROLES: Final = frozenset(
    "company group board directors committee management university government council parliament "
    "ministry department convention party fiscal note notes".split()
)
# What is counted stands behind: "___ ports", "___ Rhodes scholars", no "___ Mill Lane".
_COUNTED: Final = re.compile(r"\s[\"“]?(?:[a-z]|[\w-]+s\b)")
_NAMED_NUMBER: Final = re.compile(r"[^.:\s]\s+[\w'’-]*[A-Z][\w'’-]*\s$")
_COMPOUND: Final = re.compile(r"\d-[^\W\d]")
_RESTATED: Final = re.compile(r"\s?\([^)]*\d")
_OPENING_ARTICLE: Final = re.compile(r"(?:[^,]{1,60},\s)?[Tt]he\s")
# What points at another sentence, here or behind the first words.
_POINTING: Final = re.compile(
    r"\b(?:these|this|those|them|such|then|resulting|subsequent|latter|former|"
    r"the (?:same|other|decade|period|season)|(?<!^)(?<![,;]\s)(?<!and\s)(?<!that\s)there)\b"
    r"|:\s+[-•*]\s"
    r"|^(?:as|[^,]{1,60},)\s(?:it|its|they|their|he|his|she|her|some|both|we|our)\b",
    re.IGNORECASE,
)
# Where the phrase behind an article is over.
_VERB: Final = re.compile(
    r"(?:is|was|are|were|has|had|have|will|can|could|may|took|now|also|\w+ed)[,;]?$"
)
_LONGEST_PHRASE: Final = 6


@dataclass(frozen=True, slots=True)
class ClozeQuestion:
    """A sentence with a blank.

    Attributes:
        text: the sentence with the blank.
        statement: the sentence of the corpus.
        kind: what is left out.
        answer: what is left out, as the view has it.
        span: where that stands in the document.
        quantity: the figure that is left out; None for a date or a name.
    """

    text: str
    statement: Statement
    kind: BlankKind
    answer: str
    span: Span
    quantity: Quantity | None

    @property
    def qid(self) -> str:
        """Its id, from the blank's place."""
        return f"cloze-{self.statement.docid}-{self.span.start}"


@dataclass(frozen=True, slots=True)
class _Blank:
    """What may be left out: its range in the sentence, and the figure or date that it is."""

    kind: BlankKind
    range: Range
    quantity: Quantity | None = None


def cloze_questions(
    corpus: Statements, documents: Mapping[str, StoredDocument], *, seed: int
) -> Iterator[ClozeQuestion]:
    """At most one question of each sentence, in text order.

    Args:
        corpus: the sentences to ask about, which are all that the questions are asked of.
        documents: the documents of these sentences, by docid.
        seed: fixes what is left out; it doesn't depend on other sentences.
    """
    for sentence in standalone_sentences(corpus):
        if len(words(sentence.text)) > _MOST_WORDS or _leans(sentence.text):
            continue
        stored = documents[sentence.statement.docid]
        found = [
            blank
            for blank in _blanks(sentence, stored, corpus)
            if _is_telling(sentence, blank, corpus)
        ]
        if found:
            statement = sentence.statement
            rng = random.Random(f"{seed} {statement.docid} {statement.span.start}")
            blank = rng.choices(found, [_WEIGHTS[each.kind] for each in found])[0]
            yield _question(sentence, blank, stored)


def _leans(text: str) -> bool:
    """Whether only a sentence before can say whom or what it is about.

    "In 2011, the harbour was dredged" says of no harbour which; "the harbour of Ferrytown" does.
    """
    if _POINTING.search(text):
        return True
    opening = _OPENING_ARTICLE.match(text)
    if opening is None:
        return False
    for word in text[opening.end() :].split()[:_LONGEST_PHRASE]:
        if word[0].isupper():
            return False
        if _VERB.match(word):
            return True
    return True


def _question(sentence: Standalone, blank: _Blank, stored: StoredDocument) -> ClozeQuestion:
    start, end = blank.range
    shown = Span(sentence.offset + start, sentence.offset + end)
    return ClozeQuestion(
        sentence.text[:start] + BLANK + sentence.text[end:],
        sentence.statement,
        blank.kind,
        sentence.text[start:end],
        span_of(sentence.statement, shown, stored),
        blank.quantity if blank.kind == "figure" else None,
    )


def _blanks(sentence: Standalone, stored: StoredDocument, corpus: Statements) -> Iterator[_Blank]:
    for quantity in sentence.statement.quantities:
        whole = place_in(sentence.statement, quantity.span, stored)
        if whole is None or whole[0] < sentence.offset:
            continue
        place = whole[0] - sentence.offset, whole[1] - sentence.offset
        if quantity.kind in _FIGURE_KINDS and _is_only_one(quantity, sentence.statement):
            place = _without_noun(sentence.text, place, quantity)
            if _is_plain_figure(sentence.text, place, quantity):
                yield _Blank("figure", place, quantity)
        elif quantity.kind == "date" and _is_plain_date(sentence.text, place):
            yield _Blank("date", place, quantity)
    for place in corpus.names.find(sentence.text):
        if _is_plain_name(sentence.text, place, corpus):
            yield _Blank("name", place)


def _is_only_one(quantity: Quantity, statement: Statement) -> bool:
    return [other.value for other in statement.quantities].count(quantity.value) == 1


def _without_noun(text: str, place: Range, quantity: Quantity) -> Range:
    """The number of a count alone: "___ ports" says what is counted."""
    start, end = place
    number = _NUMBER.match(text, start, end) if quantity.kind == "count" else None
    return (start, number.end()) if number else place


def _is_plain_figure(text: str, place: Range, quantity: Quantity) -> bool:
    start, end = place
    shown = text[start:end]
    number = _NUMBER.match(shown)
    if quantity.kind == "count" and not (quantity.unit and _COUNTED.match(text, end)):
        return False
    if quantity.is_range or quantity.series is not None or number is None:
        return False
    # "5 of the 5", and what looks like a year.
    if text.count(number.group()) > 1 or YEAR.fullmatch(shown) or _COMPOUND.search(shown):
        return False
    return (
        not _is_in_brackets(text, start)
        and not text[:start].endswith(tuple("-/–—.,#$€£"))
        and not text[end : end + 1].startswith(tuple("-/–—"))
        and _NAMED_NUMBER.search(text[:start]) is None
        and _RESTATED.match(text, end) is None
        and not text[:start][-1:].isalnum()
        and not text[end : end + 1].isalnum()
    )


def _is_plain_date(text: str, place: Range) -> bool:
    start, end = place
    return (
        len(YEAR.findall(text)) == 1
        and YEAR.search(text[start:end]) is not None
        and _BEFORE_DATE.search(text[:start]) is not None
        and not text[end : end + 1].startswith(tuple("-/–—s'’"))
        and not _is_in_brackets(text, start)
    )


def _is_plain_name(text: str, place: Range, corpus: Statements) -> bool:
    start, end = place
    name = text[start:end]
    rest = corpus.stem_set(text[:start] + " " + text[end:])
    return (
        len(name) >= _SHORTEST_NAME
        # "The Convention", "the Group": known by what was said before.
        and (" " in name or not text[:start].lower().endswith("the "))
        and not _is_role(name)
        and not corpus.stem_set(name) & rest
        and is_whole_name(text, place)
        and not _is_in_brackets(text, start)
    )


def is_whole_name(text: str, place: Range) -> bool:
    """Whether the name there is all of it, and no adjective: not the "Road" of "Belt and Road"."""
    start, end = place
    return (
        _ADJECTIVE.search(text[start:end]) is None
        and _NO_NAME_BEHIND.search(text[:start]) is None
        and _JOINED_BEFORE.search(text[:start]) is None
        and _JOINED_BEHIND.match(text, end) is None
        and _is_whole_noun(text, end)
    )


def _is_whole_noun(text: str, end: int) -> bool:
    """Whether a name that ends there isn't a part of a name or noun that goes on."""
    behind = _BEHIND_NAME.match(text, end)
    word = behind["word"] if behind else None
    return word is None or (
        word not in _PARTICLES
        and (word in FUNCTION_WORDS or word in _ADVERBS or _VERB.match(word) is not None)
    )


def _is_in_brackets(text: str, offset: int) -> bool:
    return text.count("(", 0, offset) > text.count(")", 0, offset)


def _is_telling(sentence: Standalone, blank: _Blank, corpus: Statements) -> bool:
    """Whether the rest names whom it is about, and nothing else in the corpus fits it as well."""
    start, end = blank.range
    rest_text = f"{sentence.text[:start]} {sentence.text[end:]}"
    rest = corpus.stem_set(rest_text)
    named = [rest_text[first:last] for first, last in corpus.names.find(rest_text)]
    if len(rest) < _FEWEST_STEMS or all(map(_is_role, named)):
        return False
    if blank.kind == "name" and not YEAR.search(rest_text) and not _has_figure(sentence):
        return False
    # Sentences of the same things in other years or places aren't meant by these words.
    needed = corpus.stem_set(" ".join((*named, *YEAR.findall(rest_text))))
    return not any(
        needed <= found.stems and _is_other(found, sentence.statement, blank)
        for found in corpus.share(rest, _RIVAL_SHARE)
    )


def _is_role(name: str) -> bool:
    return all(word.lower() in _ROLES for word in words(name))


def _has_figure(sentence: Standalone) -> bool:
    return any(quantity.kind in _FIGURE_KINDS for quantity in sentence.statement.quantities)


def _is_other(found: Statement, statement: Statement, blank: _Blank) -> bool:
    """Whether a sentence that bears the words as well could fill the blank otherwise."""
    if (found.docid, found.span) == (statement.docid, statement.span):
        return False
    if blank.kind != "figure" or blank.quantity is None:
        return True
    sort, value = (blank.quantity.kind, blank.quantity.unit), blank.quantity.value
    return any(
        (other.kind, other.unit) == sort and other.value != value for other in found.quantities
    )
