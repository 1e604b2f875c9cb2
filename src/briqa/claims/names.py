"""The names of a claim beside a sentence: there, inherited, or another in their place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from briqa.answer.closeness import CloseLook
from briqa.answer.evidence import Candidate
from briqa.answer.features import Topic, borne
from briqa.claims.assertions import AssertionKind
from briqa.claims.claim import Claim
from briqa.claims.countries import (
    country_in,
    find_country,
    find_nation,
    is_between_countries,
)
from briqa.claims.result import AtomStatus
from briqa.questions.lexicon import Lexicon
from briqa.questions.names import NameSpan
from briqa.spans import Span
from briqa.words import words

# From this likeness on, a name stands in another's place ("Jiangsu", "Zhejiang").
_RIVAL: Final = 0.45
# A sentence is about what stands among its first words.
_OPENING_WORDS: Final = 10
_FIRST_WORDS: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NameFinding:
    """A name of a claim, and what the sentence has of it.

    Attributes:
        name: the claim's name.
        status: what the sentence says of it.
        found: where the name, or the one in its place, stands in the sentence's reading; None
            where it is inherited from a heading or the sentences before, or not there.
        inherited: whether it stands only in the headings or the sentences before.
        rival: the name in its place; None without one.
        beside: the further sentence that has it, where the first lacks it.
    """

    name: NameSpan
    status: AtomStatus
    found: Span | None = None
    inherited: bool = False
    rival: str | None = None
    beside: Candidate | None = None


def match_names(
    claim: Claim, topic: Topic, candidate: Candidate, look: CloseLook, lexicon: Lexicon
) -> tuple[NameFinding, ...]:
    """Each name of a claim beside a sentence.

    Args:
        claim: the claim.
        topic: its topic.
        candidate: the sentence.
        look: the close look at it.
        lexicon: what the corpus knows of its words.
    """
    found = borne(topic, candidate)
    places = _places(candidate.reading, lexicon)
    features = look.features
    at_rival = _find(candidate.reading, look.rival) if look.rival else None
    ranked = any(each.kind is AssertionKind.RANK for each in claim.assertions) or any(
        figure.kind == "ordinal" for figure in claim.figures
    )
    findings = []
    for name in claim.names:
        country = _country(name, candidate, ranked=ranked)
        if country is not None:
            findings.append(country)
            continue
        is_kind = is_between_countries(name.name.text)
        stems = name.name.stems & topic.names
        own = stems & found.own
        if _is_most(own | (stems & found.inherited), stems):
            span = next((places[stem] for stem in sorted(own) if stem in places), None)
            findings.append(NameFinding(name, AtomStatus.CONFIRMED, span, inherited=not own))
        elif _is_most(stems - found.missing, stems) and (
            is_kind or not _is_displaced(stems & found.before, topic, candidate, features, lexicon)
        ):
            findings.append(NameFinding(name, AtomStatus.CONFIRMED, inherited=True))
        elif look.rival and not is_kind and _likeness(features) >= _RIVAL:
            findings.append(
                NameFinding(name, AtomStatus.CONTRADICTED, at_rival, at_rival is None, look.rival)
            )
        else:
            findings.append(NameFinding(name, AtomStatus.NOT_FOUND))
    return tuple(findings)


def _country(name: NameSpan, candidate: Candidate, *, ranked: bool) -> NameFinding | None:
    """The finding of a country that the sentence names in another form; None without one.

    The country that the document is of may only be "the nation" there.
    """
    country = country_in(name.name.text)
    if country is None:
        return None
    found = find_country(country, candidate.reading)
    if found is None and find_country(country, candidate.document.view.text):
        found = find_nation(candidate.reading, ranked=ranked)
    if found is None:
        return None
    return NameFinding(name, AtomStatus.CONFIRMED, Span(found.start(), found.end()))


def _is_most(some: frozenset[str], stems: frozenset[str]) -> bool:
    """Whether a name of several words is there by most of them: "Nansha port area" is Nansha."""
    return bool(some) and 2 * len(some) >= len(stems)


def _is_displaced(
    before: frozenset[str],
    topic: Topic,
    candidate: Candidate,
    features: Mapping[str, float],
    lexicon: Lexicon,
) -> bool:
    """Whether a sentence isn't about a name that stands only around it.

    One of the sentences before carries over if that began with it and this one doesn't begin with
    another; one of the headings around unless a nearer heading or the sentence has its like.
    """
    if before:
        return _begins_with_another(candidate, topic, lexicon) or not before & _openings(
            candidate, lexicon
        )
    return features["rival_outer"] >= _RIVAL


def _begins_with_another(candidate: Candidate, topic: Topic, lexicon: Lexicon) -> bool:
    """Whether a sentence begins with a name that the claim doesn't have."""
    return any(
        word[0].isupper() and lexicon.is_name(stem, word) and stem not in topic.names
        for word in words(candidate.reading)[:_FIRST_WORDS]
        for stem in lexicon.stems(word)
    )


def _openings(candidate: Candidate, lexicon: Lexicon) -> frozenset[str]:
    """The stems that the sentences before it in its passage begin with."""
    document = candidate.document
    first, _ = document.passages[candidate.hit.ordinal].passage.sentences
    earlier = document.sentences[first : first + candidate.position]
    readings = (document.view.read(each.sentence.span) for each in earlier)
    return frozenset(
        stem
        for reading in readings
        for word in reading.split()[:_OPENING_WORDS]
        for stem in lexicon.stems(word)
    )


def _likeness(features: Mapping[str, float]) -> float:
    return max(features["rival_lost"], features["rival_before"], features["rival_outer"])


def _places(reading: str, lexicon: Lexicon) -> dict[str, Span]:
    """Stem → its first place in a sentence."""
    places: dict[str, Span] = {}
    for match in _WORD.finditer(reading):
        for stem in lexicon.stems(match[0]):
            places.setdefault(stem, Span(match.start(), match.end()))
    return places


def _find(reading: str, word: str) -> Span | None:
    match = re.search(rf"\b{re.escape(word)}\b", reading)
    return Span(match.start(), match.end()) if match else None
